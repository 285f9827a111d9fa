"""Tint: a drawing in the colour that was asked for: its body and the shades of it change, eyes and wheels stay."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np
from PIL import Image

from pipelines.scene.drawings import Concept
from pipelines.scene.lay.figure import Figure
from pipelines.scene.paint.resvg import draw
from pipelines.scene.palette import Oklab, chroma, from_oklab, hue, to_oklab
from pipelines.scene.scene import Box, no_check
from pipelines.scene.tables import table

PROBE = 64
"""Side in pixels of the picture that areas are measured on."""
GREY = 0.04
"""Chroma below which a colour has no hue of its own."""
KIN = 48.0
"""Degrees between the hues of one family: a tan coat and its dark ears."""
DARK, PALE = 0.42, 0.62
"""Lightness below which a grey is an outline, an eye or a wheel; above which it can be a body."""
LEAST, MOST = 0.15, 0.985
"""Lightness of the deepest shade and the brightest light of a tinted thing."""
REACH = 0.1
"""How far in lightness shades of a body lie from the colour that was asked for."""
SECOND = 0.14
"""Part of a thing from which a second family or the lesser shades of a body can show a second colour."""
LEAST_PART = 0.04
"""Part of a thing below which nothing is its body."""
PUPIL = 0.025
"""Part of a thing up to which what is dark on it is an eye or a nose."""
MANE = 0.08
"""Part from which what is dark on it is a mane or a patch."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b")

Areas = Mapping[str, float]
"""#rrggbb of a drawing to the part of its ink that has it, 0 to 1."""


def tinting(figure: Figure, colour: str, accent: str = "", surface: str = "") -> Callable[[str], str]:
    """A change of the colours of a figure's drawing to those of one in a colour, #rrggbb; what is the second colour of
    the drawing goes to `accent` where that is given. `surface`: what the body is of."""
    found = areas(figure.body, figure.box)
    main = body_colours(found, figure.concept, surface)
    second = second_colours(found, figure.concept) if accent else frozenset()
    change = _onto(main - second, found, colour)
    if not second:
        return change
    other = _onto(second, found, accent)
    return lambda c: other(c) if c in second else change(c)


def second_colours(found: Areas, concept: Concept) -> frozenset[str]:
    """Those that take on a second colour: another family as large as a sail, else the lesser shades of the body."""
    main = _family(found, concept)
    rest = _family({c: a for c, a in found.items() if c not in main}, concept)
    shades = main - {max(main, key=lambda c: (found[c], c), default="")}
    for some in (rest, shades):
        bright = frozenset(c for c in some if to_oklab(c)[0] > DARK or chroma(to_oklab(c)) > GREY)
        if sum(found[c] for c in bright) >= SECOND:
            return bright
    return frozenset()


def body_colours(found: Areas, concept: Concept, surface: str = "") -> frozenset[str]:
    """The colours of the body of a thing: the largest family of kindred hues, without what is always kept; without its
    sails where it is of wood or of another hard `surface`."""
    hard = surface in table("tints")["hard"]["surfaces"]
    sails = frozenset(table("tints")["sails"].get(concept.key, ())) if hard else frozenset()
    return _body(found, concept) - sails


def _body(found: Areas, concept: Concept) -> frozenset[str]:
    if named := frozenset(table("tints")["main"].get(concept.key, ())) & frozenset(found):
        return named
    if concept.key in table("tints")["whole"]["keys"]:
        own = (c for c in _own(found, concept) if chroma(to_oklab(c)) > GREY or to_oklab(c)[0] > PALE)
        return frozenset(own)
    return _family(found, concept)


def _family(found: Areas, concept: Concept) -> frozenset[str]:
    own = _own(found, concept)
    families = [frozenset(c for c in own if _kin(to_oklab(seed), to_oklab(c))) for seed in own]
    # Of two that are as large the more colourful is the body: a red car has much glass.
    return max(families, key=lambda kin: sum(own[c] * _weight(to_oklab(c)) for c in kin), default=frozenset())


def _own(found: Areas, concept: Concept) -> Areas:
    own = {colour: area for colour, area in found.items() if not _kept(to_oklab(colour), concept)}
    return own if any(area > LEAST_PART for area in own.values()) else found


@lru_cache(maxsize=512)
def areas(body: str, box: Box) -> Areas:
    """How much of a drawing each of its colours covers."""
    named = sorted({match.lower() for match in _HEX.findall(body)})
    view = " ".join(f"{value:.3f}" for value in box)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{view}" '
        f'width="{PROBE}" height="{PROBE}" preserveAspectRatio="none">{body}</svg>'
    )
    pixels = np.asarray(Image.open(io.BytesIO(draw(svg, PROBE, PROBE, no_check))).convert("RGBA"))
    ink = pixels[pixels[..., 3] > 200][:, :3].astype(np.float32)
    if not named or not len(ink):
        return {}
    fills = np.array([_rgb(colour) for colour in named], np.float32)
    nearest = ((ink[:, None] - fills[None]) ** 2).sum(axis=2).argmin(axis=1)
    shares = np.bincount(nearest, minlength=len(named)) / len(ink)
    return dict(zip(named, map(float, shares), strict=True))


