"""A placed drawing as a layer: tinted, lit, with its shadow, glow or reflection."""

from __future__ import annotations

from pipelines.scene.curve import n
from pipelines.scene.drawings import Drawing
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.paint.dress import Dress, dressed
from pipelines.scene.paint.relief import modelled, surfaced
from pipelines.scene.palette import mix, recolour, shade
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
LONG_SHADOWS = 14
"""Above this number of things, cast shadows cost more than they give."""


def paint_thing(stage: Stage, spot: Spot, *, crowded: bool, moving: bool = False) -> Layer:
    """The layer of one thing, named by the word that asked for it; with its moments where it is for a film."""
    shines = any(word in spot.figure.concept.key for word in SHINING)
    dress = dressed(stage, spot, _distance(stage, spot), shines=shines)
    body = recolour(spot.figure.body, dress.change)
    flat = crowded or stage.detail == "simple"
    svg = _posed(stage, spot, body, dress, flat)
    under = "" if shines and spot.ground != "ground" else _shadow(stage, spot, crowded)
    if shines:
        under += _halo(stage, spot)
    moments = _moments(stage, spot, dress, flat) if moving else ()
    return Layer(spot.subject.word, "thing", _depth(stage, spot), under + svg, spot.box, spot.subject, moments)


def _moments(stage: Stage, spot: Spot, dress: Dress, flat: bool) -> tuple[str, ...]:
    """What the thing does over and over, moment by moment, in the same light and place."""
    moments = spot.figure.moments() if spot.figure.moments else ()
    return tuple(_posed(stage, spot, recolour(one.body, dress.change), dress, flat) for one in moments)


def _posed(stage: Stage, spot: Spot, body: str, dress: Dress, flat: bool) -> str:
    bx, by, bw, bh = spot.figure.box
    scale = spot.height / bh
    x, y, _, _ = spot.box
    sink = spot.sunk * spot.height
    inner = Drawing(body, bw, bh).with_ids(f"{stage.ident('d')}-").body
    inner = surfaced(stage, spot, inner, dress) if flat else modelled(stage, spot, inner, dress)
    turn = (
        f"translate({n(x + spot.width)} {n(y + sink)}) scale({-scale:.4f} {scale:.4f})"
        if spot.flip
        else f"translate({n(x)} {n(y + sink)}) scale({scale:.4f})"
    )
    group = f'<g transform="{turn} translate({-bx:.3f} {-by:.3f})">{inner}</g>'
    if spot.ground != "water":
        return group
    return _in_water(stage, spot, group, body)


def _in_water(stage: Stage, spot: Spot, group: str, body: str) -> str:
    """Hidden below the waterline, with rings of foam and a dim mirror image."""
    x, y, w, h = spot.box
    clip = stage.ident("waterline")
    stage.defs.append(
        f'<clipPath id="{clip}"><rect x="{n(x - w)}" y="{n(y - h)}" width="{n(3 * w)}" height="{n(2 * h)}"/></clipPath>'
    )
    t = stage.tones
    left, right = spot.figure.feet
    left, right = (1 - right, 1 - left) if spot.flip else (left, right)
    cx, rx = x + w * (left + right) / 2, max(w * (right - left) / 2, w * 0.3) * 1.12
    foam = mix(t.water, t.change("#ffffff"), 0.6)
    mirror = _mirrored(stage, spot, body) + (
        f'<ellipse cx="{n(cx)}" cy="{n(spot.foot + h * 0.05)}" rx="{n(rx)}" ry="{n(h * 0.09)}" '
        f'fill="{shade(t.water_deep, -0.05)}" fill-opacity=".3"/>'
    )
    rings = "".join(
        f'<path d="M{n(cx - rx * k)} {n(spot.foot + h * dy)}q{n(rx * k * 0.5)} {n(h * 0.022)} {n(rx * k)} '
        f'0t{n(rx * k)} 0" fill="none" '
        f'stroke="{foam}" stroke-width="{n(max(0.6, h * 0.012))}" stroke-linecap="round" stroke-opacity="{o}"/>'
        for k, dy, o in ((1.0, 0.0, 0.95), (0.72, 0.045, 0.6), (0.4, 0.085, 0.4))
    )
    return f'{mirror}<g clip-path="url(#{clip})">{group}</g>{rings}'


