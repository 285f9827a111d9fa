"""Melodies, by rule and by the small model."""
