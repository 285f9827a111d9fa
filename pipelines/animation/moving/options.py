"""What the moving illustration can be told, and what follows from it."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from pipelines.animation.ask import AnimationParams
from pipelines.scene.finish.finish import named_finish
from pipelines.scene.move.finish import Finish
from pipelines.scene.options import DrawingOptions, DrawingStyle
from studio.jobs.engine import Ask

CameraChoice = Literal["auto", "still", "push in", "pull out", "pan left", "pan right", "rise"]


class MovingOptions(DrawingOptions):
    """How the layers are drawn and move. "auto" leaves it to the prompt, else to the picture."""

    section = "moving"

    loop: Literal["auto", "on", "off"] = Field("auto", json_schema_extra={"control": "radio"})
    camera: CameraChoice = "auto"
    finish: Literal["auto", Finish] = Field("auto", json_schema_extra={"control": "radio"})
    style: DrawingStyle = "flat"


MovingAsk = Ask[AnimationParams, MovingOptions]


def frame_count(params: AnimationParams) -> int:
    """Frames of the film."""
    return round(params.seconds * params.fps)


def looped(ask: MovingAsk) -> bool:
    """Whether the film is to be a seamless loop."""
    return ask.options.loop == "on" or (ask.options.loop == "auto" and ask.params.format != "mp4")


def finish_of(ask: MovingAsk) -> Finish:
    """The finish that was chosen, or that the prompt names, where films have it."""
    if ask.options.finish != "auto":
        return ask.options.finish
    named = named_finish(ask.params.prompt)
    return next((finish for finish in get_args(Finish) if finish == named), "flat")
