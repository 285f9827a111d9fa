"""The sky: its gradient, sun or moon, stars, clouds, rainbow and northern lights."""

from __future__ import annotations

import math
from random import Random

from pipelines.scene.curve import n, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade

LUMINARIES = ("sun", "moon", "star", "comet", "planet", "rainbow")


def paint_sky(stage: Stage) -> None:
    """Everything above the horizon, farthest first."""
    _gradient(stage)
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
    _clouds(stage)


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
    stage.add("glow", "light", 0.015, halo, (x - reach, y - reach, 2 * reach, 2 * reach))
    body = _moon(stage, rng, x, y, radius) if moon else _sun(stage, x, y, radius)
    name, box = "moon" if moon else "sun", (x - radius, y - radius, 2 * radius, 2 * radius)
    stage.anchors[name] = box
    stage.add(name, "light", 0.02, body, box)


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
            (0, colour, 0), (0.75, colour, 0.38), (1, colour, 0), top=base - tall * 1.3, bottom=base + tall * 0.4
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


def _clouds(stage: Stage) -> None:
    rng = stage.random("clouds")
    weather = stage.brief.weather
    if weather == "fog":
        return
    many = {"clear": 3, "wind": 5, "cloudy": 8, "rain": 8, "snow": 7, "storm": 10}[weather]
    if stage.brief.daytime == "night" and weather == "clear":
        many = 2
    if "clouds" in stage.brief.features:
        many += 3
    for i in range(many + rng.choice((-1, 0, 1))):
        depth = rng.random()
        wide = stage.unit * (13 + 24 * depth)
        x = stage.left + (stage.right - stage.left) * ((i + rng.uniform(0.1, 0.9)) / many % 1)
        y = stage.horizon * (0.72 - 0.62 * depth * rng.uniform(0.75, 1.1))
        _cloud(stage, rng, x, y, wide, depth)


def _cloud(stage: Stage, rng: Random, x: float, y: float, wide: float, depth: float) -> None:
    """A cumulus: a flat base and a crown of circles, lit from above."""
    t = stage.tones
    tall = wide * rng.uniform(0.2, 0.28)
    puffs = rng.choice((4, 5, 6))
    path = (
        f"M{n(x - wide / 2)} {n(y - tall * 0.3)}h{n(wide)}a{n(tall * 0.15)} {n(tall * 0.15)} 0 0 1 "
        f"0 {n(tall * 0.3)}h{n(-wide)}Z"
    )
    for i in range(puffs):
        at = (i + 0.5) / puffs
        r = tall * (0.42 + 0.62 * math.sin(math.pi * at)) * rng.uniform(0.8, 1.15)
        cx = x - wide * 0.43 + wide * 0.86 * at
        path += _circle(cx, y - min(r * 0.72, tall * 0.8), r)
    storm = stage.brief.weather in ("storm", "rain")
    body, belly = (
        (mix(t.cloud, t.cloud_shade, 0.45), shade(t.cloud_shade, -0.12)) if storm else (t.cloud, t.cloud_shade)
    )
    opacity = (0.55 if stage.brief.daytime == "night" else 0.92) - 0.25 * (1 - depth)
    fill = stage.vertical(
        (0, body, opacity),
        (0.55, mix(body, belly, 0.35), opacity),
        (1, belly, opacity * 0.55),
        top=y - tall * 1.6,
        bottom=y,
    )
    svg = f'<path d="{path}" fill="{fill}"/>'
    stage.add("cloud", "cloud", 0.05 + 0.1 * depth, svg, (x - wide * 0.6, y - tall * 2.1, wide * 1.2, tall * 2.2))


def _circle(cx: float, cy: float, r: float) -> str:
    return f"M{n(cx - r)} {n(cy)}a{n(r)} {n(r)} 0 1 1 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 1 {n(-2 * r)} 0Z"
