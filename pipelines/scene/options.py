"""What a person can set of every drawn picture, still or moving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import Field

from pipelines.scene.drawings import Style
from pipelines.scene.scene import Detail
from studio.jobs.engine import Host
from studio.models.catalog import ModelSpec
from studio.params import OptionalText, Options
from studio.works.credit import Source
from studio.works.recipe import Recipe

MEANING = "meaning"
"""Role of the model that finds drawings for words that the lists lack."""
READER = "minilm"
"""Its key. It only reads."""
GRAMMAR = "grammar"
"""Role of the parser of English sentences."""
PARSER = "english-parser"
"""Its key. It only reads as well."""
READERS = frozenset({READER, PARSER})
"""Keys of models that take part in no other way than by reading."""
Finish = Literal["flat", "ink", "watercolour", "oil", "pixel", "paper-cut", "mosaic"]
FilmFinish = Literal["flat", "paper-cut", "pixel"]
"""Those that are cheap enough for each frame."""
DrawnLook = Literal[
    "fresco", "brush", "candy", "engraving", "pastel", "porcelain", "starry", "wave",
    "chalk", "shards", "poppy", "impasto", "midnight", "primary", "woodblock", "copper", "jungle", "crystal",
    "twilight", "weave", "linocut", "ember", "cubist", "mural", "mist", "tapestry",
]  # fmt: skip
"""The looks of style transfer; first those that suit flat drawings best."""
DRAWN_LOOKS: tuple[DrawnLook, ...] = get_args(DrawnLook)
LOOKS = "looks"
"""Role of the network that paints in them."""
DrawingStyle = Annotated[Style, Field(json_schema_extra={"control": "swatches"})]


DetailChoice = Annotated[Detail, Field(json_schema_extra={"control": "radio"})]


class DrawingOptions(Options):
    """How the things of a scene are drawn."""

    section = "drawing"

    style: DrawingStyle = "flat"
    detail: DetailChoice = "usual"
    characters: OptionalText = Field("", json_schema_extra={"lines": 3})


def models_of(host: Host) -> dict[str, ModelSpec]:
    """The models that help to draw, by their roles, where they are present: without them fewer words are known, English
    is read word by word, and there are no looks."""
    roles = {READER: MEANING, PARSER: GRAMMAR, "many-styles": LOOKS}
    return {roles[spec.key]: spec for spec in host.catalog if spec.key in roles and host.catalog.present(spec)}


def used_for(finish: str, models: Mapping[str, ModelSpec]) -> dict[str, ModelSpec]:
    """Those of the models that are needed for a finish or a look."""
    return {role: spec for role, spec in models.items() if role != LOOKS or finish in DRAWN_LOOKS}


def source_of(recipe: Recipe) -> Source:
    """How a drawn scene came to be: composed by rule; in a look, painted over by a network."""
    is_painted = recipe.params.get("finish") in DRAWN_LOOKS
    return "compositeWithTrainedAlgorithmicMedia" if is_painted else "algorithmicMedia"
