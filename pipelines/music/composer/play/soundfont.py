"""SoundFont files read into records.

Format: SoundFont technical specification 2.04; SF3 is the same with Ogg Vorbis samples, whose offsets count bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

KEY_RANGE, VELOCITY_RANGE, INSTRUMENT, SAMPLE = 43, 44, 41, 53
COMPRESSED, ROM = 0x10, 0x8000

Generators = list[tuple[int, int]]
RECORDS = {
    "phdr": "<20sHHHIII",
    "pbag": "<HH",
    "pmod": "<HHhHH",
    "pgen": "<HH",
    "inst": "<20sH",
    "ibag": "<HH",
    "imod": "<HHhHH",
    "igen": "<HH",
    "shdr": "<20sIIIIIBbHH",
}
KEPT = ("ifil", "isng", "INAM", "IENG", "ICOP", "ICMT")
"""What a small file says of itself, as the large one does."""


class SoundFont:
    """A SoundFont, read into records; its samples stay where they are until a preset is cut out."""

    def __init__(self, data: Any) -> None:
        """`data`: the bytes of the file, or a map of it. Raises ValueError for what is none, or damaged."""
        if data[:4] != b"RIFF" or data[8:12] != b"sfbk":
            raise ValueError("no SoundFont")
        self._data, self._spans = data, dict(_spans(data))
        try:
            self.records = {name: list(struct.iter_unpack(form, self.part(name))) for name, form in RECORDS.items()}
            self.presets = {(preset[2], preset[1]) for preset in self.records["phdr"][:-1]}
        except (KeyError, IndexError, struct.error) as error:
            raise ValueError(f"damaged: {error}") from error

    def part(self, name: str) -> bytes:
        """The bytes of a chunk."""
        first, last = self._spans[name]
        return bytes(self._data[first:last])

    def info(self) -> list[tuple[str, bytes]]:
        """What it says of itself."""
        return [(name, self.part(name)) for name in KEPT if name in self._spans]

    def preset(self, bank: int, program: int) -> list[Generators]:
        """The zones of a preset. Raises KeyError where there is none."""
        for header, after in pairwise(self.records["phdr"]):
            if (header[2], header[1]) == (bank, program):
                return self._zones("pbag", "pgen", header[3], after[3])
        raise KeyError(f"{bank}:{program}")

    def instrument(self, index: int) -> tuple[str, list[Generators]]:
        """Name and zones of an instrument."""
        header, after = self.records["inst"][index : index + 2]
        return text(header[0]), self._zones("ibag", "igen", header[1], after[1])

    def sample(self, index: int) -> tuple[tuple[Any, ...], bytes]:
        """Header and bytes of a sample. Raises ValueError where the file ends before it."""
        header = self.records["shdr"][index]
        size = 1 if header[9] & COMPRESSED else 2
        first, last = (self._spans["smpl"][0] + size * place for place in header[1:3])
        if header[9] & ROM or not first <= last <= self._spans["smpl"][1]:
            raise ValueError(f"the sample {text(header[0])} is not in the file")
        return header, bytes(self._data[first:last])

    def _zones(self, bags: str, generators: str, first: int, last: int) -> list[Generators]:
        ends = [bag[0] for bag in self.records[bags]]
        return [self.records[generators][ends[bag] : ends[bag + 1]] for bag in range(first, last)]


def has(zone: Generators, generator: int) -> bool:
    return any(kind == generator for kind, _ in zone)


def without(zone: Generators, *generators: int) -> Generators:
    return [(kind, value) for kind, value in zone if kind not in generators]


def keys_of(zone: Generators) -> tuple[int, int]:
    """The lowest and the highest MIDI note that a zone answers."""
    value = dict(zone).get(KEY_RANGE, 127 << 8)
    return value & 255, value >> 8


def text(raw: bytes) -> str:
    return raw.split(b"\0")[0].decode("latin-1")


def _chunks(data: Any, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Name, first and last byte of each RIFF chunk. Some writers leave the padding byte out, so it is looked for."""
    while start + 8 <= end:
        name, size = bytes(data[start : start + 4]).decode("latin-1"), struct.unpack_from("<I", data, start + 4)[0]
        yield name, start + 8, start + 8 + size
        start += 8 + size
        if size % 2 and data[start : start + 1] == b"\0":
            start += 1


def _spans(data: Any) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each part of the file by its name: first and last byte. Raises ValueError where the file ends before one does."""
    for name, start, end in _chunks(data, 12, len(data)):
        if name == "LIST":
            for part, first, last in _chunks(data, start + 4, end):
                if last > len(data):
                    raise ValueError("it ends too early")
                yield part, (first, last)
