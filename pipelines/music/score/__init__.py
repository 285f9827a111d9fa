"""A piece as it is written: keys and chords, notes and players, and the files it is handed over in."""
