"""The narrator: texts read aloud by Kokoro."""
