"""Credit: what a file that leaves says of where it comes from, in the words of IPTC and the C2PA."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Source = Literal[
    "trainedAlgorithmicMedia",
    "compositeWithTrainedAlgorithmicMedia",
    "algorithmicMedia",
    "algorithmicallyEnhanced",
]
"""How a work came to be, by the names of IPTC's vocabulary (cv.iptc.org/newscodes/digitalsourcetype): sampled from a
trained model; what such a model made together with something else, a person's own picture changed by one too; made by
rule, not from what was learnt; a person's own, corrected or enlarged."""
_VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"


@dataclass(frozen=True)
class Credit:
    """Who made it, with what, and whose it is."""

    source: Source
    studio: str
    """The program that made it, with its version."""
    models: tuple[str, ...] = ()
    """Titles of the trained models that took part in it."""
    author: str = ""
    copyright: str = ""

    @property
    def uri(self) -> str:
        """The source as the vocabulary writes it."""
        return uri_of(self.source)


def uri_of(source: str) -> str:
    """A name of the vocabulary as it is written in files."""
    return f"{_VOCABULARY}{source}"
