"""Chinese verse: its characters, tones, rhymes and forms, and the poet that writes it."""
