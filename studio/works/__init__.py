"""What was made, and where it is kept."""
