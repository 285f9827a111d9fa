"""A placed drawing as a layer: tinted, lit, with its shadow, glow or reflection."""

from __future__ import annotations

from pipelines.scene.curve import n
from pipelines.scene.drawings import Drawing
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.paint.copies import aged, held
from pipelines.scene.paint.dress import Dress, dressed
from pipelines.scene.paint.relief import modelled, surfaced
from pipelines.scene.paint.shadow import fallen
from pipelines.scene.paint.waterline import in_water
from pipelines.scene.palette import mix, recolour
from pipelines.scene.scene import Layer

SHINING = (
    "sun",
    "moon",
    "star",
    "comet",
    "fire",
    "candle",
    "lantern",
    "light-bulb",
    "lamp",
    "sparkle",
    "rainbow",
    "glowing",
    "high-voltage",
    "jack-o",
)
FLAMES = ("fire", "candle", "lantern", "lamp", "torch", "jack-o")
"""Of these, what makes its surroundings warm at night."""
LONG_SHADOWS = 20
"""Above this number of things, cast shadows cost more than they give."""


def paint_thing(stage: Stage, spot: Spot, *, crowded: bool, moving: bool = False) -> Layer:
    """The layer of one thing, named by the word that asked for it; with its moments where it is for a film."""
    spot = aged(stage, spot)
    shines = any(word in spot.figure.concept.key for word in SHINING)
    dress = dressed(stage, spot, _distance(stage, spot), shines=shines)
    flat = crowded or stage.detail == "simple"
    svg = _posed(stage, spot, spot.figure.body, dress, flat)
    under = "" if shines and spot.ground != "ground" else fallen(stage, spot, crowded=crowded)
    if shines:
        under += _halo(stage, spot)
    moments = _moments(stage, spot, dress, flat) if moving else ()
    return Layer(spot.subject.word, "thing", _depth(stage, spot), under + svg, spot.box, spot.subject, moments)


def _moments(stage: Stage, spot: Spot, dress: Dress, flat: bool) -> tuple[str, ...]:
    """What the thing does over and over, moment by moment, in the same light and place."""
    moments = spot.figure.moments() if spot.figure.moments else ()
    return tuple(_posed(stage, spot, one.body, dress, flat) for one in moments)


def _posed(stage: Stage, spot: Spot, drawn: str, dress: Dress, flat: bool) -> str:
    """A body of the figure, in its own colours, as it stands in the picture."""
    bx, by, bw, bh = spot.figure.box
    body = recolour(drawn, dress.change)
    scale = spot.height / bh
    x, y, _, _ = spot.box
    sink = spot.sunk * spot.height
    inner = Drawing(body, bw, bh).with_ids(f"{stage.ident('d')}-").body
    inner = surfaced(stage, spot, inner, dress) if flat else modelled(stage, spot, inner, dress, drawn)
    turn = (
        f"translate({n(x + spot.width)} {n(y + sink)}) scale({-scale:.4f} {scale:.4f})"
        if spot.flip
        else f"translate({n(x)} {n(y + sink)}) scale({scale:.4f})"
    )
    group = f'<g transform="{held(stage, spot)}{turn} translate({-bx:.3f} {-by:.3f})">{inner}</g>'
    if spot.ground != "water":
        return group
    return in_water(stage, spot, group, body)


def _halo(stage: Stage, spot: Spot) -> str:
    dark = stage.brief.daytime in ("night", "dusk") or stage.brief.setting in ("space", "underwater")
    x, y, w, h = spot.box
    colour = mix(spot.figure.main, "#ffe2a0", 0.5)
    near = (
        f'<circle cx="{n(x + w / 2)}" cy="{n(y + h * 0.5)}" r="{n(max(w, h) * 1.25)}" '
        f'fill="{stage.glow(colour, 0.62 if dark else 0.4)}"/>'
    )
    flame = any(word in spot.figure.concept.key for word in FLAMES)
    # In a room lamps burn; seen from near, the flame itself is the light.
    alone = stage.brief.setting != "room" or stage.metre > stage.height
    return _firelight(stage, spot) + near if dark and flame and alone else near


def _firelight(stage: Stage, spot: Spot) -> str:
    """What a flame makes warm in the dark: all around it, and the ground that it stands on."""
    x, y, w, h = spot.box
    cx, reach = x + w / 2, max(w, h, stage.unit * 16) * 2.4
    air = f'<circle cx="{n(cx)}" cy="{n(y + h * 0.5)}" r="{n(reach)}" fill="{stage.glow("#ff9a3c", 0.36)}"/>'
    if spot.ground != "ground":
        return air
    pool = f'cx="{n(cx)}" cy="{n(spot.foot)}" rx="{n(reach * 0.7)}" ry="{n(reach * 0.16)}"'
    return air + f'<ellipse {pool} fill="{stage.glow("#ffb45a", 0.6)}"/>'


def _distance(stage: Stage, spot: Spot) -> float:
    """How much air lies between, 0 to 0.3."""
    if stage.brief.setting in ("room", "space"):
        return 0.0
    fog = 0.25 if stage.brief.weather == "fog" else 0.0
    if spot.ground in ("ground", "water") and spot.foot > stage.horizon:
        return max(0.0, 0.09 + fog - 0.3 * (spot.foot - stage.horizon) / (stage.height - stage.horizon))
    return 0.05 + fog * 0.5


def _depth(stage: Stage, spot: Spot) -> float:
    if spot.ground in ("ground", "water"):
        return round(0.45 + 0.45 * max(0.0, (spot.foot - stage.horizon) / (stage.height - stage.horizon)), 3)
    return round(min(0.75, 0.2 + spot.height / stage.height), 3)
