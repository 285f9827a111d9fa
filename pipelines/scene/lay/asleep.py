"""Asleep: an animal curled up on its side with its eyes shut, in the colours of its drawing.

The drawings stand or look at us. Each sleeper is a few plain shapes in a box of 110 by 66 with the ground at 66.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from pipelines.scene.drawings import Concept
from pipelines.scene.lay.figure import Figure, measured
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import ellipse, path, stroke
from pipelines.scene.sleepers import sleepers

BOX = (-5.0, -5.0, 125.0, 76.0)
LOW = 0.62
"""Height of one that is curled up, as a part of its height standing."""
DARK = "#33262b"
EARS = {
    "pointed": "M9 36L8 19L23 29ZM33 29L45 20L43 37Z",
    "hanging": "M36 30C46 28 51 38 48 50C42 53 37 47 35 39ZM12 31C6 31 2 38 4 48C9 49 12 43 14 38Z",
    "maned": "M-4 44a31 29 0 1 1 62 0a31 24 0 1 1 -62 0Z",
    "round": "M4 31a7 7 0 1 1 14 0a7 7 0 1 1 -14 0ZM32 29a7 7 0 1 1 14 0a7 7 0 1 1 -14 0Z",
    "long": "M30 32C40 20 58 16 68 21C64 30 48 37 36 38ZM25 29C32 14 48 8 58 11C56 20 42 30 32 34Z",
}
BACK = "M12 64C6 40 30 9 64 8C96 9 112 36 107 58Q105 66 96 66H24Q14 66 12 64Z"
STRIPES = "M56 10q-4 8 -3 15M71 9q-1 8 1 16M86 15q1 7 5 13"
TAIL = "M104 52C112 66 92 68 74 63C66 61 58 62 52 64"


def asleep(figure: Figure) -> Figure:
    """The animal of a figure, curled up; the same figure where it sleeps in another way."""
    ears, tail = sleepers().get(figure.concept.key, ("", ""))
    if not ears:
        return figure
    return _lying(figure.concept, figure.main, ears, tail)


@lru_cache(maxsize=64)
def _lying(concept: Concept, main: str, ears: str, tail: str) -> Figure:
    lower = replace(concept, facing="left", metres=concept.metres * LOW)
    return measured(lower, _curled(main, ears, tail), BOX)


def _curled(main: str, ears: str, tail: str) -> str:
    pale, dim = mix(main, "#ffffff", 0.62), shade(main, -0.06)
    return (
        path(BACK, main)
        + ellipse(84, 48, 22, 18, dim, 0.55)
        + _tail(tail, dim, pale)
        + ellipse(40, 62, 13, 4.6, pale)
        + (stroke(STRIPES, dim, 4) if ears == "pointed" and tail == "thin" else "")
        + path(EARS[ears], shade(main, -0.13))
        + ellipse(26, 46, 22, 18, main)
        + ellipse(21, 54, 12, 8.5, pale)
        + ellipse(15, 50.5, 3.4, 2.5, DARK)
        + stroke("M14 42q4 3.6 8 0M32 43q4 3.4 8 -.6", DARK, 1.9)
        + stroke("M15 53q1 4 5 3.6", DARK, 1.3)
    )


def _tail(kind: str, dim: str, pale: str) -> str:
    """Laid around the feet."""
    if kind == "none":
        return ""
    if kind == "thin":
        return stroke(TAIL, dim, 7)
    return stroke(TAIL, dim, 15) + stroke("M66 62C60 62 56 63 52 64", pale, 13)
