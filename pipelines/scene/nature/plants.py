"""Plants of the background as SVG fragments: trees, bushes, grass, flowers, leaves, reeds."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import n, smooth
from pipelines.scene.nature.crowns import ball
from pipelines.scene.palette import mix, shade

FLOWERS = ("#fff4e0", "#ffd25e", "#f48fb1", "#ef6f6c", "#b39ddb", "#ffffff", "#ffa95e")


def conifer(
    rng: Random, x: float, foot: float, height: float, colour: str, snow: str = "", *, left: bool = True
) -> str:
    """A fir of five to seven tiers, its sunny half lighter; its foot stands at y `foot`."""
    tiers, half = rng.choice((5, 6, 6, 7)), height * rng.uniform(0.17, 0.24)
    trunk = (
        f'<path d="M{n(x - half * 0.13)} {n(foot)}h{n(half * 0.26)}V{n(foot - height * 0.3)}h{n(-half * 0.26)}Z" '
        f'fill="{shade(colour, -0.1, 0.6)}"/>'
    )
    west = east = cap = ""
    for i in range(tiers):
        low = foot - height * (0.1 + 0.72 * i / tiers)
        peak = low - height * (0.38 - 0.03 * i) if i < tiers - 1 else foot - height
        wide = half * (1 - 0.8 * i / tiers) * rng.uniform(0.86, 1.1)
        sag = height * 0.02
        west += (
            f"M{n(x)} {n(peak)}Q{n(x - wide * 0.42)} {n(low - sag * 3)} {n(x - wide)} {n(low)}"
            f"Q{n(x - wide * 0.4)} {n(low + sag * 2)} {n(x)} {n(low + sag)}Z"
        )
        east += (
            f"M{n(x)} {n(peak)}Q{n(x + wide * 0.42)} {n(low - sag * 3)} {n(x + wide)} {n(low)}"
            f"Q{n(x + wide * 0.4)} {n(low + sag * 2)} {n(x)} {n(low + sag)}Z"
        )
        k = 0.55
        edge_y = peak + (low - peak) * k
        cap += (
            f"M{n(x)} {n(peak)}L{n(x - wide * 0.38)} {n(edge_y)}"
            f"Q{n(x - wide * 0.2)} {n(edge_y - sag)} {n(x - wide * 0.1)} {n(edge_y + sag * 1.6)}"
            f"Q{n(x + wide * 0.1)} {n(edge_y - sag)} {n(x + wide * 0.38)} {n(edge_y)}Z"
        )
    white = f'<path d="{cap}" fill="{snow}"/>' if snow else ""
    lit, dim = (west, east) if left else (east, west)
    warm, deep = mix(shade(colour, 0.012), "#ffefae", 0.07), mix(shade(colour, -0.045), "#24415c", 0.1)
    return f'{trunk}<path d="{lit}" fill="{warm}"/><path d="{dim}" fill="{deep}"/>{white}'


def poplar(rng: Random, x: float, foot: float, height: float, colour: str, *, left: bool = True) -> str:
    """A slender tree like an upright leaf."""
    half = height * rng.uniform(0.09, 0.13)
    outline = (
        f"M{n(x)} {n(foot - height)}C{n(x + half * 1.5)} {n(foot - height * 0.6)} {n(x + half * 1.2)} "
        f"{n(foot - height * 0.15)} {n(x)} {n(foot - height * 0.1)}"
    )
    mirror = (
        f"C{n(x - half * 1.2)} {n(foot - height * 0.15)} {n(x - half * 1.5)} {n(foot - height * 0.6)} {n(x)} "
        f"{n(foot - height)}Z"
    )
    return (
        f'<path d="M{n(x - half * 0.12)} {n(foot)}h{n(half * 0.24)}v{n(-height * 0.3)}h{n(-half * 0.24)}Z" '
        f'fill="{shade(colour, -0.16, 0.6)}"/>'
        f'<path d="{outline}{mirror}" fill="{colour if left else shade(colour, -0.045)}"/>'
        f'<path d="{outline}Z" fill="{shade(colour, -0.045) if left else colour}"/>'
    )


def bush(rng: Random, x: float, foot: float, wide: float, colour: str, *, left: bool = True) -> str:
    """A low heap of leaves, lighter towards the sun."""
    lean, body, light = -1 if left else 1, "", ""
    for i in range(6):
        at = (i - 2.5) / 2.5
        r = wide * 0.24 * (1.15 - 0.5 * abs(at)) * rng.uniform(0.8, 1.15)
        cx, cy = x + at * wide * 0.36, foot - r * rng.uniform(0.55, 0.85)
        body += ball(cx, cy, r)
        light += ball(cx + lean * r * 0.22, cy - r * 0.3, r * 0.62)
    return f'<path d="{body}" fill="{shade(colour, -0.03)}"/><path d="{light}" fill="{shade(colour, 0.025)}"/>'


def tuft(rng: Random, x: float, foot: float, height: float, blades: int = 5) -> str:
    """Path data of a tuft of grass."""
    path = ""
    for i in range(blades):
        lean = (i - (blades - 1) / 2) * height * 0.16 + rng.uniform(-0.1, 0.1) * height
        tall, w, bx = height * rng.uniform(0.65, 1), height * 0.045, x + (i - blades / 2) * height * 0.07
        path += (
            f"M{n(bx - w)} {n(foot)}Q{n(bx - w + lean * 0.2)} {n(foot - tall * 0.6)} {n(bx + lean)} {n(foot - tall)}"
            f"Q{n(bx + w + lean * 0.3)} {n(foot - tall * 0.5)} {n(bx + w)} {n(foot)}Z"
        )
    return path


def flower(rng: Random, x: float, foot: float, height: float, petal: str, stem: str) -> str:
    """A small flower with five petals on a stem."""
    lean = rng.uniform(-0.15, 0.15) * height
    hx, hy, r = x + lean, foot - height, height * 0.15
    petals = "".join(
        (
            f'<circle cx="{n(hx + math.cos(math.tau * i / 5) * r)}" cy="{n(hy + math.sin(math.tau * i / 5) * r)}" '
            f'r="{n(r * 0.72)}"/>'
        )
        for i in range(5)
    )
    return (
        f'<path d="M{n(x)} {n(foot)}Q{n(x)} {n(foot - height * 0.5)} {n(hx)} {n(hy)}" stroke="{stem}" '
        f'stroke-width="{n(height * 0.035 + 0.4)}" fill="none"/>'
        f'<g fill="{petal}">{petals}</g><circle cx="{n(hx)}" cy="{n(hy)}" r="{n(r * 0.6)}" '
        f'fill="{mix("#ffc94d", petal, 0.15)}"/>'
    )


def spray(rng: Random, x: float, y: float, length: float, angle: float, colour: str) -> str:
    """A twig with pairs of leaves, from (x, y) in a direction in degrees. For framing a corner."""
    a = math.radians(angle)
    bend = rng.uniform(-0.5, 0.5)
    points = [
        (x + math.cos(a + bend * t) * length * t, y + math.sin(a + bend * t) * length * t)
        for t in (0, 0.25, 0.5, 0.75, 1)
    ]
    svg = (
        f'<path d="{smooth(points)}" fill="none" stroke="{shade(colour, -0.05)}" '
        f'stroke-width="{n(length * 0.018)}" stroke-linecap="round"/>'
    )
    for i in range(1, 12):
        t = 0.12 + 0.88 * i / 11
        px, py = x + math.cos(a + bend * t) * length * t, y + math.sin(a + bend * t) * length * t
        side = 1 if i % 2 else -1
        turn = math.degrees(a + bend * 2 * t) + side * rng.uniform(38, 58) * (1 - 0.75 * (i == 11))
        size = length * 0.17 * (1.15 - 0.5 * t)
        leaf = f"M0 0Q{n(size * 0.5)} {n(-size * 0.42)} {n(size)} 0Q{n(size * 0.5)} {n(size * 0.42)} 0 0Z"
        tone = shade(colour, rng.uniform(-0.03, 0.03))
        svg += f'<path transform="translate({n(px)} {n(py)}) rotate({n(turn)})" d="{leaf}" fill="{tone}"/>'
    return svg
