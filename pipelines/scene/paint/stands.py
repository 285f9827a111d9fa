"""Stands: a small round table below a thing, and a branch or a knoll that carries one out of doors."""

from __future__ import annotations

from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import ellipse, path, stroke, trace

WOOD = ("#9a6a43", "#7b5138", "#c49a6c", "#5d6b73")


def side_table(stage: Stage, x: float, y: float, half: float, tall: float) -> str:
    """A round top at `y`, `half` as wide as it is broad, on three legs that stand `tall` below it."""
    wood = stage.tones.change(stage.random(f"side table {x:.0f}").choice(WOOD))
    half *= 1.2
    deep, board, foot = half * 0.24, max(stage.unit * 0.7, half * 0.09), y + tall
    side = 1 if stage.lit_from_left else -1
    legs = "".join(
        trace("M", x + k * half * 0.5, y + board, "L", x + k * half * 0.72, foot + down)
        for k, down in ((-1, 0.0), (1, 0.0), (0.12 * side, deep * 0.8))
    )
    edge = trace(
        *("M", x - half, y, "v", board, "A", half, deep, 0, 0, 0, x + half, y + board, "v", -board),
        *("A", half, deep, 0, 0, 1, x - half, y, "Z"),
    )
    return (
        ellipse(x + side * half * 0.2, foot + deep * 0.4, half * 1.05, deep * 0.9, "#1c1420", 0.2)
        + stroke(legs, shade(wood, -0.12), max(stage.unit * 0.9, half * 0.1))
        + path(edge, shade(wood, -0.1))
        + ellipse(x, y, half, deep, shade(wood, 0.05))
        + ellipse(x - side * half * 0.3, y - deep * 0.15, half * 0.55, deep * 0.5, shade(wood, 0.12), 0.6)
        + ellipse(x, y + deep * 0.12, half * 0.6, deep * 0.45, "#1c1420", 0.16)
    )


def knoll(stage: Stage, x: float, y: float, half: float, tall: float) -> str:
    """A hill of the land's own colour: its top at `y`, flat for `half` to either side, and its foot `tall` below."""
    rng, tones = stage.random(f"knoll {x:.0f}"), stage.tones
    turf = mix(tones.land, tones.sky_low, 0.14)
    side, foot = (1 if stage.lit_from_left else -1), y + tall
    wide = {way: half * 1.15 + tall * rng.uniform(0.6, 0.9) for way in (-1, 1)}
    right, left = (trace(*_slope(x, y, way * half, way * wide[way], tall)) for way in (1, -1))
    crest, base = trace("M", x, y, "H"), f"L{x:.2f} {foot:.2f}Z"
    body = "".join(f"{crest}{x + way * half:.2f}{slope}{base}" for way, slope in ((1, right), (-1, left)))
    dark = f"{trace('M', x + side * half * 0.5, y, 'H')}{x + side * half:.2f}{right if side > 0 else left}"
    dark += trace("C", x + side * half, foot, x + side * half * 1.2, y + tall * 0.4, x + side * half * 0.5, y, "Z")
    fill = stage.vertical((0, shade(turf, 0.05)), (1, tones.land), top=y, bottom=foot)
    return path(body, fill) + path(dark, shade(turf, -0.06), 0.5) + _tufts(stage, x, y, half, tall)


def _slope(x: float, y: float, half: float, wide: float, tall: float) -> tuple[str | float, ...]:
    """From the edge of the crest to the foot, in one soft bend."""
    reach = wide - half
    return ("C", x + half + reach * 0.34, y, x + half + reach * 0.36, y + tall, x + wide, y + tall)


def _tufts(stage: Stage, x: float, y: float, half: float, tall: float) -> str:
    """A few blades, so that it is overgrown like the land around it."""
    rng, unit = stage.random(f"tufts {x:.0f}"), stage.unit
    data = ""
    for _ in range(9):
        at, down = x + rng.uniform(-1.1, 1.1) * half, y + tall * rng.uniform(0.12, 0.9)
        for lean in (-0.5, 0.1, 0.6):
            data += trace("M", at, down, "q", lean * unit * 0.3, -unit, lean * unit, -unit * 1.5)
    return stroke(data, shade(stage.tones.land, -0.09), unit * 0.28, 0.7)


def branch(stage: Stage, x: float, y: float, half: float) -> str:
    """A stout branch from the nearer side of the picture that is level for `half` to either side of `x`."""
    rng, unit = stage.random(f"branch {x:.0f}"), stage.unit
    way = 1 if x < stage.width / 2 else -1
    root, tip = (stage.left if way > 0 else stage.right), x + way * (half + unit * 4)
    thick, low = unit * 3.4, y + unit * 9
    bark = stage.tones.change("#7a5638")
    body = trace(
        *("M", root, low, "C", x - way * half * 3, y + unit * 3, x - way * half * 1.6, y, x - way * half, y),
        *("L", x + way * half, y, "Q", tip - way * unit, y, tip, y - unit * 1.5),
        *("Q", tip - way * unit * 2, y + unit, x + way * half, y + unit * 1.6),
        *("L", x - way * half, y + unit * 2.2),
        *(
            "C",
            x - way * half * 1.8,
            y + unit * 3,
            x - way * half * 3,
            y + thick + unit * 3,
            root,
            low + thick * 1.3,
            "Z",
        ),
    )
    shine = trace("M", x - way * half, y + unit * 0.5, "L", x + way * half, y + unit * 0.5)
    twigs = [(tip, y - unit * 1.5), (x - way * half * 1.5, y + unit * 2), (x + way * half * 0.7, y + unit * 1.5)]
    leaves = "" if stage.wintry else "".join(_spray(stage, rng, at, down, way) for at, down in twigs)
    return path(body, bark) + stroke(shine, shade(bark, 0.1), unit * 0.5, 0.7) + leaves


def _spray(stage: Stage, rng: Random, x: float, y: float, way: int) -> str:
    """Some leaves that hang from a twig."""
    green, unit, svg = mix(stage.tones.change("#4f8a3a"), stage.tones.land, 0.3), stage.unit, ""
    for _ in range(7):
        dx, dy, long = way * rng.uniform(-1.5, 4) * unit, rng.uniform(0.2, 4.5) * unit, rng.uniform(2.4, 3.6) * unit
        lean = way * rng.uniform(0.1, 0.8) * long
        leaf = (
            "M",
            x + dx,
            y + dy,
            "q",
            long * 0.42,
            long * 0.4,
            lean,
            long,
            "q",
            -long * 0.5,
            -long * 0.4,
            -lean,
            -long,
        )
        svg += path(trace(*leaf, "Z"), shade(green, rng.uniform(-0.07, 0.07)))
    return svg
