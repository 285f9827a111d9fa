"""Relief: a flat drawing as a thing in the light of its picture, with a light side, a shaded one and one soft edge."""

from __future__ import annotations

import re
from functools import partial
from zlib import crc32

from pipelines.scene.curve import n
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.paint.dress import Dress
from pipelines.scene.paint.form import Form, form
from pipelines.scene.paint.surface import own_box, stuff, surfaces
from pipelines.scene.paint.trim import coat, outline, seam, tufts
from pipelines.scene.palette import chroma, lightness, mix, recolour, shade, to_oklab
from pipelines.scene.scene import Box
from pipelines.scene.shapes import dashed, path, stroke
from pipelines.scene.tables import table

REFLECTED = 0.08
"""How much of the colour of the ground is in the lowest shade."""
HAIR = 0.5
"""How well hairs and feathers are seen."""
LINE = 0.3
"""Width of the edge in the stage's units: all drawings have one line, whatever set they come from."""
SMALL = 15
"""Height in the stage's units below which every second tone is enough."""
WET = 1.7
"""Gloss from which lights are white."""
SHADE, SHADED, GLEAM = "#1b1a3a", 0.04, 0.06
"""The colour that shade leans to, and how strong each tone of shade and of light is."""
PALE = 0.84
"""Lightness from which a thing on a pale ground needs a stronger edge."""

_ID = re.compile(r' id="[^"]*"')
_FILL = re.compile(r'fill="(#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3})"')


def modelled(stage: Stage, spot: Spot, body: str, dress: Dress, drawn: str) -> str:
    """The body of a drawing, in its own units, with its fills running from light to shade, round, on its edge.

    `body` is tinted and lit, and its ids are its own already. `dress`: where those colours come from. `drawn`: the
    body as it was before.
    """
    shape = form(drawn, spot.figure.box, from_left=stage.lit_from_left != spot.flip)
    below, above = trimmed(stage, spot, dress, drawn)
    form_of = partial(_in_cells, spot, shape)
    lit = form_of(below), shaded(stage, spot, body, dress), form_of(rounded(stage, spot, shape) + above)
    return edge(stage, spot, body) + "".join(lit)


def trimmed(stage: Stage, spot: Spot, dress: Dress, drawn: str) -> tuple[str, str]:
    """What follows the outline, in cells of the form: below the body and above it."""
    kind, box = stuff(spot), spot.figure.box
    main = dress.change(spot.figure.main)
    if kind == "fluffy":
        return path(tufts(drawn, box), shade(main, -0.02)), ""
    if not kind and (coated := table("surfaces")["coated"].get(spot.figure.concept.category)):
        dark, light = coat(drawn, box, spot.figure.main, coated)
        return "", stroke(dark, shade(main, -0.1), 0.3, HAIR) + stroke(light, shade(main, 0.09), 0.3, HAIR)
    if kind in table("surfaces")["seamed"]["names"]:
        return "", dashed(seam(drawn, box), shade(main, 0.14), 0.34, 1.1, 0.8)
    if kind == "glass":
        return "", stroke(seam(drawn, box), "#ffffff", 1.0, 0.5) + stroke(
            outline(drawn, box), shade(main, -0.2), 0.5, 0.6
        )
    return "", ""


def _in_cells(spot: Spot, shape: Form, svg: str) -> str:
    x, y, _, _ = spot.figure.box
    return f'<g transform="translate({x:.3f} {y:.3f}) scale({shape.cell:.4f})">{svg}</g>' if svg else ""


def surfaced(stage: Stage, spot: Spot, body: str, dress: Dress) -> str:
    """The body with its stripes or its wood, and neither light nor shade."""
    known = surfaces(stage, spot, dress)
    return _FILL.sub(lambda match: f'fill="{known.get(match[1].lower(), match[1])}"', body) if known else body


def shaded(stage: Stage, spot: Spot, body: str, dress: Dress) -> str:
    """Each flat colour becomes a gradient across the whole thing, from the side of the light to the other; where it is
    striped, of wood or of glass, its own colours become that."""
    known = surfaces(stage, spot, dress)
    # Parts that are turned have axes of their own: each is shaded by itself.
    turned = body.count("transform=") > (1 if own_box(spot.figure) != spot.figure.box else 0)
    box = None if turned else own_box(spot.figure)

    def fill(match: re.Match[str]) -> str:
        colour = match[1].lower()
        if colour not in known:
            known[colour] = _run(stage, colour, box, mirrored=spot.flip)
        return f'fill="{known[colour]}"'

    return _FILL.sub(fill, body)


