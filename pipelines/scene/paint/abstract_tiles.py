"""Abstract pictures of square tiles."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage


def paint_tiles(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """A grid of square tiles with quarter circles, half discs, arcs and petals."""
    columns = rng.choice((4, 5, 6)) if stage.width <= stage.height else rng.choice((6, 7, 8))
    side = stage.width / columns
    rows = math.ceil(stage.height / side)
    top = (stage.height - rows * side) / 2
    for row in range(-1, rows + 1):
        svg = ""
        for column in range(-1, columns + 1):
            back, front, third = rng.sample([ground, *inks], 3)
            inner = rng.choice(_TILES)(side, front, third)
            turned = rng.randrange(4) * 90
            svg += (
                f'<g transform="translate({n((column + 0.5) * side)} {n(top + (row + 0.5) * side)}) rotate({turned})">'
                f'<rect x="{n(-side / 2 - 0.3)}" y="{n(-side / 2 - 0.3)}" width="{n(side + 0.6)}" '
                f'height="{n(side + 0.6)}" fill="{back}"/>{inner}</g>'
            )
        stage.add("row of tiles", "shape", 0.4, svg)


def _quarter(side: float, front: str, third: str) -> str:
    h = side / 2
    return (
        f'<path d="M{n(-h)} {n(-h)}h{n(side)}A{n(side)} {n(side)} 0 0 1 {n(-h)} {n(h)}Z" fill="{front}"/>'
        f'<path d="M{n(-h)} {n(-h)}h{n(h)}A{n(h)} {n(h)} 0 0 1 {n(-h)} 0Z" fill="{third}"/>'
    )


def _half(side: float, front: str, third: str) -> str:
    h = side / 2
    return (
        f'<path d="M{n(-h)} 0A{n(h)} {n(h)} 0 0 1 {n(h)} 0Z" fill="{front}"/>'
        f'<path d="M{n(-h)} {n(h)}A{n(h)} {n(h)} 0 0 1 {n(h)} {n(h)}Z" fill="{third}"/>'
    )


def _petal(side: float, front: str, third: str) -> str:
    h = side / 2
    return (
        f'<path d="M{n(-h)} {n(-h)}A{n(side)} {n(side)} 0 0 1 {n(h)} {n(h)}A{n(side)} {n(side)} 0 0 '
        f'1 {n(-h)} {n(-h)}Z" fill="{front}"/>'
        f'<circle r="{n(side * 0.11)}" fill="{third}"/>'
    )


def _rings(side: float, front: str, third: str) -> str:
    h = side / 2
    return "".join(
        (
            f'<path d="M{n(-h + side * k)} {n(-h)}A{n(side * k)} {n(side * k)} 0 0 1 {n(-h)} {n(-h + side * k)}" '
            f'fill="none" stroke="{colour}" stroke-width="{n(side * 0.13)}"/>'
        )
        for k, colour in ((0.28, third), (0.56, front), (0.84, front))
    )


def _disc(side: float, front: str, third: str) -> str:
    return f'<circle r="{n(side * 0.36)}" fill="{front}"/><circle r="{n(side * 0.16)}" fill="{third}"/>'


def _corner(side: float, front: str, third: str) -> str:
    h = side / 2
    return (
        f'<path d="M{n(-h)} {n(-h)}h{n(side)}L{n(-h)} {n(h)}Z" fill="{front}"/>'
        f'<path d="M{n(h)} {n(h)}v{n(-h)}L0 {n(h)}Z" fill="{third}"/>'
    )


_TILES: tuple[Callable[[float, str, str], str], ...] = (
    _quarter,
    _quarter,
    _half,
    _petal,
    _petal,
    _rings,
    _disc,
    _corner,
)
