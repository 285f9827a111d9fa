"""Future: a city of tall towers and lines of light."""

from __future__ import annotations

from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen
from pipelines.scene.place.open import band, dark, halo, level, open_sky, pen_at
from pipelines.scene.shapes import ellipse, stroke, trace


def paint_future_city(stage: Stage) -> None:
    """Tall towers with bands of light, bridges between them and a shining street."""
    open_sky(stage, 2.2)
    rng = stage.random("future")
    neon = rng.choice((("#3ff0e0", "#ff4fa8"), ("#5fa8ff", "#ffb24f"), ("#b06aff", "#4fffa8")))
    for row_ in range(3):
        svg = ""
        haze = 0.62 - 0.26 * row_
        x = stage.left
        while x < stage.right:
            pen = pen_at(stage, x, 0.1 + 0.05 * row_, haze)
            w, h = rng.uniform(5, 9) * (1.3 - 0.2 * row_), rng.uniform(18, 46) * (1.2 - 0.3 * row_)
            future_tower(stage, pen, rng, w, h, neon, near=row_ / 2)
            svg += pen.svg
            x += w * pen.metre * rng.uniform(1.0, 1.6)
        stage.add("towers", "far", 0.15 + 0.1 * row_, svg)
    _shining_street(stage, rng, neon)


def future_tower(stage: Stage, pen: Pen, rng: Random, w: float, h: float, neon: tuple[str, str], near: float) -> None:
    """A tower of glass with lines of light."""
    body = mix("#3a4a78", stage.tones.sky_top, 0.3) if dark(stage) else rng.choice(("#a9bfd6", "#c3d3e3", "#8fa9c9"))
    kind = rng.randrange(3)
    if kind == 0:
        pen.poly([(0, 0), (0, h * 0.8), (w * 0.3, h), (w * 0.7, h), (w, h * 0.86), (w, 0)], body)
    elif kind == 1:
        pen.soft([(0, -1), (w * 0.06, h * 0.6), (w * 0.4, h), (w * 0.6, h), (w * 0.94, h * 0.6), (w, -1)], body)
    else:
        pen.rect(0, 0, w, h * 0.7, body)
        pen.rect(w * 0.2, h * 0.7, w * 0.6, h * 0.3, shade(body, 0.02))
        pen.rect(w * 0.48, h, w * 0.04, h * 0.16, body)
    pen.rect(w * 0.72 if pen.lit_from_left else 0.2, 0, w * 0.22, h * 0.58, shade(body, -0.05))
    for _ in range(int(h / 2.4)):
        up, part = rng.uniform(1, h * 0.64), rng.uniform(0.2, 0.6)
        x = w * rng.uniform(0.1, 0.88 - part)
        if dark(stage):
            pen.bright(x, up, w * part, 0.28, mix(rng.choice((*neon, "#ffe9b0")), body, 0.55 - 0.5 * near))
        else:
            pen.rect(x, up, w * part, 0.28, mix("#ffffff", stage.tones.sky_low, 0.4), 0, 0.8)
    if dark(stage) and rng.random() < 0.5:
        pen.bright(w * 0.1, h * 0.3, 0.4, h * 0.3, mix(neon[0], body, 0.4 - 0.4 * near))
        halo(stage, pen, w * 0.12, h * 0.45, 4, neon[0], 0.3)


def _shining_street(stage: Stage, rng: Random, neon: tuple[str, str]) -> None:
    colour = stage.tones.change("#4f5a78") if dark(stage) else stage.tones.change("#a9b4c6")
    fill = stage.vertical(
        (0, stage.tones.away(colour, 0.3)), (1, shade(colour, -0.1)), top=stage.horizon, bottom=stage.height
    )
    svg = band(stage, level(stage, 0.12), stage.bottom, fill)
    middle = stage.width * 0.5
    for k in (-1.6, -0.55, 0.55, 1.6):
        tone = neon[0] if abs(k) < 1 else neon[1]
        line = trace(
            "M", middle + k * stage.unit * 6, level(stage, 0.12), "L", middle + k * stage.unit * 60, stage.bottom
        )
        svg += stroke(line, tone, stage.unit * 0.7, 0.85 if dark(stage) else 0.5)
    svg += "".join(
        ellipse(
            rng.uniform(0, stage.width),
            level(stage, rng.uniform(0.25, 0.95)),
            stage.unit * rng.uniform(4, 10),
            stage.unit * rng.uniform(0.4, 1.1),
            rng.choice(neon),
            0.22,
        )
        for _ in range(14)
    )
    stage.add("street", "ground", 0.44, svg)