def rounded(stage: Stage, spot: Spot, shape: Form) -> str:
    """Soft shade on the side away from the light and a gleam on the other, in cells of the form."""
    main = spot.colour or spot.figure.main
    dark = stage.tones.change(mix(shade(main, -0.3), SHADE, 0.3))
    bright = mix(shade(main, 0.24, 0.8), stage.tones.light, 0.6)
    said = [colour for colour in (spot.colour, *spot.subject.accents) if colour]
    # White in deep shade would be taken for grey, and what was asked for is to be seen.
    deep = SHADED * (0.55 if any(lightness(colour) > PALE for colour in said) else 0.8 if said else 1.0)
    gloss = _gloss(spot)
    if gloss > WET:
        bright = mix(bright, "#ffffff", 0.6)
    fewer = 2 if spot.height < SMALL * stage.unit else 1
    shades = nested(stage, shape.dark[::fewer], dark, deep * fewer)
    return shades + nested(stage, shape.bright[::fewer], bright, GLEAM * gloss * fewer)


def _gloss(spot: Spot) -> float:
    """How strongly light shines back from a thing, 1 from skin or wood."""
    known = table("surfaces")["gloss"]
    starts = [start for start in known if spot.figure.concept.category.startswith(start)]
    return float(known.get(spot.subject.surface) or (known[max(starts, key=len)] if starts else 1.0))


def nested(stage: Stage, paths: tuple[str, ...], colour: str, opacity: float) -> str:
    """Shapes of one colour that lie in each other, each as faint as the others: together they run softly.

    They are defined once for all copies of a thing.
    """
    tones = "".join(f'<path d="{data}" fill-rule="evenodd"/>' for data in paths if data)
    name = f"{stage.prefix}form-{crc32(tones.encode()):08x}"
    definition = f'<g id="{name}">{tones}</g>'
    if definition not in stage.defs:
        stage.defs.append(definition)
    return f'<use xlink:href="#{name}" fill="{colour}" fill-opacity="{opacity:.3g}"/>'


def edge(stage: Stage, spot: Spot, body: str) -> str:
    """The silhouette, a little larger: light on one side, dark on the other. Empty for what can be seen through, and
    for clouds."""
    if "opacity" in body or spot.subject.surface == "glass" or spot.figure.concept.category == "sky-weather":
        return ""
    main, ground = spot.figure.main if not spot.colour else spot.colour, stage.tones.land
    pale = lightness(main) > PALE and lightness(ground) > PALE - 0.14
    bright = mix(stage.tones.change(shade(main, 0.1)), stage.tones.light, 0.55)
    dark = stage.tones.change(mix(shade(main, -0.34 if pale else -0.28), "#1b1a3a", 0.25))
    wide = LINE * stage.unit * spot.figure.box[3] / spot.height
    line = _gradient(stage, (dark, 0.9) if pale else (bright, 0.85), (dark, 0.85), spot.figure.box, mirrored=spot.flip)
    # The same ids are in the body that is drawn over it.
    body = _ID.sub("", body)
    flat = recolour(re.sub(r'(?<!clip-path=")url\(#[^)]*\)', dark, body), lambda _: dark)
    return f'<g stroke="{line}" stroke-width="{wide:.3f}" stroke-linejoin="round">{flat}</g>'


def _run(stage: Stage, colour: str, box: Box | None, *, mirrored: bool) -> str:
    """The gradient of one fill. What is vivid keeps more of its colour in the shade than grey does."""
    vivid = min(1.0, chroma(to_oklab(colour)) / 0.15)
    bright = shade(mix(colour, stage.tones.light, 0.13), 0.035)
    deep = mix(shade(colour, -0.085, 1.06), stage.tones.sky_top, 0.12 - 0.05 * vivid)
    dark = mix(deep, stage.tones.land, REFLECTED)
    return _gradient(stage, (bright, 1.0), (dark, 1.0), box, mirrored=mirrored, middle=colour)


def _gradient(
    stage: Stage,
    first: tuple[str, float],
    last: tuple[str, float],
    box: Box | None,
    *,
    mirrored: bool,
    middle: str = "",
) -> str:
    """From the side where the light is, above, to the other, below. Each end is a colour and its opacity."""
    name = stage.ident("lit")
    x, y, w, h = box or (0.0, 0.0, 1.0, 1.0)
    from_left = stage.lit_from_left != mirrored
    x1, x2 = (x + 0.2 * w, x + 0.8 * w) if from_left else (x + 0.8 * w, x + 0.2 * w)
    units = "userSpaceOnUse" if box else "objectBoundingBox"
    stops = [(0.0, *first), (1.0, *last)]
    if middle:
        stops.insert(1, (0.46, middle, 1.0))
    ramp = "".join(f'<stop offset="{at:g}" stop-color="{c}"{_faint(a)}/>' for at, c, a in stops)
    stage.defs.append(
        f'<linearGradient id="{name}" gradientUnits="{units}" x1="{n(x1)}" y1="{n(y)}" x2="{n(x2)}" '
        f'y2="{n(y + h)}">{ramp}</linearGradient>'
    )
    return f"url(#{name})"


def _faint(opacity: float) -> str:
    return "" if opacity >= 1 else f' stop-opacity="{opacity:g}"'
