"""Details: what is drawn on the front of a garment: buttons, lapels, stripes, plates."""

from __future__ import annotations

from collections.abc import Callable

from pipelines.scene.curve import line, smooth
from pipelines.scene.palette import lightness, mix, shade
from pipelines.scene.people.shapes import oval, path, stroke
from pipelines.scene.people.skeleton import Skeleton
from pipelines.scene.people.trunk import front, half_width
from pipelines.scene.people.wardrobe import Piece


def detail(bones: Skeleton, piece: Piece, below: str) -> str:
    """The front of a garment as SVG; nothing for a plain one. `below` is the colour of what is worn under it."""
    draw = _FRONTS.get(piece.front)
    shown = path(_area(bones, *_GAPS[piece.front]), below) if piece.front in _GAPS else ""
    return shown + (draw(bones, piece) if draw else "")


def neckline(bones: Skeleton, piece: Piece, skin: str) -> str:
    """The skin that a low collar shows; nothing for a garment that is closed."""
    if piece.neck != "scoop":
        return ""
    w = bones.build.head * 0.56
    edge = ((-0.86, 1.1), (-0.62, 0.92), (0.0, 0.85), (0.62, 0.92), (0.86, 1.1))
    data = smooth([bones.at(x * w + front(bones), up) for x, up in edge])
    return path(f"{data}Z", skin) + stroke(data, shade(piece.colour, -0.05), 1.2)


def _line(bones: Skeleton, *points: tuple[float, float]) -> str:
    return line([bones.at(across + front(bones), up) for across, up in points])


def _area(bones: Skeleton, *points: tuple[float, float]) -> str:
    return line([bones.at(across + front(bones), up) for across, up in points], closed=True)


def _tone(piece: Piece) -> str:
    """A tone that can be seen on the garment."""
    return shade(piece.colour, -0.1 if lightness(piece.colour) > 0.42 else 0.12)


def _buttons(bones: Skeleton, piece: Piece) -> str:
    x = front(bones)
    dots = "".join(oval(*bones.at(x, up), 1.2, 1.2, _tone(piece)) for up in (0.72, 0.5, 0.28, 0.08))
    return _collar(bones, piece) + dots


def _collar(bones: Skeleton, piece: Piece) -> str:
    w = bones.build.head * 0.36
    parts = ""
    for s in (-1, 1):
        area = _area(bones, (0, 0.92), (s * w * 0.5, 0.84), (s * w, 1.02), (s * w * 0.55, 1.08))
        parts += path(area, shade(piece.colour, 0.03 if lightness(piece.colour) < 0.9 else -0.05))
    return parts


def _v(bones: Skeleton, piece: Piece) -> str:
    w = bones.build.head * 0.3
    return stroke(_line(bones, (-w, 1.02), (0, 0.8), (w, 1.02)), _tone(piece), 1.6)


def _ribs(bones: Skeleton, piece: Piece) -> str:
    w = bones.build.head * 0.36
    neck = stroke(_line(bones, (-w, 1.04), (0, 0.98), (w, 1.04)), _tone(piece), 4)
    half = bones.build.hip * bones.slim * 0.92
    return neck + stroke(_line(bones, (-half - front(bones), -0.06), (half - front(bones), -0.06)), _tone(piece), 2.4)


def _stripes(bones: Skeleton, piece: Piece) -> str:
    pale, mid = mix(piece.colour, "#ffffff", 0.86), front(bones)
    parts = ""
    for up in (0.04, 0.22, 0.4, 0.58, 0.76):
        half = half_width(bones, up, piece.loose) - 2
        parts += stroke(_line(bones, (-half - mid, up), (half - mid, up)), pale, 3)
    return parts


def _hood(bones: Skeleton, piece: Piece) -> str:
    w = bones.build.head * 0.5
    hood = stroke(_line(bones, (-w, 1.05), (-w * 0.4, 0.94), (w * 0.4, 0.94), (w, 1.05)), shade(piece.colour, -0.05), 6)
    cords = stroke(_line(bones, (-3, 0.93), (-3.4, 0.74)) + _line(bones, (3, 0.93), (3.4, 0.76)), "#f6f2ea", 1.3)
    pocket = _area(bones, (-8, 0.08), (-6, 0.28), (6, 0.28), (8, 0.08))
    return hood + cords + path(pocket, shade(piece.colour, -0.05))


def _open(bones: Skeleton, piece: Piece) -> str:
    low = -0.09
    return stroke(_line(bones, (-4, 0.98), (-4.6, low)) + _line(bones, (4, 0.98), (4.6, low)), _tone(piece), 1.2)


