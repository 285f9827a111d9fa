"""Rooms from inside: their sides in perspective, their windows and their furniture."""
