"""Near: small things on a table, a shelf or a sill, seen from so near that it is the ground of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.scene.drawings import Concept, Drawings
from pipelines.scene.lay.footing import is_small
from pipelines.scene.lay.spot import Spot
from pipelines.scene.scene import Brief, Subject
from pipelines.scene.tables import table

CLOSED = ("plain", "room")
"""Settings that are no land of their own."""
KINDS = ("scene", "still life", "close-up", "pixel")
"""Kinds of picture that show a top from near."""
ALIVE: tuple[str, ...] = ("animal", "person", "face-costume", "cat-face", "monkey-face")
TOP = "table"
"""What the things of the rest are on: a word of the scenery."""
POTTED = 2.0
"""Metres up to which a plant may be a small one in its pot: a cactus."""
PATTERNS = ("checks", "plaid", "stripes")
COVERED = ("", "wood", "straw", "marble", "stone", "metal", "fabric", *PATTERNS)
"""What the top may be made of, as far as one can see it from near."""


@dataclass(frozen=True)
class Near:
    """A brief whose things are on one support."""

    at: int
    """The index of the support."""
    support: Subject
    rest: Brief
    """The brief without it: things for a top, by themselves."""

    def restored(self, brief: Brief, spots: Sequence[Spot]) -> list[Spot]:
        """The spots of the rest with the indices and the subjects that they have in the whole brief."""
        moved = [spot.index + (spot.index >= self.at) for spot in spots]
        return [
            replace(spot, index=at, subject=brief.subjects[at]) for spot, at in zip(spots, moved, strict=True)
        ]  # fmt: skip


def near_top(brief: Brief, drawings: Drawings) -> Near | None:
    """What small things are on, where nothing else is in the picture and a part of it tells what it is."""
    tops = table("tabletops")["supports"]
    found = [at for at, one in enumerate(brief.subjects) if one.drawing in tops]
    if len(found) != 1 or brief.kind not in KINDS or not _is_plain(brief.subjects[found[0]]):
        return None
    at = found[0]
    others = [one for number, one in enumerate(brief.subjects) if number != at]
    related = {one.relation for one in others if one.other == at}
    if related - {None} != {"on"} or any(one.beyond == at or at in one.holds for one in others):
        return None
    rest = replace(brief, subjects=tuple(_freed(one, at) for one in others))
    top = tops[brief.subjects[at].drawing]
    if not _is_for_tops(rest, drawings, () if top.get("alive") else ALIVE):
        return None
    return Near(at, brief.subjects[at], _in_its_place(rest, top.get("place", "")))


def _is_plain(support: Subject) -> bool:
    """Whether nothing was said of it that its top alone would not show."""
    patterned = support.accents and support.surface not in PATTERNS
    shaped = support.count > 1 or support.size != 1 or support.parts or patterned or support.verb
    placed = support.horizontal or support.vertical or isinstance(support.other, int)
    return not shaped and not placed and support.surface in COVERED


def _freed(one: Subject, at: int) -> Subject:
    """One of the rest, without what it has to do with the support `at`."""

    def moved(other: int) -> int:
        return other - (other > at)

    one = replace(
        one, holds=tuple(map(moved, one.holds)), looks_at=None if one.looks_at is None else moved(one.looks_at)
    )
    one = replace(one, beyond=None if one.beyond is None else moved(one.beyond))
    if one.other == at:
        return replace(one, other=TOP)  # It is on the top itself, and not on a plate that is there, too.
    return replace(one, other=moved(one.other)) if isinstance(one.other, int) else one


def _is_for_tops(rest: Brief, drawings: Drawings, alive: tuple[str, ...]) -> bool:
    """Whether all the rest is small, and stands where tables do; what is in a vessel may be anything.

    `alive` are starts of the categories of what would be a picture of its own on such a top.
    """
    named = table("places").get(rest.place, {"table": True})
    shown = [one for one in rest.subjects if not (one.relation == "in" and isinstance(one.other, int))]
    small = all(not one.person and _is_tabled(drawings[one.drawing], alive) for one in shown)
    loose = all(one.other is None or isinstance(one.other, int) or one.other in (TOP, "window") for one in shown)
    return "table" in named and bool(shown) and small and loose


def _is_tabled(concept: Concept, alive: tuple[str, ...]) -> bool:
    """Whether it may be on a top, where it is said to."""
    small = is_small(concept) or (concept.category == "plant-other" and concept.metres <= POTTED)
    return small and concept.place in ("floor", "ground") and not concept.category.startswith(alive)


def _in_its_place(rest: Brief, named: str) -> Brief:
    """In the room in which such supports stand, where none was said; in the land that was."""
    if rest.place and not rest.unsaid:
        return rest
    if rest.setting in CLOSED or rest.unsaid:
        return replace(rest, setting="room", place=named)
    if rest.setting == "snow":  # A snowy sill has its snow outside.
        return replace(rest, setting="room", weather="snow")
    return rest
