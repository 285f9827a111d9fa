"""What the icon painter is asked: reading a prompt into an icon, and an icon into the words that it was taught."""
