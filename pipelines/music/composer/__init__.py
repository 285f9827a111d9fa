"""The composer's parts: reading a description, writing a piece, performing, rendering and drawing it."""
