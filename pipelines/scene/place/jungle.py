"""Jungle: giant leaves, lianas and palms."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.land import paint_ground
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.open import band, level, open_sky
from pipelines.scene.place.woods import crowns, trunk
from pipelines.scene.shapes import ellipse, path, stroke, trace


def paint_jungle(stage: Stage) -> None:
    """Layers of giant leaves, lianas, palms and light from above."""
    open_sky(stage, 2.2)
    rng = stage.random("jungle")
    t = stage.tones
    back = mix(t.sky_low, t.change("#8fc08a"), 0.55)
    fill = stage.vertical(
        (0, mix(back, t.change("#2f6f4f"), 0.35)), (1, mix(back, t.light, 0.5)), top=0, bottom=stage.horizon
    )
    stage.add("green light", "sky", 0.05, band(stage, stage.top, stage.bottom - stage.top, fill))
    greens = ("#3f8f5a", "#2f7a50", "#5aa85f", "#4f9a4a")
    for row in range(3):
        haze = 0.6 - 0.27 * row
        svg = "".join(
            trunk(
                stage,
                rng,
                x,
                level(stage, 0.02 + 0.08 * row),
                stage.unit * (1.2 + row) * rng.uniform(0.8, 1.3),
                t.away(t.change("#6a5a48"), haze),
            )
            for x in (rng.uniform(stage.left, stage.right) for _ in range((14, 8, 4)[row]))
            if row < 2 or abs(x / stage.width - 0.5) > 0.3
        )
        stage.add("trunks", "far", 0.2 + 0.1 * row, svg)
        crowns(stage, rng, "crowns", greens, stage.horizon * (0.8 - 0.12 * row), (70, 50, 34)[row], haze)
        ferns = "".join(
            frond(
                rng,
                rng.uniform(stage.left, stage.right),
                level(stage, 0.03 + 0.07 * row),
                stage.unit * (8 + 4 * row) * rng.uniform(0.8, 1.3),
                t.away(t.change(rng.choice(greens)), haze),
            )
            for _ in range((30, 22, 12)[row])
            if row < 2 or rng.random() < 0.8
        )
        stage.add("ferns", "far", 0.24 + 0.1 * row, ferns)
        if row == 1:
            paint_ground(stage, grass=False)
    _lianas(stage, rng)
    sides = "".join(
        frond(
            rng,
            stage.width * rng.choice((rng.uniform(-0.06, 0.18), rng.uniform(0.82, 1.06))),
            level(stage, rng.uniform(0.25, 0.45)),
            stage.unit * rng.uniform(14, 20),
            t.change(rng.choice(greens)),
        )
        for _ in range(7)
    )
    stage.add("big ferns", "far", 0.46, sides)


def frond(rng: Random, x: float, foot: float, tall: float, colour: str) -> str:
    """A tuft of broad bent leaves."""
    svg = ""
    for k in range(7):
        lean = (k - 3) / 3 + rng.uniform(-0.1, 0.1)
        tip = (x + lean * tall * 0.85, foot - tall * (1.0 - 0.5 * lean * lean))
        mid = (x + lean * tall * 0.3, foot - tall * 0.68)
        w = tall * 0.1
        tone = shade(colour, rng.uniform(-0.05, 0.05))
        svg += path(
            trace(
                "M",
                x,
                foot,
                "Q",
                mid[0] - w,
                mid[1] - w,
                tip[0],
                tip[1],
                "Q",
                mid[0] + w,
                mid[1] + w * 1.4,
                x,
                foot,
                "Z",
            ),
            tone,
        )
        svg += stroke(trace("M", x, foot, "Q", mid[0], mid[1], tip[0], tip[1]), shade(tone, 0.05), w * 0.16)
    return svg


def _lianas(stage: Stage, rng: Random) -> None:
    t, svg = stage.tones, ""
    for _ in range(9):
        x = stage.width * rng.uniform(-0.05, 1.05)
        low = stage.horizon * rng.uniform(0.3, 0.8)
        swing = stage.unit * rng.uniform(-6, 6)
        points = [(x, -stage.unit * 3), (x + swing * 0.3, low * 0.5), (x + swing, low)]
        green = t.change(rng.choice(("#3f7f45", "#5a8f4a")))
        svg += stroke(smooth(points), green, stage.unit * 0.4)
        for k in range(int(low / stage.unit / 3)):
            y = k * stage.unit * 3
            px = x + swing * (y / low) ** 1.6
            svg += ellipse(
                px + stage.unit * (0.7 if k % 2 else -0.7),
                y,
                stage.unit * 0.9,
                stage.unit * 0.45,
                shade(green, rng.uniform(-0.03, 0.06)),
            )
    stage.add("liana leaves", "far", 0.4, svg)


def paint_jungle_front(stage: Stage) -> None:
    """Dark leaves in the corners, nearest of all."""
    rng = stage.random("jungle front")
    colour = shade(stage.tones.change("#1f5a40"), -0.04)
    svg = ""
    for side in (0, 1):
        for _ in range(3):
            x = stage.width * (side + (1 - 2 * side) * rng.uniform(-0.06, 0.1))
            svg += frond(
                rng,
                x,
                stage.height + stage.unit * 2,
                stage.unit * rng.uniform(16, 26),
                shade(colour, rng.uniform(-0.03, 0.04)),
            )
    stage.add("front leaves", "near", 0.95, svg)
