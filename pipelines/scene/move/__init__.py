"""Motion: how the layers of a scene move, and the frames that come of it."""
