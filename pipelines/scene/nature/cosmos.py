"""Space: nebulae, stars, planets with rings, and the ground of a small moon."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import below, n, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.stars import paint_stars
from pipelines.scene.palette import mix, shade, turn

DEEPS = (
    ("#070824", "#1a1250", "#c24b9b", "#3f7be0"),
    ("#04121f", "#0a2a4a", "#2fb5a8", "#7a5be0"),
    ("#12061f", "#35124d", "#f0725c", "#5a6cf0"),
)
PLANETS = ("#e6a15c", "#6fa8dc", "#d97b8f", "#8fc7a3", "#b79ce0", "#e0c27a")


def paint_space(stage: Stage, *, ground: bool, planets: bool = True) -> None:
    """Deep space; with `ground`, the horizon of a cratered moon to stand on; with or without `planets` in it."""
    rng = stage.random("space")
    top, low, one, two = rng.choice(DEEPS)
    if stage.brief.palette:
        top, low, one, two = stage.tones.near, stage.tones.sky_top, stage.tones.sky_low, stage.tones.sky_edge
        top, low = shade(top, -0.25), shade(low, -0.25)
    x, y, w, h = stage.frame
    fill = stage.vertical((0, top), (1, low), top=0, bottom=stage.height)
    stage.add("space", "sky", 0.0, f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" fill="{fill}"/>')
    _nebula(stage, one, two)
    paint_stars(stage, 210, stage.height)
    if planets:
        _planets(stage, rng)
    if ground:
        _moonscape(stage)


def _nebula(stage: Stage, one: str, two: str) -> None:
    rng = stage.random("nebula")
    svg = ""
    lean, cx, cy = rng.uniform(-50, 50), stage.width * rng.uniform(0.3, 0.7), stage.height * rng.uniform(0.25, 0.55)
    for i in range(9):
        colour = mix(one, two, rng.random())
        rx, ry = stage.unit * rng.uniform(22, 55), stage.unit * rng.uniform(9, 22)
        dx, dy = stage.unit * rng.gauss(0, 26), stage.unit * rng.gauss(0, 8)
        fill = stage.glow(colour, rng.uniform(0.18, 0.38)) if i < 6 else stage.glow(mix(colour, "#ffffff", 0.5), 0.2)
        svg += f'<ellipse cx="{n(dx)}" cy="{n(dy)}" rx="{n(rx)}" ry="{n(ry)}" fill="{fill}"/>'
    stage.add("nebula", "sky", 0.005, f'<g transform="translate({n(cx)} {n(cy)}) rotate({n(lean)})">{svg}</g>')


def _planets(stage: Stage, rng: Random) -> None:
    colours = rng.sample(PLANETS, 3)
    side = 1 if stage.light[0] < stage.width / 2 else -1
    spots = [
        (0.5 + side * rng.uniform(0.22, 0.38), rng.uniform(0.14, 0.3), 11.0),
        (0.5 - side * rng.uniform(0.25, 0.42), rng.uniform(0.1, 0.5), 4.5),
    ]
    if rng.random() < 0.5:
        spots.append((0.5 - side * rng.uniform(0.02, 0.2), rng.uniform(0.08, 0.2), 2.4))
    for (px, py, size), colour in zip(spots, colours, strict=False):
        r = stage.unit * size * rng.uniform(0.85, 1.25)
        x, y = stage.width * px, stage.height * py
        svg = _planet(stage, rng, x, y, r, colour, -side, ring=size > 4 and rng.random() < 0.75)
        stage.add("planet", "far", 0.04 + 0.004 * size, svg, (x - r * 2.1, y - r * 2.1, r * 4.2, r * 4.2))


def _planet(stage: Stage, rng: Random, x: float, y: float, r: float, colour: str, light: int, *, ring: bool) -> str:
    clip, lean = stage.ident("disc"), rng.uniform(-28, 28)
    stage.defs.append(f'<clipPath id="{clip}"><circle cx="0" cy="0" r="{n(r)}"/></clipPath>')
    bands = ""
    for i in range(6):
        by, tone = (
            r * (-0.8 + 0.32 * i + rng.uniform(-0.06, 0.06)),
            shade(turn(colour, rng.uniform(-22, 22)), rng.uniform(-0.09, 0.07)),
        )
        bands += (
            f'<path d="M{n(-r * 1.1)} {n(by)}Q0 {n(by + r * 0.14)} {n(r * 1.1)} {n(by)}'
            f'v{n(r * rng.uniform(0.1, 0.24))}Q0 {n(by + r * 0.4)} {n(-r * 1.1)} {n(by + r * 0.16)}Z" '
            f'fill="{tone}"/>'
        )
    night = (
        f'<circle cx="{n(light * r * 0.42)}" cy="{n(-r * 0.3)}" r="{n(r * 1.45)}" fill="none" '
        f'stroke="#05061a" stroke-width="{n(r * 1.2)}" stroke-opacity=".38"/>'
    )
    disc = (
        f'<g clip-path="url(#{clip})"><rect x="{n(-r)}" y="{n(-r)}" width="{n(2 * r)}" '
        f'height="{n(2 * r)}" fill="{colour}"/>{bands}{night}</g>'
    )
    halo = f'<circle r="{n(r * 1.5)}" fill="{stage.glow(colour, 0.4, 0.5)}"/>'
    if ring:
        tone = mix(colour, "#fff2dc", 0.5)
        half = f"M{n(-r * 1.85)} 0A{n(r * 1.85)} {n(r * 0.48)} 0 0"
        back = (
            f'<path d="{half} 1 {n(r * 1.85)} 0" fill="none" stroke="{shade(tone, -0.15)}" '
            f'stroke-width="{n(r * 0.17)}"/>'
        )
        front = f'<path d="{half} 0 {n(r * 1.85)} 0" fill="none" stroke="{tone}" stroke-width="{n(r * 0.17)}"/>'
        disc = back + disc + front
    return f'<g transform="translate({n(x)} {n(y)}) rotate({n(lean)})">{halo}{disc}</g>'


def _moonscape(stage: Stage) -> None:
    rng = stage.random("moonscape")
    base = "#9a94b8" if not stage.brief.palette else stage.tones.land
    for i in range(2):
        level = stage.horizon - stage.unit * (3 - 3 * i)
        points = rolling(rng, stage.left, stage.right, level, stage.unit * (5 - 3 * i), rng.uniform(0.8, 1.8))
        colour = shade(base, -0.22 + 0.16 * i)
        fill = stage.vertical((0, shade(colour, 0.1)), (1, shade(colour, -0.14)), top=level, bottom=stage.height)
        svg = f'<path d="{below(smooth(points), stage.left, stage.right, stage.bottom)}" fill="{fill}"/>'
        if i:
            svg += _craters(stage, rng, colour)
        stage.add("moonscape", "ground" if i else "far", 0.25 + 0.2 * i, svg)


def _craters(stage: Stage, rng: Random, colour: str) -> str:
    svg = ""
    for _ in range(17):
        at = rng.random()
        x, y = rng.uniform(stage.left, stage.right), stage.horizon + (stage.height - stage.horizon) * (0.12 + 0.9 * at)
        rx = stage.unit * rng.uniform(1, 4.5) * (0.35 + at)
        for dy, k, tone in ((0.0, 1.0, -0.1), (0.1, 0.9, -0.16), (0.2, 0.72, -0.13)):
            svg += (
                f'<ellipse cx="{n(x)}" cy="{n(y + rx * dy * 0.5)}" rx="{n(rx * k)}" '
                f'ry="{n(rx * 0.32 * k)}" fill="{shade(colour, tone)}"/>'
            )
        svg += (
            f'<path d="M{n(x - rx)} {n(y)}A{n(rx)} {n(rx * 0.32)} 0 0 0 {n(x + rx)} {n(y)}" fill="none" '
            f'stroke="{shade(colour, 0.12)}" stroke-width="{n(rx * 0.08)}"/>'
        )
    return svg
