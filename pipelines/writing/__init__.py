"""Poems, stories, scripts, letters."""
