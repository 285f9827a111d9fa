"""Wardrobe: garments as pieces that can be drawn, and what people wear in a role."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.scene.palette import lightness, mix, shade, turn
from pipelines.scene.scene import Age, Garment, Sex
from pipelines.scene.tables import table

DEFAULT = "shirt"
"""What an unknown garment is drawn as."""


@dataclass(frozen=True)
class Piece:
    """A garment as it is drawn; the shares are those of data/garments.toml."""

    kind: str
    colour: str
    part: str
    """top, legs, feet, head or extra."""
    sleeves: float = 0.0
    wide_sleeves: bool = False
    hem: float = 0.0
    legs: float = 0.0
    flare: float = 0.0
    loose: float = 0.0
    shaft: float = 0.0
    start: float = 0.0
    front: str = ""
    neck: str = ""
    """scoop, where it shows the skin below the neck."""
    print: str = ""
    """What is printed on it: dots or flowers."""
    over: bool = False
    """Whether something is worn below it."""

    @property
    def upper(self) -> str:
        """The colour of sleeves and yoke: a hanbok's jacket is paler than its skirt."""
        return mix(self.colour, "#fff3d6", 0.78) if self.front == "hanbok" else self.colour

    @property
    def trim(self) -> str:
        """The colour of collars and edges of robes."""
        pale = lightness(self.colour) < 0.8
        return mix(self.colour, "#ffffff", 0.72) if pale else shade(self.colour, -0.12)


@dataclass(frozen=True)
class Role:
    """What somebody wears and looks like by trade or rank."""

    name: str
    garments: tuple[Garment, ...]
    sex: Sex = ""
    age: Age | None = None
    hair: str = ""
    hair_style: str = ""
    beard: bool = False
    glasses: bool = False
    holds: str = ""
    does: str = ""
    """The posture when nothing is said of it."""
    skin: str = ""
    tinted: bool = False
    """Whether a colour that is said of them is that of their clothes."""


def pieces(garments: tuple[Garment, ...]) -> list[Piece]:
    """The pieces of what somebody wears, in the order they are put on. Later tops replace earlier ones, but for those
    that are worn over something."""
    found: list[Piece] = []
    for garment in garments:
        parts = _with_parts(garment)
        # What goes below a jacket is there already, or comes with it.
        below = any(piece.over for piece in parts) and any(piece.part == "top" for piece in found)
        for piece in (part for part in parts if part.over or part.part != "top" or not below):
            found = [*(other for other in found if not _replaces(piece, other)), piece]
    return found


def known(kind: str) -> bool:
    """Whether a garment of that kind can be drawn."""
    return kind in table("garments")


@cache
def roles() -> dict[str, Role]:
    """All roles by each of their names, in both languages."""
    found: dict[str, Role] = {}
    for name, entry in table("roles").items():
        role = _role(name, entry)
        found |= dict.fromkeys((name, *entry["words"], *entry["chinese"]), role)
    return found


def _role(name: str, entry: dict[str, Any]) -> Role:
    said = {key: value for key, value in entry.items() if key not in ("words", "chinese", "garments")}
    return Role(name, tuple(Garment(kind, colour) for kind, colour in entry["garments"]), **said)


def _with_parts(garment: Garment) -> list[Piece]:
    """What comes with a garment stands before it, where it is worn below."""
    kind = garment.kind if known(garment.kind) else DEFAULT
    entry = table("garments")[kind]
    fields = {key: value for key, value in entry.items() if key not in ("also", "from", "usual")}
    own = Piece(kind, garment.colour, start=entry.get("from", 0.0), **fields)
    parts = [
        part
        for other, colour in entry.get("also", ())
        for part in _with_parts(
            Garment(other, _matching(garment.colour) if not colour else colour.replace("same", garment.colour))
        )
    ]
    below = [part for part in parts if part.part != "extra"]
    return [*below, own, *(part for part in parts if part.part == "extra")]


def _matching(colour: str) -> str:
    """A colour that stands out from another without a quarrel; empty where that is not chosen yet."""
    return colour and turn(shade(colour, -0.1 if lightness(colour) > 0.5 else 0.25), 140)


def _replaces(new: Piece, old: Piece) -> bool:
    if new.part in ("feet", "head", "legs"):
        return new.part == old.part
    return new.part == "top" == old.part and not new.over and not (new.front == "bib" and old.front != "bib")
