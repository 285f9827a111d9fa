"""Empty grounds: where nothing of what was asked for has a drawing, a quiet place that waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from pipelines.scene.curve import blob
from pipelines.scene.kinds.backing import paint_backing, vignette
from pipelines.scene.kinds.ridges import ridge
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.backdrop import paint_behind
from pipelines.scene.shapes import circle, ellipse, path, rect, stroke, trace

FLOOR = 0.74
"""Height of the edge of the floor, as a part of the picture's."""


def paint_empty(stage: Stage) -> None:
    """One of several empty places, by the words and the seed."""
    rng = stage.random("empty")
    rng.choice(_PLACES)(stage, rng)
    vignette(stage, 0.2)


def _wall(stage: Stage) -> None:
    """A quiet wall over a floor."""
    paint_backing(stage, (), floor=FLOOR)


def _frame(stage: Stage, rng: Random) -> None:
    """An empty frame on a wall, in the light of a small lamp."""
    _wall(stage)
    u, w, h = stage.unit, stage.unit * rng.uniform(38, 50), stage.unit * rng.uniform(32, 44)
    x, y = (stage.width - w) / 2, stage.height * 0.38 - h / 2
    wood = rng.choice(("#6f4a33", "#b08a4a", "#2f2a2a", "#f1ede4"))
    svg = rect(x + u * 0.8, y + u * 1.4, w, h, "#140f1c", 0.25) + rect(x, y, w, h, wood)
    svg += rect(x + u * 0.8, y + u * 0.8, w - u * 1.6, h - u * 1.6, shade(wood, 0.07))
    svg += rect(x + u * 3, y + u * 3, w - u * 6, h - u * 6, "#fbf8f1") + rect(
        x + u * 6, y + u * 6, w - u * 12, h - u * 12, "#efe9dd"
    )
    stage.add("empty frame", "far", 0.3, svg, (x, y, w, h))
    beam = trace(
        "M",
        stage.width / 2 - u * 5,
        y - u * 5,
        "L",
        x - u * 3,
        y + h + u * 5,
        "H",
        x + w + u * 3,
        "L",
        stage.width / 2 + u * 5,
        y - u * 5,
        "Z",
    )
    light = stage.vertical((0, "#fff3cf", 0.4), (1, "#fff3cf", 0.0), top=y - u * 5, bottom=y + h + u * 5)
    lamp = rect(stage.width / 2 - u * 6, y - u * 6.4, u * 12, u * 1.6, "#3a3440", 1, u * 0.8)
    stage.add("lamp", "light", 0.35, path(beam, light) + lamp)


def _easel(stage: Stage, rng: Random) -> None:
    """A canvas on an easel that nobody has painted on."""
    _wall(stage)
    u, cx, foot = stage.unit, stage.width * rng.uniform(0.46, 0.54), stage.height * 0.88
    wood, w, h = "#a87748", u * rng.uniform(32, 40), u * rng.uniform(30, 38)
    top, shelf = foot - u * 66, foot - u * 25
    svg = ellipse(cx, foot, u * 24, u * 3, stage.glow("#1a1426", 0.5))
    svg += stroke(trace("M", cx, top, "L", cx, foot - u * 8), shade(wood, -0.08), u * 1.6)
    svg += stroke(
        trace(
            "M", cx - u * 2, top + u * 4, "L", cx - u * 17, foot, "M", cx + u * 2, top + u * 4, "L", cx + u * 17, foot
        ),
        wood,
        u * 2,
    )
    svg += rect(cx - w / 2 + u * 0.7, shelf - h + u * 0.8, w, h, "#140f1c", 0.22) + rect(
        cx - w / 2, shelf - h, w, h, "#fbf8f2"
    )
    svg += rect(cx - w / 2, shelf - h, w * 0.5, h, "#ffffff", 0.5) + rect(
        cx - w * 0.56, shelf, w * 1.12, u * 2.2, wood, 1, u * 0.6
    )
    stage.add("easel", "ground", 0.5, svg, (cx - u * 24, top, u * 48, foot - top))


