"""Shadow: what a thing takes of the light on the ground that it stands on."""

from __future__ import annotations

from pipelines.scene.curve import n
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.paint.form import Form, form
from pipelines.scene.paint.relief import nested
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import ellipse

CAST = 0.045
"""How dark each tone of a cast shadow is."""
LYING = 1.6
"""From so much wider than tall on a thing lies, and keeps the light from all that is below it."""


def fallen(stage: Stage, spot: Spot, *, crowded: bool) -> str:
    """A dark patch where it touches the ground, and a longer one cast away from the light."""
    if spot.ground != "ground" or spot.sunk:
        return ""
    x, _, w, h = spot.box
    left, right = spot.figure.feet
    left, right = (1 - right, 1 - left) if spot.flip else (left, right)
    cx, rx = x + w * (left + right) / 2, max(w * (right - left) * 0.62, w * 0.2)
    if w > LYING * h:
        away = 0.1 if spot.x > stage.light[0] else -0.1
        cx, rx = x + w * (0.5 + away), w * 0.42
    dark = mix(shade(stage.tones.land, -0.35), "#10142a", 0.5)
    ry = min(rx * 0.3, h * 0.16)
    patch = (
        f'<ellipse cx="{n(cx)}" cy="{n(spot.foot - ry * 0.1)}" rx="{n(rx)}" ry="{n(ry)}" '
        f'fill="{stage.glow(dark, 0.62, 0.4)}"/>'
    )
    if crowded:
        return patch
    shape = form(spot.figure.body, spot.figure.box, from_left=stage.lit_from_left != spot.flip)
    dull = stage.brief.weather not in ("clear", "wind") or stage.brief.setting == "underwater"
    return ("" if dull else _cast(stage, spot, shape, dark)) + patch + _contact(stage, spot, shape, dark)


def _contact(stage: Stage, spot: Spot, shape: Form, dark: str) -> str:
    """Where a foot presses on the ground no light comes at all."""
    x, _, w, h = spot.box
    fill, svg = stage.glow(dark, 0.62, 0.35), ""
    for left, right in shape.touches:
        left, right = (1 - right, 1 - left) if spot.flip else (left, right)
        rx = max(w * (right - left) * 0.62, w * 0.03)
        svg += ellipse(x + w * (left + right) / 2, spot.foot, rx, min(rx * 0.22, h * 0.03), fill)
    return svg


def _cast(stage: Stage, spot: Spot, shape: Form, dark: str) -> str:
    """The silhouette laid on the ground towards the viewer, since the light stands in the sky behind."""
    _, _, bw, bh = spot.figure.box
    scale = spot.height / bh
    long = {"day": 0.2, "dawn": 0.42, "dusk": 0.46, "night": 0.24}[stage.brief.daytime]
    skew = (
        (spot.x - stage.light[0])
        / stage.width
        * {"day": 0.9, "dawn": 1.6, "dusk": 1.7, "night": 1.0}[stage.brief.daytime]
    )
    mirror = -1 if spot.flip else 1
    matrix = (
        f"matrix({mirror * scale:.4f} "
        f"0 {-skew * long * scale:.4f} {-long * scale:.4f} {n(spot.x)} {n(spot.foot - spot.height * 0.012)})"
    )
    tones = nested(stage, shape.cast, dark, CAST)
    return f'<g transform="{matrix} translate({-bw / 2:.3f} {-bh:.3f}) scale({shape.cell:.4f})">{tones}</g>'
