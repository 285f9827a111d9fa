"""The moving illustration."""
