"""From a prompt to a brief."""
