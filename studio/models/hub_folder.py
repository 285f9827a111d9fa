"""HubFolder: where the files of one repository lie in huggingface_hub's cache: whole, linked, and begun.

Begun files lie in a folder of their own, by their names: beside the whole ones they would make every model of the
repository look unfinished, and huggingface_hub never takes up what another process has begun.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

_DATA = (".safetensors", ".json", ".txt", ".model", ".jinja", ".tiktoken")
"""What is taken where a pattern leaves the suffix open."""
_CODE = (
    ".bat", ".cmd", ".dll", ".dylib", ".exe", ".ipynb", ".js",
    ".pickle", ".pkl", ".ps1", ".py", ".pyc", ".pyd", ".sh", ".so",
)  # fmt: skip
"""What is never taken, whatever asks for it: it would run."""
_NAME = re.compile(r"[\w.-]*\w")
_LONGEST = 300


@dataclass(frozen=True)
class HubFolder:
    """One repository at one revision."""

    cache: Path
    repo: str
    revision: str

    @property
    def is_named_plainly(self) -> bool:
        """Names of a person's own catalog must not lead out of the cache."""
        return bool(_NAME.fullmatch(self.root.name) and _NAME.fullmatch(self.revision))

    @property
    def root(self) -> Path:
        return self.cache / f"models--{self.repo.replace('/', '--')}"

    @property
    def snapshot(self) -> Path:
        return self.root / "snapshots" / self.revision

    @property
    def begun(self) -> Path:
        return self.root / "begun" / self.revision

    def blob(self, hash: str) -> Path:
        return self.root / "blobs" / hash

    def lock(self, hash: str) -> Path:
        """The file that huggingface_hub locks too while it writes this blob."""
        return self.cache / ".locks" / self.root.name / f"{hash}.lock"

    def bytes_here(self, patterns: Sequence[str]) -> int:
        """Bytes of what is here of a model, begun files included."""
        folders = (self.snapshot, self.begun)
        return sum(_size(file) for folder in folders for file in self._files(folder, patterns))

    def unfinished(self, patterns: Sequence[str]) -> list[str]:
        """Files of a model that a download has begun with, or has yet to begin with."""
        return sorted(file.relative_to(self.begun).as_posix() for file in self._files(self.begun, patterns))

    def remove(self, patterns: Sequence[str], is_needed: Callable[[str], bool]) -> int:
        """Delete a model's files, whole and begun, but for those that something else needs. Gives the bytes that are
        free then. Raises OSError."""
        freed = 0
        for folder in (self.snapshot, self.begun):
            for file in list(self._files(folder, patterns)):
                if not is_needed(file.relative_to(folder).as_posix()):
                    freed += self._delete(file)
            _prune(folder, self.cache)
        if not any(self.root.glob("snapshots/*/*")):
            _prune_all(self.root)
        return freed

    def _files(self, folder: Path, patterns: Sequence[str]) -> Iterator[Path]:
        for file in folder.rglob("*") if self.is_named_plainly else ():
            if not file.is_dir() and belongs(file.relative_to(folder).as_posix(), patterns):
                yield file

    def _delete(self, file: Path) -> int:
        """A file, and the blob that it links to, unless another link leads there or it lies elsewhere."""
        blob = file.resolve() if file.is_symlink() else None
        size = _size(file)
        file.unlink()
        if blob is None:
            return size
        if blob.parent != (self.root / "blobs").resolve() or not blob.exists() or self._is_linked(blob):
            return 0
        blob.unlink()
        return size

    def _is_linked(self, blob: Path) -> bool:
        links = (file for file in self.root.glob("snapshots/**/*") if file.is_symlink())
        return any(link.resolve() == blob for link in links)


def belongs(file: str, patterns: Sequence[str]) -> bool:
    """Whether a file of a repository, by its path there, is one of a model's. `*` stays within a folder; without
    patterns all data belong to it. Never code, and never a name that leads out of its folder."""
    if not is_plain(file) or file.lower().endswith(_CODE):
        return False
    if not patterns:
        return file.endswith(_DATA)
    return any(_matches(file, pattern) for pattern in patterns)


def is_plain(file: str) -> bool:
    """Whether a path is one inside of a folder, of letters that every file system takes."""
    parts = file.split("/")
    return (
        0 < len(file) <= _LONGEST
        and file.isprintable()
        and not any(letter in file for letter in '\\:*?"<>|')
        and all(part.strip(". ") for part in parts)
    )


def _matches(file: str, pattern: str) -> bool:
    one, other = file.split("/"), pattern.split("/")
    if len(one) != len(other) or not all(map(fnmatchcase, one, other)):
        return False
    # A pattern that names the suffix means it; one that leaves it open means data.
    suffix = PurePosixPath(file).suffix
    return file.endswith(_DATA) or (bool(suffix) and pattern.endswith(suffix))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _prune(folder: Path, top: Path) -> None:
    """Remove the folder, those in it and those above it that are empty, below `top`."""
    for inner in sorted((one for one in folder.rglob("*") if one.is_dir()), reverse=True):
        with suppress(OSError):
            inner.rmdir()
    while folder != top:
        with suppress(OSError):
            folder.rmdir()
        folder = folder.parent


def _prune_all(root: Path) -> None:
    """What is left of a repository none of whose files is here: names of revisions, blobs that nothing leads to."""
    for folder in ("refs", "blobs"):
        for file in (root / folder).glob("*"):
            with suppress(OSError):
                os.unlink(file)
        _prune(root / folder, root.parent)
