"""What can be asked for in pictures."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Protocol, get_args

from pydantic import AfterValidator, Field

from pipelines.image.styles import shipped
from pipelines.runtimes.solvers import named
from studio.params import AUTO, SEED_LIMIT, Brought, ModelName, OptionalText, Params, PromptParams, bounds, clean_text
from studio.styles import LONGEST_NAME
from studio.works.parameters import Parameters

Aspect = Literal["1:1", "4:3", "3:4", "16:9", "9:16", "3:2"]

STEP = 8
"""Both sides are multiples of this: the latents of diffusion models are an eighth of the picture."""
SHORTEST = 512
MOST = 9
"""Pictures at once: three by three of them can still be looked at together."""
Axis = Literal["seed", "words", "style", "steps", "guidance", "scheduler", "lora"]
"""What a grid of pictures may be set along."""
AxisValues = Annotated[str, AfterValidator(clean_text), Field(max_length=1000)]
StyleName = Annotated[
    str, AfterValidator(clean_text), Field(max_length=LONGEST_NAME, json_schema_extra={"suggests": list(shipped())})
]
"""What a style is called; empty for none."""
COUNT: Any = Field(1, ge=1, le=MOST, json_schema_extra={"group": "main", "late": True})


class OneImageParams(PromptParams):
    """A picture: width to height, and its longer side in pixels; the shorter side is never below 512."""

    section = "image"

    negative_prompt: OptionalText = ""
    style_name: StyleName = ""
    model: ModelName = AUTO
    aspect: Aspect = Field("1:1", json_schema_extra={"control": "swatches", "group": "main"})
    size: int = Field(1024, ge=512, le=2048)


class ImageParams(OneImageParams):
    """So many pictures of the same words."""

    count: int = COUNT


class GridParams(OneImageParams):
    """Pictures beside and below each other, in each of which something else is set: values between commas, or ranges of
    numbers such as 1-5."""

    section = "grid"

    x_axis: Axis = Field("seed", json_schema_extra={"group": "main"})
    x_values: AxisValues = Field("1-3", json_schema_extra={"group": "main"})
    y_axis: Literal["none", Axis] = Field("none", json_schema_extra={"group": "main"})
    y_values: AxisValues = Field("", json_schema_extra={"group": "main"})


Filter = Literal[
    "none", "black-and-white", "noir", "sepia", "ink", "rose", "warm-film", "cool-film",
    "faded", "cross", "golden", "dream", "grain", "vignette",
]  # fmt: skip


class EnhanceParams(Params):
    """A picture of one's own, and how far each thing is turned: exposure in stops, the rest from none to all; then the
    look that it gets, and how much of it."""

    section = "enhance"

    picture: Brought = Field(json_schema_extra={"takes": ["picture"], "group": "main"})
    auto: bool = Field(True, json_schema_extra={"group": "main"})
    exposure: float = Field(0.0, ge=-2, le=2)
    contrast: float = Field(0.0, ge=-1, le=1)
    clarity: float = Field(0.0, ge=-1, le=1)
    colour: float = Field(0.0, ge=-1, le=1)
    sharpen: float = Field(0.0, ge=0, le=1)
    denoise: float = Field(0.0, ge=0, le=1)
    filter: Filter = Field("none", json_schema_extra={"control": "swatches", "group": "main"})
    filter_strength: float = Field(1.0, ge=0, le=1)


def from_parameters(said: Parameters) -> dict[str, Any]:
    """What another program says of a picture, in the fields of ours: the nearest format, the longer side as near as can
    be made."""
    values: dict[str, Any] = {
        "prompt": said.prompt,
        "negative_prompt": said.negative_prompt,
        "seed": said.seed,
        "steps": said.steps,
        "guidance": said.guidance_scale,
        # What is no sampler of ours is told as what cannot be used.
        "scheduler": named(said.sampler, said.schedule) or said.sampler,
        "loras": ", ".join(said.loras),
        "variation": said.variation,
        "variation_seed": said.variation_seed,
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


def dimensions(params: OneImageParams) -> tuple[int, int]:
    """Width and height in pixels: the format at the wanted size, enlarged where the shorter side would be below 512."""
    across, down = (int(part) for part in params.aspect.split(":"))
    longer, shorter = max(across, down), min(across, down)
    long_side = max(params.size, SHORTEST * longer / shorter)
    short_side = max(SHORTEST, round(long_side * shorter / longer / STEP) * STEP)
    long_side = round(long_side / STEP) * STEP
    return (long_side, short_side) if across >= down else (short_side, long_side)


class Several(Protocol):
    """What asks for so many pictures of a seed."""

    @property
    def seed(self) -> int | None: ...

    @property
    def count(self) -> int: ...


def seeds(params: Several) -> list[int]:
    """The seed of each picture: the one that was given, then the next ones; after the last comes 0."""
    return [((params.seed or 0) + number) % (SEED_LIMIT + 1) for number in range(params.count)]
