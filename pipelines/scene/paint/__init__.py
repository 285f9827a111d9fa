"""Background and things as vector layers."""
