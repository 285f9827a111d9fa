"""The transcriber: sound to notes, with its tempo, metre, key and chords."""
