"""The listener: words from a sound or a film."""
