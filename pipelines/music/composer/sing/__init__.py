"""Words set to a melody, a syllable to a note."""
