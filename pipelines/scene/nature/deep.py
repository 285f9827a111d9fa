"""The world under water: shafts of light, reefs, the sandy floor, bubbles and sea plants."""

from __future__ import annotations

import math

from pipelines.scene.curve import below, blob, n, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade


def paint_deep(stage: Stage) -> None:
    """Under water: blue depth, shafts of light from the surface, far reefs, the sandy floor."""
    t = stage.tones
    night = stage.brief.daytime == "night"
    top = mix("#5fd3e6", t.sky_edge, 0.2) if not night else "#1d5a86"
    low = "#0a4a78" if not night else "#061a3c"
    if stage.brief.palette:
        top, low = t.water, t.water_deep
    fill = stage.vertical((0, top), (0.4, mix(top, low, 0.5)), (1, low), top=0, bottom=stage.height)
    x, y, w, h = stage.frame
    stage.add("water", "sky", 0.0, f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" fill="{fill}"/>')
    _shafts(stage, mix(top, "#ffffff", 0.6))
    rng = stage.random("reefs")
    for i in range(3):
        near = i / 2
        level = stage.horizon - stage.unit * (9 - 9 * near)
        points = rolling(rng, stage.left, stage.right, level, stage.unit * (11 - 6 * near), rng.uniform(1.4, 2.6))
        colour = mix(mix(top, low, 0.55), shade(low, -0.05), 0.25 + 0.4 * near)
        body = below(smooth(points), stage.left, stage.right, stage.bottom)
        stage.add("reefs", "far", 0.12 + 0.15 * near, f'<path d="{body}" fill="{colour}"/>')
    _sea_floor(stage, low)
    _bubbles(stage)


def paint_weeds(stage: Stage) -> None:
    """Sea grass and corals at both sides of the front."""
    rng = stage.random("weeds")
    low = "#063b52" if stage.brief.daytime != "night" else "#041a33"
    for side in (0, 1):
        svg = ""
        for _ in range(9):
            x = stage.width * side + (1 - 2 * side) * stage.width * rng.uniform(-0.16, 0.13)
            svg += _weed(
                stage,
                x,
                stage.unit * rng.uniform(14, 36),
                rng.uniform(0, 6),
                mix(low, "#1f8f6b", rng.uniform(0.1, 0.55)),
            )
        x = stage.width * side + (1 - 2 * side) * stage.width * rng.uniform(0.08, 0.16)
        svg += _coral(
            stage,
            x,
            stage.unit * rng.uniform(9, 13),
            stage.tones.change(rng.choice(("#f2777a", "#f7a35c", "#c77dd6", "#ef6f9f"))),
        )
        stage.add("sea plants", "near", 0.92, svg)


def _shafts(stage: Stage, colour: str) -> None:
    rng = stage.random("shafts")
    svg = ""
    for _ in range(7):
        x, wide, lean = (
            stage.width * rng.uniform(-0.1, 1.0),
            stage.unit * rng.uniform(3, 10),
            stage.unit * rng.uniform(8, 26),
        )
        lean = lean if stage.light[0] < stage.width / 2 else -lean
        end = stage.height * rng.uniform(0.6, 0.95)
        fill = stage.vertical((0, colour, rng.uniform(0.16, 0.34)), (1, colour, 0), top=0, bottom=end)
        svg += (
            f'<path d="M{n(x)} {n(stage.top)}h{n(wide)}L{n(x + lean + wide * 2.2)} {n(end)}h{n(-wide * 3)}Z" '
            f'fill="{fill}"/>'
        )
    stage.add("light shafts", "light", 0.05, svg)


def _sea_floor(stage: Stage, low: str) -> None:
    rng = stage.random("floor")
    sand = mix(stage.tones.land, low, 0.42)
    level = stage.horizon + stage.unit * 5
    points = rolling(rng, stage.left, stage.right, level, stage.unit * 3, 1.4)
    fill = stage.vertical(
        (0, mix(sand, low, 0.4)), (0.4, sand), (1, mix(sand, low, 0.25)), top=level, bottom=stage.height
    )
    svg = f'<path d="{below(smooth(points), stage.left, stage.right, stage.bottom)}" fill="{fill}"/>'
    for _ in range(60):
        at = rng.random()
        x, y = rng.uniform(stage.left, stage.right), level + (stage.height - level) * (0.12 + 0.88 * at)
        svg += (
            f'<path d="{blob(rng, x, y, stage.unit * (1.5 + 5 * at), stage.unit * (0.15 + 0.4 * at), 0.3)}" '
            f'fill="{mix(sand, "#ffffff", rng.choice((0, 0.2)))}" fill-opacity=".45"/>'
        )
    for _ in range(9):
        x, at = rng.uniform(stage.left, stage.right), rng.random()
        y, r = level + (stage.height - level) * (0.1 + 0.5 * at), stage.unit * rng.uniform(1.5, 4) * (0.5 + at)
        svg += f'<path d="{blob(rng, x, y, r * 1.4, r, 0.2)}" fill="{mix(low, "#6f8a99", 0.35)}"/>'
    stage.add("sea floor", "ground", 0.48, svg)


def _bubbles(stage: Stage) -> None:
    rng = stage.random("bubbles")
    svg = ""
    for _ in range(rng.choice((4, 5, 6))):
        x, y = rng.uniform(0.03, 0.97) * stage.width, rng.uniform(0.25, 0.85) * stage.height
        for i in range(rng.choice((3, 4, 5, 6))):
            r = stage.unit * rng.uniform(0.35, 1.1)
            cx, cy = x + stage.unit * rng.uniform(-1.5, 1.5), y - i * stage.unit * rng.uniform(2.4, 3.6)
            svg += (
                f'<circle cx="{n(cx)}" cy="{n(cy)}" r="{r:.1f}" fill-opacity=".16" stroke-width="{r * 0.14:.2f}" '
                f'stroke-opacity=".7"/>'
            )
            svg += (
                f'<circle cx="{n(cx - r * 0.35)}" cy="{n(cy - r * 0.35)}" r="{r * 0.2:.1f}" stroke="none" '
                f'fill-opacity=".85"/>'
            )
    stage.add("bubbles", "weather", 0.55, f'<g fill="#eafaff" stroke="#eafaff">{svg}</g>')


def _weed(stage: Stage, x: float, tall: float, phase: float, colour: str) -> str:
    left, right = [], []
    for i in range(8):
        at = i / 7
        sway = math.sin(phase + at * 4.5) * tall * 0.07 * (0.3 + at)
        half = stage.unit * 0.85 * (1 - at) ** 0.7 + 0.2
        y = stage.height + stage.unit * 2 - tall * at
        left.append((x + sway - half, y))
        right.append((x + sway + half, y))
    return f'<path d="{smooth([*left, *reversed(right)], closed=True)}" fill="{colour}"/>'


def _coral(stage: Stage, x: float, tall: float, colour: str) -> str:
    """A branching coral of rounded arms."""
    rng = stage.random(f"coral {x:.0f}")
    path = ""

    def grow(px: float, py: float, length: float, angle: float, order: int) -> None:
        nonlocal path
        ex, ey = px + math.cos(angle) * length, py + math.sin(angle) * length
        path += (
            f"M{n(px)} {n(py)}"
            f"Q{n((px + ex) / 2 + rng.uniform(-1, 1) * length * 0.15)} {n((py + ey) / 2)} {n(ex)} {n(ey)}"
        )
        if order:
            for turn in (-0.5, 0.45):
                grow(ex, ey, length * rng.uniform(0.62, 0.8), angle + turn * rng.uniform(0.7, 1.2), order - 1)

    grow(x, stage.height + stage.unit, tall * 0.48, -math.pi / 2, 3)
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{n(stage.unit * 1.25)}" stroke-linecap="round"/>'
    )
