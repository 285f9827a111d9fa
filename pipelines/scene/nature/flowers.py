"""Flowers: the plants that blossom in a meadow, near and far."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.crowns import ball
from pipelines.scene.palette import mix, shade

Bloom = Callable[[Random, float, float, float, str], str]
"""The head of a flower: random stream, middle, size and colour to SVG."""


def _daisy(rng: Random, x: float, y: float, r: float, colour: str) -> str:
    squash = rng.uniform(0.6, 0.95)
    petals = "".join(
        f"M{n(x)} {n(y)}Q{n(x + math.cos(a - 0.3) * r)} {n(y + math.sin(a - 0.3) * r * squash)} "
        f"{n(x + math.cos(a) * r)} {n(y + math.sin(a) * r * squash)}"
        f"Q{n(x + math.cos(a + 0.3) * r)} {n(y + math.sin(a + 0.3) * r * squash)} {n(x)} {n(y)}Z"
        for a in (math.tau * k / 9 + rng.uniform(-0.1, 0.1) for k in range(9))
    )
    heart = f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(r * 0.32)}" ry="{n(r * 0.32 * squash)}" fill="#e8b53c"/>'
    return f'<path d="{petals}" fill="{colour}"/>{heart}'


def _poppy(rng: Random, x: float, y: float, r: float, colour: str) -> str:
    cup = (
        f"M{n(x - r)} {n(y - r * 0.25)}Q{n(x - r * 0.5)} {n(y - r * 0.95)} {n(x)} {n(y - r * 0.5)}"
        f"Q{n(x + r * 0.5)} {n(y - r * 0.95)} {n(x + r)} {n(y - r * 0.25)}"
        f"Q{n(x + r * 0.8)} {n(y + r * 0.75)} {n(x)} {n(y + r * 0.7)}Q{n(x - r * 0.8)} {n(y + r * 0.75)} {n(x - r)} "
        f"{n(y - r * 0.25)}Z"
    )
    lip = (
        f"M{n(x - r * 0.92)} {n(y - r * 0.1)}Q{n(x)} {n(y + r * 0.45)} {n(x + r * 0.92)} {n(y - r * 0.1)}"
        f"Q{n(x + r * 0.7)} {n(y + r * 0.75)} {n(x)} {n(y + r * 0.7)}Q{n(x - r * 0.7)} {n(y + r * 0.75)} "
        f"{n(x - r * 0.92)} {n(y - r * 0.1)}Z"
    )
    return f'<path d="{cup}" fill="{shade(colour, -0.05)}"/><path d="{lip}" fill="{colour}"/>'


def _spike(rng: Random, x: float, y: float, r: float, colour: str) -> str:
    """Lupin, lavender, heather: a candle of small bells."""
    body = light = ""
    for k in range(9):
        px, py, size = (
            x + r * 0.34 * (1 if k % 2 else -1) * (1 - k / 10),
            y + r * (1.2 - 0.36 * k),
            r * (0.4 - 0.03 * k),
        )
        body, light = (body + ball(px, py, size), light) if k % 3 else (body, light + ball(px, py, size))
    return f'<path d="{body}" fill="{colour}"/><path d="{light}" fill="{shade(colour, 0.06)}"/>'


def _umbel(rng: Random, x: float, y: float, r: float, colour: str) -> str:
    """Cow parsley: a dome of white specks on spokes."""
    dots = ""
    for row, count in enumerate((7, 6, 4)):
        for k in range(count):
            at = (k / (count - 1) - 0.5) * 2
            px, py = x + at * r * (1.25 - 0.3 * row), y + r * (0.12 + 0.24 * at * at - 0.3 * row)
            dots += ball(px, py + rng.uniform(-0.08, 0.08) * r, r * rng.uniform(0.2, 0.3))
    spokes = "".join(f"M{n(x)} {n(y + r * 1.2)}L{n(x + at * r)} {n(y)}" for at in (-1.0, -0.5, 0.0, 0.5, 1.0))
    stems = f'<path d="{spokes}" stroke="#7d9460" stroke-width="{n(r * 0.09)}" fill="none"/>'
    return f'{stems}<path d="{dots}" fill="{colour}"/>'


def _buttercup(rng: Random, x: float, y: float, r: float, colour: str) -> str:
    petals = "".join(
        ball(x + math.cos(math.tau * k / 5) * r * 0.5, y + math.sin(math.tau * k / 5) * r * 0.34, r * 0.4)
        for k in range(5)
    )
    return f'<path d="{petals}" fill="{colour}"/><path d="{ball(x, y, r * 0.28)}" fill="{shade(colour, -0.1)}"/>'


KINDS: tuple[tuple[Bloom, tuple[str, ...], float], ...] = (
    (_daisy, ("#fdfaf0", "#fbf3e4"), 1.0),
    (_poppy, ("#e0523f", "#e8674a"), 1.1),
    (_spike, ("#8f7cc8", "#b184c4", "#6f86cc"), 1.0),
    (_umbel, ("#fbf8ee",), 1.5),
    (_buttercup, ("#f3c940", "#f7d868"), 0.8),
    (_buttercup, ("#e99bb4", "#f2bccb"), 0.9),
    (_daisy, ("#7d97d8", "#95a9e0"), 0.9),
)
"""Head, colours and size of what blossoms."""


def in_flower(
    stage: Stage, rng: Random, kind: int, foot: tuple[float, float], height: float, stem: str, lean: float = 0.0
) -> str:
    """One flower of KINDS on its stem, standing at `foot`; `height` in scene units."""
    head, colours, size = KINDS[kind]
    x, y = foot
    hx, hy = x + lean * height, y - height
    stalk = (
        f'<path d="M{n(x)} {n(y)}Q{n(x)} {n(y - height * 0.55)} {n(hx)} {n(hy)}" fill="none" stroke="{stem}" '
        f'stroke-width="{n(height * 0.03 + 0.3)}"/>'
    )
    return stalk + head(rng, hx, hy, height * 0.16 * size, stage.tones.change(rng.choice(colours)))


def drift(
    stage: Stage, rng: Random, kind: int, middle: tuple[float, float], reach: float, count: int, size: float
) -> str:
    """A patch of one kind seen from afar: specks, densest in the middle; `reach` and `size` in scene units."""
    colours = KINDS[kind][1]
    paths = dict.fromkeys(colours, "")
    for _ in range(count):
        x, y = middle[0] + rng.gauss(0, reach), middle[1] + rng.gauss(0, reach * 0.16)
        if y > stage.horizon:
            paths[rng.choice(colours)] += ball(x, y, size * rng.uniform(0.6, 1.3))
    return "".join(
        f'<path d="{data}" fill="{mix(stage.tones.change(colour), stage.tones.land, 0.15)}"/>'
        for colour, data in paths.items()
        if data
    )
