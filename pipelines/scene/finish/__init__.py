"""How the painted picture looks."""
