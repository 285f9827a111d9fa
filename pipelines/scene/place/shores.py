"""Shores: still water, banks, rocks and what grows at the edge."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import below, line, n, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.plants import conifer, tuft
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import band, level, pen_at
from pipelines.scene.shapes import ellipse, path, rect, stroke, trace


def gleams(stage: Stage, rng: Random, top: float, count: int = 40) -> str:
    """Short lines of light on still water."""
    t, svg = stage.tones, ""
    white = mix(t.light, t.sky_edge, 0.4)
    for _ in range(count):
        at = rng.random()
        x, y = rng.uniform(stage.left, stage.right), top + (stage.bottom - top) * at
        w = stage.unit * rng.uniform(1.5, 6) * (0.4 + at)
        h = stage.unit * (0.14 + 0.25 * at)
        svg += rect(x, y, w, h, white, opacity=rng.uniform(0.2, 0.6), r=h / 2)
    return svg


def sheet(stage: Stage, name: str, top: float, colour: str = "") -> None:
    """Still water from y `top` to the lower edge; kept as the anchors lake and river."""
    t = stage.tones
    water = colour or t.water
    fill = stage.vertical(
        (0, mix(water, t.sky_edge, 0.6)),
        (0.35, mix(water, t.sky_low, 0.35)),
        (1, mix(mix(water, t.sky_high, 0.35), t.water_deep, 0.5)),
        top=top,
        bottom=stage.height,
    )
    svg = band(stage, top, stage.bottom - top, fill) + gleams(stage, stage.random(name), top)
    stage.anchors["lake"] = stage.anchors["river"] = (0, top, stage.width, stage.height - top)
    stage.add(name, "water", 0.4, svg)


def shore(stage: Stage, rng: Random, at: float, colour: str, *, edge: str = "", rough: float = 1.4) -> float:
    """The near bank of a water, from a depth to the lower edge; kept as the anchor "beach". Returns its y."""
    top = level(stage, at)
    points = rolling(rng, stage.left, stage.right, top, stage.unit * rough, rng.uniform(0.9, 1.6))
    fill = stage.vertical((0, shade(colour, 0.02)), (1, shade(colour, -0.08)), top=top, bottom=stage.height)
    svg = ""
    if edge:
        raised = [(x, y - stage.unit * 0.8) for x, y in points]
        svg = path(below(smooth(raised), stage.left, stage.right, stage.bottom), edge)
    svg += path(below(smooth(points), stage.left, stage.right, stage.bottom), fill)
    stage.anchors["beach"] = (0, top, stage.width, stage.height - top)
    stage.add("shore", "ground", 0.5, svg)
    return top


def rocks(stage: Stage, rng: Random, y: float, count: int) -> None:
    """Boulders along a line, thicker at the sides."""
    svg = ""
    for _ in range(count):
        x = stage.width * (rng.uniform(-0.1, 0.3) if rng.random() < 0.5 else rng.uniform(0.7, 1.1))
        svg += boulder(stage, rng, x, y + stage.unit * rng.uniform(-1, 3), stage.unit * rng.uniform(2.5, 6))
    stage.add("rocks", "ground", 0.5, svg)


def boulder(stage: Stage, rng: Random, x: float, foot: float, r: float, colour: str = "#8a8078") -> str:
    """A rock with a lit and a shaded face."""
    tone = shade(stage.tones.change(colour), rng.uniform(-0.05, 0.04))
    side = 1 if stage.lit_from_left else -1
    top = [
        (x - r, foot),
        (x - r * 0.8, foot - r * 0.6),
        (x - r * 0.2, foot - r * rng.uniform(0.85, 1.1)),
        (x + r * 0.5, foot - r * 0.8),
        (x + r, foot - r * 0.2),
        (x + r * 0.95, foot),
    ]
    ridge = (x + side * r * 0.12, foot - r * 0.6)
    dim = [
        top[2 if side > 0 else 1],
        ridge,
        (x + side * r * 0.05, foot),
        (x + side * r * 0.95, foot),
        top[4 if side > 0 else 0],
    ]
    snow = (
        (
            path(
                smooth(
                    [top[1], top[2], top[3], (x + r * 0.2, foot - r * 0.62), (x - r * 0.4, foot - r * 0.6)], closed=True
                ),
                SNOW,
            )
        )
        if stage.wintry
        else ""
    )
    return (
        path(line(top, closed=True), tone, edge=tone, width=r * 0.16)
        + path(line(dim, closed=True), shade(tone, -0.07))
        + snow
    )


def reeds(stage: Stage, rng: Random, foot: float) -> None:
    """Reeds and bulrushes at both sides of the bank."""
    green = shade(stage.tones.change("#7f9a4a" if not stage.wintry else "#b9ae8a"), -0.03)
    svg = ""
    for _ in range(26):
        x = stage.width * (rng.uniform(-0.05, 0.22) if rng.random() < 0.5 else rng.uniform(0.78, 1.05))
        tall, y = stage.unit * rng.uniform(7, 15), foot + stage.unit * rng.uniform(-1, 2)
        svg += path(tuft(rng, x, y, tall, 3), shade(green, rng.uniform(-0.06, 0.05)))
        if rng.random() < 0.4:
            svg += stroke(trace("M", x, y, "V", y - tall), shade(green, -0.06), stage.unit * 0.22)
            svg += rect(
                x - stage.unit * 0.45,
                y - tall - stage.unit,
                stage.unit * 0.9,
                stage.unit * 2.6,
                stage.tones.change("#7a5238"),
                r=stage.unit * 0.45,
            )
    stage.add("reeds", "far", 0.5, svg)


def lilies(stage: Stage, rng: Random) -> None:
    """Lily pads with a few blossoms."""
    if stage.wintry:
        return
    svg = ""
    for _ in range(16):
        at = rng.uniform(0.4, 0.7)
        x, y = rng.uniform(0, stage.width), level(stage, at)
        r = stage.unit * (1.0 + 2.2 * at) * rng.uniform(0.7, 1.2)
        leaf = shade(stage.tones.change("#5f9a5a"), rng.uniform(-0.05, 0.05))
        svg += ellipse(x, y, r, r * 0.32, leaf)
        if rng.random() < 0.4:
            petal = stage.tones.change(rng.choice(("#f7b8cc", "#fdf2f5", "#f48fb1")))
            svg += "".join(
                f'<g transform="translate({n(x)} {n(y - r * 0.2)}) rotate({turn})">'
                f"{ellipse(0, -r * 0.32, r * 0.15, r * 0.36, petal)}</g>"
                for turn in (-70, -35, 0, 35, 70)
            )
    stage.add("water lilies", "water", 0.45, svg)


def pines(stage: Stage, rng: Random, count: int, tall: tuple[float, float]) -> str:
    """Firs at both sides, `tall` metres from and to."""
    green, svg = shade(mix(stage.tones.far, stage.tones.land, 0.25), -0.06), ""
    for k in range(count):
        side = k % 2
        pen = pen_at(stage, stage.width * (side + (1 - 2 * side) * rng.uniform(-0.04, 0.2)), rng.uniform(0.12, 0.35))
        x, y = pen.at(0, 0)
        svg += conifer(
            rng,
            x,
            y,
            rng.uniform(*tall) * pen.metre,
            shade(green, rng.uniform(-0.04, 0.03)),
            SNOW if stage.wintry else "",
        )
    return svg
