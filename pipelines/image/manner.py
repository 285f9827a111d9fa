"""Manner: a picture whose style another one is painted in, through an IP-Adapter (Ye et al. 2023, arXiv 2308.06721)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field

from pipelines.image.canvas import flat, opened
from pipelines.runtimes.denoising import PaintingOptions
from studio.errors import BadInput, InkstoneError, ModelAbsent
from studio.jobs.engine import JobContext
from studio.models.adapter import Adapter
from studio.models.catalog import Catalog, ModelSpec
from studio.params import MaybeBrought
from studio.words import say

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST = 512
"""Pixels along the longer side of what is looked at: the network sees 224."""
_FIELD = "style_picture"


class StyledOptions(PaintingOptions):
    """With a picture that shows how it is to be painted; `style_hold`: from not at all to as closely as it can be."""

    section = "styled"

    style_picture: MaybeBrought = Field("", json_schema_extra={"takes": ["picture"]})
    style_hold: float = Field(0.6, ge=0, le=1)


@dataclass(frozen=True)
class Manner:
    """A picture of a style, and the network that reads it, as an adapter of a lease."""

    picture: Image
    adapter: Adapter


def check_manner(options: PaintingOptions, spec: ModelSpec, catalog: Catalog) -> None:
    """Raises BadInput or ModelAbsent where a style is to be read and nothing here reads it for this model."""
    if _is_wanted(options):
        _reader(spec, catalog)


def manner_of(options: PaintingOptions, spec: ModelSpec, ctx: JobContext) -> Manner | None:
    """The style that is asked for; None where there is none. Raises as `check_manner` does."""
    if not isinstance(options, StyledOptions) or not _is_wanted(options):
        return None
    reader, file = _reader(spec, ctx.host.catalog)
    picture = flat(opened(ctx.brought(options.style_picture)[1]))
    picture.thumbnail((LONGEST, LONGEST))
    return Manner(picture, Adapter("style", reader.key, file, options.style_hold))


def with_manner(manner: Manner | None) -> dict[str, Any]:
    """What a pipeline is given of it."""
    return {"ip_adapter_image": manner.picture} if manner else {}


def _is_wanted(options: PaintingOptions) -> bool:
    return isinstance(options, StyledOptions) and bool(options.style_picture and options.style_hold)


def _reader(spec: ModelSpec, catalog: Catalog) -> tuple[ModelSpec, Path]:
    """The network for this model, and its file."""
    known = [one for one in catalog if one.task == "style-reading" and one.base == spec.base]
    if not known:
        told = say("manner.no_reader", title=spec.title)
        raise BadInput(told, fields={_FIELD: told})
    for one in known:
        if folder := catalog.locate(one):
            return one, _weights(folder, one)
    raise _absent(known[0])


def _weights(folder: Path, reader: ModelSpec) -> Path:
    """The file that its entry names first: the others are those of the model that sees."""
    return folder / reader.files[0] if reader.files else folder


def _absent(reader: ModelSpec) -> InkstoneError:
    size = {"gb": reader.download_mb / 1024, "licence": reader.licence}
    told = say("manner.absent", title=reader.title, **size)
    return ModelAbsent(told, hint=say("from_picture.get"), model=reader.key)
