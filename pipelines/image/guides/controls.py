"""Controls: the networks that let a model follow a guide, as the catalog has them."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.image.ask_picture import Guide
from studio.errors import InkstoneError, ModelAbsent
from studio.models.catalog import Catalog, ModelSpec
from studio.words import Sentence, say

NAMES: dict[Guide, tuple[str, ...]] = {
    "edges": ("canny",),
    "soft-edges": ("softedge", "soft-edge", "hed"),
    "sketch": ("scribble", "sketch"),
    "depth": ("depth",),
    "pose": ("pose",),
}
"""What such networks are called by those who publish them."""


def controls(guide: Guide, base: str, catalog: Catalog) -> Iterator[ModelSpec]:
    """The networks for a guide and a family, best first."""
    for spec in catalog:
        named = f"{spec.key} {spec.repo}".lower()
        if spec.task == "control" and spec.base == base and any(name in named for name in NAMES[guide]):
            yield spec


def control_for(guide: Guide, base: str, catalog: Catalog) -> ModelSpec | None:
    """The first that is here."""
    return next((spec for spec in controls(guide, base, catalog) if catalog.present(spec)), None)


def lack_of(guide: Guide, spec: ModelSpec, catalog: Catalog) -> InkstoneError | None:
    """Why a model cannot follow such a guide here, or None."""
    if control_for(guide, spec.base, catalog):
        return None
    known = next(controls(guide, spec.base, catalog), None)
    if known is None:
        return ModelAbsent(say("guide.no_control", title=spec.title, guide=called(guide)))
    size = {"gb": known.download_mb / 1024, "licence": known.licence}
    told = say("guide.control_absent", title=known.title, guide=called(guide), **size)
    return ModelAbsent(told, hint=say("from_picture.get"), model=known.key)


def called(guide: Guide) -> Sentence:
    """What a guide is called on the page."""
    return say(f"field.guide.guide.is.{guide}")
