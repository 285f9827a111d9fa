"""Stuffs: what things are made of, as tiles that are repeated over them: wood, stone, cloth, leather, paper, fur.

Each takes chances, the side of the tile in the drawing's own units, the colour that is under it and a second one.
"""

from __future__ import annotations

from itertools import pairwise
from random import Random

from pipelines.scene.curve import blob
from pipelines.scene.palette import mix, shade


def _wood(rng: Random, side: float, colour: str, accent: str) -> str:
    """Planks with a grain that waves around a knot."""
    dark, svg = shade(colour, -0.1), ""
    for at in (0.14, 0.3, 0.62, 0.82):
        y, sway = side * at, side * rng.uniform(0.03, 0.07)
        svg += f"M0 {y:.3f}q{side / 4:.3f} {-sway:.3f} {side / 2:.3f} 0t{side / 2:.3f} 0"
    line = f'fill="none" stroke="{dark}" stroke-width="{side * 0.03:.3f}"'
    return (
        f'<path d="{svg}" {line}/><path d="M0 {side * 0.48:.3f}h{side:.3f}" fill="none" '
        f'stroke="{shade(colour, -0.17)}" stroke-width="{side * 0.045:.3f}"/>'
        f'<ellipse cx="{side * 0.6:.3f}" cy="{side * 0.22:.3f}" rx="{side * 0.09:.3f}" ry="{side * 0.04:.3f}" {line}/>'
    )


def _stone(rng: Random, side: float, colour: str, accent: str) -> str:
    """Grains of granite, and a crack."""
    svg = ""
    for by in (-0.12, -0.07, 0.05, 0.09):
        for _ in range(14):
            x, y, r = rng.uniform(0.03, 0.97) * side, rng.uniform(0.03, 0.97) * side, rng.uniform(0.008, 0.022) * side
            svg += f'<path d="{blob(rng, x, y, r, r, 0.4, 5)}" fill="{shade(colour, by)}"/>'
    x, y = rng.uniform(0.2, 0.4) * side, rng.uniform(0.1, 0.3) * side
    crack = f"M{x:.3f} {y:.3f}" + "".join(
        f"l{side * dx:.3f} {side * dy:.3f}" for dx, dy in ((0.1, 0.12), (-0.05, 0.1), (0.12, 0.16))
    )
    return svg + _line(crack, shade(colour, -0.16), side * 0.012)


def _masonry(rng: Random, side: float, colour: str, accent: str) -> str:
    """Three courses of hewn blocks, none as long or as bright as the next."""
    svg, course = f'<rect width="{side:.3f}" height="{side:.3f}" fill="{shade(colour, -0.1)}"/>', side / 3
    for row in range(3):
        cuts = [0.0, rng.uniform(0.25, 0.4), rng.uniform(0.6, 0.75), 1.0]
        for left, right in pairwise(cuts):
            x, y, wide = left * side, row * course, (right - left) * side
            svg += (
                f'<rect x="{x + side * 0.012:.3f}" y="{y + side * 0.012:.3f}" width="{wide - side * 0.024:.3f}" '
                f'height="{course - side * 0.024:.3f}" rx="{side * 0.03:.3f}" '
                f'fill="{shade(colour, rng.uniform(-0.04, 0.05))}"/>'
            )
    return svg


def _brick(rng: Random, side: float, colour: str, accent: str) -> str:
    """Two courses, the second one set off by half a brick."""
    half, mortar = side / 2, mix(colour, "#efe6da", 0.6)
    lines = f"M0 0h{side:.3f}M0 {half:.3f}h{side:.3f}M0 0v{half:.3f}M{half:.3f} {half:.3f}v{half:.3f}"
    return f'<path d="{lines}" fill="none" stroke="{mortar}" stroke-width="{side * 0.08:.3f}"/>'


