"""Where it happens: the background of each setting, and some seventy places by name."""
