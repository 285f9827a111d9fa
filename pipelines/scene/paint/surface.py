"""Surface: what the body of a thing is painted with instead of plain colour: stripes, dots, wood, stone, metal, glass.

Only the fills of the body change; eyes, wheels and leaves stay what they are.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from pipelines.scene.curve import blob, n
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.paint.dress import Dress
from pipelines.scene.palette import lightness, mix, shade
from pipelines.scene.scene import Box

RAINBOW = ("#e8504f", "#f29a43", "#f6dc5c", "#69bf6b", "#4fa3dd", "#8a65c4")
ACROSS = 7
"""How often a pattern returns across the longer side of a thing."""
CLEAR = 0.45
"""How much of what stands behind glass it hides."""


def surfaces(stage: Stage, spot: Spot, dress: Dress) -> dict[str, str]:
    """What fills the colours of the body, as url(); empty where the thing is plain."""
    accents = [stage.tones.change(one) for one in spot.subject.accents]
    if dress.halved:
        return {colour: _halved(stage, spot.figure.box, colour, accents[0]) for colour in sorted(dress.own)}
    found = {colour: _surface(stage, spot, colour, accents) for colour in sorted(dress.own)}
    return {colour: url for colour, url in found.items() if url}


def _surface(stage: Stage, spot: Spot, colour: str, accents: list[str]) -> str:
    kind, box = spot.subject.surface, spot.figure.box
    if len(accents) > 1:
        return _bands(stage, box, [colour, *accents])
    if kind == "rainbow":
        return _bands(stage, box, [stage.tones.change(one) for one in RAINBOW])
    if kind == "metal":
        return _metal(stage, box, colour)
    if kind == "glass":
        return _glass(stage, box, colour)
    if kind in _PATTERNS:
        return _pattern(stage, spot, kind, colour, accents[0] if accents else contrast(colour))
    return ""


def _halved(stage: Stage, box: Box, colour: str, accent: str) -> str:
    """The url() of two colours one above the other, for things whose drawing has but one."""
    return _gradient(stage, box, [(0.0, colour), (0.5, colour), (0.5, accent), (1.0, accent)])


def contrast(colour: str) -> str:
    """What shows well on a colour: white on the dark, a deep shade on the pale."""
    return shade(colour, -0.3) if lightness(colour) > 0.8 else mix(colour, "#ffffff", 0.85)


def _bands(stage: Stage, box: Box, colours: list[str]) -> str:
    count = len(colours)
    stops = [(at, colour) for i, colour in enumerate(colours) for at in (i / count, (i + 1) / count)]
    return _gradient(stage, box, stops)


def _metal(stage: Stage, box: Box, colour: str) -> str:
    """Bright and dark bands that mirror a room."""
    steps = ((0.0, 0.06), (0.2, -0.1), (0.36, 0.17), (0.5, 0.02), (0.72, -0.16), (0.86, 0.08), (1.0, -0.12))
    return _gradient(stage, box, [(at, shade(colour, by)) for at, by in steps], lean=0.45)


def _glass(stage: Stage, box: Box, colour: str) -> str:
    stops = [(0.0, mix(colour, "#ffffff", 0.7)), (0.3, colour), (0.42, mix(colour, "#ffffff", 0.8)), (0.5, colour)]
    return _gradient(stage, box, [*stops, (1.0, shade(colour, -0.06))], lean=0.45, opacity=CLEAR)


def _gradient(
    stage: Stage, box: Box, stops: list[tuple[float, str]], *, lean: float = 0.0, opacity: float = 1.0
) -> str:
    """From the upper edge of a box to the lower, turned by `lean` widths."""
    name, (x, y, w, h) = stage.ident("surface"), box
    clear = f' stop-opacity="{opacity}"' if opacity < 1 else ""
    ramp = "".join(f'<stop offset="{at:.3f}" stop-color="{colour}"{clear}/>' for at, colour in stops)
    middle = x + w / 2
    stage.defs.append(
        f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="{n(middle - lean * w)}" y1="{n(y)}" '
        f'x2="{n(middle + lean * w)}" y2="{n(y + h)}">{ramp}</linearGradient>'
    )
    return f"url(#{name})"


def _pattern(stage: Stage, spot: Spot, kind: str, colour: str, accent: str) -> str:
    """A tile in the drawing's own units, again and again."""
    name, (x, y, w, h) = stage.ident("surface"), spot.figure.box
    side = max(w, h) / ACROSS * (2.0 if kind in _LARGE else 1.0)
    turn = 90 if kind == "stripes" and spot.figure.concept.category.startswith("animal") else 0
    tile = _PATTERNS[kind](stage.random(f"surface {kind}"), side, colour, accent)
    stage.defs.append(
        f'<pattern id="{name}" patternUnits="userSpaceOnUse" x="{n(x)}" y="{n(y)}" width="{side:.3f}" '
        f'height="{side:.3f}" patternTransform="rotate({turn})"><rect x="{-side:.3f}" y="{-side:.3f}" '
        f'width="{3 * side:.3f}" height="{3 * side:.3f}" fill="{colour}"/>{tile}</pattern>'
    )
    return f"url(#{name})"


def _stripes(rng: Random, side: float, colour: str, accent: str) -> str:
    return f'<rect y="{side / 4:.3f}" width="{side:.3f}" height="{side / 2:.3f}" fill="{accent}"/>'


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
    svg = ""
    for i in range(9):
        x, y, r = side * (0.16 + 0.33 * (i % 3)), side * (0.16 + 0.33 * (i // 3)), side * rng.uniform(0.08, 0.14)
        fill = shade(colour, rng.choice((-0.08, -0.05, 0.05)))
        svg += f'<path d="{blob(rng, x, y, r * 1.3, r, 0.3)}" fill="{fill}"/>'
    return svg


def _brick(rng: Random, side: float, colour: str, accent: str) -> str:
    """Two courses, the second one set off by half a brick."""
    half, mortar = side / 2, mix(colour, "#efe6da", 0.6)
    lines = f"M0 0h{side:.3f}M0 {half:.3f}h{side:.3f}M0 0v{half:.3f}M{half:.3f} {half:.3f}v{half:.3f}"
    return f'<path d="{lines}" fill="none" stroke="{mortar}" stroke-width="{side * 0.08:.3f}"/>'


def _marble(rng: Random, side: float, colour: str, accent: str) -> str:
    svg = ""
    for at, wide in ((0.2, 0.05), (0.55, 0.025), (0.8, 0.035)):
        x, sway = side * at, side * rng.uniform(0.1, 0.2)
        svg += (
            f'<path d="M{x:.3f} 0q{sway:.3f} {side / 4:.3f} 0 {side / 2:.3f}t0 {side / 2:.3f}" fill="none" '
            f'stroke="{shade(colour, -0.16)}" stroke-opacity=".7" stroke-width="{side * wide:.3f}"/>'
        )
    return svg


_PATTERNS: dict[str, Callable[[Random, float, str, str], str]] = {
    "stripes": _stripes,
    "dots": _dots,
    "spots": _spots,
    "checks": _checks,
    "plaid": _plaid,
    "wood": _wood,
    "stone": _stone,
    "brick": _brick,
    "marble": _marble,
}
_LARGE = ("wood", "stone", "marble", "plaid", "spots")