def _marble(rng: Random, side: float, colour: str, accent: str) -> str:
    """Veins that run slantwise, waver and fork, with clouds between them."""
    svg = ""
    for _ in range(5):
        x, y, r = rng.uniform(0.1, 0.9) * side, rng.uniform(0.1, 0.9) * side, rng.uniform(0.08, 0.16) * side
        svg += f'<path d="{blob(rng, x, y, r * 1.6, r, 0.3)}" fill="{shade(colour, -0.035)}"/>'
    for number in range(7):
        x, y = rng.uniform(-0.2, 0.9) * side, rng.uniform(-0.1, 0.5) * side
        data = f"M{x:.3f} {y:.3f}"
        for _ in range(6):
            data += f"l{rng.uniform(0.02, 0.12) * side:.3f} {rng.uniform(0.03, 0.13) * side:.3f}"
        svg += _line(data, shade(colour, -0.2 if number % 2 else -0.11), side * rng.uniform(0.004, 0.014))
    return svg


def _weave(rng: Random, side: float, colour: str, accent: str) -> str:
    """Threads over and under each other."""
    dark, light, part = shade(colour, -0.05), shade(colour, 0.035), side / 8
    over = "".join(f"M{i * 2 * part:.3f} {(i % 2) * part:.3f}v{side:.3f}" for i in range(4))
    across = "".join(f"M0 {(i * 2 + 1) * part:.3f}h{side:.3f}" for i in range(4))
    return _line(over, dark, part * 0.7) + _line(across, light, part * 0.7)


def _twill(rng: Random, side: float, colour: str, accent: str) -> str:
    """The slanting ribs of denim."""
    ribs = "".join(f"M{(i - 6) * side / 6:.3f} {side:.3f}l{side:.3f} {-side:.3f}" for i in range(12))
    return _line(ribs, shade(colour, 0.07), side * 0.05)


def _knit(rng: Random, side: float, colour: str, accent: str) -> str:
    """Rows of stitches that look like V."""
    part, svg = side / 4, ""
    for column in range(4):
        for row in range(-1, 4):
            x, y, down = column * part, row * part, part * 0.8
            svg += f"M{x:.3f} {y:.3f}l{part / 2:.3f} {down:.3f} {part / 2:.3f} {-down:.3f}"
    return _line(svg, shade(colour, -0.09), part * 0.22) + _line(svg, shade(colour, 0.05), part * 0.09)


def _straw(rng: Random, side: float, colour: str, accent: str) -> str:
    """Flat stalks plaited over and under."""
    half, svg = side / 4, ""
    for column in range(4):
        for row in range(4):
            x, y, flat = column * half, row * half, (row + column) % 2
            fill = shade(colour, 0.045 if flat else -0.06)
            wide, tall = (half, half * 0.72) if flat else (half * 0.72, half)
            svg += (
                f'<rect x="{x + (half - wide) / 2:.3f}" y="{y + (half - tall) / 2:.3f}" width="{wide:.3f}" '
                f'height="{tall:.3f}" rx="{half * 0.2:.3f}" fill="{fill}"/>'
            )
    return svg


def _leather(rng: Random, side: float, colour: str, accent: str) -> str:
    """A fine grain of pores and creases."""
    svg = ""
    for _ in range(26):
        x, y, long = rng.uniform(0.04, 0.9) * side, rng.uniform(0.04, 0.94) * side, rng.uniform(0.03, 0.08) * side
        svg += f"M{x:.3f} {y:.3f}q{long / 2:.3f} {rng.uniform(-0.5, 0.5) * long:.3f} {long:.3f} 0"
    return _line(svg, shade(colour, -0.07), side * 0.014) + _line(svg, shade(colour, 0.05), side * 0.005)


