"""Styling: an engine that paints a picture in the manner of others."""
