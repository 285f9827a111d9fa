"""Accent: the colour of whoever shares a room, as a style sheet, since pages of rooms have no styles within them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from studio.params import check_colour
from studio.words import say

_KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}
_BLACK, _WHITE = "#000000", "#ffffff"
"""Of the two the better has a contrast of 4.58 or more on any colour."""


def accent_routes() -> list[Route]:
    """`/accent/<rrggbb>`, the same for everybody."""
    return [Route("/accent/{colour}", _sheet)]


def _sheet(request: Request) -> Response:
    try:
        colour = check_colour(request.path_params["colour"])
    except ValueError:
        return PlainTextResponse(str(say("file.none")), 404)
    return Response(f":root{{--accent:{colour};--on-accent:{ink_on(colour)}}}", media_type="text/css", headers=_KEPT)


def ink_on(colour: str) -> str:
    """Black or white, whichever is read better on a colour."""
    return max(_BLACK, _WHITE, key=lambda ink: contrast(ink, colour))


def contrast(one: str, other: str) -> float:
    """From 1 to 21, as WCAG 2.2 has it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
