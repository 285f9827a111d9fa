"""Hub: the models that were downloaded to huggingface_hub's cache, and what is lacking in those that are not whole.

Its layout: models--owner--name/{blobs,snapshots/<revision>}, where snapshots hold links to blobs. Each model is looked
up by its own folder, so that nothing else in the cache can get in the way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.models.hub_folder import HubFolder
from studio.models.weights import broken, has_all, weights, whole
from studio.words import Sentence, say

_WITHOUT_WEIGHTS = re.compile("Scheduler|Tokenizer|Processor|FeatureExtractor")
"""Classes of a pipeline's components that are read from settings alone."""
_PLAIN = re.compile(r"[\w.-]*\w")


@dataclass(frozen=True)
class Download:
    """What is here of a model."""

    folder: Path | None = None
    """Where it is, if it is whole."""
    lack: Sentence | None = None
    """What is lacking, if it was begun."""


class Hub:
    """Reads the cache; never writes to it. What cannot be read is not there."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: the cache; None for huggingface_hub's own."""
        self._folder = folder

    @property
    def folder(self) -> Path:
        if self._folder is not None:
            return self._folder
        from huggingface_hub.constants import HF_HUB_CACHE

        return Path(HF_HUB_CACHE)

    def trouble(self) -> Sentence | None:
        """Why nothing of the cache can be read, if it is there at all."""
        try:
            next(self.folder.iterdir(), None)
        except FileNotFoundError:
            return None
        except OSError as error:
            return say("hub.unreadable", folder=str(self.folder), reason=error.strerror or str(error))
        return None

    def find(self, repo: str, revision: str, files: Iterable[str] = (), apart: Iterable[str] = ()) -> Download:
        """The model's files at this revision. `files`: patterns of what belongs to it; `apart`: components of its
        pipeline that come from elsewhere."""
        repository = HubFolder(self.folder, repo, revision)
        snapshot = repository.snapshot
        if not repository.is_named_plainly:
            return Download()
        try:
            if not snapshot.is_dir():
                return Download()
            lack = next(_lacking(repository, tuple(files), set(apart)), None)
        except OSError as error:
            lack = say("hub.unreadable", folder=str(error.filename or snapshot), reason=error.strerror or str(error))
        return Download(lack=lack) if lack else Download(snapshot)


def _lacking(repository: HubFolder, files: tuple[str, ...], apart: set[str]) -> Iterator[Sentence]:
    snapshot = repository.snapshot
    yield from (say("hub.unfinished", file=file) for file in repository.unfinished(files))
    for blob in sorted(repository.root.glob("blobs/*.incomplete")):
        # What was begun twice and came whole once leaves its first beginning behind.
        if not blob.with_name(blob.name.partition(".")[0]).exists():
            yield say("hub.unfinished", file=blob.name[:40])
    for pattern in files:
        if not any(map(whole, snapshot.glob(pattern))):
            yield say("hub.missing", file=pattern)
    index = snapshot / "model_index.json"
    components = _components(index) if index.exists() else None
    if components is None:
        yield from _lacking_in(snapshot, _folders(snapshot))
    for name, kind in (components or {}).items():
        if name not in apart:
            yield from _lacking_of(snapshot / name, kind)


def _lacking_in(snapshot: Path, folders: list[Path]) -> Iterator[Sentence]:
    """What a model that is no pipeline lacks: it has weights, and all that is there of them is whole."""
    yield from (say("hub.broken", file=_inside(file, snapshot)) for file in map(broken, folders) if file)
    if not any(map(has_all, folders)):
        yield say("hub.no_weights", folder="/")


def _lacking_of(folder: Path, kind: str) -> Iterator[Sentence]:
    """What a component of a pipeline lacks."""
    if not folder.is_dir() or not any(map(whole, folder.iterdir())):
        yield say("hub.missing", file=f"{folder.name}/")
    elif file := broken(folder):
        yield say("hub.broken", file=_inside(file, folder.parent))
    elif not _WITHOUT_WEIGHTS.search(kind) and not has_all(folder):
        yield say("hub.no_weights", folder=f"{folder.name}/")


def _components(index: Path) -> dict[str, str] | None:
    """Names and classes of a pipeline's components; None for a file that says nothing of them."""
    try:
        values: dict[str, Any] = json.loads(index.read_bytes())
        pairs = {name: value for name, value in values.items() if isinstance(value, list) and not name.startswith("_")}
    except (ValueError, AttributeError, RecursionError):
        return None
    # Whatever the file says, a component is a folder beside it.
    known = {name: str(pair[1]) for name, pair in pairs.items() if len(pair) == 2 and pair[1]}
    return {name: kind for name, kind in known.items() if _PLAIN.fullmatch(name)} or None


def _folders(snapshot: Path) -> list[Path]:
    """The snapshot, and folders inside of it that hold weights."""
    return [snapshot, *(folder for folder in sorted(snapshot.glob("**/")) if folder != snapshot and weights(folder))]


def _inside(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()
