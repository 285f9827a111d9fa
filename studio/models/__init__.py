"""Which models there are, where they are, and the cache that holds them."""
