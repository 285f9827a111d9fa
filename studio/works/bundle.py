"""Bundle: many works as one ZIP, written as it is read: neither the memory nor the disk ever holds it whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from studio.errors import BadInput
from studio.words import say
from studio.works.delivery import file_name
from studio.works.files import FileStore
from studio.works.upload import ROLE
from studio.works.works import Work, WorkFile

MOST_BYTES = 2 * 10**9
_PIECE = 2**18


class _Passing(io.RawIOBase):
    """What is written into it is taken out of it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._pieces.append(piece)
        return len(piece)

    def take(self) -> bytes:
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def check(works: Sequence[Work]) -> None:
    """Raises BadInput for more than one ZIP takes."""
    if sum(file.size for work in works for file in _own(work)) > MOST_BYTES:
        raise BadInput(say("library.too_much", limit=MOST_BYTES // 10**6))


def bundle(works: Sequence[Work], files: FileStore) -> Iterator[bytes]:
    """The pieces of the ZIP: the files of each work, and its recipe beside them. Files that are gone are left out."""
    passing, taken = _Passing(), set[str]()
    with zipfile.ZipFile(passing, "w", zipfile.ZIP_STORED) as archive:
        for work in works:
            for file, name in _named(work, taken):
                yield from _file(archive, passing, files, file, name, work)
    yield passing.take()


def _own(work: Work) -> list[WorkFile]:
    """What a work consists of, without what it was made from."""
    return [file for file in work.files if not file.role.startswith(ROLE)]


def _named(work: Work, taken: set[str]) -> Iterator[tuple[WorkFile | None, str]]:
    """The files of a work by names that nothing else has, whatever the case; None stands for its recipe."""
    names = {file: PurePath(file_name(work, file)) for file in _own(work)}
    stem = names[work.main].stem
    number = next(n for n in range(1, len(taken) + 2) if f"{stem}{_mark(n)}.json".casefold() not in taken)
    named: list[tuple[WorkFile | None, str]] = [
        (file, f"{name.stem}{_mark(number)}{name.suffix}") for file, name in names.items()
    ]
    named.append((None, f"{stem}{_mark(number)}.json"))
    taken.update(name.casefold() for _, name in named)
    yield from named


def _mark(number: int) -> str:
    return "" if number == 1 else f"-{number}"


def _file(
    archive: zipfile.ZipFile, passing: _Passing, files: FileStore, file: WorkFile | None, name: str, work: Work
) -> Iterator[bytes]:
    info = zipfile.ZipInfo(name, work.created.timetuple()[:6])
    info.external_attr = 0o644 << 16
    if file is None:
        archive.writestr(info, work.recipe.to_json())
    elif files.has(file):
        with files.path(file).open("rb") as source, archive.open(info, "w") as entry:
            for piece in iter(lambda: source.read(_PIECE), b""):
                entry.write(piece)
                yield passing.take()
    yield passing.take()