def _onto(kin: frozenset[str], found: Areas, target: str) -> Callable[[str], str]:
    """A change of a family's colours to shades of `target`: the largest becomes the colour itself."""
    goal = to_oklab(target)
    most = max((found[c] for c in kin), default=0.0)
    # Of the large ones the nearest in lightness becomes the colour: a dark bag in yellow gets no cream flap.
    large = sorted(c for c in kin if found[c] >= most / 2)
    base = to_oklab(min(large, key=lambda c: abs(to_oklab(c)[0] - goal[0]), default="#888888"))
    steps = [to_oklab(c)[0] - base[0] for c in kin]
    up, down = _room(goal, max(steps, default=0.0), -min(steps, default=0.0))

    def change(colour: str) -> str:
        lab = to_oklab(colour)
        if colour not in kin:
            return _seen(lab, found.get(colour, 1.0), goal) or _paled(lab, found.get(colour, 0.0), goal) or colour
        step = lab[0] - base[0]
        grey = min(chroma(lab), chroma(base)) < GREY
        ratio = 1.0 if grey else min(1.0, max(0.5, chroma(lab) / chroma(base)))
        return _shade(goal, step * (up if step > 0 else down), ratio)

    return change


def _room(goal: Oklab, up: float, down: float) -> tuple[float, float]:
    """How far shades may lie apart, so that the lightest is no white and the darkest no black: factors up and down."""
    # A light red is pink: what is vivid has less room above it.
    reach = REACH * (1 - 0.5 * min(1.0, chroma(goal) / 0.2))
    above, below = min(reach, MOST - goal[0]), min(REACH * 1.8, goal[0] - LEAST)
    return min(1.0, max(0.0, above) / max(up, 1e-6)), min(1.0, max(0.0, below) / max(down, 1e-6))


def _shade(goal: Oklab, step: float, ratio: float) -> str:
    """A shade of a colour, lighter or darker by `step`. Dark yellows go to amber: the straight way is khaki."""
    value = min(MOST, max(LEAST, goal[0] + step))
    angle = hue(goal)
    if step < 0 and 55 < angle < 125:
        angle += step * 110
    return _within(value, chroma(goal) * ratio, math.radians(angle))


def _within(value: float, wanted: float, angle: float) -> str:
    """The most colourful colour up to `wanted` that a screen has at that lightness and hue."""
    for part in (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.5, 0.4, 0.3):
        lab = (value, wanted * part * math.cos(angle), wanted * part * math.sin(angle))
        if math.dist(to_oklab(from_oklab(lab)), lab) < 0.012:
            break
    return from_oklab(lab)


def _seen(lab: Oklab, area: float, goal: Oklab) -> str:
    """What an eye becomes on a black cat: light, since black on black is not seen. Empty leaves it."""
    if goal[0] > 0.4 or lab[0] > 0.4 or chroma(lab) > 0.06:
        return ""
    return "#f2c84b" if area < PUPIL else from_oklab((goal[0] + 0.22, 0.0, 0.0))


def _paled(lab: Oklab, area: float, goal: Oklab) -> str:
    """What a dark mane becomes on a white horse: grey. Empty leaves it."""
    if goal[0] < 0.9 or chroma(goal) > GREY or lab[0] > DARK or chroma(lab) > GREY or area < MANE:
        return ""
    return from_oklab((0.66, 0.0, 0.0))


def _kin(one: Oklab, two: Oklab) -> bool:
    grey, other = chroma(one) < GREY, chroma(two) < GREY
    if grey or other:
        return grey and other and (one[0] > DARK) == (two[0] > DARK)
    return abs(math.remainder(hue(one) - hue(two), 360)) < KIN


def _weight(lab: Oklab) -> float:
    if chroma(lab) < GREY:
        return 1.0 if lab[0] > PALE else 0.55 if lab[0] > DARK else 0.45
    return 1.0 + 3.0 * chroma(lab)


def _kept(lab: Oklab, concept: Concept) -> bool:
    if from_oklab(lab) in table("tints")["ink"]["colours"]:
        return True
    for start, (low, high) in table("tints")["keep"].items():
        if concept.category.startswith(start) and chroma(lab) > GREY and low <= hue(lab) <= high:
            return True
    return False


def _rgb(colour: str) -> tuple[int, int, int]:
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
