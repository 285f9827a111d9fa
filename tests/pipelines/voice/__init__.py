"""The voice wing, as its users meet it."""
