"""A piece that stands, changed: its parts, players, key, tempo, chords and genre."""
