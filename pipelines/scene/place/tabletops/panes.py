"""Panes: windows behind a tabletop, with the weather outside, and the light that falls through them."""

from __future__ import annotations

from typing import Literal

from pipelines.scene.nature.view import View, view
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.tabletops.setup import Setup
from pipelines.scene.scene import Box
from pipelines.scene.shapes import circle, path, rect, stroke, trace

DULL = ("rain", "storm", "fog", "snow")
Curtains = Literal["", "one", "both"]


def window(setup: Setup, box: Box, outside: View, frame: str, columns: int = 2, rows: int = 2) -> str:
    """A window in a box, its bars in the colour `frame`, with the world of that kind behind it."""
    x, y, w, h = box
    u, rain = setup.u, setup.stage.brief.weather in ("rain", "storm")
    bars = "".join(trace("M", x + w * k / columns, y, "v", h) for k in range(1, columns))
    bars += "".join(trace("M", x, y + h * k / rows, "h", w) for k in range(1, rows))
    svg = view(setup.stage, box, outside, over=_drops(setup, box) if rain else "")
    if bars:
        svg += stroke(bars, frame, u * 1.1)
    svg += stroke(trace("M", x, y, "h", w, "v", h, "h", -w, "Z"), frame, u * 2.2)
    inner = stroke(trace("M", x + u, y + u, "V", y + h - u, "H", x + w - u), shade(frame, -0.1), u * 0.5, 0.6)
    return svg + inner + rect(x - u * 3, y + h, w + u * 6, u * 2.2, shade(frame, -0.02))


def _drops(setup: Setup, box: Box) -> str:
    """Drops on the glass, and what runs down it."""
    x, y, w, h = box
    rng, u, svg, runs = setup.rng, setup.u, "", ""
    for _ in range(46):
        dx, dy = x + rng.random() * w, y + rng.random() * h
        svg += circle(dx, dy, u * rng.uniform(0.25, 0.7), "#eef6fb", 0.5)
        runs += trace("M", dx, dy, "v", -u * rng.uniform(0, 5))
    return stroke(runs, "#eef6fb", u * 0.25, 0.3) + svg


def outlook(setup: Setup) -> View:
    """What is outside, by chance."""
    views: tuple[View, ...] = ("hills", "forest", "city", "hills")
    return setup.rng.choice(views)


def curtain(setup: Setup, x: float, wide: float, top: float, foot: float, cloth: str, opacity: float = 1.0) -> str:
    """A hanging cloth from x to x + wide in folds; it ends at y `foot`."""
    folds, step = 5, wide / 5
    svg = rect(x, top, wide, foot - top, cloth, opacity)
    for k in range(folds):
        left = x + step * k
        dark = trace("M", left, top, "h", step * 0.4, "L", left + step * 0.3, foot, "h", -step * 0.35, "Z")
        svg += path(dark, shade(cloth, -0.05), 0.5 * opacity)
    return svg


def daylight(setup: Setup) -> None:
    """Panes of light thrown slanting over the wall, on a clear day; at night there are none."""
    stage, brief, u = setup.stage, setup.stage.brief, setup.u
    if brief.daytime == "night" or brief.weather in DULL or not setup.shows("sunlight"):
        return
    side = 1 if stage.lit_from_left else -1
    x0, y0 = setup.across(setup.rng.uniform(0.34, 0.5)), setup.down(setup.rng.uniform(0.1, 0.2))
    w, h, slant, panes = u * 13 * side, setup.down(0.3), setup.down(0.14), ""
    for row in range(2):
        for column in range(2):
            x, y = x0 + column * w * 1.12, y0 + row * h * 1.08 + column * slant * 1.12
            panes += trace("M", x, y, "l", w, slant, "v", h, "l", -w, -slant, "Z")
    setup.parts.append(path(panes, stage.tones.light, 0.34))


def beam(setup: Setup) -> None:
    """The light of a window in the air, from its side down to the top."""
    stage, brief = setup.stage, setup.stage.brief
    if brief.daytime == "night" or brief.weather in DULL:
        return
    name, tone = stage.ident("beam"), mix(stage.tones.light, "#ffffff", 0.4)
    stage.defs.append(
        f'<linearGradient id="{name}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{tone}" '
        f'stop-opacity=".34"/><stop offset="1" stop-color="{tone}" stop-opacity="0"/></linearGradient>'
    )
    rays, reach = "", setup.across(0.52) - setup.across(0.0)
    for start, wide in ((-0.16, 0.22), (0.1, 0.09), (0.22, 0.04)):
        a, b = setup.across(start), setup.across(start + wide)
        rays += trace("M", a, stage.top, "L", b, stage.top)
        rays += trace("L", b + reach * 1.16, stage.height, "L", a + reach, stage.height, "Z")
    stage.add("light of the window", "light", 0.43, path(rays, f"url(#{name})"))
