"""Rise: what carries a thing that is above another one: a rock outdoors, a shelf on the wall indoors."""

from __future__ import annotations

from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import ellipse, path, rect, trace

STONE, WOOD = "#a39b93", "#9a6a43"


def paint_rise(stage: Stage, spot: Spot) -> None:
    """The layer below a spot that has a rise; none for others."""
    if not spot.rise:
        return
    x, _, wide, _ = spot.box
    left, right = spot.figure.feet
    left, right = (1 - right, 1 - left) if spot.flip else (left, right)
    middle, half = x + wide * (left + right) / 2, max(wide * (right - left) * 0.62, wide * 0.36, stage.unit * 5)
    indoors = stage.brief.setting == "room"
    svg = _shelf(stage, middle, spot.foot, half) if indoors else _rock(stage, middle, spot.foot, half, spot.rise)
    box = (middle - half * 1.4, spot.foot - half * 0.2, half * 2.8, spot.rise + half * 0.2)
    stage.add("shelf" if indoors else "ledge", "ground", 0.5, svg, box)


def _shelf(stage: Stage, x: float, y: float, half: float) -> str:
    """A board on two brackets."""
    wood, unit = stage.tones.change(WOOD), stage.unit
    brackets = "".join(
        path(
            trace("M", x + k * half * 0.62, y + unit, "v", unit * 5, "l", -k * unit * 3.4, -unit * 5, "Z"),
            shade(wood, -0.1),
        )
        for k in (-1, 1)
    )
    board = rect(x - half, y - unit * 0.5, 2 * half, unit * 2, wood, r=unit * 0.4)
    shine = rect(x - half, y - unit * 0.5, 2 * half, unit * 0.7, shade(wood, 0.07), r=unit * 0.3)
    return rect(x - half * 0.95, y + unit * 1.5, half * 1.9, unit * 1.6, "#20180f", 0.13) + brackets + board + shine


def _rock(stage: Stage, x: float, y: float, half: float, tall: float) -> str:
    """A block with a flat top, lit from the side of the light, with what grows on the ground at its foot."""
    tones, rng = stage.tones, stage.random(f"rise {x:.0f}")
    stone = tones.away(mix(tones.change(STONE), tones.land, 0.22), 0.06)
    turf = "#eef4fa" if stage.wintry else tones.land
    side = 1 if stage.lit_from_left else -1
    low, cap, foot = half * (1.2 + 0.12 * rng.random()), half * 0.16, y + tall
    body = trace(
        *("M", x - half, y, "C", x - half * 1.12, y + tall * 0.3, x - low * 1.08, y + tall * 0.55, x - low, foot),
        *("Q", x, foot + cap, x + low, foot),
        *("C", x + low * 1.02, y + tall * 0.6, x + half * 1.16, y + tall * 0.25, x + half, y, "Z"),
    )
    dark = trace(
        *(
            "M",
            x + side * half * 0.3,
            y,
            "L",
            x + side * half * 0.5,
            y + tall * 0.45,
            x + side * half * 0.28,
            foot + cap * 0.4,
        ),
        *("Q", x + side * low * 0.7, foot + cap * 0.3, x + side * low, foot),
        *(
            "C",
            x + side * low * 1.05,
            y + tall * 0.55,
            x + side * half * 1.13,
            y + tall * 0.28,
            x + side * half,
            y,
            "Z",
        ),
    )
    crack = trace(
        "M",
        x - side * half * 0.5,
        y + tall * 0.2,
        "l",
        side * half * 0.2,
        tall * 0.2,
        -side * half * 0.08,
        tall * 0.17,
        "l",
        -side * half * 0.14,
        -tall * 0.2,
        "Z",
    )
    return (
        ellipse(x + side * half * 0.3, foot, low * 1.25, cap * 1.1, shade(tones.land, -0.18), 0.45)
        + path(body, stone)
        + path(dark, shade(stone, -0.08))
        + path(crack, shade(stone, -0.05))
        + ellipse(x, y, half * 1.01, cap, mix(shade(stone, 0.06), turf, 0.55))
    )
