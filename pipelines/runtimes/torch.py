"""The runtime of torch: small networks of the studio's own code, run on the processor."""

from __future__ import annotations

from pipelines.runtimes.numpy import Numpy

NAME = "torch"


class Torch(Numpy):
    """Loads what a module of the pipelines makes of a file, as the runtime of numpy does."""

    name = NAME
