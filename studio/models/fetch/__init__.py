"""Fetching models from the hub: a process of its own downloads, and tells how far it is."""
