"""What can be asked for in pictures."""

from __future__ import annotations

from typing import Any, Literal, get_args

from pydantic import Field

from studio.params import AUTO, SEED_LIMIT, Brought, ModelName, OptionalText, Params, PromptParams, bounds
from studio.works.parameters import Parameters

Aspect = Literal["1:1", "4:3", "3:4", "16:9", "9:16", "3:2"]

STEP = 8
"""Both sides are multiples of this: the latents of diffusion models are an eighth of the picture."""
SHORTEST = 512
MOST = 9
"""Pictures at once: three by three of them can still be looked at together."""
COUNT: Any = Field(1, ge=1, le=MOST, json_schema_extra={"group": "main", "late": True})


class ImageParams(PromptParams):
    """A picture: width to height, and its longer side in pixels; the shorter side is never below 512."""

    section = "image"

    negative_prompt: OptionalText = ""
    model: ModelName = AUTO
    aspect: Aspect = Field("1:1", json_schema_extra={"control": "swatches", "group": "main"})
    size: int = Field(1024, ge=512, le=2048)
    count: int = COUNT


class EnhanceParams(Params):
    """A picture of one's own, and how far each thing is turned: exposure in stops, the rest from none to all."""

    section = "enhance"

    picture: Brought = Field(json_schema_extra={"takes": ["picture"], "group": "main"})
    auto: bool = Field(True, json_schema_extra={"group": "main"})
    exposure: float = Field(0.0, ge=-2, le=2)
    contrast: float = Field(0.0, ge=-1, le=1)
    clarity: float = Field(0.0, ge=-1, le=1)
    colour: float = Field(0.0, ge=-1, le=1)
    sharpen: float = Field(0.0, ge=0, le=1)


def from_parameters(said: Parameters) -> dict[str, Any]:
    """What another program says of a picture, in the fields of ours: the nearest format, the longer side as near as can
    be made."""
    values: dict[str, Any] = {
        "prompt": said.prompt,
        "negative_prompt": said.negative_prompt,
        "seed": said.seed,
        "steps": said.steps,
        "guidance": said.guidance_scale,
    }
    if said.width and said.height:
        wanted = said.width / said.height
        low, high = bounds(ImageParams.model_fields["size"])
        values["aspect"] = min(get_args(Aspect), key=lambda aspect: abs(_ratio(aspect) / wanted - 1))
        values["size"] = max(low, min(high, max(said.width, said.height)))
    return values


def _ratio(aspect: str) -> float:
    """Width to height."""
    across, down = map(int, aspect.split(":"))
    return across / down


def dimensions(params: ImageParams) -> tuple[int, int]:
    """Width and height in pixels: the format at the wanted size, enlarged where the shorter side would be below 512."""
    across, down = (int(part) for part in params.aspect.split(":"))
    longer, shorter = max(across, down), min(across, down)
    long_side = max(params.size, SHORTEST * longer / shorter)
    short_side = max(SHORTEST, round(long_side * shorter / longer / STEP) * STEP)
    long_side = round(long_side / STEP) * STEP
    return (long_side, short_side) if across >= down else (short_side, long_side)


def seeds(params: ImageParams) -> list[int]:
    """The seed of each picture: the one that was given, then the next ones; after the last comes 0."""
    return [((params.seed or 0) + number) % (SEED_LIMIT + 1) for number in range(params.count)]
