"""Open: measures of a place under the sky: how large a metre is at each depth, and how far the air dims it."""

from __future__ import annotations

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.sky import paint_sky
from pipelines.scene.nature.weather import paint_lightning
from pipelines.scene.palette import shade
from pipelines.scene.pen import Pen
from pipelines.scene.shapes import circle, rect

LAMPLIGHT = "#ffd98a"


def open_sky(stage: Stage, eye: float) -> None:
    """The sky, and the measure of what stands below it seen from `eye` metres above the ground."""
    # Half by the horizon, half fixed: with a high one, houses stay as large as they must be to be seen.
    stage.metre = (stage.height * 0.6 - stage.horizon * 0.5) / eye
    paint_sky(stage)
    if stage.brief.weather == "storm":
        paint_lightning(stage)


def level(stage: Stage, at: float) -> float:
    """The y of the ground at a depth from 0 (horizon) to 1 (lower edge)."""
    return stage.horizon + (stage.height - stage.horizon) * at


def pen_at(stage: Stage, x: float, at: float, haze: float = 0.0, foot: float | None = None) -> Pen:
    """A pen whose foot is at x (scene units) and the depth `at`; `haze` 0 to 1 is how much air lies before it.

    `foot` puts it higher or lower than the ground of that depth.
    """
    tones = stage.tones
    metre = stage.metre * max(0.02, at) / 0.9

    def seen(colour: str) -> str:
        return tones.away(tones.change(colour), haze) if haze else tones.change(colour)

    y = level(stage, at) if foot is None else foot
    return Pen(x, y, metre, seen, lit_from_left=stage.lit_from_left)


def dark(stage: Stage) -> bool:
    """Whether lamps and windows are lit."""
    return stage.brief.daytime in ("dusk", "night") or stage.brief.weather == "storm"


def halo(stage: Stage, pen: Pen, x: float, up: float, r: float, colour: str = "#ffc874", strength: float = 0.6) -> None:
    """A glow of r metres around something that shines in the dark."""
    if dark(stage):
        cx, cy = pen.at(x, up)
        pen.add(circle(cx, cy, r * pen.metre, stage.glow(colour, strength)))


def plane(stage: Stage, name: str, colour: str, top: float | None = None) -> None:
    """Level ground of one colour from `top` (or the horizon) down, lighter far away."""
    t, y = stage.tones, stage.horizon if top is None else top
    fill = stage.vertical(
        (0, t.away(shade(colour, 0.03), 0.2)), (0.4, colour), (1, shade(colour, -0.06)), top=y, bottom=stage.height
    )
    svg = (
        f'<rect x="{n(stage.left)}" y="{n(y)}" width="{n(stage.right - stage.left)}" '
        f'height="{n(stage.bottom - y)}" fill="{fill}"/>'
    )
    stage.add(name, "ground", 0.45, svg)


def band(stage: Stage, y: float, tall: float, fill: str, opacity: float = 1.0) -> str:
    """A strip across the whole picture."""
    return rect(stage.left, y, stage.right - stage.left, tall, fill, opacity)