def _chair(stage: Stage, rng: Random) -> None:
    """A chair in the light of a window."""
    _wall(stage)
    u, cx, foot = stage.unit, stage.width * rng.choice((0.4, 0.6)), stage.height * 0.88
    wood = rng.choice(("#8a5a38", "#3f5a6a", "#7a3f3a", "#4f6a52"))
    side = 1 if cx < stage.width / 2 else -1
    svg = ellipse(cx + side * u * 3, foot, u * 15, u * 2.6, stage.glow("#1a1426", 0.6))
    back, seat = cx - side * u * 9, foot - u * 20
    for x, y0, y1, tone in (
        (back + side * u * 4, seat, foot - u * 2.4, -0.1),
        (cx + side * u * 11, seat, foot - u * 2.4, -0.1),
        (back, foot - u * 44, foot, 0.0),
        (cx + side * u * 8, seat, foot, 0.0),
    ):
        svg += stroke(trace("M", x, y0, "V", y1), shade(wood, tone), u * 2)
    svg += stroke(
        trace("M", back, foot - u * 42, "h", side * u * 3.4, "M", back, foot - u * 36, "h", side * u * 3.4),
        wood,
        u * 1.8,
    )
    svg += path(
        trace(
            "M",
            back - side * u * 1.4,
            seat,
            "l",
            side * u * 4,
            -u * 2.6,
            "h",
            side * u * 18,
            "l",
            -side * u * 3,
            u * 2.6,
            "Z",
        ),
        shade(wood, 0.07),
    )
    svg += rect(min(back - side * u * 1.4, back + side * u * 19), seat, u * 19, u * 2.2, shade(wood, 0.02), 1, u * 0.5)
    stage.add("empty chair", "ground", 0.5, svg, (cx - u * 14, foot - u * 46, u * 28, u * 47))


def _doorway(stage: Stage, rng: Random) -> None:
    """An open door with light behind it, that falls across the floor."""
    _wall(stage)
    u, x, foot = stage.unit, stage.width * rng.uniform(0.42, 0.58), stage.height * FLOOR
    w, h = u * 20, u * 44
    light = stage.vertical((0, "#fff8e2"), (1, "#ffe3a6"), top=foot - h, bottom=foot)
    arch = trace("M", x - w / 2, foot, "V", foot - h + w / 2, "a", w / 2, w / 2, 0, 0, 1, w, 0, "V", foot, "Z")
    svg = circle(x, foot - h / 2, u * 36, stage.glow("#ffedbf", 0.6)) + path(arch, light)
    fall = trace("M", x - w / 2, foot, "L", x - w * 1.2, stage.bottom, "H", x + w * 1.4, "L", x + w / 2, foot, "Z")
    svg += path(fall, stage.vertical((0, "#fff0c4", 0.75), (1, "#fff0c4", 0.08), top=foot, bottom=stage.height))
    stage.add("doorway", "light", 0.4, svg)


def _pedestal(stage: Stage, rng: Random) -> None:
    """A plinth before seamless paper."""
    stage.brief = replace(stage.brief, place="pedestal")
    paint_behind(stage, standing=True)


def _horizon(stage: Stage, rng: Random) -> None:
    """Mist over a far land, with a pale sun."""
    t = stage.tones
    sky = mix(t.sky_low, "#ffffff", 0.3)
    top, low = mix(t.sky_high, sky, 0.4), mix(t.sky_edge, "#ffffff", 0.3)
    fill = stage.vertical((0, top), (0.6, sky), (1, low), top=0, bottom=stage.height)
    stage.add("sky", "sky", 0.02, rect(*stage.frame, fill))
    x, y = stage.width * rng.uniform(0.25, 0.75), stage.height * rng.uniform(0.26, 0.4)
    r, far = stage.unit * rng.uniform(5, 9), 3
    svg = circle(x, y, r * far, stage.glow(t.light, 0.8)) + circle(x, y, r, mix(t.light, "#ffffff", 0.5))
    stage.add("sun", "light", 0.05, svg, (x - far * r, y - far * r, 2 * far * r, 2 * far * r))
    for at in range(4):
        _misty(stage, rng, at, sky)
    mist = ""
    for _ in range(5):
        mx, my = stage.width * rng.random(), stage.height * rng.uniform(0.55, 0.95)
        mist += path(blob(rng, mx, my, stage.unit * 40, stage.unit * 5, 0.15), "#ffffff", 0.16)
    stage.add("mist", "far", 0.8, mist)


def _misty(stage: Stage, rng: Random, at: int, sky: str) -> None:
    """A ridge that dissolves downwards, the nearer the darker."""
    level = stage.height * (0.56 + 0.11 * at)
    tone = mix(sky, mix(stage.tones.far, stage.tones.water, 0.4), 0.22 + 0.17 * at)
    low = level + stage.height * 0.16
    fill = stage.vertical((0, tone), (1, mix(tone, sky, 0.55)), top=level - stage.unit * 10, bottom=low)
    stage.add("land", "ground", 0.2 + 0.15 * at, path(ridge(stage, rng, level, stage.unit * (14 - 2 * at)), fill))


_PLACES: tuple[Callable[[Stage, Random], None], ...] = (_frame, _easel, _chair, _doorway, _pedestal, _horizon)
