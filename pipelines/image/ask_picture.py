"""What can be asked for of a picture that there is."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from pipelines.image.ask import COUNT, StyleName
from pipelines.runtimes.looks import Look
from studio.params import (
    AUTO,
    Brought,
    Colour,
    MaybeBrought,
    ModelName,
    OptionalText,
    Painted,
    Params,
    PromptParams,
    Seed,
)
from studio.words import language

_PICTURE: dict[str, Any] = {"takes": ["picture"], "group": "main"}


class ChangeParams(PromptParams):
    """A picture painted anew after a picture: `strength` from none of it changed to all of it."""

    section = "change"

    picture: Brought = Field(json_schema_extra=_PICTURE)
    negative_prompt: OptionalText = ""
    style_name: StyleName = ""
    strength: float = Field(0.6, ge=0, le=1, json_schema_extra={"group": "main"})
    count: int = COUNT


class RepaintParams(PromptParams):
    """What the mask covers (white) is painted anew; every other pixel stays."""

    section = "repaint"

    picture: Brought = Field(json_schema_extra=_PICTURE)
    mask: Painted = Field(json_schema_extra={**_PICTURE, "control": "mask", "over": "picture"})
    negative_prompt: OptionalText = ""
    style_name: StyleName = ""
    strength: float = Field(1.0, ge=0.1, le=1)
    count: int = COUNT


class ExtendParams(PromptParams):
    """A picture with more on each side: per cent of its width and height."""

    section = "extend"

    picture: Brought = Field(json_schema_extra=_PICTURE)
    negative_prompt: OptionalText = ""
    style_name: StyleName = ""
    left: int = Field(25, ge=0, le=100, json_schema_extra={"group": "main", "step": 5})
    right: int = Field(25, ge=0, le=100, json_schema_extra={"group": "main", "step": 5})
    above: int = Field(0, ge=0, le=100, json_schema_extra={"group": "main", "step": 5})
    below: int = Field(0, ge=0, le=100, json_schema_extra={"group": "main", "step": 5})
    count: int = COUNT


Guide = Literal["edges", "soft-edges", "sketch", "depth", "pose"]


class GuideParams(PromptParams):
    """A picture that keeps the lines, the depth or the pose of another one."""

    section = "guide"

    picture: Brought = Field(json_schema_extra=_PICTURE)
    guide: Guide = Field("edges", json_schema_extra={"control": "radio", "group": "main"})
    hold: float = Field(0.8, ge=0, le=2)
    negative_prompt: OptionalText = ""
    style_name: StyleName = ""
    count: int = COUNT


class EditParams(PromptParams):
    """A picture changed as the words say, with up to three more to take things from."""

    section = "edit"

    picture: Brought = Field(json_schema_extra=_PICTURE)
    reference_2: MaybeBrought = Field("", json_schema_extra={"takes": ["picture"]})
    reference_3: MaybeBrought = Field("", json_schema_extra={"takes": ["picture"]})
    reference_4: MaybeBrought = Field("", json_schema_extra={"takes": ["picture"]})
    negative_prompt: OptionalText = ""
    style_name: StyleName = ""
    count: int = COUNT


class LayersParams(Params):
    """A picture taken apart into layers with transparency."""

    section = "layers"

    picture: Brought = Field(json_schema_extra=_PICTURE)
    layers: int = Field(4, ge=2, le=8, json_schema_extra={"group": "main"})
    seed: Seed = Field(None)
    model: ModelName = AUTO


class CutoutParams(Params):
    """The subject of a picture, on nothing or on another ground. `soften`: of its edge, none to most."""

    section = "cutout"

    picture: Brought = Field(json_schema_extra=_PICTURE)
    background: Literal["transparent", "white", "black", "colour", "blurred"] = Field(
        "transparent", json_schema_extra={"control": "radio", "group": "main"}
    )
    colour: Colour = "#f4efe6"
    soften: float = Field(0.0, ge=0, le=1)
    largest: bool = False


class EnlargeParams(Params):
    """A picture at so many times its width and height; `material` chooses the network: one for drawings is quick, one
    for photographs is slow."""

    section = "enlarge"

    picture: Brought = Field(json_schema_extra=_PICTURE)
    factor: Literal["2", "4"] = Field("2", json_schema_extra={"control": "radio", "group": "main"})
    material: Literal["auto", "drawing", "photo"] = Field(
        "auto", json_schema_extra={"control": "radio", "group": "main"}
    )


def _spoken(tongue: str) -> str:
    """The language of whoever asks, where they name none: the job does not know it any more."""
    return language() if tongue == AUTO else tongue


Tongue = Annotated[Literal["auto", "en", "zh"], AfterValidator(_spoken)]


class DescribeParams(Params):
    """A picture put into words, in the language that the person reads."""

    section = "describe"

    picture: Brought = Field(json_schema_extra=_PICTURE)
    language: Tongue = Field("auto", validate_default=True, json_schema_extra={"control": "radio", "group": "main"})
    model: ModelName = AUTO


class StyleParams(Params):
    """A picture painted in a look, in two of them mixed, or in the manner of another picture; size: the longer side of
    the result in pixels. `share` is that of the second look, `strength` from none of it painted to all of it."""

    section = "stylize"

    picture: Brought = Field(json_schema_extra=_PICTURE)
    # What is chosen stands first: there are more than are seen at once.
    look: Literal["wave", Look] = Field("wave", json_schema_extra={"control": "swatches", "group": "main"})
    second_look: Literal["none", Look] = "none"
    share: float = Field(0.5, ge=0, le=1)
    like: MaybeBrought = Field("", json_schema_extra={"takes": ["picture"]})
    strength: float = Field(0.9, ge=0, le=1, json_schema_extra={"group": "main"})
    keep_colours: bool = False
    size: int = Field(1024, ge=256, le=2048)


Drawn = Literal["pencil", "ink", "colouring"]


class LinesParams(Params):
    """The lines of a picture; `detail` from the surest lines to all of them, `weight` from thin ones to wide ones."""

    section = "lines"

    picture: Brought = Field(json_schema_extra=_PICTURE)
    drawn_in: Drawn = Field("ink", json_schema_extra={"control": "swatches", "group": "main"})
    detail: float = Field(0.5, ge=0, le=1, json_schema_extra={"group": "main"})
    weight: float = Field(0.3, ge=0, le=1, json_schema_extra={"group": "main"})