def _lapels(bones: Skeleton, piece: Piece) -> str:
    w = bones.build.head * 0.4
    parts = ""
    for s in (-1, 1):
        parts += path(
            _area(bones, (s * w * 0.62, 1.05), (s * w * 1.25, 0.84), (s * 0.4, 0.44)), shade(piece.colour, 0.05)
        )
    seam = stroke(_line(bones, (0, 0.44), (0, -0.14)), _tone(piece), 1.2)
    return parts + seam + oval(*bones.at(front(bones) - 2.4, 0.32), 1.2, 1.2, _tone(piece))


def _coat(bones: Skeleton, piece: Piece) -> str:
    low = -0.2 - piece.hem * 0.9 if bones.posture.rest == "feet" and abs(bones.near_leg.foot) < 20 else -0.1
    seam = stroke(_line(bones, (0.6, 0.84), (0.6, low)), _tone(piece), 1.2)
    x = front(bones)
    dots = "".join(oval(*bones.at(x + s * 4, up), 1.4, 1.4, _tone(piece)) for up in (0.62, 0.36, 0.1) for s in (-1, 1))
    w = bones.build.head * 0.42
    collar = "".join(
        path(_area(bones, (s * w * 0.5, 1.07), (s * w * 1.25, 0.9), (0, 0.74)), shade(piece.colour, -0.05))
        for s in (-1, 1)
    )
    return seam + dots + collar


def _zip(bones: Skeleton, piece: Piece) -> str:
    w = bones.build.head * 0.4
    collar = stroke(_line(bones, (-w, 1.03), (0, 0.96), (w, 1.03)), shade(piece.colour, -0.06), 5)
    return stroke(_line(bones, (0, 0.98), (0, -0.1)), _tone(piece), 1.6) + collar


def _waist(bones: Skeleton, piece: Piece) -> str:
    half = bones.build.waist * bones.slim
    mid = front(bones)
    band = stroke(_line(bones, (-half - mid, 0.43), (half - mid, 0.43)), shade(piece.colour, -0.07), 3)
    return band + _v(bones, piece)


def _wrap(bones: Skeleton, piece: Piece) -> str:
    w = bones.build.head * 0.36
    return stroke(
        _line(bones, (-w, 1.05), (w * 0.35, 0.66), (w * 0.5, 0.48)) + _line(bones, (w, 1.05), (0, 0.74)),
        piece.trim,
        2.8,
    )


def _hanbok(bones: Skeleton, piece: Piece) -> str:
    half = bones.build.shoulder * 0.8 * bones.slim
    mid = front(bones)
    area = _area(
        bones,
        (-half - mid, 0.68),
        (-half * 1.1 - mid, 0.92),
        (-6, 1.04),
        (6, 1.04),
        (half * 1.1 - mid, 0.92),
        (half - mid, 0.68),
    )
    bow = stroke(_line(bones, (1, 0.76), (4, 0.5)) + _line(bones, (1, 0.76), (7, 0.56)), piece.colour, 2.4)
    return path(area, piece.upper) + _wrap(bones, piece) + bow


def _sash(bones: Skeleton, piece: Piece) -> str:
    """The end of a cloth over one shoulder, edged with gold."""
    half = bones.build.shoulder * 0.8 * bones.slim
    mid = front(bones)
    band = _area(bones, (-half - mid, 0.95), (-half * 0.5 - mid, 1.02), (half - mid, 0.3), (half * 0.9 - mid, 0.02))
    edges = _line(bones, (-half - mid, 0.95), (half * 0.9 - mid, 0.02)) + _line(
        bones, (-half * 0.5 - mid, 1.02), (half - mid, 0.3)
    )
    return path(band, shade(piece.colour, -0.035)) + stroke(edges, "#e8c15c", 1.5)


def _belly(bones: Skeleton, piece: Piece) -> str:
    """The paler fur of an animal's breast."""
    b = bones.build
    pale = mix(piece.colour, "#ffffff", 0.6)
    return oval(*bones.at(front(bones), 0.42), b.waist * bones.slim * 0.66, b.torso * 0.44, pale)


def _pleats(bones: Skeleton, piece: Piece) -> str:
    xs = (-6, 0, 6)
    return stroke("".join(_line(bones, (x, -0.05), (x * 1.3, -0.5)) for x in xs), _tone(piece), 1.2)


def _plates(bones: Skeleton, piece: Piece) -> str:
    b = bones.build
    light = shade(piece.colour, 0.07)
    shine = _area(bones, (-b.waist * 0.5, 0.86), (-b.waist * 0.2, 0.9), (-b.waist * 0.16, 0.5), (-b.waist * 0.4, 0.46))
    half = b.waist * bones.slim
    mid = front(bones)
    ridge = stroke(_line(bones, (0, 0.96), (0, 0.42)), shade(piece.colour, -0.1), 1.3)
    bands = "".join(
        stroke(_line(bones, (-half - mid, up), (half - mid, up)), shade(piece.colour, -0.12), 1.5)
        for up in (0.4, 0.2, 0.0)
    )
    return path(shine, light) + ridge + bands


