"""Before: a table close before a place that was named, which is out of focus behind it."""

from __future__ import annotations

from pipelines.scene.lay.stage import Stage
from pipelines.scene.place.tabletops import tops
from pipelines.scene.place.tabletops.panes import beam
from pipelines.scene.place.tabletops.scheme import Triple
from pipelines.scene.place.tabletops.setup import Cover, Setup

WOODS: tuple[Triple, ...] = tuple(
    ("#e9dcc6", "#8a7a68", wood) for wood in ("#b98455", "#a06f48", "#c99a68", "#8a5f42", "#d9b183")
)
STONE, STONY = "#e9e7e2", ("bathroom", "hospital", "laundry", "laboratory")
"""The colour of a top of stone, and the places where tops are of it."""
FAR = 0.62
"""How far down the table begins at the least, as a part of the picture's height."""
SOFT = 0.5


def paint_table_before(stage: Stage, mains: list[str], *, moving: bool = False, cover: Cover = lambda _: None) -> None:
    """The layers so far as one out of focus, and a wooden table before them. What the place offers is behind it now."""
    setup = Setup(stage, stage.random("near table"), WOODS, mains, moving, cover)
    stage.horizon = max(stage.horizon, stage.height * FAR)
    setup.parts = [layer.svg for layer in stage.layers]
    stage.layers.clear()
    setup.blurred(stage.brief.place or stage.brief.setting, SOFT, "sky")
    if stage.brief.place in STONY:
        setup.top(tops.marble(setup, setup.seen(STONE)), setup.seen(STONE))
    else:
        setup.top(tops.planks(setup, setup.colours.top, along=setup.rng.random() < 0.5), setup.colours.top)
    beam(setup)
    stage.anchors.clear()
