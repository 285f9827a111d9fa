"""Guides: what a picture gives to another one that follows it: its lines, its depth, its pose."""
