"""The looks of style transfer: what the 26 styles of the shipped network are called, in its own order."""

from __future__ import annotations

from typing import Literal, get_args

Look = Literal[
    "fresco", "brush", "chalk", "shards", "poppy", "impasto", "midnight", "primary", "candy", "woodblock", "copper",
    "engraving", "pastel", "jungle", "porcelain", "crystal", "twilight", "weave", "linocut", "starry", "ember",
    "cubist", "mural", "mist", "wave", "tapestry",
]  # fmt: skip
LOOKS: tuple[Look, ...] = get_args(Look)
MANY = "many-styles"
"""Key of that network in the catalog."""
