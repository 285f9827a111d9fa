"""Vessel: a hull cut open, in the sea or among the stars."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.scene import Box
from pipelines.scene.shapes import circle, ellipse, path, rect, ring, stroke, trace

HULLS = ("#e0a83f", "#c9d2da", "#c4574a", "#6f8fa8")
ROOMS = ("#dfe9ec", "#ece3d3", "#dcd9ea", "#e3ead9", "#eadbd6")


def paint_hull(stage: Stage, rng: Random, parts: Sequence[Box]) -> None:
    """What is around it, then a long hull with a nose and fins around rooms with pipes, lamps and portholes."""
    _around(stage, rng)
    x, top, _, _ = parts[0]
    right, foot = parts[-1][0] + parts[-1][2], parts[-1][1] + parts[-1][3]
    u, h, metal = stage.unit, foot - top, rng.choice(HULLS)
    fill = stage.vertical(
        (0, shade(metal, 0.06)), (0.6, metal), (1, shade(metal, -0.12)), top=top - u * 4, bottom=foot + u * 4
    )
    fins = trace("M", x + u * 4, top, "l", -u * 13, -u * 9, "v", h + u * 18, "l", u * 13, -u * 9, "Z")
    hull = trace(
        "M", x - u * 3, top - u * 3, "H", right - u * 2, "C", right + u * 13, top - u * 2, right + u * 13, foot + u * 2,
        right - u * 2, foot + u * 3, "H", x - u * 3, "Q", x - u * 8, top + h / 2, x - u * 3, top - u * 3, "Z",
    )  # fmt: skip
    svg = path(fins, shade(metal, -0.14)) + path(hull, fill)
    svg += circle(right + u * 5, top + h / 2, u * 3.4, shade(metal, -0.2)) + circle(
        right + u * 5, top + h / 2, u * 2.6, "#a9dcf0"
    )
    for at, part in enumerate(parts):
        svg += _cabin(stage, part, ROOMS[at % len(ROOMS)], metal)
    stage.add("hull", "ground", 0.4, svg)


def _cabin(stage: Stage, box: Box, wall: str, metal: str) -> str:
    x, y, w, h = box
    u = stage.unit
    svg = rect(x + u * 0.6, y + u * 0.6, w - u * 1.2, h - u * 1.2, wall, 1, u * 2)
    svg += rect(x + u * 0.6, y + h - u * 3, w - u * 1.2, u * 2.4, shade(metal, -0.16))
    svg += stroke(trace("M", x + u * 2, y + u * 3, "H", x + w - u * 2), shade(wall, -0.14), u * 0.7)
    svg += ring(x + w * 0.2, y + h * 0.34, u * 3, u * 3, shade(metal, -0.06), u * 0.9)
    svg += circle(x + w * 0.2, y + h * 0.34, u * 2.6, mix("#7fc4e0", wall, 0.2))
    return svg + circle(x + w * 0.84, y + u * 3.6, u * 6, stage.glow("#fff3c0", 0.55))


def _around(stage: Stage, rng: Random) -> None:
    """Water where there is a sea, stars in space, else sky."""
    setting = stage.brief.setting
    low, high = {
        "space": ("#241d4f", "#0a0c22"), "sea": ("#0f4468", "#3fa5c4"), "underwater": ("#0f4468", "#3fa5c4"),
    }.get(setting, ("#dcf0f5", "#7fbce6"))  # fmt: skip
    svg = rect(*stage.frame, stage.vertical((0, high), (1, low), top=0, bottom=stage.height))
    for _ in range(90 if setting == "space" else 30):
        x, y, r = (
            rng.uniform(stage.left, stage.right),
            rng.uniform(stage.top, stage.bottom),
            stage.unit * rng.uniform(0.1, 0.4),
        )
        if setting == "space":
            svg += circle(x, y, r, "#ffffff", rng.uniform(0.4, 1.0))
        elif setting in ("sea", "underwater"):
            svg += ring(x, y, r * 3, r * 3, "#ffffff", r * 0.5, 0.35)
        else:
            svg += ellipse(x, y, r * 40, r * 8, "#ffffff", 0.12)
    stage.add("surroundings", "sky", 0.02, svg)
