"""The sky: its gradient, the light along the horizon, and all that is seen in it."""

from __future__ import annotations

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.clouds import paint_clouds
from pipelines.scene.nature.luminaries import paint_luminary
from pipelines.scene.nature.stars import paint_aurora, paint_milky_way, paint_stars
from pipelines.scene.palette import mix
from pipelines.scene.shapes import ellipse

VEILED = ("rain", "storm", "fog", "snow")
"""Weathers that hide the stars."""


def paint_sky(stage: Stage) -> None:
    """Everything above the horizon, farthest first."""
    _gradient(stage)
    _horizon_light(stage)
    brief = stage.brief
    northern = "northern lights" in brief.features
    if northern or "stars" in brief.features or (brief.daytime == "night" and brief.weather not in VEILED):
        paint_stars(stage, 130, stage.horizon)
        if northern or (brief.setting == "snow" and brief.weather == "clear"):
            paint_aurora(stage)
        else:
            paint_milky_way(stage)
    paint_luminary(stage)
    if "rainbow" in brief.features:
        _rainbow(stage)
    paint_clouds(stage)


def _gradient(stage: Stage) -> None:
    t = stage.tones
    fill = stage.vertical(
        (0, t.sky_top), (0.42, t.sky_high), (0.8, t.sky_low), (1, t.sky_edge), top=0, bottom=max(stage.horizon, 1)
    )
    x, y, w, h = stage.frame
    stage.add("sky", "sky", 0.0, f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" fill="{fill}"/>')


def _horizon_light(stage: Stage) -> None:
    """Light that lies along the horizon, brightest below sun or moon: the air there is thick."""
    brief, t = stage.brief, stage.tones
    if brief.weather not in ("clear", "wind", "cloudy"):
        return
    strong = 0.2 if brief.daytime == "night" else 0.8 if stage.hour.low else 0.45
    fill = stage.glow(mix(t.sky_edge, t.light, 0.45), strong)
    tall = stage.horizon * (0.44 if stage.hour.low else 0.3)
    svg = ellipse(stage.light[0], stage.horizon, stage.width * 0.85, tall, fill)
    stage.add("horizon light", "sky", 0.0, svg)


def _rainbow(stage: Stage) -> None:
    x = stage.width - stage.light[0]
    radius, band = stage.unit * 62, stage.unit * 2.1
    colours = ("#e8504f", "#f29a43", "#f6dc5c", "#69bf6b", "#4fa3dd", "#6b6fd0", "#9a65c4")
    svg = "".join(
        f'<circle cx="{n(x)}" cy="{n(stage.horizon + stage.unit * 8)}" r="{n(radius - i * band)}" stroke="{colour}"/>'
        for i, colour in enumerate(colours)
    )
    svg = f'<g fill="none" stroke-width="{n(band * 1.08)}" opacity=".5">{svg}</g>'
    stage.add("rainbow", "sky", 0.03, svg)
