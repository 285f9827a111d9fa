"""Surface: what the body of a thing is painted with instead of plain colour: stripes, dots, wood, stone, metal, glass.

Only the fills of the body change; eyes, wheels and leaves stay what they are.
"""

from __future__ import annotations

import re

from pipelines.scene.curve import n
from pipelines.scene.lay.figure import Figure
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.paint.dress import Dress
from pipelines.scene.paint.tiles import LARGE, TILES
from pipelines.scene.palette import lightness, mix, shade
from pipelines.scene.scene import Box
from pipelines.scene.tables import table

_SCALED = re.compile(r'<g transform="scale\(([\d.]+)\)">')

RAINBOW = ("#e8504f", "#f29a43", "#f6dc5c", "#69bf6b", "#4fa3dd", "#8a65c4")
ACROSS = 7
"""How often a pattern returns across the longer side of a thing."""
CLEAR = 0.3
"""How much of what stands behind glass it hides."""


def stuff(spot: Spot) -> str:
    """The name of the surface that is painted; empty where the drawing shows it anyway."""
    kind, concept = spot.subject.surface, spot.figure.concept
    return "" if {concept.key, concept.category} & set(table("surfaces")["anyway"].get(kind, ())) else kind


def own_box(figure: Figure) -> Box:
    """Where the ink is in the units in which its fills are measured: many drawings are scaled as a whole."""
    scaled = _SCALED.match(figure.body)
    by = float(scaled[1]) if scaled else 1.0
    x, y, w, h = figure.box
    return x / by, y / by, w / by, h / by


def surfaces(stage: Stage, spot: Spot, dress: Dress) -> dict[str, str]:
    """What fills the colours of the body, as url(); empty where the thing is plain."""
    accents = [stage.tones.change(one) for one in spot.subject.accents]
    if dress.halved:
        return {colour: _halved(stage, own_box(spot.figure), colour, accents[0]) for colour in sorted(dress.own)}
    found = {colour: _surface(stage, spot, colour, accents) for colour in sorted(dress.own)}
    return {colour: url for colour, url in found.items() if url}


def _surface(stage: Stage, spot: Spot, colour: str, accents: list[str]) -> str:
    kind, box = stuff(spot), own_box(spot.figure)
    if len(accents) > 1:
        return _bands(stage, box, [colour, *accents])
    if kind == "rainbow":
        return _bands(stage, box, [stage.tones.change(one) for one in RAINBOW])
    if kind == "metal":
        return _metal(stage, box, colour)
    if kind == "glass":
        return _glass(stage, box, colour)
    if kind == "silk":
        return _silk(stage, box, colour)
    if kind == "stone" and spot.figure.concept.category.startswith(("place-building", "place-religious")):
        kind = "masonry"
    if kind in TILES:
        coat = spot.figure.concept.category.startswith("animal") and kind == "stripes" and not accents
        kind, plain = ("tabby", shade(colour, -0.26)) if coat else (kind, contrast(colour))
        return _pattern(stage, spot, kind, colour, accents[0] if accents else plain)
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


def _silk(stage: Stage, box: Box, colour: str) -> str:
    """Soft waves of light over folds."""
    steps = ((0.0, 0.05), (0.18, -0.06), (0.34, 0.1), (0.52, -0.04), (0.68, 0.09), (0.84, -0.07), (1.0, 0.03))
    return _gradient(stage, box, [(at, shade(colour, by)) for at, by in steps], lean=0.8)


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
    name, (x, y, w, h) = stage.ident("surface"), own_box(spot.figure)
    side = max(w, h) / ACROSS * (LARGE.get(kind, 1.0))
    turn = 90 if kind == "stripes" and spot.figure.concept.category.startswith("animal") else 0
    tile = TILES[kind](stage.random(f"surface {kind}"), side, colour, accent)
    stage.defs.append(
        f'<pattern id="{name}" patternUnits="userSpaceOnUse" x="{n(x)}" y="{n(y)}" width="{side:.3f}" '
        f'height="{side:.3f}" patternTransform="rotate({turn})"><rect x="{-side:.3f}" y="{-side:.3f}" '
        f'width="{3 * side:.3f}" height="{3 * side:.3f}" fill="{colour}"/>{tile}</pattern>'
    )
    return f"url(#{name})"
