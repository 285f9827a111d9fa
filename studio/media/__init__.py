"""Codecs: sound and film to bytes and back."""
