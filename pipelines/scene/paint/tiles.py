"""Tiles: what is repeated over a surface: stripes, dots, checks, and what things are made of.

Each takes chances, the side of the tile in the drawing's own units, the colour that is under it and a second one.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from pipelines.scene.curve import blob
from pipelines.scene.paint.stuffs import STUFFS
from pipelines.scene.palette import lightness, shade

Tile = Callable[[Random, float, str, str], str]


def _stripes(rng: Random, side: float, colour: str, accent: str) -> str:
    return f'<rect y="{side / 4:.3f}" width="{side:.3f}" height="{side / 2:.3f}" fill="{accent}"/>'


def _tabby(rng: Random, side: float, colour: str, accent: str) -> str:
    """Stripes of an animal, from the back downwards, that waver and end in points."""
    svg = ""
    for number in range(4):
        x, wide, top = (number + 0.5) * side / 4, side * rng.uniform(0.06, 0.1), side * rng.uniform(0.0, 0.12)
        sway, low = side * rng.uniform(-0.06, 0.06), side * rng.uniform(0.62, 0.92)
        svg += (
            f'<path d="M{x - wide / 2:.3f} {top:.3f}q{sway:.3f} {(low - top) / 2:.3f} {wide / 2:.3f} {low - top:.3f}'
            f'q{sway + wide / 2:.3f} {(top - low) / 2:.3f} {wide / 2:.3f} {top - low:.3f}z" fill="{accent}"/>'
        )
    return svg


def _dots(rng: Random, side: float, colour: str, accent: str) -> str:
    places = ((0.25, 0.25), (0.75, 0.75))
    return "".join(
        f'<circle cx="{side * x:.3f}" cy="{side * y:.3f}" r="{side * 0.17:.3f}" fill="{accent}"/>' for x, y in places
    )


def _spots(rng: Random, side: float, colour: str, accent: str) -> str:
    dark = shade(colour, -0.28) if lightness(colour) > 0.45 else accent
    places = ((0.2, 0.28, 0.15), (0.68, 0.2, 0.1), (0.48, 0.66, 0.17), (0.84, 0.8, 0.1))
    return "".join(
        f'<path d="{blob(rng, side * x, side * y, side * r, side * r, 0.3)}" fill="{dark}"/>' for x, y, r in places
    )


def _checks(rng: Random, side: float, colour: str, accent: str) -> str:
    half = f"{side / 2:.3f}"
    return (
        f'<rect width="{half}" height="{half}" fill="{accent}"/>'
        f'<rect x="{half}" y="{half}" width="{half}" height="{half}" fill="{accent}"/>'
    )


def _plaid(rng: Random, side: float, colour: str, accent: str) -> str:
    wide, thin, dark = f"{side * 0.4:.3f}", f"{side * 0.08:.3f}", shade(colour, -0.2)
    whole, at = f"{side:.3f}", f"{side * 0.7:.3f}"
    return (
        f'<rect width="{wide}" height="{whole}" fill="{dark}" fill-opacity=".5"/>'
        f'<rect width="{whole}" height="{wide}" fill="{dark}" fill-opacity=".5"/>'
        f'<rect x="{at}" width="{thin}" height="{whole}" fill="{accent}" fill-opacity=".8"/>'
        f'<rect y="{at}" width="{whole}" height="{thin}" fill="{accent}" fill-opacity=".8"/>'
    )


TILES: dict[str, Tile] = {
    "stripes": _stripes,
    "tabby": _tabby,
    "dots": _dots,
    "spots": _spots,
    "checks": _checks,
    "plaid": _plaid,
    **STUFFS,
}
LARGE = {
    "wood": 2.0,
    "stone": 2.4,
    "masonry": 2.2,
    "marble": 4.0,
    "plaid": 2.0,
    "tabby": 2.4,
    "spots": 2.0,
    "leather": 2.2,
    "cardboard": 2.0,
    "paper": 7.2,
    "fluffy": 1.8,
    "wool": 1.3,
    "fabric": 0.6,
}
"""How much larger than others a tile is."""
