"""Listeners: the composer's pieces judged from the delivered files alone, by ears that share no code with it."""
