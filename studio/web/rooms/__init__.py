"""Rooms of clients: what their owners do with them, and the pages that clients see."""
