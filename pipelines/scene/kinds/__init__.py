"""Kinds of picture other than a scene: what is behind the things, where they go, and how all of it is changed."""
