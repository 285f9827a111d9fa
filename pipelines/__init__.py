"""The makers: wings that share one shape, the drawn scene, and the runtimes of the libraries they call."""
