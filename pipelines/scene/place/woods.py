"""Woods: tall trunks under leaves of the season."""

from __future__ import annotations

from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.crowns import leafy
from pipelines.scene.nature.land import paint_ground, paint_path
from pipelines.scene.nature.plants import bush, conifer
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.houses import SNOW
from pipelines.scene.place.open import band, level, open_sky
from pipelines.scene.shapes import ellipse, path, stroke, trace

AUTUMN = ("#d9822b", "#c5532d", "#e3a23c", "#b8452a", "#e8b94a")


def haze_band(stage: Stage, foot: float, tall: float, strength: float) -> None:
    """A veil of light mist that rises from a level."""
    colour = mix(stage.tones.sky_edge, stage.tones.sky_low, 0.3)
    fill = stage.vertical(
        (0, colour, 0), (0.6, colour, strength), (1, colour, 0), top=foot - tall, bottom=foot + tall * 0.25
    )
    stage.add("mist", "far", 0.3, band(stage, foot - tall, tall * 1.25, fill))


def trunk(stage: Stage, rng: Random, x: float, foot: float, w: float, colour: str, *, birch: bool = False) -> str:
    """A trunk that leaves the picture above."""
    top = -stage.height * 0.1
    lean = rng.uniform(-0.05, 0.05) * stage.width
    side = 1 if stage.lit_from_left else -1
    body = trace(
        "M",
        x - w * 1.1,
        foot,
        "Q",
        x - w * 0.5,
        foot - w * 2,
        x + lean - w * 0.4,
        top,
        "H",
        x + lean + w * 0.4,
        "Q",
        x + w * 0.5,
        foot - w * 2,
        x + w * 1.1,
        foot,
        "Z",
    )
    dim = trace(
        "M",
        x + side * w * 0.15,
        foot,
        "L",
        x + lean + side * w * 0.12,
        top,
        "H",
        x + lean + side * w * 0.4,
        "Q",
        x + side * w * 0.5,
        foot - w * 2,
        x + side * w * 1.1,
        foot,
        "Z",
    )
    svg = path(body, colour) + path(dim, shade(colour, -0.06))
    if birch:
        marks = "".join(
            (
                trace(
                    "M",
                    x + lean * k / 12 + rng.uniform(-0.4, 0.1) * w,
                    foot - (foot - top) * k / 12,
                    "h",
                    w * rng.uniform(0.25, 0.5),
                )
            )
            for k in range(1, 12)
        )
        svg += stroke(marks, "#3f3a3c", w * 0.16, 0.7)
    return svg


def crowns(stage: Stage, rng: Random, name: str, colours: tuple[str, ...], low: float, count: int, haze: float) -> None:
    """Foliage over the upper part of the picture, down to y `low` at the sides."""
    t, svg = stage.tones, ""
    for _ in range(count):
        x = rng.uniform(stage.left, stage.right)
        edge = min(1.0, abs(x / stage.width - 0.5) * 2)
        y = low * rng.uniform(-0.25, 0.45 + 0.55 * edge)
        r = stage.unit * rng.uniform(2.2, 3.6)
        colour = t.away(shade(t.change(rng.choice(colours)), rng.uniform(-0.05, 0.04)), haze)
        svg += path(_clump(rng, x, y, r, 7), colour)
        svg += path(_clump(rng, x - r * 0.5, y - r * 0.7, r * 0.6, 4), shade(colour, 0.045))
    stage.add(name, "far", 0.35 - 0.2 * haze, svg)


def _clump(rng: Random, x: float, y: float, r: float, count: int) -> str:
    """Path data of `count` rounds of leaves, wider than high."""
    data = ""
    for _ in range(count):
        cx, cy, size = x + rng.gauss(0, 1.3) * r, y + rng.gauss(0, 0.7) * r, r * rng.uniform(0.7, 1.15)
        data += trace(
            "M", cx - size, cy, "a", size, size, 0, 1, 1, 2 * size, 0, "a", size, size, 0, 1, 1, -2 * size, 0, "Z"
        )
    return data


