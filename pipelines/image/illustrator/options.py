"""What the illustrator can be told."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.image.ask import ImageParams
from pipelines.scene.options import DetailChoice, DrawingOptions, DrawingStyle, DrawnLook, Finish
from studio.jobs.engine import Ask


class IllustratorOptions(DrawingOptions):
    """How a picture is drawn and painted; "auto" takes the finish that the prompt names."""

    section = "illustrator"

    finish: Literal["auto", Finish, DrawnLook] = Field(
        "auto", json_schema_extra={"control": "swatches", "group": "main"}
    )
    style: DrawingStyle = "flat"
    detail: DetailChoice = "usual"


IllustratorAsk = Ask[ImageParams, IllustratorOptions]
