"""Luminaries: sun and moon, their glow and their rays."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import circle, ring

FAIR = ("clear", "wind", "cloudy")
"""Weathers in which sun or moon are seen without being named."""
HALO = (0.2, 0.5, 0.8)
"""Breadths of the rings that together are the halo of the moon, as parts of its radius."""
SPOTS = ((-0.35, -0.2, 0.22), (0.3, 0.35, 0.17), (0.28, -0.42, 0.11), (-0.2, 0.45, 0.12), (0.62, 0.0, 0.08))
"""Middle and radius of the seas of the moon, as parts of its radius."""


def paint_luminary(stage: Stage) -> None:
    """Sun or moon where one is seen, with its glow; kept as the anchor of its name."""
    brief = stage.brief
    if not _shines(stage):
        return
    named = bool({"sun", "moon"} & set(brief.features))
    both = {"sun", "moon"} <= set(brief.features)
    moon = not both and ("moon" in brief.features or (brief.daytime == "night" and "sun" not in brief.features))
    rng = stage.random("light")
    radius = stage.unit * rng.uniform(4.6, 6.2) * (1.5 if named else 1.0)
    veiled = not moon and not named and stage.hour.sun != "disc"
    x, y = stage.light = _seen(stage, radius) if named or moon else stage.light
    _glow(stage, radius, moon=moon, rays=rng)
    body = (
        _moon(stage, rng, x, y, radius)
        if moon
        else _veiled(stage, x, y, radius)
        if veiled
        else _sun(stage, x, y, radius)
    )
    name, box = "moon" if moon else "sun", (x - radius, y - radius, 2 * radius, 2 * radius)
    stage.anchors[name] = box
    stage.add(name, "light", 0.02, body, box)
    if both:
        _day_moon(stage, rng, radius * 0.8)


def _day_moon(stage: Stage, rng: Random, radius: float) -> None:
    """The moon in the sun's sky: smaller and paler, on the other side."""
    x, y = stage.width - stage.light[0], max(stage.light[1] * 0.9, radius * 1.8)
    x = x if abs(x - stage.light[0]) > radius * 6 else stage.width * 0.14
    box = (x - radius, y - radius, 2 * radius, 2 * radius)
    stage.anchors["moon"] = box
    stage.add("moon", "light", 0.02, f'<g opacity="0.8">{_moon(stage, rng, x, y, radius)}</g>', box)


def _shines(stage: Stage) -> bool:
    brief = stage.brief
    if any(one.drawing.startswith(("sun", "moon")) or "moon" in one.drawing for one in brief.subjects):
        return False
    return bool({"sun", "moon"} & set(brief.features)) or brief.weather in FAIR


def _seen(stage: Stage, radius: float) -> tuple[float, float]:
    """The place of what must be in the picture, where the hour has it above the upper edge."""
    return stage.light[0], max(stage.light[1], radius * 1.6)


def _glow(stage: Stage, radius: float, *, moon: bool, rays: Random) -> None:
    x, y = stage.light
    reach = radius * (6 if moon else 9)
    strong = 0.5 if moon else 0.7 if stage.brief.weather != "cloudy" else 0.5
    if not moon and (stage.detail == "rich" or (stage.detail == "usual" and stage.hour.low)):
        stage.add("rays", "sky", 0.012, _rays(stage, rays, x, y, 0.3 if stage.detail == "rich" else 0.09))
    halo = circle(x, y, reach, stage.glow(stage.tones.light, strong))
    if moon:
        halo += "".join(ring(x, y, radius * 2.6, radius * 2.6, stage.tones.light, radius * w, 0.03) for w in HALO)
    stage.add("glow", "light", 0.015, halo, (x - reach, y - reach, 2 * reach, 2 * reach))


def _rays(stage: Stage, rng: Random, x: float, y: float, strong: float) -> str:
    """Wedges of light that fan out from the sun and fade."""
    name, reach = stage.ident("rays"), 85 * stage.unit
    stage.defs.append(
        f'<radialGradient id="{name}" gradientUnits="userSpaceOnUse" cx="{n(x)}" cy="{n(y)}" r="{n(reach)}">'
        f'<stop offset="0" stop-color="{stage.tones.light}" stop-opacity="{strong}"/>'
        f'<stop offset="1" stop-color="{stage.tones.light}" stop-opacity="0"/></radialGradient>'
    )
    path = ""
    for i in range(16):
        middle, half = (i + rng.uniform(-0.25, 0.25)) * math.tau / 16, rng.uniform(0.03, 0.1)
        ends = ((x + reach * math.cos(a), y + reach * math.sin(a)) for a in (middle - half, middle + half))
        path += f"M{n(x)} {n(y)}" + "".join(f"L{n(px)} {n(py)}" for px, py in ends) + "Z"
    return f'<path d="{path}" fill="url(#{name})"/>'


def _sun(stage: Stage, x: float, y: float, radius: float) -> str:
    """A disc that its own light dissolves at the rim."""
    core = mix(stage.tones.light, "#fff9e6", 0.45 if stage.hour.low else 0.7)
    return circle(x, y, radius * 1.5, stage.glow(core, 0.8, 0.5)) + circle(x, y, radius * 0.86, core)


def _veiled(stage: Stage, x: float, y: float, radius: float) -> str:
    """A brightness without a rim, behind thin cloud or haze."""
    core = mix(stage.tones.light, "#fffdf2", 0.7)
    return circle(x, y, radius * 2.6, stage.glow(core, 0.95, 0.1))


def _moon(stage: Stage, rng: Random, x: float, y: float, r: float) -> str:
    pale = stage.tones.light
    if rng.random() < 0.3 and "moon" not in stage.brief.features:
        turn = rng.uniform(-35, 5)
        arc = f"M0 {n(-r)}A{n(r)} {n(r)} 0 1 1 0 {n(r)}A{n(r * 0.78)} {n(r * 0.92)} 0 1 0 0 {n(-r)}Z"
        return f'<path transform="translate({n(x)} {n(y)}) rotate({n(turn)})" d="{arc}" fill="{pale}"/>'
    dark = shade(pale, -0.05)
    spots = "".join(circle(x + r * dx, y + r * dy, r * size, dark) for dx, dy, size in SPOTS)
    return circle(x, y, r, pale) + spots
