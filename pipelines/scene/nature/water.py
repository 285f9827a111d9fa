"""Water: the open sea with its glitter, coasts, beaches, waves and lakes."""

from __future__ import annotations

import math

from pipelines.scene.curve import Point, below, blob, n, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import ellipse


def paint_sea(stage: Stage) -> None:
    """The sea from the horizon down, with a path of light under the sun or moon; kept as the anchor "sea"."""
    t = stage.tones
    fill = stage.vertical(
        (0, mix(t.water, t.sky_edge, 0.5)),
        (0.14, t.water),
        (0.6, mix(t.water, t.water_deep, 0.6)),
        (1, t.water_deep),
        top=stage.horizon,
        bottom=stage.height,
    )
    svg = (
        f'<rect x="{n(stage.left)}" y="{n(stage.horizon)}" width="{n(stage.right - stage.left)}" '
        f'height="{n(stage.bottom - stage.horizon)}" fill="{fill}"/>'
    )
    stage.anchors["sea"] = (0, stage.horizon, stage.width, stage.height - stage.horizon)
    stage.add("sea", "water", 0.3, svg)
    stage.add("light path", "water", 0.31, _light_path(stage))
    stage.add("glitter", "water", 0.32, _glitter(stage))
    stage.add("ripples", "water", 0.4, _ripples(stage))


def paint_coast(stage: Stage) -> None:
    """A hazy headland or two, or islands, on the horizon."""
    rng = stage.random("coast")
    for i in range(rng.choice((1, 2, 2, 3))):
        side, wide, tall = rng.choice((-1, 1)), stage.width * rng.uniform(0.18, 0.42), stage.unit * rng.uniform(3, 9)
        x = stage.width * (0.5 + side * rng.uniform(0.26, 0.6))
        phase, rough = rng.uniform(0, 6), rng.uniform(0.1, 0.22)
        points = [
            (x + wide * 0.5 * k, stage.horizon - tall * (1 - k * k) * (1 + rough * math.sin(phase + k * 7)))
            for k in (j / 9 - 1 for j in range(19))
        ]
        colour = stage.tones.away(stage.tones.far, rng.uniform(0.35, 0.6))
        fill = stage.vertical(
            (0, colour), (1, stage.tones.away(colour, 0.35)), top=stage.horizon - tall, bottom=stage.horizon
        )
        stage.add("coast", "far", 0.12 + 0.03 * i, f'<path d="{smooth(points)}Z" fill="{fill}"/>')


def paint_beach(stage: Stage) -> float:
    """Sand in the foreground with a line of foam. Returns the y where the sand begins in the middle."""
    rng = stage.random("beach")
    t = stage.tones
    level = stage.horizon + (stage.height - stage.horizon) * 0.56
    lean = rng.choice((-1, 1)) * stage.unit * rng.uniform(2, 5)
    points = [
        (x, y + lean * (x / stage.width - 0.5))
        for x, y in rolling(rng, stage.left, stage.right, level, stage.unit * 2.2, rng.uniform(1, 1.8))
    ]
    wet, foam = mix(t.land, t.water_deep, 0.35), mix(t.change("#ffffff"), t.water, 0.15)
    fill = stage.vertical((0, shade(t.land, 0.02)), (1, shade(t.land, -0.07)), top=level, bottom=stage.height)
    svg = "".join(
        f'<path d="{_shift(stage, points, dy)}" fill="{colour}"{extra}/>'
        for dy, colour, extra in (
            (-3.2, foam, ' fill-opacity=".35"'),
            (-1.5, foam, ' fill-opacity=".9"'),
            (-0.6, wet, ""),
            (1.6, fill, ""),
        )
    )
    for _ in range(26):
        x, y = rng.uniform(stage.left, stage.right), level + (stage.height - level) * rng.uniform(0.25, 1)
        svg += (
            f"<path "
            f'd="{blob(rng, x, y, stage.unit * rng.uniform(2, 7), stage.unit * rng.uniform(0.2, 0.5), 0.3)}" '
            f'fill="{shade(t.land, -0.05)}" fill-opacity=".5"/>'
        )
    stage.add("beach", "ground", 0.5, svg)
    return level


def paint_lake(stage: Stage) -> None:
    """A still lake at the foot of the far land."""
    rng = stage.random("lake")
    t = stage.tones
    x, wide = stage.width * rng.uniform(0.3, 0.7), stage.width * rng.uniform(0.55, 0.8)
    y, tall = stage.horizon + stage.unit * 6, stage.unit * 4.6
    fill = stage.vertical(
        (0, mix(t.sky_edge, t.water, 0.35)), (1, mix(t.water, t.water_deep, 0.4)), top=y - tall, bottom=y + tall
    )
    svg = (
        f'<path d="{blob(rng, x, y, wide / 2, tall, 0.1, 14)}" fill="{fill}" '
        f'stroke="{mix(t.land, t.light, 0.35)}" stroke-width="{n(stage.unit * 0.3)}"/>'
    )
    white = mix(t.light, t.sky_edge, 0.5)
    for _ in range(9):
        px, py, w = (
            x + wide * rng.uniform(-0.32, 0.32),
            y + tall * rng.uniform(-0.5, 0.5),
            stage.unit * rng.uniform(2, 7),
        )
        svg += (
            f'<rect x="{n(px - w / 2)}" y="{n(py)}" width="{n(w)}" height="{n(stage.unit * 0.22)}" '
            f'rx="{n(stage.unit * 0.11)}" fill="{white}" fill-opacity=".7"/>'
        )
    stage.anchors["lake"] = (x - wide / 2, y - tall, wide, tall * 2)
    stage.add("lake", "water", 0.4, svg)


