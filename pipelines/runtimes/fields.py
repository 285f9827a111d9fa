"""Fields that several generators have, declared once: use them as annotations and give the default beside."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pipelines.scene.drawings import Style
from studio.params import OptionalText

LeaveOut = Annotated[
    OptionalText, Field(title="Leave out", description="Things that must not be in the picture.", max_length=2000)
]
DrawingStyle = Annotated[
    Style,
    Field(
        title="Drawing style",
        description="How things are drawn: simple shapes, or rounder ones with more detail.",
        json_schema_extra={
            "control": "radio",
            "titles": {"flat": "Simple", "noto": "Detailed"},
            "when": {"model": ["own"]},
        },
    ),
]
Steps = Annotated[
    int | None,
    Field(
        ge=1,
        le=100,
        title="Steps",
        description="How many times the model refines the picture. Empty: what suits the model.",
        json_schema_extra={"when": {"model": ["model"]}},
    ),
]
Guidance = Annotated[
    float | None,
    Field(
        ge=0,
        le=30,
        title="Guidance",
        description="How closely the model keeps to the words. Empty: what suits the model.",
        json_schema_extra={"when": {"model": ["model"]}},
    ),
]
