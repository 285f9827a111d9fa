"""Icons: one thing on a rounded square."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

from pipelines.scene.curve import n
from pipelines.scene.kinds.backing import pair_for
from pipelines.scene.kinds.copies import bare, middle, renamed
from pipelines.scene.kinds.member import fitted, is_related, moved_into
from pipelines.scene.kinds.plan import Group, Plan
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, recolour, shade
from pipelines.scene.scene import Layer
from pipelines.scene.shapes import circle, ellipse, path, rect, trace


def _icon(stage: Stage, group: Group) -> None:
    """A rounded square with a gradient and a sheen, before a neutral ground."""
    rng = stage.random("icon")
    edge, light = pair_for(stage, rng, [one.figure.main for one in group])
    stage.add("backdrop", "sky", 0.02, rect(*stage.frame, mix("#eef0f3", light, 0.12)))
    x, y, side, _ = middle(stage, 0.84)
    r = side * 0.225
    fill = stage.vertical((0, mix(light, edge, 0.25)), (1, shade(edge, 0.02, 1.15)), top=y, bottom=y + side)
    shadow = ellipse(x + side / 2, y + side * 0.99, side * 0.5, side * 0.075, stage.glow("#1a1626", 0.5))
    body = rect(x, y, side, side, fill, 1, r)
    sheen = stage.vertical((0, "#ffffff", 0.22), (0.5, "#ffffff", 0.0), top=y, bottom=y + side)
    stage.add("tile", "ground", 0.3, shadow + body + rect(x, y, side, side, sheen, 1, r) + _motif(stage, rng, light))


def _motif(stage: Stage, rng: Random, light: str) -> str:
    """Something plain on the tile: a disc, rays or rings."""
    x, y, side, _ = middle(stage, 0.84)
    cx, cy, kind = x + side / 2, y + side / 2, rng.randrange(4)
    if kind == 0:
        return circle(cx, cy, side * 0.37, mix(light, "#ffffff", 0.5), 0.45)
    if kind == 1:
        return "".join(circle(cx, cy, side * k, mix(light, "#ffffff", 0.4), 0.16) for k in (0.46, 0.37, 0.28))
    if kind == 2:
        clip = stage.ident("tile")
        stage.defs.append(f'<clipPath id="{clip}">{rect(x, y, side, side, "#000000", 1, side * 0.225)}</clipPath>')
        rays = "".join(_ray(cx, cy, side, at / 12 * math.tau) for at in range(12))
        return f'<g clip-path="url(#{clip})">{path(rays, mix(light, "#ffffff", 0.4), 0.2)}</g>'
    return ellipse(cx, cy, side * 0.48, side * 0.48, stage.glow(mix(light, "#ffffff", 0.6), 0.8))


def _ray(cx: float, cy: float, long: float, angle: float) -> str:
    one, two = angle - math.pi / 24, angle + math.pi / 24
    return trace(
        "M", cx, cy, "L", cx + long * math.cos(one), cy + long * math.sin(one),
        "L", cx + long * math.cos(two), cy + long * math.sin(two), "Z",
    )  # fmt: skip


def _on_icon(stage: Stage, group: Group) -> list[Spot] | None:
    if is_related(group):
        return None
    if len(group) == 1 and group[0].subject.person:
        # A bust rises from the lower edge of the tile.
        x, y, side, _ = middle(stage, 0.84)
        return [group[0].spot(x + side / 2, y + side, min(side * 0.8, side * 0.6 / group[0].figure.ratio))]
    return fitted(group, middle(stage, 0.56))


def _into_icon(stage: Stage, spots: list[Spot]) -> list[Spot]:
    return moved_into(spots, middle(stage, 0.62))


def _shaded(stage: Stage, layer: Layer) -> Layer:
    """The thing over its own dark shape, a little lower."""
    body, step = bare(layer.svg), stage.unit * 1.1
    dark = recolour(body, lambda _: "#1c1730")
    return replace(
        layer, svg=f'<g opacity=".22"><g transform="translate(0 {n(step)})">{renamed(stage, dark)}</g></g>{body}'
    )


ICON = Plan(_icon, _on_icon, _into_icon, change=_shaded, most=12, close=True)
