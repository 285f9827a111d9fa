"""Manifest: what is signed of a file that leaves: how it came to be, when, with what, from what, and whose it is.

The labels are those of the C2PA (2.2, 18 Standard assertions) and of CAWG (metadata 1.1). What was asked for is never
in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from studio.works.credit import Credit, Source
from studio.works.upload import ROLE
from studio.works.works import Work

OURS = "org.inkstone.work"
"""Label of what the studio says beside it."""
TYPES = {
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
}
"""The forms that can carry a manifest."""
_CHANGES: dict[Source, str] = {
    "compositeWithTrainedAlgorithmicMedia": "c2pa.edited",
    "algorithmicallyEnhanced": "c2pa.enhanced",
}
"""What was done to the picture that a work was made from, where it was made from one."""


@dataclass(frozen=True)
class Done:
    """What was done to the copy itself."""

    is_reduced: bool = False
    is_marked: bool = False


def manifest(work: Work, credit: Credit, title: str, done: Done) -> dict[str, Any]:
    """The definition that the C2PA's library signs. `title`: empty where it shall not be told."""
    name, _, version = work.recipe.studio.rpartition(" ")
    said: dict[str, Any] = {
        "claim_generator_info": [{"name": name, "version": version}],
        "instance_id": _instance(work.id),
        "ingredients": [*_ingredients(work, credit.source)],
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [*_actions(work, credit, done)]}},
            {"label": OURS, "data": _ours(work)},
            {"label": "cawg.metadata", "data": _metadata(credit)},
        ],
    }
    return said | ({"title": title} if title else {})


def _actions(work: Work, credit: Credit, done: Done) -> Iterator[dict[str, Any]]:
    name, _, version = work.recipe.studio.rpartition(" ")
    agent = {"when": f"{work.created:%Y-%m-%dT%H:%M:%SZ}", "softwareAgent": {"name": name, "version": version}}
    source = {"digitalSourceType": credit.uri}
    if parents := [one["instance_id"] for one in _ingredients(work, credit.source) if _is_parent(one)]:
        yield {"action": "c2pa.opened", "parameters": {"ingredientIds": parents}, **agent}
        yield {"action": _CHANGES[credit.source], **source, **agent}
    else:
        yield {"action": "c2pa.created", **source, **agent}
    if done.is_reduced:
        yield {"action": "c2pa.resized", **agent}
    if done.is_marked:
        yield {"action": "c2pa.watermarked.unbound", **agent}


def _ingredients(work: Work, source: Source) -> Iterator[dict[str, Any]]:
    """The first picture that it was made from is what was changed; of the works before it the ids are known."""
    brought = [file for file in work.files if file.role.startswith(ROLE)]
    for number, file in enumerate(brought):
        relationship = "parentOf" if number == 0 and source in _CHANGES else "inputTo"
        form = TYPES.get(file.suffix, "application/octet-stream")
        yield {"format": form, "relationship": relationship, "instance_id": _instance(file.sha256)}
    for parent in work.recipe.parents if not brought else ():
        yield {"format": "application/octet-stream", "relationship": "inputTo", "instance_id": _instance(parent)}


def _is_parent(ingredient: dict[str, Any]) -> bool:
    return ingredient["relationship"] == "parentOf"


def _ours(work: Work) -> dict[str, Any]:
    models = [model.model_dump(include={"title", "licence", "repo", "revision"}) for model in work.recipe.models]
    return {"work": work.id, "engine": work.recipe.engine, "models": models}


def _metadata(credit: Credit) -> dict[str, Any]:
    said: dict[str, Any] = {
        "@context": {
            "dc": "http://purl.org/dc/elements/1.1/",
            "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
        },
        "Iptc4xmpExt:DigitalSourceType": credit.uri,
    }
    said |= {"dc:creator": [credit.author]} if credit.author else {}
    return said | ({"dc:rights": credit.copyright} if credit.copyright else {})


def _instance(name: str) -> str:
    """Of a work's id or a file's hash: both begin with 32 hexadecimal digits."""
    try:
        return f"xmp:iid:{UUID(hex=name[:32])}"
    except ValueError:
        return f"xmp:iid:{name[:32]}"
