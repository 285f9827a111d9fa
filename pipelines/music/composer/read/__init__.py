"""From a description to what is to be composed."""
