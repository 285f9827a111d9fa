"""The judge of notes: which candidates of the ear are notes."""