def _mirrored(stage: Stage, spot: Spot, body: str) -> str:
    """The thing upside down below the waterline, in the colours of the water, shortened."""
    bx, by, bw, bh = spot.figure.box
    scale = spot.height / bh
    t = stage.tones
    image = (
        Drawing(recolour(body, lambda colour: mix(colour, t.water_deep, 0.45)), bw, bh)
        .with_ids(f"{stage.ident('m')}-")
        .body
    )
    clip = stage.ident("below")
    x, _, w, h = spot.box
    shore = stage.anchors["beach"][1] - stage.unit * 4 if "beach" in stage.anchors else stage.bottom
    deep = max(0.1, min(h, shore - spot.foot))
    stage.defs.append(
        f'<clipPath id="{clip}"><rect x="{n(x - w)}" y="{n(spot.foot)}" width="{n(3 * w)}" '
        f'height="{n(deep)}"/></clipPath>'
    )
    matrix = (
        f"matrix({-scale if spot.flip else scale:.4f} 0 "
        f"0 {-0.55 * scale:.4f} {n(spot.x)} {n(spot.foot + spot.sunk * h * 0.55)})"
    )
    return (
        f'<g clip-path="url(#{clip})" opacity=".4"><g transform="{matrix}">'
        f'<g transform="translate({-bx - bw / 2:.3f} {-by - bh:.3f})">{image}</g></g></g>'
    )


def _shadow(stage: Stage, spot: Spot, crowded: bool) -> str:
    """A dark patch where it touches the ground, and a longer one cast away from the light."""
    if spot.ground != "ground" or spot.sunk:
        return ""
    x, _, w, h = spot.box
    left, right = spot.figure.feet
    left, right = (1 - right, 1 - left) if spot.flip else (left, right)
    cx, rx = x + w * (left + right) / 2, max(w * (right - left) * 0.62, w * 0.2)
    dark = mix(shade(stage.tones.land, -0.35), "#10142a", 0.5)
    ry = min(rx * 0.2, h * 0.12)
    patch = (
        f'<ellipse cx="{n(cx)}" cy="{n(spot.foot - ry * 0.1)}" rx="{n(rx)}" ry="{n(ry)}" '
        f'fill="{stage.glow(dark, 0.62, 0.3)}"/>'
    )
    if crowded or stage.brief.weather not in ("clear", "wind") or stage.brief.setting in ("underwater",):
        return patch
    return _cast(stage, spot, dark) + patch


def _cast(stage: Stage, spot: Spot, dark: str) -> str:
    """The silhouette laid on the ground towards the viewer, since the light stands in the sky behind."""
    bx, by, bw, bh = spot.figure.box
    scale = spot.height / bh
    long = {"day": 0.3, "dawn": 0.55, "dusk": 0.6, "night": 0.34}[stage.brief.daytime]
    skew = (
        (spot.x - stage.light[0])
        / stage.width
        * {"day": 0.9, "dawn": 1.6, "dusk": 1.7, "night": 1.0}[stage.brief.daytime]
    )
    silhouette = Drawing(recolour(spot.figure.body, lambda _: dark), bw, bh).with_ids(f"{stage.ident('s')}-").body
    mirror = -1 if spot.flip else 1
    matrix = (
        f"matrix({mirror * scale:.4f} "
        f"0 {-skew * long * scale:.4f} {-long * scale:.4f} {n(spot.x)} {n(spot.foot - spot.height * 0.012)})"
    )
    return (
        f'<g opacity=".2"><g transform="{matrix}"><g '
        f'transform="translate({-bx - bw / 2:.3f} {-by - bh:.3f})">{silhouette}</g></g></g>'
    )


def _halo(stage: Stage, spot: Spot) -> str:
    dark = stage.brief.daytime in ("night", "dusk") or stage.brief.setting in ("space", "underwater")
    x, y, w, h = spot.box
    colour = mix(spot.figure.main, "#ffe2a0", 0.5)
    near = (
        f'<circle cx="{n(x + w / 2)}" cy="{n(y + h * 0.5)}" r="{n(max(w, h) * 1.25)}" '
        f'fill="{stage.glow(colour, 0.62 if dark else 0.4)}"/>'
    )
    flame = any(word in spot.figure.concept.key for word in FLAMES)
    return _firelight(stage, spot) + near if dark and flame and stage.brief.setting != "room" else near


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
        return max(0.0, 0.16 + fog - 0.3 * (spot.foot - stage.horizon) / (stage.height - stage.horizon))
    return 0.05 + fog * 0.5


def _depth(stage: Stage, spot: Spot) -> float:
    if spot.ground in ("ground", "water"):
        return round(0.45 + 0.45 * max(0.0, (spot.foot - stage.horizon) / (stage.height - stage.horizon)), 3)
    return round(min(0.75, 0.2 + spot.height / stage.height), 3)
