"""Theatre: a stage with its curtains and beams of light."""

from __future__ import annotations

from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.open import band
from pipelines.scene.shapes import circle, ellipse, path, stroke, trace

CURTAINS = ("#b3273a", "#8f2440", "#5a3a8a", "#1f5a5a", "#a9432f")


def paint_stage(stage: Stage) -> None:
    """The stage of a theatre: boards, backdrop, curtains at both sides and above, beams of light."""
    rng = stage.random("theatre")
    cloth = stage.tones.accent if stage.brief.palette else rng.choice(CURTAINS)
    back = rng.choice(("#2a2048", "#1f2f4f", "#3a2038", "#22303a"))
    stage.metre = stage.height * 0.2
    fill = stage.vertical((0, shade(back, -0.06)), (1, shade(back, 0.1)), top=0, bottom=stage.horizon)
    svg = band(stage, stage.top, stage.horizon - stage.top, fill)
    cx = stage.width / 2
    svg += ellipse(
        cx, stage.horizon * 0.75, stage.width * 0.45, stage.horizon * 0.6, stage.glow(mix(back, "#ffd9a0", 0.6), 0.75)
    )
    stage.add("backdrop", "sky", 0.1, svg + _scenery(stage, rng, back))
    _boards(stage, rng)
    _beams(stage, rng)
    _wings(stage, rng, cloth)


def _scenery(stage: Stage, rng: Random, back: str) -> str:
    """A painted backdrop: stars and a moon, or hills."""
    svg = "".join(
        circle(
            rng.uniform(0.15, 0.85) * stage.width,
            stage.horizon * rng.uniform(0.2, 0.7),
            stage.unit * rng.uniform(0.2, 0.5),
            "#ffe9b8",
            rng.uniform(0.3, 0.9),
        )
        for _ in range(36)
    )
    if rng.random() < 0.6:
        tone = mix(back, "#8f7fc0", 0.3)
        for k in range(2):
            y, d = stage.horizon * (0.78 + 0.1 * k), stage.width * 0.25
            svg += path(
                trace(
                    "M",
                    stage.left,
                    stage.horizon,
                    "V",
                    y,
                    "q",
                    d,
                    -stage.unit * 13,
                    2 * d,
                    0,
                    "t",
                    2 * d,
                    0,
                    "t",
                    2 * d,
                    0,
                    "V",
                    stage.horizon,
                    "Z",
                ),
                shade(tone, -0.06 * k),
            )
    return svg


def _boards(stage: Stage, rng: Random) -> None:
    wood = rng.choice(("#a8693f", "#b87f50", "#8f5a3c"))
    fill = stage.vertical(
        (0, shade(wood, -0.1)),
        (0.5, shade(wood, 0.04)),
        (1, shade(wood, -0.06)),
        top=stage.horizon,
        bottom=stage.height,
    )
    svg = band(stage, stage.horizon, stage.bottom - stage.horizon, fill)
    cx = stage.width / 2
    seams = "".join(
        (trace("M", cx + k * stage.unit * 4, stage.horizon, "L", cx + k * stage.unit * 10, stage.bottom))
        for k in range(-26, 27)
    )
    svg += stroke(seams, shade(wood, -0.08), stage.unit * 0.25)
    deep = stage.height - stage.horizon
    svg += ellipse(cx, stage.horizon + deep * 0.5, stage.width * 0.36, deep * 0.32, "#fff0c4", 0.3)
    edge = stage.height - deep * 0.09
    svg += band(stage, edge, stage.bottom - edge, shade(wood, -0.2)) + band(
        stage, edge, stage.unit * 0.8, shade(wood, 0.08)
    )
    stage.add("boards", "ground", 0.42, svg)
    lamps, lights = "", rng.choice((5, 6, 7, 8, 9))
    for k in range(lights):
        x = stage.width * (k + 0.5) / lights
        lamps += circle(x, edge, stage.unit * 6, stage.glow("#ffe2a0", 0.5)) + path(
            trace(
                "M",
                x - stage.unit * 1.6,
                edge + stage.unit,
                "a",
                stage.unit * 1.6,
                stage.unit * 1.5,
                0,
                0,
                1,
                stage.unit * 3.2,
                0,
                "Z",
            ),
            "#e0b04a",
        )
    stage.add("footlights", "light", 0.5, lamps)


def _beams(stage: Stage, rng: Random) -> None:
    svg, count = "", rng.choice((2, 3, 4))
    for k in range(count):
        x, target = (
            stage.width * (k + rng.uniform(0.3, 0.7)) / count,
            stage.width * (0.5 + (k - (count - 1) / 2) * rng.uniform(0.02, 0.16)),
        )
        y = stage.horizon + (stage.height - stage.horizon) * 0.5
        half = stage.width * 0.13
        colour = rng.choice(("#ffeeb8", "#ffd9c4", "#d9e6ff", "#ffe6f2"))
        fill = stage.vertical((0, colour, 0.42), (1, colour, 0.03), top=0, bottom=y)
        svg += path(
            trace(
                "M",
                x - stage.unit,
                -stage.unit * 2,
                "h",
                2 * stage.unit,
                "L",
                target + half,
                y,
                "H",
                target - half,
                "Z",
            ),
            fill,
        )
    stage.add("beams of light", "light", 0.43, svg)


def _wings(stage: Stage, rng: Random, cloth: str) -> None:
    """Curtains in folds at both sides, and a valance with a golden fringe."""
    svg, folds, part = "", rng.choice((6, 7, 8, 9)), rng.uniform(0.12, 0.2)
    inner = stage.width * part - stage.left
    for edge, sign in ((stage.left, 1), (stage.right, -1)):
        for k in range(folds):
            a, b = edge + sign * inner * k / folds, edge + sign * inner * (k + 1) / folds
            svg += path(_fold(stage, a, b, sign), shade(cloth, (0.03, -0.07)[k % 2]))
    count, low = rng.choice((5, 6, 7, 8, 9)), stage.height * rng.uniform(0.1, 0.14)
    wide = (stage.right - stage.left) / count
    for k in range(count):
        svg += _swag(stage, cloth, stage.left + k * wide, wide, low)
    stage.add("curtains", "far", 0.44, svg)


def _fold(stage: Stage, a: float, b: float, sign: int) -> str:
    """A fold of a curtain from `a` to `b`, which hangs a little towards where `sign` does not point."""
    foot = stage.horizon + stage.unit * 6
    hem = ("Q", (a + b) / 2, stage.horizon + stage.unit * 8, b, foot)
    return trace("M", a, stage.top, "L", a - sign * (stage.unit * 2), foot, *hem, "L", b, stage.top, "Z")


def _swag(stage: Stage, cloth: str, x: float, wide: float, low: float) -> str:
    """One bow of the valance, with a fold in it and a fringe below."""
    bow = ("Q", x + wide / 2, low * 1.6, x + wide, low * 0.5)
    whole = trace("M", x, stage.top, "V", low * 0.5, *bow, "V", stage.top, "Z")
    inward = ("Q", x + wide * 0.34, low * 0.4, x + wide * 0.48, low * 1.02)
    outward = ("Q", x + wide * 0.6, low * 0.4, x + wide * 0.6, stage.top)
    crease = trace("M", x + wide * 0.3, stage.top, *inward, *outward, "Z")
    fringe = stroke(trace("M", x, low * 0.5, *bow), "#e0b04a", stage.unit * 0.9)
    return path(whole, shade(cloth, -0.02)) + path(crease, shade(cloth, -0.07)) + fringe
