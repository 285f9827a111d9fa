"""The cutter: the subject of a picture without what is around it."""
