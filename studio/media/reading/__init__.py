"""Reading what a stranger brings: a hostile file becomes a plain one, in a process of its own."""
