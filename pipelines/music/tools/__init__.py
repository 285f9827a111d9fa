"""Tools: what is done to a sound that there is."""
