"""Abstract pictures of plain forms: large ones in balance, and glowing discs on orbits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from pipelines.scene.curve import blob, n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lightness, shade


def paint_bauhaus(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """A few large plain forms in balance: a disc, bars, a triangle, arcs and a grid of dots."""
    u, w, h = stage.unit, stage.width, stage.height
    tilt = rng.choice((-38, -24, 24, 38, 45))
    cx, cy = w * rng.choice((0.36, 0.62)), h * rng.choice((0.38, 0.58))
    one, two, three, four, five = rng.sample(list(inks), 5)
    r = u * rng.uniform(26, 33)
    stage.add(
        "disc",
        "shape",
        0.2,
        f'<circle cx="{n(cx)}" cy="{n(cy)}" r="{n(r)}" fill="{one}"/>',
        (cx - r, cy - r, 2 * r, 2 * r),
    )
    sx, sy = w - cx + u * rng.uniform(-6, 6), h - cy + u * rng.uniform(-6, 6)
    half = (
        f'<path transform="translate({n(sx)} {n(sy)}) rotate({tilt})" d="M{n(-r * 0.8)} '
        f'0A{n(r * 0.8)} {n(r * 0.8)} 0 0 1 {n(r * 0.8)} 0Z" fill="{two}" fill-opacity=".93"/>'
    )
    stage.add("half disc", "shape", 0.35, half)
    _bars(stage, rng, tilt, (three, four, one))
    _triangle(stage, rng, cx, tilt, five)
    ax = _arcs(stage, rng, (four, two, three, one))
    _dots(stage, ax, shade(four, -0.1))
    x, y, k = cx + r * 0.5, cy - r * 0.42, u * 4.6
    stage.add(
        "small disc",
        "shape",
        0.85,
        (
            f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(k)}" fill="{ground}"/>'
            f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(k * 0.5)}" fill="{three}"/>'
        ),
    )


def _bars(stage: Stage, rng: Random, tilt: int, colours: tuple[str, str, str]) -> None:
    u = stage.unit
    bars = "".join(
        (
            f'<rect x="{n(-u * 75)}" y="{n((k - 1) * u * 6.4)}" width="{n(u * rng.uniform(90, 150))}" '
            f'height="{n(u * thick)}" fill="{colour}"/>'
        )
        for k, (thick, colour) in enumerate(zip((4.6, 1.5, 0.6), colours, strict=True))
    )
    middle = f"translate({n(stage.width / 2)} {n(stage.height / 2)})"
    stage.add("bars", "shape", 0.5, f'<g transform="{middle} rotate({tilt})">{bars}</g>')


def _triangle(stage: Stage, rng: Random, cx: float, tilt: int, colour: str) -> None:
    """A triangle in the upper corner away from the great disc, whose middle is `cx`."""
    u, w, h = stage.unit, stage.width, stage.height
    tri = u * rng.uniform(17, 23)
    tx, ty = w * rng.uniform(0.2, 0.34) if cx > w / 2 else w * rng.uniform(0.66, 0.8), h * rng.uniform(0.2, 0.32)
    stage.add(
        "triangle",
        "shape",
        0.6,
        (
            f'<path transform="translate({n(tx)} {n(ty)}) rotate({rng.choice((0, 90, 180, tilt))})" '
            f'd="M{n(-tri)} {n(tri * 0.8)}L0 {n(-tri)}L{n(tri)} {n(tri * 0.8)}Z" fill="{colour}" '
            f'fill-opacity=".92"/>'
        ),
    )


def _arcs(stage: Stage, rng: Random, colours: tuple[str, str, str, str]) -> float:
    """Rings around a lower corner. Returns the x of their middle."""
    u = stage.unit
    ax, ay = stage.width * rng.choice((0.12, 0.88)), stage.height * rng.choice((0.86, 0.92))
    arcs = "".join(
        f'<circle cx="{n(ax)}" cy="{n(ay)}" r="{n(u * k)}" fill="none" stroke="{colour}" stroke-width="{n(u * 1.7)}"/>'
        for k, colour in zip((8, 12.4, 16.8, 21.2), colours, strict=True)
    )
    stage.add("arcs", "shape", 0.7, arcs)
    return ax


def _dots(stage: Stage, ax: float, colour: str) -> None:
    """A grid of dots in the lower corner across from the arcs at `ax`."""
    u, w = stage.unit, stage.width
    dx, dy = (w * 0.78 if ax < w / 2 else w * 0.08), stage.height * 0.8
    dots = "".join(
        f'<circle cx="{n(dx + u * 3 * i)}" cy="{n(dy + u * 3 * j)}" r="{n(u * 0.75)}"/>'
        for i in range(5)
        for j in range(4)
    )
    stage.add("dots", "shape", 0.8, f'<g fill="{colour}">{dots}</g>')


def paint_orbs(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """Translucent glowing discs on thin orbits."""
    _haze(stage, rng, inks)
    cx, cy = _orbits(stage, rng, ground)
    placed: list[tuple[float, float, float]] = []
    sizes = (15, 10.5, 8, 6.5, 5, 4.2, 3.4, 2.8, 2.2, 1.8, 1.4, 1.2, 1.0, 0.8)
    for r in sizes[: max(3, round(21 * density))]:
        r *= stage.unit * rng.uniform(0.85, 1.15)
        spots = [(stage.width * rng.uniform(0.06, 0.94), stage.height * rng.uniform(0.06, 0.94)) for _ in range(30)]
        x, y = max(
            spots, key=lambda s: min((math.dist(s, p[:2]) - p[2] for p in placed), default=-math.dist(s, (cx, cy)))
        )
        placed.append((x, y, r))
        _orb(stage, rng, (x, y, r), inks)


def _orb(stage: Stage, rng: Random, disc: tuple[float, float, float], inks: Sequence[str]) -> None:
    """A glowing disc (x, y, radius) with a light on its rim."""
    x, y, r = disc
    one, two = rng.sample(list(inks), 2)
    fill = stage.vertical((0, shade(one, 0.06), 0.95), (1, two, 0.9), top=y - r, bottom=y + r)
    svg = (
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r * 1.9)}" fill="{stage.glow(one, 0.4)}"/>'
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="{fill}"/>'
    )
    if r > stage.unit * 4:
        svg += (
            f'<path d="M{n(x - r * 0.72)} {n(y - r * 0.2)}A{n(r * 0.78)} {n(r * 0.78)} 0 0 '
            f'1 {n(x - r * 0.05)} {n(y - r * 0.76)}" fill="none" stroke="#ffffff" stroke-opacity=".55" '
            f'stroke-width="{n(r * 0.07)}" stroke-linecap="round"/>'
        )
    stage.add("orb", "shape", 0.2 + 0.03 * r / stage.unit, svg, (x - 2 * r, y - 2 * r, 4 * r, 4 * r))


def _haze(stage: Stage, rng: Random, inks: Sequence[str]) -> None:
    """Large soft clouds of colour."""
    for _ in range(5):
        x, y, r = stage.width * rng.random(), stage.height * rng.random(), stage.unit * rng.uniform(35, 65)
        stage.add(
            "haze",
            "shape",
            0.05,
            f'<path d="{blob(rng, x, y, r, r, 0.1)}" fill="{stage.glow(rng.choice(list(inks)), 0.5)}"/>',
        )


def _orbits(stage: Stage, rng: Random, ground: str) -> tuple[float, float]:
    """Thin ellipses. Returns their middle."""
    cx, cy = stage.width * rng.uniform(0.35, 0.65), stage.height * rng.uniform(0.4, 0.6)
    orbits = "".join(
        (
            f'<ellipse cx="{n(cx)}" cy="{n(cy)}" rx="{n(stage.unit * k * 1.2)}" ry="{n(stage.unit * k)}" '
            f'transform="rotate({n(rng.uniform(-30, 30))} {n(cx)} {n(cy)})"/>'
        )
        for k in (14, 22, 31, 41, 52)
    )
    line = shade(ground, -0.3 if lightness(ground) > 0.5 else 0.4)
    stage.add(
        "orbits",
        "shape",
        0.15,
        f'<g fill="none" stroke="{line}" stroke-opacity=".4" stroke-width="{n(stage.unit * 0.18)}">{orbits}</g>',
    )
    return cx, cy