def _cardboard(rng: Random, side: float, colour: str, accent: str) -> str:
    """Flat kraft board: one torn edge that shows its wavy inside, fibres, and a strip of shiny tape."""
    top, tall, wave = side * 0.62, side * 0.1, side / 12
    edge = f'<rect y="{top:.3f}" width="{side:.3f}" height="{tall:.3f}" fill="{shade(colour, -0.13)}"/>'
    ridges = f"M0 {top + tall / 2:.3f}" + f"q{wave / 4:.3f} {-tall:.3f} {wave / 2:.3f} 0t{wave / 2:.3f} 0" * 12
    rims = f"M0 {top:.3f}h{side:.3f}M0 {top + tall:.3f}h{side:.3f}"
    fibres = "".join(
        f"M{rng.uniform(0, 0.9) * side:.3f} {rng.uniform(0.02, 0.98) * side:.3f}h{rng.uniform(0.02, 0.06) * side:.3f}"
        for _ in range(22)
    )
    tape = (
        f'<rect x="{side * 0.16:.3f}" width="{side * 0.2:.3f}" height="{side:.3f}" '
        f'fill="{mix(colour, "#f3e3bd", 0.6)}" fill-opacity=".8"/>'
    )
    return (
        _line(fibres, shade(colour, -0.07), side * 0.008)
        + tape
        + edge
        + _line(ridges, shade(colour, 0.08), side * 0.018)
        + _line(rims, shade(colour, -0.02), side * 0.016)
    )


def _paper(rng: Random, side: float, colour: str, accent: str) -> str:
    """Planes that meet in folds, each in another light."""
    x, y = rng.uniform(0.35, 0.65) * side, rng.uniform(0.35, 0.65) * side
    corners = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)]
    svg = ""
    for number, (light, (cx, cy)) in enumerate(zip((0.03, -0.035, 0.015, -0.06), corners, strict=True)):
        nx, ny = corners[(number + 1) % 4]
        svg += f'<path d="M{x:.3f} {y:.3f}L{cx:.3f} {cy:.3f} {nx:.3f} {ny:.3f}Z" fill="{shade(colour, light)}"/>'
    return svg


def _lace(rng: Random, side: float, colour: str, accent: str) -> str:
    """Rings of holes around larger ones."""
    hole, part = shade(colour, -0.16), side / 4
    places = [(1, 1, 0.5), (3, 3, 0.5), (1, 3, 0.24), (3, 1, 0.24), (2, 0.2, 0.2), (0.2, 2, 0.2), (2, 2, 0.2)]
    return "".join(
        f'<circle cx="{x * part:.3f}" cy="{y * part:.3f}" r="{r * part:.3f}" fill="{hole}"/>' for x, y, r in places
    )


def _fur(rng: Random, side: float, colour: str, accent: str) -> str:
    """Short hairs, combed downwards."""
    dark = light = ""
    for number in range(40):
        x, y, long = rng.uniform(0.02, 0.9) * side, rng.uniform(0.0, 0.8) * side, rng.uniform(0.07, 0.14) * side
        hair = f"M{x:.3f} {y:.3f}q{long * 0.1:.3f} {long * 0.6:.3f} {long * 0.5:.3f} {long:.3f}"
        dark, light = (dark + hair, light) if number % 2 else (dark, light + hair)
    return _line(dark, shade(colour, -0.07), side * 0.018) + _line(light, shade(colour, 0.06), side * 0.018)


def _facets(rng: Random, side: float, colour: str, accent: str) -> str:
    """Cut faces that catch the light one by one."""
    svg, half = "", side / 2
    corners = ((0.0, 0.0), (half, 0.0), (half, half), (0.0, half), (0.0, 0.0))
    for left, top in ((0.0, 0.0), (half, 0.0), (0.0, half), (half, half)):
        for (ax, ay), (bx, by) in pairwise(corners):
            face = (left + half / 2, top + half / 2, left + ax, top + ay, left + bx, top + by)
            data = "M{:.3f} {:.3f}L{:.3f} {:.3f} {:.3f} {:.3f}Z".format(*face)
            svg += f'<path d="{data}" fill="{shade(colour, rng.choice((0.09, 0.04, -0.02, -0.07)))}"/>'
    return svg


def _line(data: str, colour: str, width: float) -> str:
    return f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{width:.3f}" stroke-linecap="round"/>'


STUFFS = {
    "wood": _wood,
    "stone": _stone,
    "masonry": _masonry,
    "brick": _brick,
    "marble": _marble,
    "fabric": _weave,
    "denim": _twill,
    "wool": _knit,
    "straw": _straw,
    "leather": _leather,
    "cardboard": _cardboard,
    "paper": _paper,
    "lace": _lace,
    "fluffy": _fur,
    "ice": _facets,
}
"""Name in data/surfaces.toml to tile."""
