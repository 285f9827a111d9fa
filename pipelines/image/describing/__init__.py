"""The describer: a picture in words, by measuring it."""
