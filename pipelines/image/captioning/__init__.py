"""Captioning: a picture in words, by a model of the catalog that sees."""
