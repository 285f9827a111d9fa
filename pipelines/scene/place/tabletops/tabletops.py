"""Tabletops: which there are, and which of them one picture has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from random import Random

from pipelines.scene.drawings import Concept
from pipelines.scene.lay.figure import Figure
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.tones import tones
from pipelines.scene.lay.unwanted import is_missing
from pipelines.scene.place.atlas import ATLAS
from pipelines.scene.place.backdrop import paint_behind
from pipelines.scene.place.tabletops import halls, homes, outside, walls, works
from pipelines.scene.place.tabletops.asked import claim, covering
from pipelines.scene.place.tabletops.before import paint_table_before
from pipelines.scene.place.tabletops.setup import Cover, Setup
from pipelines.scene.scene import Brief, Setting, Subject
from pipelines.scene.tables import table

Paint = Callable[[Setup], None]
TABLETOPS: dict[str, tuple[Paint, Setting]] = {
    "kitchen": (homes.kitchen, "room"),
    "breakfast": (homes.breakfast, "room"),
    "marble": (homes.marble, "room"),
    "sill": (homes.sill, "room"),
    "bathroom": (homes.bathroom, "room"),
    "plaster": (walls.plaster, "room"),
    "shelf": (walls.shelf, "room"),
    "dressing": (walls.dressing, "room"),
    "hall": (walls.hall, "room"),
    "desk": (works.desk, "room"),
    "study": (works.study, "room"),
    "workbench": (works.workbench, "room"),
    "cafe": (works.cafe, "room"),
    "theatre": (halls.theatre, "room"),
    "playroom": (halls.playroom, "room"),
    "gym": (halls.gym, "room"),
    "lockers": (halls.lockers, "room"),
    "picnic": (outside.picnic, "meadow"),
    "garden": (outside.garden, "meadow"),
    "beach": (outside.beach, "sea"),
    "ground": (outside.ground, "meadow"),
    "glade": (outside.glade, "meadow"),
}
"""How each is painted, and the setting whose light it has; its colours are in data/tabletops.toml."""
CLOSED = ("plain", "room")
"""Settings that are no land of their own."""
PANES = ("sill", "kitchen", "breakfast", "study")
"""Those with a window, which show the weather and the season."""
OPEN = ("picnic", "garden", "beach", "ground", "glade")
"""Those outside, where nobody sits in the rain."""
EVENING = ("cafe", "desk", "dressing", "theatre", "sill")
"""Those that have lamps or show the night."""
EDGE = (0.54, 0.62)
"""Height of the far edge of the top, from and to, as a part of the picture's."""
BELOW, FLAT = (0.44, 0.5), 1.6
"""The same where one looks down on many things or on flat ones, and from which width by height those are flat."""


def paint_tabletop(
    stage: Stage, figures: Sequence[Figure], *, moving: bool = False, support: Subject | None = None
) -> None:
    """What the things are seen on: a table before the place that was named, else what suits them.

    `support` is what they were said to be on: the top is that one then.

    `figures` are those of the subjects of the stage's brief, or of the first of them. The stage takes on the light
    that is there, and its horizon becomes the far edge of the top.
    """
    brief, rng = stage.brief, stage.random("tabletop")
    mains = [one.colour or shown.main for one, shown in zip(brief.subjects, figures, strict=False)]
    cover: Cover = partial(covering, support=support) if support else lambda _: None
    if brief.place in ATLAS or (support and brief.setting not in CLOSED):
        paint_behind(stage, standing=True)
        paint_table_before(stage, mains, moving=moving, cover=cover)
        return claim(stage, support) if support else None
    name = rng.choice(fitting(brief, [one.concept for one in figures], support))
    paint, setting = TABLETOPS[name]
    stage.brief = replace(brief, setting=setting)
    stage.tones = tones(stage.brief, Random(f"{stage.salt}/tabletop tones"), stage.hour)
    stage.horizon = stage.height * rng.uniform(*(BELOW if _is_low(brief, figures) else EDGE))
    stage.light = stage.light[0], min(stage.light[1], stage.horizon * 0.5)
    triples = [(wall, accent, top) for wall, accent, top in table("tabletops")["colours"][name]]
    paint(Setup(stage, rng, triples, mains, moving, cover))
    if support:
        claim(stage, support)
    stage.anchors.clear()


def fitting(brief: Brief, concepts: Sequence[Concept], support: Subject | None = None) -> list[str]:
    """Names of the tabletops that suit all things of a brief, what they are on, its weather and its time."""
    wanted = [_suits(concept) for concept in concepts]
    tops: list[str] = table("tabletops")["supports"][support.drawing]["tops"] if support else []
    if tops:
        liked = [name for name in tops if all(name in names for names in wanted)]
        timely = ([name for name in tops if name in _timely(brief, some)] for some in (liked, tops) if some)
        return next(filter(None, timely), tops)
    shared = [name for name in wanted[0] if all(name in names for names in wanted)]
    if any(one.other == "shelf" for one in brief.subjects):
        shared = ["shelf"]
    return _timely(brief, shared or list(table("tabletops")["kinds"]["mixed"]))


def _timely(brief: Brief, names: list[str]) -> list[str]:
    """Those of the tabletops that suit what else a brief says, or others that do."""
    if names == ["glade"]:
        return names
    if is_missing("window", brief):
        return [name for name in names if name not in PANES] or ["plaster"]
    if "window" in brief.features or any(one.other == "window" for one in brief.subjects):
        return ["sill", "study", "kitchen"]
    if "sun" in brief.features:
        return ["sill", *(name for name in names if name in OPEN)]
    if brief.weather in ("rain", "storm", "snow", "fog"):
        return ["sill", *(name for name in names if name in PANES)]
    if brief.weather != "clear" or brief.season or brief.daytime in ("dawn", "dusk"):
        return [name for name in names if name in (*PANES, *OPEN)] or ["sill"]
    if brief.daytime == "night":
        return [name for name in names if name in EVENING] or ["sill", "cafe"]
    return names


def _is_low(brief: Brief, figures: Sequence[Figure]) -> bool:
    """Whether what is seen is broad rather than tall."""
    return sum(one.count for one in brief.subjects) > 2 or all(one.ratio > FLAT for one in figures)


def _suits(concept: Concept) -> tuple[str, ...]:
    """What one thing is seen on."""
    by_word = (names for word, names in _words().items() if f"-{word}-" in f"-{concept.key}-")
    kinds: dict[str, list[str]] = table("tabletops")["kinds"]
    return tuple(next(by_word, kinds.get(concept.category, kinds["other"])))


@cache
def _words() -> dict[str, list[str]]:
    """The tabletops by a word of the key of a drawing."""
    return {word: row["on"] for row in table("tabletops")["things"] for word in row["words"]}
