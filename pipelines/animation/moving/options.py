"""What the moving illustration can be told, and what follows from it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.animation.ask import AnimationParams
from pipelines.scene.options import DetailChoice, DrawingOptions, DrawingStyle, DrawnLook, FilmFinish
from studio.jobs.engine import Ask

CameraChoice = Literal["auto", "still", "push in", "pull out", "pan left", "pan right", "rise"]


class MovingOptions(DrawingOptions):
    """How the layers are drawn and move. "auto" leaves it to the prompt, else to the picture."""

    section = "moving"

    loop: Literal["auto", "on", "off"] = Field("auto", json_schema_extra={"control": "radio"})
    camera: CameraChoice = Field("auto", json_schema_extra={"control": "swatches"})
    finish: Literal["auto", FilmFinish, DrawnLook] = Field(
        "auto", json_schema_extra={"control": "swatches", "group": "main"}
    )
    style: DrawingStyle = "flat"
    detail: DetailChoice = "usual"


MovingAsk = Ask[AnimationParams, MovingOptions]


def frame_count(params: AnimationParams) -> int:
    """Frames of the film."""
    return round(params.seconds * params.fps)


def looped(ask: MovingAsk) -> bool:
    """Whether the film is to be a seamless loop."""
    return ask.options.loop == "on" or (ask.options.loop == "auto" and ask.params.format != "mp4")
