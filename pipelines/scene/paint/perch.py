"""Perch: the branch that a bird sits on, reaching in from the nearer side of the picture."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import path, stroke, trace
from pipelines.scene.tables import table

BARK, LEAF = "#7a5a42", "#5f9350"
THICK = 0.075
"""Thickness of the branch under the bird, as a part of the bird's height."""


def sits_on_branch(stage: Stage, spot: Spot) -> bool:
    """Whether it is drawn with its feet together, in the air, and nothing says that it flies."""
    known = table("perches")["perched"]
    said = f"{stage.brief.prompt} {stage.brief.gloss}".lower()
    calm = not (stage.moving or isinstance(spot.subject.other, int) or any(word in said for word in known["flying"]))
    fits = spot.ground == "sky" and stage.brief.setting in known["settings"] and stage.brief.kind == "scene"
    return calm and fits and spot.subject.count <= known["most"] and spot.figure.concept.key in known["drawings"]


def paint_perch(stage: Stage, spot: Spot) -> None:
    """The layer below a bird that sits on a branch; none for others."""
    if not sits_on_branch(stage, spot) or "trees" in stage.brief.without:
        return
    rng, side = stage.random(f"perch {spot.index} {spot.copy}"), -1 if spot.x < stage.width / 2 else 1
    thick, reach = THICK * spot.height, spot.width * 0.75
    far = (stage.left if side < 0 else stage.right) - spot.x
    sag = spot.height * rng.uniform(0.1, 0.3)
    bark = stage.tones.change(BARK)
    svg = _branch(spot, far, sag, thick, reach * side, bark) + _twigs(stage, rng, spot, far, sag, reach * side)
    box = (min(spot.x + far, spot.x - side * reach), spot.foot - thick, abs(far) + reach, sag + 3 * thick)
    stage.add("branch", "near", 0.5, svg, box)


def _branch(spot: Spot, far: float, sag: float, thick: float, tip: float, bark: str) -> str:
    """Thick where it comes in, thin at its tip, level under the feet; its upper edge in the light."""
    x, y = spot.x, spot.foot - thick * 0.15
    wide = thick * 2.6
    body = trace(
        *("M", x + far, y + sag - wide / 2, "Q", x + far * 0.4, y, x, y, "T", x - tip, y - sag * 0.2),
        *("L", x - tip, y - sag * 0.2 + thick * 0.3, "Q", x - tip * 0.4, y + thick, x, y + thick * 1.1),
        *("Q", x + far * 0.4, y + thick * 1.4, x + far, y + sag + wide / 2, "Z"),
    )
    lit = trace("M", x + far, y + sag - wide * 0.3, "Q", x + far * 0.4, y + thick * 0.3, x - tip * 0.6, y + thick * 0.2)
    return path(body, bark) + stroke(lit, shade(bark, 0.08), thick * 0.22, 0.7)


def _twigs(stage: Stage, rng: Random, spot: Spot, far: float, sag: float, tip: float) -> str:
    """Leaves in pairs along the branch, away from the bird, and one at the tip."""
    leaf = mix(stage.tones.change(LEAF), stage.tones.land, 0.25)
    thick, long, svg = THICK * spot.height, spot.height * 0.24, ""
    for number in range(10):
        left = 0.2 + 0.075 * number
        x, y = spot.x + far * left * (0.8 + 0.2 * left), spot.foot + thick / 2 + sag * left**2
        up = rng.uniform(0.5, 1.2) * (-1 if number % 2 else 1)
        svg += _leaf(x, y, long * rng.uniform(0.8, 1.2), math.pi + up if far > 0 else -up, rng, leaf)
    end = spot.x - tip, spot.foot - sag * 0.2
    return svg + "".join(_leaf(*end, long, math.pi * (tip > 0) + by, rng, leaf) for by in (-0.5, 0.15, 0.8))


def _leaf(x: float, y: float, long: float, angle: float, rng: Random, colour: str) -> str:
    """A pointed leaf that grows from (x, y), `angle` in radians, 0 to the right and down from there."""
    dx, dy = math.cos(angle) * long, math.sin(angle) * long
    wide = 0.3
    data = trace(
        *("M", x, y, "Q", x + dx / 2 - dy * wide, y + dy / 2 + dx * wide, x + dx, y + dy),
        *("Q", x + dx / 2 + dy * wide, y + dy / 2 - dx * wide, x, y, "Z"),
    )
    fill = shade(colour, rng.uniform(-0.06, 0.05))
    return path(data, fill) + stroke(trace("M", x, y, "L", x + dx * 0.9, y + dy * 0.9), shade(fill, -0.08), long * 0.04)
