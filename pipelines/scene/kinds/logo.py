"""Logos: an emblem of one ink on paper."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from random import Random

from pipelines.scene.curve import n
from pipelines.scene.kinds.copies import bare, middle, renamed
from pipelines.scene.kinds.member import fitted, is_related, moved_into
from pipelines.scene.kinds.plan import Group, Plan
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lightness, mix, recolour, shade
from pipelines.scene.scene import Layer
from pipelines.scene.shapes import ellipse, path, rect, trace, turned

INKS = ("#1f3a5f", "#7a1f3d", "#1d5c4b", "#3b2a63", "#b5432e", "#22262e", "#0f5e73", "#5a3a1e")
PAPERS = ("#fbf7ef", "#f3f6f4", "#faf1e6", "#f4f2f8")


def _ink(stage: Stage, rng: Random) -> str:
    said = [colour for subject in stage.brief.subjects for colour in (subject.colour,) if colour]
    named = [*stage.brief.palette, *said]
    dark = min(named, key=lightness) if named else rng.choice(INKS)
    return dark if lightness(dark) < 0.72 else shade(dark, 0.6 - lightness(dark))


def _logo(stage: Stage, group: Group) -> None:
    """An emblem of one ink on paper: a ring, a shield, a hexagon or a sun of rays."""
    rng = stage.random("logo")
    ink = _ink(stage, rng)
    stage.add("paper", "sky", 0.02, rect(*stage.frame, rng.choice(PAPERS)))
    cx, cy, r = stage.width / 2, stage.height / 2, min(stage.width, stage.height) * 0.42
    emblem = rng.choice((_ring, _shield, _hexagon, _seal))(cx, cy, r, ink)
    stage.add("emblem", "ground", 0.3, emblem + _flourish(rng, cx, cy, r, ink))


def _ring(cx: float, cy: float, r: float, ink: str) -> str:
    return _outline(_circle(cx, cy, r), ink, r * 0.055) + _outline(_circle(cx, cy, r * 0.91), ink, r * 0.014)


def _shield(cx: float, cy: float, r: float, ink: str) -> str:
    def shape(k: float) -> str:
        w, top = r * 0.9 * k, cy - r * 0.96 * k
        return trace(
            "M", cx - w, top, "Q", cx, top + r * 0.1, cx + w, top, "V", cy + r * 0.1 * k,
            "C", cx + w, cy + r * 0.62 * k, cx + w * 0.4, cy + r * 0.9 * k, cx, cy + r * 1.06 * k,
            "C", cx - w * 0.4, cy + r * 0.9 * k, cx - w, cy + r * 0.62 * k, cx - w, cy + r * 0.1 * k, "Z",
        )  # fmt: skip

    return _outline(shape(1), ink, r * 0.055) + _outline(shape(0.92), ink, r * 0.014)


def _hexagon(cx: float, cy: float, r: float, ink: str) -> str:
    def shape(k: float) -> str:
        points = [(cx + r * k * math.sin(a * math.tau / 6), cy - r * k * math.cos(a * math.tau / 6)) for a in range(6)]
        return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + "Z"

    return _outline(shape(1.04), ink, r * 0.055) + _outline(shape(0.95), ink, r * 0.014)


def _seal(cx: float, cy: float, r: float, ink: str) -> str:
    """A scalloped seal."""
    points = [
        (
            cx + r * (1.0 + 0.035 * (-1) ** a) * math.cos(a * math.tau / 72),
            cy + r * (1.0 + 0.035 * (-1) ** a) * math.sin(a * math.tau / 72),
        )
        for a in range(72)
    ]
    edge = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + "Z"
    return _outline(edge, ink, r * 0.03) + _outline(_circle(cx, cy, r * 0.9), ink, r * 0.02)


def _flourish(rng: Random, cx: float, cy: float, r: float, ink: str) -> str:
    """Small things within the lower edge: stars, laurels or a bar."""
    kind = rng.randrange(3)
    if kind == 0:
        return "".join(
            _star(cx + dx * r * 0.2, cy + r * (0.72 - 0.06 * abs(dx)), r * (0.075 if dx else 0.1), ink)
            for dx in (-1, 0, 1)
        )
    if kind == 1:
        leaves = ""
        for side in (-1, 1):
            for at in range(6):
                angle = math.pi / 2 - side * (0.28 + 0.2 * at)
                x, y = cx + r * 0.75 * math.cos(angle), cy + r * 0.75 * math.sin(angle)
                aim = math.degrees(angle) + 90 + side * 35
                leaf = ellipse(x, y, r * 0.03, r * 0.085, ink)
                leaves += turned(leaf, aim + 90, x, y)
        return leaves
    return rect(cx - r * 0.3, cy + r * 0.68, r * 0.6, r * 0.04, ink, 1, r * 0.02) + rect(
        cx - r * 0.17, cy + r * 0.76, r * 0.34, r * 0.03, ink, 1, r * 0.015
    )


def _star(x: float, y: float, r: float, ink: str) -> str:
    points = [
        (
            x + r * (1 if a % 2 == 0 else 0.42) * math.sin(a * math.pi / 5),
            y - r * (1 if a % 2 == 0 else 0.42) * math.cos(a * math.pi / 5),
        )
        for a in range(10)
    ]
    return path("M" + "L".join(f"{n(px)} {n(py)}" for px, py in points) + "Z", ink)


def _in_emblem(stage: Stage, group: Group) -> list[Spot] | None:
    return None if is_related(group) else fitted(group, middle(stage, 0.46, 0.06))


def _into_emblem(stage: Stage, spots: list[Spot]) -> list[Spot]:
    return moved_into(spots, middle(stage, 0.46, 0.06))


def _one_ink(stage: Stage, layer: Layer) -> Layer:
    """The thing in the ink of the emblem, one lighter tone of it, and paper."""
    rng = stage.random("logo")
    ink = _ink(stage, rng)
    paper, second = "#fbf7ef", mix(ink, "#fbf7ef", 0.55)
    body = bare(layer.svg)
    values = sorted({lightness(colour) for colour in re.findall(r"#[0-9a-fA-F]{6}\b", body)})
    low, high = _steps(values)

    def change(colour: str) -> str:
        value = lightness(colour)
        return ink if value <= low else second if value <= high else paper

    shape = recolour(body, lambda _: ink)
    edge = f'<g stroke="{ink}" stroke-width="{n(stage.unit * 0.5)}" stroke-linejoin="round">{renamed(stage, shape)}</g>'
    return replace(layer, svg=edge + recolour(body, change))


def _steps(values: list[float]) -> tuple[float, float]:
    """Up to which lightness a drawing's colours become ink and the second tone, so that three tones are used."""
    if len(values) < 3:
        return values[0] if values else 0.5, values[-1] if values else 0.8
    third = len(values) / 3
    return values[min(len(values) - 2, round(third) - 1)], values[min(len(values) - 1, round(2 * third) - 1)]


def _outline(data: str, ink: str, width: float) -> str:
    return f'<path d="{data}" fill="none" stroke="{ink}" stroke-width="{n(width)}" stroke-linejoin="round"/>'


def _circle(cx: float, cy: float, r: float) -> str:
    return trace("M", cx - r, cy, "a", r, r, 0, 1, 0, 2 * r, 0, "a", r, r, 0, 1, 0, -2 * r, 0, "Z")


LOGO = Plan(_logo, _in_emblem, _into_emblem, change=_one_ink, most=9, close=True)
