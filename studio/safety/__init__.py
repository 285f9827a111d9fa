"""Safety: what the studio holds back, by words and by sight, and what becomes of it."""
