"""What can be asked for in animation: a short film."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from studio.media.formats import VideoFormat
from studio.params import AUTO, ModelName, OptionalText, PromptParams

Aspect = Literal["16:9", "1:1", "9:16", "4:3", "3:4", "21:9"]

STEP = 16
"""Both sides are multiples of this: what video models and encoders work in."""


class AnimationParams(PromptParams):
    """A film: length in seconds, `size` is its longer side in pixels."""

    section = "animation"

    negative_prompt: OptionalText = ""
    model: ModelName = AUTO
    seconds: float = Field(4.0, ge=2, le=12, json_schema_extra={"group": "main"})
    fps: int = Field(24, ge=12, le=30)
    aspect: Aspect = Field("16:9", json_schema_extra={"control": "swatches", "group": "main"})
    size: int = Field(768, ge=320, le=1280)
    format: VideoFormat = Field("mp4", json_schema_extra={"control": "radio"})


def dimensions(params: AnimationParams) -> tuple[int, int]:
    """Width and height in pixels, multiples of 16. No side is above 1280, and the shorter one not above 720 unless the
    picture is square or nearly so and there is room."""
    across, down = (int(part) for part in params.aspect.split(":"))
    ratio = min(across, down) / max(across, down)
    # 1280 x 720 pixels in all is what is promised; squarer formats get smaller rather than slower.
    longer = min(float(params.size), (1280 * 720 / ratio) ** 0.5)
    long_side = int(longer // STEP * STEP)
    short_side = max(STEP, round(longer * ratio / STEP) * STEP)
    return (long_side, short_side) if across >= down else (short_side, long_side)
