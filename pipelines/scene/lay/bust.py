"""Bust: an animal from the shoulders up, for a portrait."""

from __future__ import annotations

from functools import lru_cache

from pipelines.scene.drawings import STYLES, Concept, Drawings, Style
from pipelines.scene.lay.body import ANIMAL_HEADS
from pipelines.scene.lay.figure import Figure, figure, measured
from pipelines.scene.palette import shade
from pipelines.scene.shapes import trace

SPREAD = 0.62
"""Half the width of the shoulders, as a part of the head's."""
FACE = "-face"
"""End of the key of an animal's face, where the whole animal has a drawing as well."""


def has_face(concept: Concept) -> bool:
    """Whether there is a drawing of that animal's face from the front."""
    return face_of(concept, STYLES[0]) is not None


def animal_bust(drawings: Drawings, key: str, style: Style) -> Figure | None:
    """An animal's face over shoulders in its colours; None where there is no face of it.

    The concept stays that of the whole animal: it is as large and as heavy.
    """
    face = face_of(drawings[key], style)
    return _bust(drawings, key, *face) if face else None


@lru_cache(maxsize=128)
def _bust(drawings: Drawings, key: str, face: str, style: Style) -> Figure:
    drawing = drawings.svg(face, style)
    side = max(drawing.width, drawing.height)
    head = measured(drawings[key], drawing.body, (0, 0, side, side))
    x, y, w, h = head.box
    whole = figure(drawings, key, style)
    coat = head.main if face == key else whole.main
    body = _shoulders(x + w / 2, y + h, w, h, coat) + drawing.body
    reach = w * SPREAD * 1.05
    return measured(drawings[key], body, (x + w / 2 - reach, y - h * 0.02, 2 * reach, h * 1.5))


def face_of(concept: Concept, style: Style) -> tuple[str, Style] | None:
    """Key and style of a face: its own drawing, else that of the animal where it is a face, in another style if need
    be."""
    if f"{concept.key}{FACE}" in ANIMAL_HEADS:
        return f"{concept.key}{FACE}", style
    styles = [one for one in (style, *STYLES) if one not in concept.redrawn]
    return (concept.key, styles[0]) if concept.key in ANIMAL_HEADS and styles else None


def _shoulders(cx: float, chin: float, w: float, h: float, coat: str) -> str:
    """Neck, shoulders and a pale breast below a head whose lower edge is at `chin`."""
    top, foot, wide = chin - h * 0.3, chin + h * 0.48, w * SPREAD
    trunk = trace(
        "M", cx - w * 0.27, top, "C", cx - w * 0.3, top + h * 0.3, cx - wide, chin, cx - wide, foot,
        "H", cx + wide, "C", cx + wide, chin, cx + w * 0.3, top + h * 0.3, cx + w * 0.27, top, "Z",
    )  # fmt: skip
    breast = trace(
        "M", cx - w * 0.17, top, "C", cx - w * 0.3, chin + h * 0.1, cx - w * 0.26, foot, cx - w * 0.22, foot,
        "H", cx + w * 0.22, "C", cx + w * 0.26, foot, cx + w * 0.3, chin + h * 0.1, cx + w * 0.17, top, "Z",
    )  # fmt: skip
    low = chin - h * 0.12
    shadow = trace("M", cx - w * 0.32, low, "Q", cx, chin + h * 0.22, cx + w * 0.32, low, "Z")
    dark = shade(coat, -0.06)
    return (
        f'<path d="{trunk}" fill="{shade(coat, -0.03)}"/><path d="{breast}" fill="{shade(coat, 0.1, 0.6)}"/>'
        f'<path d="{shadow}" fill="{dark}" fill-opacity=".55"/>'
    )
