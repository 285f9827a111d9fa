"""Stickers: things on white paper that is cut along their outline."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.scene.curve import n
from pipelines.scene.kinds.backing import pair_for
from pipelines.scene.kinds.copies import bare, middle, renamed
from pipelines.scene.kinds.member import fitted, is_related, moved_into
from pipelines.scene.kinds.plan import Group, Plan
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lightness, mix, recolour, shade
from pipelines.scene.scene import Layer
from pipelines.scene.shapes import circle, rect, stroke, trace


def _sticker(stage: Stage, group: Group) -> None:
    """A soft ground that the white edge stands out from, with a few pale forms."""
    rng = stage.random("sticker")
    edge, light = pair_for(stage, rng, [one.figure.main for one in group])
    tone = mix(edge, light, 0.55)
    tone = shade(tone, 0.74 - lightness(tone)) if lightness(tone) > 0.74 else tone
    svg = rect(
        *stage.frame, stage.vertical((0, shade(tone, 0.03)), (1, shade(tone, -0.03)), top=0, bottom=stage.height)
    )
    kind = rng.randrange(3)
    pale = mix(tone, "#ffffff", 0.18)
    step = stage.unit * rng.uniform(9, 13)
    for row in range(int(-stage.height * 0.2 / step), int(stage.height * 1.25 / step)):
        for column in range(int(-stage.width * 0.2 / step), int(stage.width * 1.25 / step)):
            x, y = (column + 0.5 * (row % 2)) * step, row * step
            svg += circle(x, y, step * 0.1, pale) if kind == 0 else ""
    if kind == 1:
        lines = "".join(
            trace("M", x * step, stage.top, "l", -stage.height * 1.44, stage.height * 1.44) for x in range(-4, 40)
        )
        svg += stroke(lines, pale, step * 0.28, 0.6)
    stage.add("backdrop", "sky", 0.02, svg)


def _stuck(stage: Stage, group: Group) -> list[Spot] | None:
    return None if is_related(group) else fitted(group, middle(stage, 0.72), gap=0.16)


def _onto_sheet(stage: Stage, spots: list[Spot]) -> list[Spot]:
    return moved_into(spots, middle(stage, 0.72))


def _die_cut(stage: Stage, layer: Layer) -> Layer:
    """The thing on white paper that is cut along its outline, with the shadow of a sheet that lifts a little."""
    body, u = bare(layer.svg), stage.unit
    white = recolour(body, lambda _: "#ffffff")
    white = re.sub(r'\s(?:stroke|fill|stop)-opacity="[^"]*"|\sopacity="[^"]*"', "", white)
    scale = _scale(body)
    outlined = _stroked(white, u * 5.2 / scale)
    dark = recolour(outlined, lambda _: "#241a33")
    shadow = "".join(
        f'<g opacity="{opacity}"><g transform="translate({n(u * dx)} {n(u * dy)})">{renamed(stage, dark)}</g></g>'
        for dx, dy, opacity in ((0.4, 0.9, 0.16), (0.9, 1.9, 0.1))
    )
    x, y, w, h = layer.box
    box = (x - u * 2.6, y - u * 2.6, w + u * 5.2, h + u * 5.2)
    return replace(layer, svg=f"{shadow}{renamed(stage, outlined)}{body}", box=box)


def _stroked(svg: str, width: float) -> str:
    """Every shape with a round white edge; shapes that are lines already become as much wider."""

    def wider(match: re.Match[str]) -> str:
        return f'stroke-width="{float(match.group(1)) + width:.3f}"'

    svg = re.sub(r'stroke-width="([\d.]+)"', wider, svg)
    return f'<g stroke="#ffffff" stroke-width="{width:.3f}" stroke-linejoin="round" stroke-linecap="round">{svg}</g>'


def _scale(svg: str) -> float:
    """By how much a placed drawing is enlarged."""
    found = re.search(r"scale\((-?[\d.]+)", svg)
    return abs(float(found.group(1))) if found else 1.0


STICKER = Plan(_sticker, _stuck, _onto_sheet, change=_die_cut, most=20)
