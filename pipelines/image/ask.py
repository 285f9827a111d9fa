"""Image: a picture from a prompt, by the illustrator or a diffusion model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from pydantic import Field

from pipelines.image.painter.icon import Look
from pipelines.runtimes.choosing import choose_engine
from pipelines.runtimes.fields import DrawingStyle, Guidance, LeaveOut, Steps
from pipelines.scene.finish.finish import Finish
from studio.jobs.engine import Choice, Host, JobContext, Made
from studio.params import Params

Aspect = Literal["1:1", "4:3", "3:4", "16:9", "9:16", "3:2"]

STEP = 8
"""Both sides are multiples of this: the latents of diffusion models are an eighth of the picture."""
SHORTEST = 512
PAINTER, UPSCALER = "icon-painter", "upscaler"
"""The icon painter serves only a person who asks for it; the upscaler serves the painter."""


class ImageParams(Params):
    """What a person can set for a picture."""

    examples = (
        "three birds over the sea at dawn",
        "a fox under the moon in a snowy forest, watercolour",
        "rich in colour, flowing lines, full of movement and rhythm",
    )

    negative_prompt: LeaveOut = ""
    model: str = Field(
        "auto",
        title="Engine",
        description="Auto takes the best that can run here now.",
        json_schema_extra={"control": "model", "task": "text-to-image"},
    )
    aspect: Aspect = Field(
        "1:1", title="Format", description="Width to height.", json_schema_extra={"control": "radio"}
    )
    size: int = Field(
        1024,
        ge=512,
        le=2048,
        title="Size",
        description="Longer side in pixels. The shorter side is never below 512.",
    )
    finish: Literal["auto", Finish] = Field(
        "auto",
        title="Finish",
        description="How the illustrator paints. Auto takes what the prompt names, such as watercolour, else flat.",
        json_schema_extra={"control": "radio", "when": {"model": ["own"]}},
    )
    style: DrawingStyle = "flat"
    icon_look: Literal["auto", Look] = Field(
        "auto",
        title="Icon look",
        description="Auto takes the look that the prompt names, else 3D.",
        json_schema_extra={
            "control": "radio",
            "titles": {"auto": "Auto", "3d": "3D", "flat": "Flat"},
            "when": {"model": [PAINTER]},
        },
    )
    icon_size: Literal["512", "128"] = Field(
        "512",
        title="Icon size",
        description="128 pixels as the icon painter paints, or 512, enlarged by a second small model.",
        json_schema_extra={"control": "radio", "when": {"model": [PAINTER]}},
    )
    steps: Steps = None
    guidance: Guidance = None
    count: int = Field(1, ge=1, le=4, title="Pictures", description="How many, each with the next seed.")


class ImageGenerator:
    """Makes pictures. Implements studio.jobs.engine.Generator."""

    key = "image"
    title = "Image"
    Params = ImageParams

    def choose(self, params: ImageParams, host: Host) -> Choice:
        """The illustrator, the icon painter or a model of the catalog. Raises NotFound, ModelAbsent or DoesNotFit."""
        own = Choice(
            "illustrator",
            (host.catalog["minilm"],),
            "The illustrator draws it: it needs no large model and takes about a second.",
        )
        if params.model == PAINTER:
            return _painter(params, host, choose_engine(PAINTER, "text-to-image", host, own))
        # "auto" passes over what counts as the own engine's.
        beside = tuple(spec for spec in host.catalog.for_task("text-to-image") if spec.key == PAINTER)
        choice = choose_engine(params.model, "text-to-image", host, replace(own, models=(*own.models, *beside)))
        return own if choice.engine == own.engine else choice

    def run(self, params: ImageParams, choice: Choice, ctx: JobContext) -> Iterator[Made]:
        """One Made a picture, with the seeds seed, seed + 1 ..."""
        spec = choice.models[0]
        # All engines read ImageParams, and none is needed before the first picture.
        if choice.engine == "illustrator":
            from pipelines.image import illustrator

            yield from illustrator.run(params, spec, ctx)
        elif spec.key == PAINTER:
            from pipelines.image.painter import engine as painter

            yield from painter.run(params, spec, ctx, *choice.models[1:])
        else:
            from pipelines.image import diffusion

            yield from diffusion.run(params, spec, ctx)


def _painter(params: ImageParams, host: Host, choice: Choice) -> Choice:
    """The icon painter, with the upscaler where its larger size is wanted and the files are here."""
    upscaler = host.catalog[UPSCALER]
    larger = params.icon_size == "512" and host.catalog.present(upscaler)
    return replace(choice, models=(*choice.models, upscaler)) if larger else choice


def dimensions(params: ImageParams) -> tuple[int, int]:
    """Width and height in pixels: the format at the wanted size, enlarged where the shorter side would be below 512."""
    across, down = (int(part) for part in params.aspect.split(":"))
    longer, shorter = max(across, down), min(across, down)
    long_side = max(params.size, SHORTEST * longer / shorter)
    short_side = max(SHORTEST, round(long_side * shorter / longer / STEP) * STEP)
    long_side = round(long_side / STEP) * STEP
    return (long_side, short_side) if across >= down else (short_side, long_side)
