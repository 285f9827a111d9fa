"""What a person can set of every drawn picture, still or moving."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipelines.scene.drawings import Style
from studio.jobs.engine import Host
from studio.models.catalog import ModelSpec
from studio.params import Options

MEANING = "meaning"
"""Role of the model that finds drawings for words that the lists lack."""
Finish = Literal["flat", "ink", "watercolour", "oil", "pixel", "paper-cut", "mosaic"]
FilmFinish = Literal["flat", "paper-cut", "pixel"]
"""Those that are cheap enough for each frame."""
DrawingStyle = Annotated[Style, Field(json_schema_extra={"control": "swatches"})]


class DrawingOptions(Options):
    """How the things of a scene are drawn."""

    section = "drawing"

    style: DrawingStyle = "flat"


def models_of(host: Host) -> dict[str, ModelSpec]:
    """The models that help to draw, by their roles, where they are present: without them fewer words are known."""
    meaning = host.catalog["minilm"]
    return {MEANING: meaning} if host.catalog.present(meaning) else {}
