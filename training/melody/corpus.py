"""Reading tunes out of music21's corpus: bars of notes as they are printed, repeats not played out.

Read are collections whose tunes are out of copyright by age: O'Neill's Music of Ireland (1850 tunes, 1903), Ryan's
Mammoth Collection (1883), Aird's Airs (1782 to 1803), and the soprano of Bach's chorales. music21's own notes keep
what has terms beside each piece; a file that mentions any is left out, and so are the Essen songs (no commercial use).
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

TICKS = 24
"""Ticks in a quarter note."""
TERMS = re.compile(rb"\xc2\xa9|copyright|licen[cs]e|permission|commercial|<rights", re.IGNORECASE)
FOLDERS = {"oneills1850": "*.abc", "ryansMammoth": "*.abc", "airdsAirs": "*.abc", "bach": "bwv*.mxl"}


@dataclass(frozen=True)
class Bar:
    """One printed measure. Notes are (offset, length, MIDI pitch, whether it begins here) in ticks."""

    length: int
    notes: tuple[tuple[int, int, int, bool], ...]
    ends: bool
    """Whether a section ends after it: a repeat sign or a double line."""


@dataclass(frozen=True)
class Tune:
    """A tune as printed. `tonic` is a pitch class, `mode` a church mode, `metre` such as "6/8"."""

    source: str
    title: str
    tonic: int
    mode: str
    metre: str
    bars: tuple[Bar, ...]


def read_corpus(target: Path, limit: int | None = None) -> int:
    """Write every readable tune as a line of JSON to `target`; returns how many. Takes some ten minutes."""
    done = 0
    part = target.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file, get_context("spawn").Pool(2) as pool:
        for tunes in pool.imap(_read, list(_texts())[:limit], chunksize=8):
            for tune in tunes:
                file.write(json.dumps(asdict(tune), ensure_ascii=False) + "\n")
                done += 1
    part.rename(target)
    return done


def tunes(path: Path) -> list[Tune]:
    """What `read_corpus` wrote."""
    return [_tune(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _tune(entry: dict[str, Any]) -> Tune:
    bars = tuple(
        Bar(bar["length"], tuple((o, d, p, bool(new)) for o, d, p, new in bar["notes"]), bar["ends"])
        for bar in entry.pop("bars")
    )
    return Tune(**entry, bars=bars)


def _texts() -> Iterator[tuple[str, str]]:
    """Source and ABC text of each tune, or the path of a chorale."""
    import music21

    corpus = Path(music21.__file__).parent / "corpus"
    for folder, pattern in FOLDERS.items():
        for path in sorted((corpus / folder).glob(pattern)):
            if pattern == "*.abc" and not TERMS.search(path.read_bytes()):
                text = path.read_text(encoding="utf-8", errors="replace")
                for number, tune in enumerate(re.split(r"(?m)^(?=X:)", text)[1:]):
                    yield f"{folder}/{path.stem}/{number}", tune
            elif pattern != "*.abc" and not TERMS.search(_unzipped(path)):
                yield f"{folder}/{path.stem}", str(path)


def _unzipped(path: Path) -> bytes:
    from zipfile import ZipFile

    with ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))


def _read(item: tuple[str, str]) -> list[Tune]:
    """No tune or one: what music21 cannot read, or reads without measures, is left out."""
    from music21 import converter

    source, text = item
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            score = converter.parse(text, format="abc") if text.startswith("X:") else converter.parse(text)
            return [_from_score(source, score)]
    except Exception:
        return []


def _from_score(source: str, score: Any) -> Tune:
    from music21 import key, meter, stream

    part = score.parts[0] if hasattr(score, "parts") and len(score.parts) else score
    measures = list(part.getElementsByClass(stream.Measure))
    signs = [sign for sign in part.recurse().getElementsByClass(key.KeySignature)]
    named = signs[0] if signs and isinstance(signs[0], key.Key) else part.analyze("key")
    times = [time.ratioString for time in part.recurse().getElementsByClass(meter.TimeSignature)]
    if not measures or not times or len(set(times)) > 1 or len({sign.sharps for sign in signs}) > 1:
        raise ValueError("a tune in one key and one metre is wanted")
    bars = [_bar(measure, following) for measure, following in zip(measures, [*measures[1:], None], strict=True)]
    title = str(getattr(score.metadata, "title", "") or source)
    return Tune(source, title, named.tonic.pitchClass, named.mode, times[0], tuple(bars))


def _bar(measure: Any, following: Any) -> Bar:
    notes = []
    for note in measure.recurse().notes:
        length = round(note.quarterLength * TICKS)
        if length:
            offset = round(note.getOffsetInHierarchy(measure) * TICKS)
            begins = note.tie is None or note.tie.type == "start"
            notes.append((offset, length, max(pitch.midi for pitch in note.pitches), begins))
    length = round(measure.duration.quarterLength * TICKS)
    return Bar(length, tuple(sorted(notes)), _closes(measure.rightBarline) or _opens(following))


def _closes(line: Any) -> bool:
    return line is not None and (line.type in ("double", "final") or type(line).__name__ == "Repeat")


def _opens(measure: Any) -> bool:
    """A repeat sign at the beginning of the next measure."""
    return measure is None or type(measure.leftBarline).__name__ == "Repeat"
