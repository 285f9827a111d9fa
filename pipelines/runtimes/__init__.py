"""One file a library, and what models of such a library share."""
