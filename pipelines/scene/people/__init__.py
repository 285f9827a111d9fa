"""People: figures built from parts, by age, look, clothes and what they do."""
