"""Hearing: from sound to notes, beats, metre, key, chords, and to a score of them."""
