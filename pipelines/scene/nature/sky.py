"""The sky: its gradient, sun or moon, stars, clouds, rainbow and northern lights."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import n, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.clouds import paint_clouds
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import ellipse

LUMINARIES = ("sun", "moon", "star", "comet", "planet", "rainbow")


def paint_sky(stage: Stage) -> None:
    """Everything above the horizon, farthest first."""
    _gradient(stage)
    _dawn_band(stage)
    night = stage.brief.daytime == "night"
    hidden = stage.brief.weather in ("rain", "storm", "fog", "snow") and "stars" not in stage.brief.features
    if (night and not hidden) or "stars" in stage.brief.features:
        _milky_way(stage)
        paint_stars(stage, 130, stage.horizon)
        if stage.brief.setting == "snow" and stage.brief.weather == "clear":
            _aurora(stage)
    if _has_light(stage):
        _luminary(stage)
    if "rainbow" in stage.brief.features:
        _rainbow(stage)
    _streaks(stage)
    paint_clouds(stage)


def paint_stars(stage: Stage, count: int, floor: float) -> None:
    """Stars above the level `floor`, in three layers that can twinkle apart."""
    rng = stage.random("stars")
    for _ in range(3):
        svg = "".join(_star(rng, stage, floor) for _ in range(count // 3))
        stage.add("stars", "stars", 0.01, f'<g fill="{mix("#ffffff", stage.tones.light, 0.4)}">{svg}</g>')


def _gradient(stage: Stage) -> None:
    t = stage.tones
    fill = stage.vertical(
        (0, t.sky_top), (0.45, t.sky_high), (0.8, t.sky_low), (1, t.sky_edge), top=0, bottom=max(stage.horizon, 1)
    )
    x, y, w, h = stage.frame
    stage.add("sky", "sky", 0.0, f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" fill="{fill}"/>')


def _dawn_band(stage: Stage) -> None:
    """Light that lies along the horizon, brightest below sun or moon: the air there is thick."""
    brief, t = stage.brief, stage.tones
    if brief.weather not in ("clear", "wind", "cloudy"):
        return
    strong = {"day": 0.5, "dawn": 0.75, "dusk": 0.85, "night": 0.2}[brief.daytime]
    fill = stage.glow(mix(t.sky_edge, t.light, 0.45), strong)
    x, reach = stage.light[0], stage.width * 0.85
    tall = stage.horizon * (0.42 if brief.daytime in ("dawn", "dusk") else 0.3)
    svg = f'<ellipse cx="{n(x)}" cy="{n(stage.horizon)}" rx="{n(reach)}" ry="{n(tall)}" fill="{fill}"/>'
    stage.add("horizon light", "sky", 0.0, svg)


def _has_light(stage: Stage) -> bool:
    brief = stage.brief
    if any(subject.drawing.startswith(LUMINARIES[:2]) or "moon" in subject.drawing for subject in brief.subjects):
        return False
    return bool({"sun", "moon"} & set(brief.features)) or brief.weather in ("clear", "wind", "cloudy")


def _luminary(stage: Stage) -> None:
    moon = "moon" in stage.brief.features or (stage.brief.daytime == "night" and "sun" not in stage.brief.features)
    named = bool({"sun", "moon"} & set(stage.brief.features))
    rng = stage.random("light")
    radius = stage.unit * rng.uniform(5.2, 6.8) * (1.5 if named else 1.0)
    x, y = stage.light
    reach = radius * (6 if moon else 7.5)
    glow = stage.glow(stage.tones.light, 0.5 if moon else 0.75)
    halo = f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(reach)}" fill="{glow}"/>'
    if stage.detail == "rich" and not moon:
        stage.add("rays", "sky", 0.012, _rays(stage, rng, x, y))
    stage.add("glow", "light", 0.015, halo, (x - reach, y - reach, 2 * reach, 2 * reach))
    body = _moon(stage, rng, x, y, radius) if moon else _sun(stage, x, y, radius)
    name, box = "moon" if moon else "sun", (x - radius, y - radius, 2 * radius, 2 * radius)
    stage.anchors[name] = box
    stage.add(name, "light", 0.02, body, box)


def _rays(stage: Stage, rng: Random, x: float, y: float) -> str:
    """Wedges of light that fan out from the sun and fade."""
    name, reach = stage.ident("rays"), 75 * stage.unit
    stage.defs.append(
        f'<radialGradient id="{name}" gradientUnits="userSpaceOnUse" cx="{n(x)}" cy="{n(y)}" r="{n(reach)}">'
        f'<stop offset="0" stop-color="{stage.tones.light}" stop-opacity=".34"/>'
        f'<stop offset="1" stop-color="{stage.tones.light}" stop-opacity="0"/></radialGradient>'
    )
    path = ""
    for i in range(16):
        middle, half = (i + rng.uniform(-0.25, 0.25)) * math.tau / 16, rng.uniform(0.03, 0.1)
        ends = ((x + reach * math.cos(a), y + reach * math.sin(a)) for a in (middle - half, middle + half))
        path += f"M{n(x)} {n(y)}" + "".join(f"L{n(px)} {n(py)}" for px, py in ends) + "Z"
    return f'<path d="{path}" fill="url(#{name})"/>'


def _sun(stage: Stage, x: float, y: float, radius: float) -> str:
    low = stage.brief.daytime in ("dawn", "dusk")
    core = mix(stage.tones.light, "#fff9e6", 0.4 if low else 0.7)
    return (
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(radius * 1.22)}" fill="{core}" fill-opacity=".35"/>'
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(radius)}" fill="{core}"/>'
    )


def _moon(stage: Stage, rng: Random, x: float, y: float, r: float) -> str:
    pale = stage.tones.light
    disc = f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="{pale}"/>'
    if rng.random() < 0.3 and "moon" not in stage.brief.features:
        turn = rng.uniform(-35, 5)
        arc = f"M0 {n(-r)}A{n(r)} {n(r)} 0 1 1 0 {n(r)}A{n(r * 0.78)} {n(r * 0.92)} 0 1 0 0 {n(-r)}Z"
        return f'<path transform="translate({n(x)} {n(y)}) rotate({n(turn)})" d="{arc}" fill="{pale}"/>'
    dark = shade(pale, -0.06)
    spots = "".join(
        f'<circle cx="{n(x + r * dx)}" cy="{n(y + r * dy)}" r="{n(r * size)}" fill="{dark}"/>'
        for dx, dy, size in (
            (-0.35, -0.2, 0.22),
            (0.3, 0.35, 0.17),
            (0.28, -0.42, 0.11),
            (-0.2, 0.45, 0.12),
            (0.62, 0, 0.08),
        )
    )
    return disc + spots


def _star(rng: Random, stage: Stage, floor: float) -> str:
    x, y = rng.uniform(stage.left, stage.right), stage.top + (floor - stage.top) * rng.random() ** 1.25
    size, bright = stage.unit * 0.11 * rng.choice((1, 1, 1, 1.5, 1.5, 2.2)), rng.uniform(0.35, 1)
    if rng.random() < 0.05:
        k = size * 5
        spark = "".join(f"Q0 0 {n(k * dx)} {n(k * dy)}" for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)))
        return f'<path transform="translate({n(x)} {n(y)})" d="M0 {n(-k)}{spark}Z"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.2f}" opacity="{bright:.2f}"/>'


def _milky_way(stage: Stage) -> None:
    rng = stage.random("milky way")
    glow = stage.glow(mix(stage.tones.sky_edge, "#ffffff", 0.25), 0.3)
    x, y, lean = rng.uniform(0.25, 0.75) * stage.width, stage.horizon * 0.4, rng.choice((-1, 1)) * rng.uniform(20, 45)
    svg = "".join(
        f'<ellipse transform="translate({n(x)} {n(y)}) rotate({n(lean)})" rx="{n(stage.unit * w)}" '
        f'ry="{n(stage.unit * h)}" '
        f'fill="{glow}"/>'
        for w, h in ((95, 20), (70, 9))
    )
    stage.add("milky way", "sky", 0.005, svg)


def _aurora(stage: Stage) -> None:
    rng = stage.random("aurora")
    svg = ""
    for colour in ("#5ff0b4", "#57d3e8", "#a98bf0")[: rng.choice((2, 3))]:
        base, tall = stage.horizon * rng.uniform(0.35, 0.7), stage.horizon * rng.uniform(0.3, 0.5)
        phase, waves = rng.uniform(0, 6), rng.uniform(0.7, 1.4)
        steps = [stage.left + (stage.right - stage.left) * i / 14 for i in range(15)]
        lower = [(x, base + math.sin(phase + waves * 6.3 * i / 14) * tall * 0.35) for i, x in enumerate(steps)]
        upper = [(x, y - tall * (0.7 + 0.3 * math.sin(phase * 2 + i))) for i, (x, y) in enumerate(lower)]
        fill = stage.vertical(
            (0, colour, 0), (0.75, colour, 0.25), (1, colour, 0), top=base - tall * 1.3, bottom=base + tall * 0.4
        )
        svg += f'<path d="{smooth([*upper, *reversed(lower)], closed=True)}" fill="{fill}"/>'
    stage.add("northern lights", "sky", 0.01, svg)


def _rainbow(stage: Stage) -> None:
    x = stage.width - stage.light[0]
    radius, band = stage.unit * 62, stage.unit * 2.1
    colours = ("#e8504f", "#f29a43", "#f6dc5c", "#69bf6b", "#4fa3dd", "#6b6fd0", "#9a65c4")
    svg = "".join(
        f'<circle cx="{n(x)}" cy="{n(stage.horizon + stage.unit * 8)}" r="{n(radius - i * band)}" stroke="{colour}"/>'
        for i, colour in enumerate(colours)
    )
    svg = f'<g fill="none" stroke-width="{n(band * 1.08)}" opacity=".62">{svg}</g>'
    stage.add("rainbow", "sky", 0.03, svg)


def _streaks(stage: Stage) -> None:
    """Long thin clouds: low and glowing at dawn and dusk, high and pale on some clear days."""
    rng, t = stage.random("streaks"), stage.tones
    twilight = stage.brief.daytime in ("dawn", "dusk")
    if stage.brief.weather not in ("clear", "wind") or not (twilight or rng.random() < 0.35):
        return
    svg = ""
    for _ in range(rng.choice((5, 7, 9))):
        y = stage.horizon * (rng.uniform(0.5, 0.92) if twilight else rng.uniform(0.08, 0.5))
        x, wide = rng.uniform(stage.left, stage.right), stage.unit * rng.uniform(16, 46)
        near = max(0.0, 1 - abs(x - stage.light[0]) / stage.width)
        colour = mix(t.sky_high, t.light, 0.35 + 0.5 * near) if twilight else t.cloud
        tall = stage.unit * rng.uniform(0.35, 1.0)
        for shift, part in ((0.0, 1.0), (rng.uniform(-0.5, 0.5), 0.6)):
            svg += ellipse(x + shift * wide, y + tall * 1.5 * part, wide * part, tall * part, colour, 0.5)
    stage.add("streaks", "sky", 0.03, svg)
