"""ACE-Step: whole songs, with a singer where there are lyrics."""
