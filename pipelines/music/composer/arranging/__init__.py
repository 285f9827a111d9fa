"""A tune that was heard, arranged: it stays as it is, and everything else is written around it."""
