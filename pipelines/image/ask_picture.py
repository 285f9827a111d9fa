"""What can be asked for of a picture that there is."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from pipelines.image.ask import COUNT
from studio.params import AUTO, Brought, MaybeBrought, ModelName, OptionalText, Params, PromptParams

_PICTURE: dict[str, Any] = {"takes": ["picture"], "group": "main"}


class ChangeParams(PromptParams):
    """A picture painted anew after a picture: `strength` from none of it changed to all of it."""

    section = "change"

    picture: Brought = Field(json_schema_extra=_PICTURE)
    negative_prompt: OptionalText = ""
    strength: float = Field(0.6, ge=0, le=1, json_schema_extra={"group": "main"})
    count: int = COUNT


class RepaintParams(PromptParams):
    """What the mask covers (white) is painted anew; every other pixel stays."""

    section = "repaint"

    picture: Brought = Field(json_schema_extra=_PICTURE)
    mask: Brought = Field(json_schema_extra={**_PICTURE, "control": "mask", "over": "picture"})
    negative_prompt: OptionalText = ""
    strength: float = Field(1.0, ge=0.1, le=1)
    count: int = COUNT


class ExtendParams(PromptParams):
    """A picture with more on each side: per cent of its width and height."""

    section = "extend"

    picture: Brought = Field(json_schema_extra=_PICTURE)
    negative_prompt: OptionalText = ""
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
    count: int = COUNT


class EditParams(PromptParams):
    """A picture changed as the words say, with up to three more to take things from."""

    section = "edit"

    picture: Brought = Field(json_schema_extra=_PICTURE)
    reference_2: MaybeBrought = Field("", json_schema_extra={"takes": ["picture"]})
    reference_3: MaybeBrought = Field("", json_schema_extra={"takes": ["picture"]})
    reference_4: MaybeBrought = Field("", json_schema_extra={"takes": ["picture"]})
    negative_prompt: OptionalText = ""
    count: int = COUNT


class LayersParams(Params):
    """A picture taken apart into layers with transparency."""

    section = "layers"

    picture: Brought = Field(json_schema_extra=_PICTURE)
    layers: int = Field(4, ge=2, le=8, json_schema_extra={"group": "main"})
    model: ModelName = AUTO