def _light_path(stage: Stage) -> str:
    """The mirror image of the bright sky: a soft column below sun or moon, and pale bands where the sea is calm."""
    rng, t = stage.random("light path"), stage.tones
    deep, clear = stage.height - stage.horizon, stage.brief.weather in ("clear", "wind", "cloudy")
    fill = stage.glow(mix(t.sky_edge, t.light, 0.5), 0.5 if clear else 0.2)
    svg = (
        f'<ellipse cx="{n(stage.light[0])}" cy="{n(stage.horizon + deep * 0.1)}" rx="{n(stage.unit * 24)}" '
        f'ry="{n(deep * 0.75)}" fill="{fill}"/>'
    )
    for _ in range(7):
        at = rng.random() ** 1.5
        y, wide = stage.horizon + deep * (0.02 + 0.8 * at), stage.width * rng.uniform(0.2, 0.5)
        x, tall = rng.uniform(stage.left, stage.right), stage.unit * (0.3 + 1.6 * at)
        colour = mix(t.water, t.sky_edge, 0.5) if rng.random() < 0.6 else t.water_deep
        svg += ellipse(x, y, wide, tall, colour, 0.22)
    # The column must not shine on the sky above the horizon.
    clip = stage.ident("sea")
    stage.defs.append(
        f'<clipPath id="{clip}"><rect x="{n(stage.left)}" y="{n(stage.horizon)}" '
        f'width="{n(stage.right - stage.left)}" height="{n(stage.bottom - stage.horizon)}"/></clipPath>'
    )
    return f'<g clip-path="url(#{clip})">{svg}</g>'


def _glitter(stage: Stage) -> str:
    """Short lines of light on the water, dense under the sun or moon and wider towards the viewer."""
    rng = stage.random("glitter")
    deep, svg = stage.height - stage.horizon, ""
    colour = mix(stage.tones.light, "#ffffff", 0.25)
    strong = stage.brief.weather in ("clear", "wind", "cloudy")
    for _ in range(150 if strong else 40):
        at = rng.random() ** 1.2
        spread = stage.unit * (4 + 30 * at)
        x = rng.gauss(stage.light[0], spread * 0.5)
        y, w = stage.horizon + deep * at, stage.unit * rng.uniform(0.8, 3.2) * (0.5 + 1.3 * at)
        fade = max(0.15, 0.85 - abs(x - stage.light[0]) / (spread * 1.8)) * rng.uniform(0.45, 1)
        t = stage.unit * (0.1 + 0.26 * at)
        svg += (
            f'<rect x="{n(x - w / 2)}" y="{n(y)}" width="{n(w)}" height="{t:.2f}" rx="{t / 2:.2f}" '
            f'opacity="{fade:.2f}"/>'
        )
    return f'<g fill="{colour}">{svg}</g>'


def _ripples(stage: Stage) -> str:
    """Wavelets: long lenses with a dark hollow below a pale back, closer and finer towards the horizon."""
    rng, t = stage.random("ripples"), stage.tones
    deep, pale, dark = stage.height - stage.horizon, "", ""
    for _ in range(96):
        at = rng.random() ** 1.15
        x, y = rng.uniform(stage.left, stage.right), stage.horizon + deep * (0.015 + at * 0.985)
        w, h = (
            stage.unit * rng.uniform(2.5, 8) * (0.35 + 1.7 * at),
            stage.unit * (0.12 + 0.85 * at) * rng.uniform(0.6, 1.2),
        )
        top = f"M{n(x - w)} {n(y)}Q{n(x - w * 0.3)} {n(y - h)} {n(x + w * 0.1)} {n(y - h * 0.7)}T{n(x + w)} {n(y)}"
        pale += f"{top}Q{n(x)} {n(y - h * 0.2)} {n(x - w)} {n(y)}Z"
        dark += (
            f"M{n(x - w)} {n(y)}Q{n(x)} {n(y - h * 0.2)} {n(x + w)} {n(y)}Q{n(x)} {n(y + h * 0.9)} {n(x - w)} {n(y)}Z"
        )
    return (
        f'<path d="{pale}" fill="{mix(t.water, t.sky_low, 0.5)}" fill-opacity=".34"/>'
        f'<path d="{dark}" fill="{shade(t.water_deep, -0.02)}" fill-opacity=".3"/>'
    )


def _shift(stage: Stage, points: list[Point], dy: float) -> str:
    moved = [(x, y + dy * stage.unit * (1 + 0.25 * math.sin(x / stage.unit / 9))) for x, y in points]
    return below(smooth(moved), stage.left, stage.right, stage.bottom)
