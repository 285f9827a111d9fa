"""MusicGen: music by a language model of sound, through transformers or audiocraft."""
