"""Words with the times at which they are sung, as players show them line by line (LRC)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.music.score.clock import TempoMap, swung
from pipelines.music.score.score import Note, Score

PAUSE = 0.2
"""Quarter notes of rest that end a line."""
LONGEST = 48
"""Characters from which a line ends at the next comma, too."""
_STOP = re.compile(r"[.!?;。！？；…][”’」』\"')]*$")
_COMMA = re.compile(r"[,:，、：][”’」』\"')]*$")
_UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""Signs of writing that has no spaces between its words."""


def lrc_bytes(score: Score, title: str, creator: str, seconds: float) -> bytes:
    """The words of a piece that is sung, UTF-8; empty where nobody sings."""
    lines = [*_lines(score)]
    if not lines:
        return b""
    head = [f"[ti:{_plain(title)}]", f"[ar:{_plain(creator)}]", f"[length:{_clock(seconds)[:-3]}]", "[re:Inkstone]"]
    return "\n".join([*head, *(f"[{_clock(at)}]{words}" for at, words in lines), ""]).encode()


def _lines(score: Score) -> Iterator[tuple[float, str]]:
    """When each line begins, in seconds, and what it says."""
    clock = TempoMap.of(score)
    for track in score.tracks:
        sung = sorted((note for note in track.notes if note.lyric), key=lambda note: note.start)
        line: list[Note] = []
        for note in sung:
            if line and _ends(line, note):
                yield clock.seconds(swung(line[0].start, score)), _words(line)
                line = []
            line.append(note)
        if line:
            yield clock.seconds(swung(line[0].start, score)), _words(line)


def _ends(line: Sequence[Note], following: Note) -> bool:
    """Whether a line is over before the note that follows; never within a word."""
    said = [note.lyric for note in line if note.lyric != "_"]
    if following.lyric == "_" or not said or _goes_on(said[-1]):
        return False
    rested = following.start - line[-1].end > PAUSE
    is_long = sum(map(len, said)) > LONGEST and _COMMA.search(said[-1])
    return bool(rested or _STOP.search(said[-1]) or is_long)


def _goes_on(syllable: str) -> bool:
    return syllable.endswith("-") and len(syllable) > 1


def _words(line: Sequence[Note]) -> str:
    words = ""
    for note in line:
        if note.lyric == "_":
            continue
        joins = not words or words.endswith("\0") or (_UNSPACED.match(note.lyric) and _UNSPACED.match(words[-1]))
        words = words.removesuffix("\0") + ("" if joins else " ") + note.lyric.removesuffix("-")
        # A mark that the word goes on.
        words += "\0" if _goes_on(note.lyric) else ""
    return _plain(words.removesuffix("\0"))


def _plain(text: str) -> str:
    """On one line, without what begins a time."""
    return " ".join(text.split()).replace("[", "(").replace("]", ")")


def _clock(seconds: float) -> str:
    hundredths = round(seconds * 100)
    return f"{hundredths // 6000:02d}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"