def _lames(bones: Skeleton, piece: Piece) -> str:
    half = bones.build.waist * bones.slim
    mid = front(bones)
    return "".join(
        stroke(_line(bones, (-half - mid, up), (half - mid, up)), "#e5c06a" if i % 2 else "#2e2b3a", 1.5)
        for i, up in enumerate((0.8, 0.64, 0.48, 0.32, 0.16, 0.0))
    )


def _panel(bones: Skeleton, piece: Piece) -> str:
    area = _area(bones, (-8, 0.62), (8, 0.62), (8, 0.3), (-8, 0.3))
    x = front(bones)
    lights = oval(*bones.at(x - 4, 0.5), 1.8, 1.8, "#e5484d") + oval(*bones.at(x + 1, 0.5), 1.8, 1.8, "#3f8cdb")
    bar = stroke(_line(bones, (-4, 0.38), (4, 0.38)), "#8a92a3", 1.8)
    half = bones.build.waist * bones.slim
    belt = stroke(_line(bones, (-half - x, 0.1), (half - x, 0.1)), "#b9bfcc", 4)
    return belt + path(area, "#cfd4de") + lights + bar


def _bib(bones: Skeleton, piece: Piece) -> str:
    """The lower half of the trunk, with a bib and straps; what is worn below shows above it."""
    b = bones.build
    mid = front(bones)
    half = b.waist * bones.slim
    low = _area(
        bones,
        (-half - mid, 0.4),
        (half - mid, 0.4),
        (b.hip * bones.slim - mid, -0.1),
        (-b.hip * bones.slim - mid, -0.1),
    )
    w = b.waist * 0.55
    bib = _area(bones, (-w, 0.74), (w, 0.74), (w * 1.1, 0.3), (-w * 1.1, 0.3))
    straps = stroke(
        _line(bones, (-w * 0.8, 0.72), (-w * 0.95, 1.0)) + _line(bones, (w * 0.8, 0.72), (w * 0.95, 1.0)),
        shade(piece.colour, -0.06),
        3,
    )
    pocket = _area(bones, (-w * 0.5, 0.6), (w * 0.5, 0.6), (w * 0.5, 0.4), (-w * 0.5, 0.4))
    buttons = "".join(oval(*bones.at(mid + s * w * 0.8, 0.7), 1.5, 1.5, "#e8c65a") for s in (-1, 1))
    return (
        path(low, piece.colour) + path(bib, piece.colour) + straps + path(pocket, shade(piece.colour, -0.05)) + buttons
    )


def _bands(bones: Skeleton, piece: Piece) -> str:
    half = bones.build.waist * bones.slim
    mid = front(bones)
    seam = stroke(_line(bones, (0, 0.96), (0, -0.08)), _tone(piece), 1.4)
    return seam + "".join(
        stroke(_line(bones, (-half - mid, up), (half - mid, up)), "#f4e27a", 4) for up in (0.52, 0.16)
    )


def _double(bones: Skeleton, piece: Piece) -> str:
    x = front(bones)
    dots = "".join(oval(*bones.at(x + s * 4.5, up), 1.3, 1.3, "#9aa0ab") for up in (0.74, 0.56, 0.38) for s in (-1, 1))
    return stroke(_line(bones, (-8, 0.96), (3, 0.84), (3, 0.1)), shade(piece.colour, -0.08), 1.2) + dots


def _uniform(bones: Skeleton, piece: Piece) -> str:
    pockets = "".join(
        path(_area(bones, (s * 4, 0.66), (s * 11, 0.66), (s * 11, 0.54), (s * 4, 0.54)), shade(piece.colour, -0.06))
        for s in (-1, 1)
    )
    return _buttons(bones, piece) + pockets


_GAPS = {
    "open": ((-4, 1.04), (4, 1.04), (4.6, -0.09), (-4.6, -0.09)),
    "lapels": ((-6, 1.06), (6, 1.06), (0.4, 0.44)),
}
"""Where what is worn below can be seen."""
_FRONTS: dict[str, Callable[[Skeleton, Piece], str]] = {
    "buttons": _buttons, "collar": _collar, "v": _v, "ribs": _ribs, "stripes": _stripes, "hood": _hood, "open": _open,
    "lapels": _lapels, "coat": _coat, "zip": _zip, "waist": _waist, "wrap": _wrap, "hanbok": _hanbok, "sash": _sash,
    "pleats": _pleats, "plates": _plates, "lames": _lames, "panel": _panel, "bib": _bib, "bands": _bands,
    "double": _double, "belly": _belly, "uniform": _uniform,
}  # fmt: skip
