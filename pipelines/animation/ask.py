"""Animation: a short film from a prompt, by the moving illustration or a video model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from pipelines.runtimes.choosing import choose_engine
from pipelines.runtimes.fields import DrawingStyle, Guidance, LeaveOut, Steps
from pipelines.scene.move.finish import Finish
from studio.jobs.engine import Choice, Host, JobContext, Made
from studio.media.video import VideoFormat
from studio.params import Params

Aspect = Literal["16:9", "1:1", "9:16", "4:3", "3:4", "21:9"]
CameraChoice = Literal["auto", "still", "push in", "pull out", "pan left", "pan right", "rise"]

STEP = 16
"""Both sides are multiples of this: what video models and encoders work in."""


class AnimationParams(Params):
    """What a person can set for an animation."""

    examples = (
        "a sailboat on the sea at dusk, seagulls flying by",
        "as night falls, a fox walks through a snowy forest",
        "colourful hot air balloons floating over green hills",
    )

    negative_prompt: LeaveOut = ""
    model: str = Field(
        "auto",
        title="Engine",
        description="Auto takes the best that can run here now.",
        json_schema_extra={"control": "model", "task": "text-to-video"},
    )
    seconds: float = Field(4.0, ge=2, le=12, title="Length", description="In seconds, 2 to 12.")
    fps: int = Field(
        24, ge=12, le=30, title="Frames per second", description="12 is lively like stop motion, 30 is smoothest."
    )
    aspect: Aspect = Field(
        "16:9", title="Format", description="Width to height.", json_schema_extra={"control": "radio"}
    )
    size: int = Field(768, ge=320, le=1280, title="Size", description="Longer side in pixels. Larger takes longer.")
    format: VideoFormat = Field(
        "mp4",
        title="File",
        description="MP4 plays everywhere; GIF and WebP are pictures that move by themselves.",
        json_schema_extra={"control": "radio", "titles": {"mp4": "MP4", "gif": "GIF", "webp": "WebP"}},
    )
    loop: Literal["auto", "on", "off"] = Field(
        "auto",
        title="Seamless loop",
        description="The end leads back into the start. Auto: on for GIF and WebP, off for MP4.",
        json_schema_extra={"control": "radio", "when": {"model": ["own"]}},
    )
    camera: CameraChoice = Field(
        "auto",
        title="Camera",
        description="Auto follows the prompt, else it chooses a slow move.",
        json_schema_extra={"when": {"model": ["own"]}},
    )
    finish: Literal["auto", Finish] = Field(
        "auto",
        title="Finish",
        description="Smooth shapes, layers of cut paper, or pixels. Auto takes what the prompt names, else flat.",
        json_schema_extra={"control": "radio", "when": {"model": ["own"]}},
    )
    style: DrawingStyle = "flat"
    steps: Steps = None
    guidance: Guidance = None


class AnimationGenerator:
    """Makes animations. Implements studio.jobs.engine.Generator."""

    key = "animation"
    title = "Animation"
    Params = AnimationParams

    def choose(self, params: AnimationParams, host: Host) -> Choice:
        """The moving illustration or a model of the catalog. Raises NotFound, ModelAbsent or DoesNotFit."""
        own = Choice(
            "moving",
            (host.catalog["minilm"],),
            "The moving illustration draws it: it needs no large model and takes a few seconds.",
        )
        return choose_engine(params.model, "text-to-video", host, own)

    def run(self, params: AnimationParams, choice: Choice, ctx: JobContext) -> Iterator[Made]:
        """One Made: the film and a still of it."""
        spec = choice.models[0]
        if choice.engine == "moving":
            from pipelines.animation import moving

            yield from moving.run(params, spec, ctx)
        else:
            from pipelines.animation import video

            yield from video.run(params, spec, ctx)


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


def looped(params: AnimationParams) -> bool:
    """Whether the film is to be a seamless loop."""
    return params.loop == "on" or (params.loop == "auto" and params.format != "mp4")
