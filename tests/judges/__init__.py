"""The judge of the drawn world: what it draws for the prompts of others, held against a gold reading of each."""
