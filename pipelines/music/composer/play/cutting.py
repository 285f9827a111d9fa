"""Small SoundFonts written that hold one preset of a large one."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.music.composer.play.soundfont import (
    COMPRESSED,
    INSTRUMENT,
    RECORDS,
    SAMPLE,
    Generators,
    SoundFont,
    has,
    keys_of,
    without,
)

SILENCE = b"\0" * 92
"""The 46 zeros that stand behind each sample that is not compressed."""


@dataclass
class Cut:
    """A small SoundFont in the making, with one preset."""

    source: SoundFont
    samples: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    instruments: list[list[Generators]] = field(default_factory=list)
    preset: list[Generators] = field(default_factory=list)

    def add(self, zone: Generators, name: str, zones: Sequence[Generators]) -> None:
        """A zone of the preset, with the zones of its instrument; nothing where none of these has a sample."""
        if not any(has(inner, SAMPLE) for inner in zones):
            return
        self.preset.append([*without(zone, INSTRUMENT), (INSTRUMENT, len(self.instruments))])
        self.instruments.append([self._own(inner) for inner in zones])
        self.names.append(name)

    def write(self, title: str, bank: int, program: int) -> bytes:
        """The bytes of the file."""
        pool, headers = self._pool()
        pbag, pgen = _bags(self.preset)
        ibag: list[tuple[int, int]] = []
        igen: Generators = []
        inst: list[tuple[bytes, int]] = []
        for name, zones in zip(self.names, self.instruments, strict=True):
            inst.append((_name(name), len(ibag)))
            bags, generators = _bags(zones)
            ibag += [(first + len(igen), 0) for first, _ in bags]
            igen += generators
        records: dict[str, list[tuple[Any, ...]]] = {
            "phdr": [(_name(title), program, bank, 0, 0, 0, 0), (_name("EOP"), 0, 0, len(pbag), 0, 0, 0)],
            "pbag": [*pbag, (len(pgen), 0)],
            "pmod": [(0, 0, 0, 0, 0)],
            "pgen": [*pgen, (0, 0)],
            "inst": [*inst, (_name("EOI"), len(ibag))],
            "ibag": [*ibag, (len(igen), 0)],
            "imod": [(0, 0, 0, 0, 0)],
            "igen": [*igen, (0, 0)],
            "shdr": [*headers, (_name("EOS"), 0, 0, 0, 0, 0, 0, 0, 0, 0)],
        }
        packed = [(name, b"".join(struct.pack(RECORDS[name], *row) for row in rows)) for name, rows in records.items()]
        body = _list("INFO", self.source.info()) + _list("sdta", [("smpl", pool)]) + _list("pdta", packed)
        return b"RIFF" + struct.pack("<I", len(body) + 4) + b"sfbk" + body

    def _own(self, zone: Generators) -> Generators:
        """The zone, its sample counted as in this file."""
        if not has(zone, SAMPLE):
            return zone
        index = dict(zone)[SAMPLE]
        if index not in self.samples:
            self.samples.append(index)
        return [*without(zone, SAMPLE), (SAMPLE, self.samples.index(index))]

    def _pool(self) -> tuple[bytes, list[tuple[Any, ...]]]:
        """Samples end to end, and headers whose offsets and stereo links point into this file."""
        pool, headers, at = [], [], 0
        for index in self.samples:
            (name, start, _, loop, loop_end, rate, pitch, correction, link, kind), data = self.source.sample(index)
            size = 1 if kind & COMPRESSED else 2
            first = at // size
            # The loops of compressed samples count from the sample's own beginning.
            moved = 0 if kind & COMPRESSED else first - start
            partner = self.samples.index(link) if link in self.samples else 0
            places = first, first + len(data) // size, loop + moved, loop_end + moved
            headers.append((name, *places, rate, pitch, correction, partner, kind))
            pool.append(data if kind & COMPRESSED else data + SILENCE)
            at += len(pool[-1])
        # Some readers do not skip the padding byte of an odd chunk, so the pool itself is made even.
        return b"".join(pool) + b"\0" * (at % 2), headers


def cut_out(source: SoundFont, bank: int, program: int, keys: tuple[int, int], left: Sequence[int]) -> bytes:
    """A small SoundFont with one preset, as far as it is played between two MIDI notes, without the generators `left`.

    Raises KeyError where the preset is not there, ValueError where the file is damaged.
    """
    cut = Cut(source)
    try:
        for zone in source.preset(bank, program):
            zone = without(zone, *left)
            if not has(zone, INSTRUMENT):
                cut.preset.append(zone)
                continue
            name, zones = source.instrument(dict(zone)[INSTRUMENT])
            heard = [without(inner, *left) for inner in zones if not has(inner, SAMPLE) or _is_within(inner, keys)]
            cut.add(zone, name, heard)
        return cut.write("Cut", bank, program)
    except (IndexError, struct.error) as error:
        raise ValueError(f"damaged: {error}") from error


def _is_within(zone: Generators, keys: tuple[int, int]) -> bool:
    low, high = keys_of(zone)
    return high >= keys[0] and low <= keys[1]


def _name(text: str) -> bytes:
    return text.encode("latin-1", "replace")[:19]


def _bags(zones: Sequence[Generators]) -> tuple[list[tuple[int, int]], Generators]:
    bags: list[tuple[int, int]] = []
    generators: Generators = []
    for zone in zones:
        bags.append((len(generators), 0))
        generators += zone
    return bags, generators


def _list(kind: str, parts: Sequence[tuple[str, bytes]]) -> bytes:
    body = kind.encode()
    for name, data in parts:
        body += name.encode() + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return b"LIST" + struct.pack("<I", len(body)) + body
