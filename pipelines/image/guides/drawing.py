"""Drawing a guide: from a picture, or the picture itself where it is one already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipelines.image.ask_picture import Guide
from pipelines.image.guides.controls import called
from pipelines.image.guides.lines import colourless, drawn, edges, smooth, strokes
from studio.errors import ModelAbsent
from studio.jobs.engine import JobContext
from studio.models.catalog import Catalog, ModelSpec, Task
from studio.words import Sentence, say

if TYPE_CHECKING:
    from PIL.Image import Image

READERS: dict[Guide, Task] = {"soft-edges": "line-art", "depth": "depth"}
"""What is read by a model, and what that model is for."""


@dataclass(frozen=True)
class Drawn:
    """A guide: an RGB picture, light lines or near things on black; and what is good to know of it."""

    picture: Image
    notes: tuple[Sentence, ...] = ()


def reader_for(guide: Guide, catalog: Catalog) -> ModelSpec:
    """The model that reads such a guide from a picture. Raises ModelAbsent where none is here."""
    known = catalog.for_task(READERS[guide])
    here = next((spec for spec in known if catalog.present(spec)), None)
    if here is None:
        titles = [spec.title for spec in known]
        raise ModelAbsent(say("guide.no_reader", guide=called(guide), titles=titles), hint=say("from_picture.get"))
    return here


def is_drawn(guide: Guide, picture: Image) -> bool:
    """Whether an RGB picture is such a guide already."""
    pixels = np.asarray(picture)
    if guide == "pose":
        return True
    if guide == "depth":
        return drawn(pixels) is None and colourless(pixels) and smooth(pixels)
    return drawn(pixels) is not None


def draw(guide: Guide, picture: Image, ctx: JobContext) -> Drawn:
    """The guide of an RGB picture, as large as it."""
    if is_drawn(guide, picture):
        note = say("guide.as_it_is", guide=called(guide)) if guide == "pose" else say("guide.found")
        return Drawn(_as_it_is(guide, picture), (note,))
    if guide == "edges":
        return Drawn(_lit(edges(_grey(picture))))
    if guide == "sketch":
        return Drawn(_lit(strokes(_grey(picture))))
    with ctx.lease(reader_for(guide, ctx.host.catalog)) as model:
        ctx.progress("looking")
        read = _depth(model, picture) if guide == "depth" else _soft_edges(model, picture)
    return Drawn(_lit(read))


def _as_it_is(guide: Guide, picture: Image) -> Image:
    """Lines become light ones on black; depth and pose stay."""
    lines = None if guide in ("depth", "pose") else drawn(np.asarray(picture))
    return picture if lines is None else _lit(lines)


def _soft_edges(model: Any, picture: Image) -> NDArray[np.float32]:
    from pipelines.runtimes.hed import edges as soft_edges

    return np.asarray(soft_edges(model, picture), np.float32)


def _depth(model: Any, picture: Image) -> NDArray[np.float32]:
    """Nearness from 0 (farthest) to 1, by a depth estimator of transformers and what prepares its input."""
    import torch

    inputs = model.processor(images=picture, return_tensors="pt").to(model.model.device, model.model.dtype)
    with torch.inference_mode():
        found = model.model(**inputs).predicted_depth[:, None].float()
        full = torch.nn.functional.interpolate(found, (picture.height, picture.width), mode="bicubic")[0, 0]
    full = full - full.min()
    return np.asarray((full / full.max().clamp(min=1e-20)).cpu().numpy(), np.float32)


def _grey(picture: Image) -> NDArray[np.float32]:
    return np.asarray(picture.convert("L"), np.float32)


def _lit(values: NDArray[Any]) -> Image:
    """Grey from 0 to 1, or lines, as a picture."""
    from PIL import Image

    grey = (255 * np.clip(values.astype(np.float32), 0, 1)).round().astype(np.uint8)
    return Image.fromarray(grey).convert("RGB")
