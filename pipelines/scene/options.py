"""What a person can set of every drawn picture, still or moving."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pipelines.scene.drawings import Style
from studio.params import Options

DrawingStyle = Annotated[Style, Field(json_schema_extra={"control": "radio"})]


class DrawingOptions(Options):
    """How the things of a scene are drawn."""

    section = "drawing"

    style: DrawingStyle = "flat"
