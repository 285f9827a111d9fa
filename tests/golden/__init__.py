"""Works that were made before the house was rearranged, kept as data: the same recipes must give the same bytes."""
