"""Bundle: many works as one ZIP, written as it is read: neither the memory nor the disk ever holds it whole."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePath

from studio.errors import BadInput, NotFound, StoreDamaged
from studio.words import say
from studio.works.archive import Passing
from studio.works.copies import BESIDE, Copies, Terms
from studio.works.delivery import file_name
from studio.works.upload import ROLE
from studio.works.works import Work, WorkFile

MOST_BYTES = 2 * 10**9
_PIECE = 2**18


def check(works: Sequence[Work]) -> None:
    """Raises BadInput for more than one ZIP takes."""
    if sum(file.size for work in works for file in _own(work)) > MOST_BYTES:
        raise BadInput(say("library.too_much", limit=MOST_BYTES // 10**6))


def bundle(works: Sequence[Work], copies: Copies, terms: Terms) -> Iterator[bytes]:
    """The pieces of the ZIP: copies of the files of each work, and beside them its recipe, and the credentials of what
    cannot carry them itself. Files that are gone are left out."""
    passing, taken = Passing(), set[str]()
    with zipfile.ZipFile(passing, "w", zipfile.ZIP_STORED) as archive:
        for work in works:
            for file, name in _named(work, taken):
                if file is None:
                    archive.writestr(_entry(name, work), work.recipe.to_json())
                    yield passing.take()
                else:
                    for path, end in _copies(copies, work, file, terms):
                        yield from _file(archive, passing, path, _entry(f"{name}{end}", work))
    yield passing.take()


def _copies(copies: Copies, work: Work, file: WorkFile, terms: Terms) -> Iterator[tuple[Path, str]]:
    """What there is of a file, each with what its name has more than the file's."""
    with suppress(NotFound, StoreDamaged):
        yield copies.own(work, file, terms), ""
        if beside := copies.sidecar(work, file, terms):
            yield beside, BESIDE


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


def _entry(name: str, work: Work) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, work.created.timetuple()[:6])
    info.external_attr = 0o644 << 16
    return info


def _file(archive: zipfile.ZipFile, passing: Passing, path: Path, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return
    with source, archive.open(info, "w") as entry:
        for piece in iter(lambda: source.read(_PIECE), b""):
            entry.write(piece)
            yield passing.take()
    yield passing.take()
