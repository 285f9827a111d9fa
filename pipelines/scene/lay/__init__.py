"""Where each thing goes."""
