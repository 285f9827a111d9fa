"""Listing: which files of a repository belong to a model, how large they are, and what they hash to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from studio.errors import NotFetched
from studio.models.fetch.asked import Wanted
from studio.models.fetch.client import HubClient
from studio.models.hub_folder import belongs
from studio.words import say

_REPO = re.compile(r"[\w.-]{1,96}(/[\w.-]{1,96})?", re.ASCII)
_PINNED = re.compile("[0-9a-f]{40}")
_SHA256, _SHA1 = re.compile("[0-9a-f]{64}"), re.compile("[0-9a-f]{40}")
_MOST = 20_000
_LARGEST = 2**50


@dataclass(frozen=True)
class HubFile:
    """One file of a repository."""

    path: str
    size: int
    hash: str
    """What the cache calls its blob: sha256 of a large file, of a small one the hash that git has of its blob."""

    @property
    def is_large(self) -> bool:
        return len(self.hash) == 64


def files_of(wanted: Wanted, hub: HubClient) -> list[HubFile]:
    """The files to have, smallest first, so that settings are there before any weights. Raises NotFetched."""
    if not _REPO.fullmatch(wanted.repo) or not _PINNED.fullmatch(wanted.revision):
        raise NotFetched(say("fetch.not_pinned", repo=wanted.repo[:100]))
    told = hub.listing(wanted.repo, wanted.revision)
    if told.get("sha") != wanted.revision:
        raise NotFetched(say("fetch.no_revision", repo=wanted.repo))
    named = told.get("siblings")
    if not isinstance(named, list) or len(named) > _MOST:
        raise NotFetched(say("fetch.strange", repo=wanted.repo))
    files = [_read(one, wanted) for one in named if belongs(_name(one), wanted.files)]
    for pattern in wanted.files or ("*",):
        if not any(belongs(file.path, (pattern,) if wanted.files else ()) for file in files):
            raise NotFetched(say("fetch.lacks", repo=wanted.repo, file=pattern))
    return sorted(files, key=lambda file: (file.size, file.path))


def _name(told: Any) -> str:
    name = told.get("rfilename") if isinstance(told, dict) else None
    return name if isinstance(name, str) else ""


def _read(told: dict[str, Any], wanted: Wanted) -> HubFile:
    large = told.get("lfs")
    form, size, hash = _SHA1, told.get("size"), told.get("blobId")
    if isinstance(large, dict):
        form, size, hash = _SHA256, large.get("size"), large.get("sha256")
    if not isinstance(hash, str) or not form.fullmatch(hash) or not isinstance(size, int) or not 0 <= size <= _LARGEST:
        raise NotFetched(say("fetch.strange", repo=wanted.repo))
    return HubFile(_name(told), size, hash)