def paint_woods(stage: Stage) -> None:
    """A wood with tall trunks, autumn leaves and a path; green in spring and summer, bare and white in winter."""
    open_sky(stage, 1.9)
    rng = stage.random("woods")
    t = stage.tones
    named = stage.brief.season
    leaves = {
        "spring": ("#8fc05a", "#a9d06a", "#7fae4a"),
        "summer": ("#5f9a4a", "#4f8a45", "#7fae5a"),
        "winter": ("#eef4fa", "#dbe6f0", "#f7fafd"),
    }.get(named, AUTUMN)
    leaves = ("#eef4fa", "#dbe6f0", "#f7fafd") if stage.wintry else leaves
    birch = rng.random() < 0.45
    warm = mix(t.sky_low, t.change(leaves[0]), 0.35)
    fill = stage.vertical(
        (0, mix(warm, t.change(leaves[1]), 0.3)), (1, mix(warm, t.light, 0.55)), top=0, bottom=stage.horizon
    )
    stage.add("light of the wood", "sky", 0.05, band(stage, stage.top, stage.bottom - stage.top, fill))
    for row in range(3):
        haze = 0.62 - 0.28 * row
        bark = t.away(t.change("#f1ede4" if birch else "#6a5040"), haze)
        svg = "".join(
            trunk(
                stage,
                rng,
                x,
                level(stage, (0.02, 0.09, 0.22)[row] + rng.uniform(0, 0.04)),
                stage.unit * (1.1, 2.0, 3.6)[row] * rng.uniform(0.8, 1.2),
                bark,
                birch=birch,
            )
            for x in (rng.uniform(stage.left, stage.right) for _ in range((22, 12, 6)[row]))
            if row < 2 or abs(x / stage.width - 0.5) > 0.28
        )
        stage.add("trunks", "far", 0.2 + 0.12 * row, svg)
        crowns(stage, rng, "crowns", leaves, stage.horizon * (0.95 - 0.15 * row), (90, 70, 50)[row], haze * 0.8)
        if row == 1:
            _leafy_floor(stage, rng, leaves)
        else:
            haze_band(stage, level(stage, 0.05), stage.unit * 20, 0.4 - 0.1 * row)
    _bushes(stage, rng, leaves)


def _leafy_floor(stage: Stage, rng: Random, leaves: tuple[str, ...]) -> None:
    t = stage.tones
    paint_ground(stage, grass=False, wave=1.0)
    earth = mix(t.change("#d9c09a" if not stage.wintry else "#e9eef3"), t.land, 0.25)
    paint_path(stage, "path", earth, shade(earth, -0.07))
    svg = ""
    for _ in range(150):
        at = rng.random() ** 0.8
        x, y, r = rng.uniform(stage.left, stage.right), level(stage, 0.04 + at), stage.unit * (0.25 + 0.8 * at)
        svg += ellipse(x, y, r, r * 0.4, t.change(rng.choice(leaves)))
    stage.add("fallen leaves", "ground", 0.46, svg)


def _bushes(stage: Stage, rng: Random, leaves: tuple[str, ...]) -> None:
    svg = ""
    for _ in range(7):
        x, at = stage.width * rng.choice((rng.uniform(-0.05, 0.24), rng.uniform(0.76, 1.05))), rng.uniform(0.2, 0.4)
        svg += bush(
            rng,
            x,
            level(stage, at),
            stage.unit * rng.uniform(7, 12),
            shade(stage.tones.change(rng.choice(leaves)), rng.uniform(-0.1, -0.02)),
        )
    stage.add("bushes", "far", 0.45, svg)


def tree_of(rng: Random, stage: Stage, pen: Pen, tall: float, green: str) -> str:
    """A leafy tree, or a fir with snow in winter; the pen's foot is its foot."""
    x, y = pen.at(0, 0)
    if stage.wintry:
        return conifer(rng, x, y, tall * pen.metre, green, SNOW)
    return leafy(rng, x, y, tall * pen.metre, green)
