"""The illustrator: an engine for pictures."""
