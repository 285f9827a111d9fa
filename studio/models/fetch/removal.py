"""Removal: a downloaded model goes, and its room on the disk is free again."""

from __future__ import annotations

from functools import partial

from studio.errors import NotFetched, NotWritable
from studio.models.catalog import Catalog, ModelSpec
from studio.models.fetch.asked import Wanted, wanted_of
from studio.models.hub_folder import belongs
from studio.words import say


def remove(spec: ModelSpec, catalog: Catalog) -> int:
    """Delete a model's files, whole and begun, and those of its parts. What another model that is here needs stays.

    Gives the bytes that are free then. Raises NotFetched for a model that comes with the studio, and NotWritable.
    """
    if not spec.repo:
        raise NotFetched(say("fetch.ours", title=spec.called))
    others = [other for other in catalog if other.repo and other.key != spec.key and catalog.present(other)]
    needed = [one for other in others for one in wanted_of(other)]
    try:
        cache = catalog.hub.folder
        return sum(one.folder(cache).remove(one.files, partial(_is_in, needed, one)) for one in wanted_of(spec))
    except OSError as error:
        raise NotWritable(say("fetch.not_removed", title=spec.called, reason=error.strerror or str(error))) from None
    finally:
        catalog.refresh()


def _is_in(needed: list[Wanted], here: Wanted, file: str) -> bool:
    """Whether a file of the repository that we are at belongs to what is needed of it."""
    same = (one for one in needed if (one.repo, one.revision) == (here.repo, here.revision))
    return any(belongs(file, one.files) for one in same)
