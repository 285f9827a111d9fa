"""What a person can set of every drawn picture, still or moving."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipelines.scene.drawings import Style
from studio.params import Options

Finish = Literal["flat", "ink", "watercolour", "oil", "pixel", "paper-cut", "mosaic"]
FilmFinish = Literal["flat", "paper-cut", "pixel"]
"""Those that are cheap enough for each frame."""
DrawingStyle = Annotated[Style, Field(json_schema_extra={"control": "radio"})]


class DrawingOptions(Options):
    """How the things of a scene are drawn."""

    section = "drawing"

    style: DrawingStyle = "flat"
