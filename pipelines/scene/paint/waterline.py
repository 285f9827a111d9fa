"""Waterline: what stands in water: hidden below the line, with foam around it and its mirror image."""

from __future__ import annotations

from pipelines.scene.curve import n
from pipelines.scene.drawings import Drawing
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, recolour, shade


def in_water(stage: Stage, spot: Spot, group: str, body: str) -> str:
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
