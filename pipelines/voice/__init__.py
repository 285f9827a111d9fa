"""Voice: words that are spoken, and words that are heard."""
