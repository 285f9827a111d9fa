"""From a brief to a scene: stage, background, things, foreground."""

from __future__ import annotations

from random import Random

from pipelines.scene.drawings import Drawings, Style
from pipelines.scene.lay.footing import needs_ground, still_life
from pipelines.scene.lay.layout import lay_out
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.tones import tones
from pipelines.scene.paint.abstract import paint_abstract
from pipelines.scene.paint.backdrop import paint_behind, paint_front
from pipelines.scene.paint.thing import LONG_SHADOWS, paint_thing
from pipelines.scene.scene import Brief, Check, Scene, no_check

HORIZONS = {
    "plain": (0.66, 0.76),
    "meadow": (0.47, 0.68),
    "garden": (0.5, 0.6),
    "forest": (0.56, 0.74),
    "mountain": (0.56, 0.66),
    "sea": (0.42, 0.64),
    "city": (0.56, 0.66),
    "desert": (0.46, 0.58),
    "snow": (0.52, 0.64),
    "space": (0.7, 0.8),
    "room": (0.62, 0.7),
    "underwater": (0.68, 0.78),
}


def compose(
    brief: Brief,
    width: int,
    height: int,
    seed: int,
    style: Style,
    drawings: Drawings,
    check: Check = no_check,
) -> Scene:
    """A layered scene of `width` x `height` units. The same arguments give the same scene.

    `check` is called after each thing; what it raises ends the work.
    """
    stage = set_stage(brief, width, height, seed)
    if brief.abstract:
        paint_abstract(stage)
    else:
        _paint(stage, style, drawings, check)
    return Scene(
        width,
        height,
        seed,
        brief,
        tuple(stage.layers),
        "".join(stage.defs),
        stage.horizon / height,
        stage.tones.named(),
    )


def _paint(stage: Stage, style: Style, drawings: Drawings, check: Check) -> None:
    paint_behind(stage, standing=needs_ground(stage.brief, drawings), still=still_life(stage.brief, drawings))
    spots = lay_out(stage, drawings, style, check)
    for spot in spots:
        stage.add_layer(paint_thing(stage, spot, crowded=len(spots) > LONG_SHADOWS))
        check()
    paint_front(stage)


def set_stage(brief: Brief, width: int, height: int, seed: int) -> Stage:
    """An empty stage: horizon, light and colours chosen by the seed."""
    rng = Random(f"{seed}/stage")
    horizon = height * rng.uniform(*HORIZONS[brief.setting])
    side = rng.choice((rng.uniform(0.14, 0.3), rng.uniform(0.7, 0.86)))
    low = brief.daytime in ("dawn", "dusk")
    up = rng.uniform(0.58, 0.8) if low else rng.uniform(0.2, 0.38)
    return Stage(width, height, seed, brief, tones(brief, rng), horizon, (side * width, horizon * up))
