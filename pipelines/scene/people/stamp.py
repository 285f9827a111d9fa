"""Stamp: small drawings kept as data, stretched to a size: hats, and things in hands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.scene.palette import shade
from pipelines.scene.people.shapes import n, oval, path, stencil, stroke


def stamp(parts: Sequence[dict[str, Any]], wide: float, tall: float, colour: str = "") -> str:
    """The parts as SVG around (0, 0), back to front.

    A part is an `oval` or a `ring` (x, y, rx, ry) or a path `d`; x and rx are times `wide`, y and ry times `tall`, and
    so is the width of a `line`. Its `colour` is #rrggbb, or "own" with a lightness added, for the colour given.
    """
    return "".join(_part(part, wide, tall, colour) for part in parts)


def _part(part: dict[str, Any], wide: float, tall: float, colour: str) -> str:
    tone = _tone(part["colour"], colour)
    clear = f' fill-opacity="{part["opacity"]}" stroke-opacity="{part["opacity"]}"' if "opacity" in part else ""
    if "oval" in part:
        x, y, rx, ry = part["oval"]
        return oval(x * wide, y * tall, rx * wide, ry * tall, tone, clear)
    if "ring" in part:
        x, y, rx, ry = part["ring"]
        width = f' stroke="{tone}" stroke-width="{n(part["line"] * tall)}"'
        return oval(x * wide, y * tall, rx * wide, ry * tall, "none", width)
    data = stencil(part["d"], wide, tall)
    if "line" in part:
        return stroke(data, tone, part["line"] * tall, clear)
    # A second outline inside the first is a hole: the face in a hood.
    return path(data, tone, clear + ' fill-rule="evenodd"' * (data.count("M") > 1))


def _tone(said: str, colour: str) -> str:
    """own, own-0.1 and the like, or a colour of its own."""
    return shade(colour, float(said[3:] or 0)) if said.startswith("own") else said
