"""Out: where a person wants the files of a job. Nothing is written over that was not named exactly."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, get_args

from studio.errors import BadInput
from studio.jobs.mode import Mode
from studio.words import say
from studio.works.copies import BESIDE
from studio.works.delivery import file_name
from studio.works.kinds import KINDS
from studio.works.upload import ROLE as INPUT
from studio.works.works import Work, WorkFile

STDOUT = "-"
_FORMAT = "format"
"""The field that chooses between the formats of a mode that makes several."""
_SUFFIX = re.compile(r"\.([a-zA-Z][a-zA-Z0-9]{1,3}|(?i:musicxml))")
"""What is taken for a suffix: that of "song.mp3", not that of "v1.2" or of "song.final"."""


@dataclass(frozen=True)
class Out:
    """A file, the beginning of a file's name, a folder, or the standard output."""

    place: Path
    is_folder: bool = False
    format: str | None = None
    """The format that the suffix chooses, where the mode makes several."""

    @classmethod
    def read(cls, text: str, mode: Mode, values: Mapping[str, Any]) -> Out:
        """What a person typed. Raises BadInput for a suffix that the mode cannot make."""
        place = Path(text)
        if text == STDOUT or text.endswith(("/", os.sep)) or place.is_dir():
            return cls(place, is_folder=text != STDOUT)
        suffix, formats = _suffix_of(place).lower(), _formats(mode)
        if suffix and suffix not in (*formats, *KINDS[mode.makes].beside):
            raise BadInput(say("cli.other_suffix", name=place.name, suffixes=[*formats, *KINDS[mode.makes].beside]))
        format = formats.get(suffix)
        if format and values[_FORMAT] not in (format, mode.form.model_fields[_FORMAT].default):
            raise BadInput(say("cli.two_formats", name=place.name, format=values[_FORMAT]))
        return cls(place, format=format)

    @property
    def is_stdout(self) -> bool:
        return str(self.place) == STDOUT

    @property
    def names_a_file(self) -> bool:
        """Whether a file is named with its suffix."""
        return not self.is_folder and not self.is_stdout and bool(_suffix_of(self.place))

    @property
    def chosen(self) -> dict[str, str]:
        """What the name says of the mode's values."""
        return {_FORMAT: self.format} if self.format else {}

    def write(
        self,
        work: Work,
        number: int,
        read: Callable[[WorkFile], bytes],
        beside: Callable[[WorkFile], bytes] = lambda file: b"",
    ) -> Iterator[tuple[Path, Path, Path | None]]:
        """Write all that was made of a job's work with this number, `read(file)` giving their bytes, and `beside(file)`
        those of what lies beside each; none where there is no such thing.

        Yields where each file went, where it would have gone were nothing there, and where what lies beside it went.
        Raises OSError.
        """
        for file, place in self._places(work, number).items():
            place.parent.mkdir(parents=True, exist_ok=True)
            data, apart = read(file), beside(file)
            if number == 0 and place == self.place:
                place.write_bytes(data)
                written = place
            else:
                written = _written_anew(place, data, is_alone=not apart)
            if apart:
                _beside(written).write_bytes(apart)
            yield written, place, _beside(written) if apart else None

    def _places(self, work: Work, number: int) -> dict[WorkFile, Path]:
        """One name for all, each with the suffix of what it is, and its role where two have the same."""
        made = [file for file in work.files if not file.role.startswith(INPUT)]
        if self.is_folder:
            return {file: self.place / file_name(work, file) for file in made}
        named = _suffix_of(self.place)
        stem = self.place.name.removesuffix(named) + (f"-{number + 1}" if number else "")
        found: dict[WorkFile, Path] = {}
        for file in made:
            suffix = named if file.suffix == named.lower() else file.suffix
            place = self.place.with_name(stem + suffix)
            found[file] = place if place not in found.values() else place.with_name(f"{stem}-{file.role}{suffix}")
        return found


def _beside(place: Path) -> Path:
    return place.with_name(place.name + BESIDE)


def _suffix_of(place: Path) -> str:
    return place.suffix if _SUFFIX.fullmatch(place.suffix) else ""


def _formats(mode: Mode) -> dict[str, str | None]:
    """The suffixes of what a mode makes, and the format that each stands for."""
    info = mode.form.model_fields.get(_FORMAT)
    if info is None:
        return dict.fromkeys(KINDS[mode.makes].suffixes)
    return {f".{format}": format for format in get_args(info.annotation)}


def _written_anew(place: Path, data: bytes, is_alone: bool) -> Path:
    """The first name with a number that is free, beginning with none; also for what lies beside it, where something
    shall."""
    for number in count(1):
        free = place if number == 1 else place.with_name(f"{place.stem}-{number}{place.suffix}")
        if not is_alone and _beside(free).exists():
            continue
        with suppress(FileExistsError), free.open("xb") as file:
            file.write(data)
            return free
    raise AssertionError
