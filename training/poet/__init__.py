"""The Chinese poet: a character model of regulated verse, song lyrics and old-style poems."""
