"""Crowns: broad-leaved trees as SVG fragments, their leaves in heaps that the sun lights from one side."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import n
from pipelines.scene.palette import mix, shade

GOLDEN = 2.39996
"""The golden angle in radians: heaps that follow each other by it spread evenly."""


def crown(rng: Random, cx: float, cy: float, rx: float, ry: float, colour: str, *, left: bool, heaps: int = 11) -> str:
    """Leaves within an ellipse: dark heaps, on them lighter ones towards the sun, and warm lights on top."""
    lean = -1 if left else 1
    dark = middle = light = ""
    for i in range(heaps):
        angle, reach = i * GOLDEN + rng.uniform(-0.3, 0.3), ((i + 0.5) / heaps) ** 0.5
        x, y = cx + math.cos(angle) * rx * 0.72 * reach, cy + math.sin(angle) * ry * 0.72 * reach
        # Flat crowns get fuller heaps than their height alone would give.
        r = min(rx, ry) * rng.uniform(0.32, 0.46) * (max(rx, ry) / min(rx, ry)) ** 0.45
        dark += ball(x, y, r)
        if math.sin(angle) * reach < 0.6:
            middle += ball(x + lean * r * 0.2, y - r * 0.2, r * 0.8)
        if math.sin(angle) * reach < 0.25 and math.cos(angle) * reach * lean > -0.45:
            light += ball(x + lean * r * 0.34, y - r * 0.38, r * 0.5)
    deep = mix(shade(colour, -0.055), "#24415c", 0.16)
    warm = mix(shade(colour, 0.045), "#ffefae", 0.16)
    return (
        f'<path d="{dark}" fill="{deep}"/><path d="{middle}" fill="{colour}"/>'
        f'<path d="{light}" fill="{warm}" fill-opacity=".75"/>'
    )


def trunk(x: float, foot: float, top: float, half: float, bark: str) -> str:
    """A stem that narrows upwards and widens into its roots."""
    return (
        f'<path d="M{n(x - half * 1.7)} {n(foot)}Q{n(x - half)} {n(foot - half * 2)} {n(x - half * 0.6)} {n(top)}'
        f'h{n(half * 1.2)}Q{n(x + half)} {n(foot - half * 2)} {n(x + half * 1.7)} {n(foot)}Z" fill="{bark}"/>'
    )


def leafy(rng: Random, x: float, foot: float, height: float, colour: str, *, left: bool = True) -> str:
    """A round-crowned tree."""
    r = height * rng.uniform(0.27, 0.34)
    cy = foot - height + r * 1.1
    stem = trunk(x, foot, cy, height * 0.03, mix("#6b4a3a", colour, 0.35))
    return stem + crown(rng, x, cy, r, r * 1.08, colour, left=left)


def oak(rng: Random, x: float, foot: float, height: float, colour: str, *, left: bool = True) -> str:
    """A broad old tree with boughs that reach far."""
    wide, bark = height * rng.uniform(0.46, 0.56), mix("#5c4335", colour, 0.3)
    cy = foot - height * 0.64
    stem = trunk(x, foot, cy, height * 0.05, bark)
    boughs = "".join(
        f'<path d="M{n(x)} {n(foot - height * 0.3)}Q{n(x + side * wide * 0.3)} {n(cy + height * 0.1)} '
        f'{n(x + side * wide * 0.72)} {n(cy)}" fill="none" stroke="{bark}" stroke-width="{n(height * 0.026)}"/>'
        for side in (-1, 1)
    )
    return stem + boughs + crown(rng, x, cy, wide, height * 0.36, colour, left=left, heaps=18)


def birch(rng: Random, x: float, foot: float, height: float, colour: str, *, left: bool = True) -> str:
    """A slender white stem with dark marks and light hanging leaves."""
    half, lean = height * 0.013, rng.uniform(-0.03, 0.03) * height
    bark = mix("#f3efe6", colour, 0.18)
    top = foot - height * 0.9
    stem = (
        f'<path d="M{n(x - half)} {n(foot)}L{n(x + lean - half * 0.4)} {n(top)}h{n(half * 0.8)}L{n(x + half)} '
        f'{n(foot)}Z" fill="{bark}"/>'
    )
    marks = "".join(
        f"M{n(x + lean * at - half * 0.8)} {n(foot - height * 0.9 * at)}h{n(half * rng.uniform(0.6, 1.5))}"
        f"v{n(half * 0.4)}h{n(-half)}Z"
        for at in (rng.uniform(0.04, 0.8) for _ in range(8))
    )
    stem += f'<path d="{marks}" fill="{mix("#4a4247", colour, 0.2)}"/>'
    leaves = "".join(
        crown(
            rng,
            x + lean * at + rng.uniform(-0.05, 0.05) * height,
            foot - height * at,
            height * wide,
            height * 0.13,
            shade(colour, 0.03),
            left=left,
            heaps=6,
        )
        for at, wide in ((0.55, 0.13), (0.72, 0.15), (0.9, 0.1))
    )
    return stem + leaves


def pine(rng: Random, x: float, foot: float, height: float, colour: str, *, left: bool = True) -> str:
    """A bare reddish stem, bent by the wind, with flat clouds of needles."""
    lean, bark = rng.choice((-1, 1)) * height * 0.08, mix("#8a5440", colour, 0.2)
    w = height * 0.035
    svg = (
        f'<path d="M{n(x - w)} {n(foot)}Q{n(x - lean * 0.6)} {n(foot - height * 0.5)} {n(x + lean)} '
        f"{n(foot - height * 0.9)}l{n(w * 0.7)} 0Q{n(x - lean * 0.6 + w * 1.6)} {n(foot - height * 0.45)} "
        f'{n(x + w)} {n(foot)}Z" fill="{bark}"/>'
    )
    for at, side, wide in ((0.6, -1, 0.2), (0.7, 1, 0.22), (0.82, -0.6, 0.24), (0.94, 0.3, 0.2)):
        cx, cy = x + lean * at + side * height * 0.15, foot - height * at
        svg += crown(rng, cx, cy, height * wide, height * 0.1, colour, left=left, heaps=9)
    return svg


def ball(cx: float, cy: float, r: float) -> str:
    """Path data of a circle."""
    return f"M{n(cx - r)} {n(cy)}a{n(r)} {n(r)} 0 1 1 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 1 {n(-2 * r)} 0Z"
