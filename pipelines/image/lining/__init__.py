"""Lining: an engine that draws the lines of a picture."""
