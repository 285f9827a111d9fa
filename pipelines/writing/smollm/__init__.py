"""Verse and prose inside structure: forms, plans, checks and the sounds of English words."""
