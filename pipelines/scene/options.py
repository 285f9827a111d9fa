"""What a person can set of every drawn picture, still or moving."""

from __future__ import annotations

from pydantic import Field

from pipelines.scene.drawings import Style
from studio.params import Options


class DrawingOptions(Options):
    """How the things of a scene are drawn."""

    section = "drawing"

    style: Style = Field("flat", json_schema_extra={"control": "radio"})
