"""Views: the world outside, small, through a window or the mouth of a cave."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Literal

from pipelines.scene.curve import n
from pipelines.scene.lay.hours import hour_of
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.tones import tones
from pipelines.scene.nature.city import paint_skyline
from pipelines.scene.nature.cosmos import paint_space
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.nature.ranges import paint_hills, paint_peaks
from pipelines.scene.nature.sky import paint_sky
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.nature.water import paint_coast, paint_sea
from pipelines.scene.nature.weather import paint_lightning, paint_weather
from pipelines.scene.scene import Box, Brief, Setting

View = Literal["hills", "city", "sea", "space", "forest"]
SEEN = ("sun", "moon", "stars", "rainbow", "northern lights")
"""What is seen through windows of what was asked for."""
SETTINGS: dict[View, Setting] = {
    "hills": "meadow",
    "city": "city",
    "sea": "sea",
    "space": "space",
    "forest": "forest",
}


def view(
    stage: Stage, box: Box, kind: View, clip: str = "", over: str = "", horizon: float = 0.72, *, cut: bool = True
) -> str:
    """The outside of that kind in a box of the picture, in its daytime, season and weather.

    It is cut to the box, or to the path data `clip` in scene units, together with the fragment `over` that lies on it;
    without `cut` it reaches beyond the box, which is faster, for what is hidden there anyway.
    """
    x, y, w, h = box
    name = stage.ident("view")
    inner = _stage(stage, w, h, kind, name, horizon)
    _PAINTERS[kind](inner)
    if kind != "space":
        paint_weather(inner)
    stage.defs.extend(inner.defs)
    seen = "".join(layer.svg for layer in inner.layers)
    moved = f'<g transform="translate({n(x)} {n(y)})">{seen}</g>{over}'
    if not cut:
        return moved
    shape = f'<path d="{clip}"/>' if clip else f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}"/>'
    stage.defs.append(f'<clipPath id="{name}">{shape}</clipPath>')
    return f'<g clip-path="url(#{name})">{moved}</g>'


def _stage(stage: Stage, w: float, h: float, kind: View, name: str, horizon: float) -> Stage:
    seen = seen_outside(stage.brief)
    brief = replace(stage.brief, setting=SETTINGS[kind], place="", subjects=(), features=seen, palette=())
    rng = Random(f"{stage.salt}/view")
    side, hour = rng.uniform(0.2, 0.8), hour_of(brief, rng)
    level = {"space": 1.2, "city": 0.94}.get(kind, horizon)
    inner = Stage(
        max(1, round(w)),
        max(1, round(h)),
        stage.seed,
        brief,
        tones(brief, rng, hour),
        h * level,
        (w * side, h * rng.uniform(0.2, 0.4)),
        hour,
        key=stage.salt,
        prefix=f"{name}-",
    )
    return inner


def seen_outside(brief: Brief) -> tuple[str, ...]:
    """The parts of the sky that were asked for."""
    return tuple(name for name in SEEN if name in brief.features)


def _hills(stage: Stage) -> None:
    _over_land(stage)
    rng = stage.random("view")
    if rng.random() < 0.5:
        paint_peaks(stage, 1, rng.uniform(18, 30), 0.4)
    paint_hills(stage, 3, rng.uniform(12, 20))
    paint_trees(stage, "trees", rng.choice(("l", "lc", "lp")), stage.horizon + stage.unit * 6, stage.unit * 26, 0.25)
    paint_ground(stage, grass=False)


def _forest(stage: Stage) -> None:
    _over_land(stage)
    paint_hills(stage, 2, 12)
    paint_ground(stage, grass=False)
    for haze in (0.6, 0.3):
        foot = stage.horizon + stage.unit * (12 - 14 * haze)
        paint_trees(stage, f"trees {haze}", "lcl", foot, stage.unit * (58 - 30 * haze), haze, snow=stage.wintry)


def _city(stage: Stage) -> None:
    _over_land(stage)
    paint_skyline(stage)


def _sea(stage: Stage) -> None:
    _over_land(stage)
    paint_coast(stage)
    paint_sea(stage)


def _space(stage: Stage) -> None:
    paint_space(stage, ground=False)


def _over_land(stage: Stage) -> None:
    paint_sky(stage)
    if stage.brief.weather == "storm":
        paint_lightning(stage)


_PAINTERS = {"hills": _hills, "forest": _forest, "city": _city, "sea": _sea, "space": _space}
