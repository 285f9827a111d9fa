"""Subtitles: words with their times, as SubRip and WebVTT, each word with its time in the latter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
"""What WebVTT takes for marks of its own."""
_WIDE = "\u2e80"
"""From here on, letters are twice as wide."""
_WIDTH = 84
"""Of what is shown at once: two lines."""
_STAYS = 0.3
"""Seconds that it is left after its last word, unless the next one begins."""


class Timed(NamedTuple):
    """A word, and when it is heard. Seconds."""

    written: str
    start: float
    end: float
    apart: str = " "
    """What stands between it and the next one."""


def shown(sentence: Sequence[Timed]) -> Iterator[list[Timed]]:
    """The words of a sentence in parts that are shown at once, of about the same width."""
    total = sum(map(_width, sentence))
    count = max(1, -(-total // _WIDTH))
    most = min(_WIDTH, max(total / count + 8, _WIDTH / 2))
    part: list[Timed] = []
    width = 0
    for word in sentence:
        if part and width + _width(word) > most:
            yield part
            part, width = [], 0
        part.append(word)
        width += _width(word)
    if part:
        yield part


def srt(parts: list[list[Timed]]) -> bytes:
    """SubRip."""
    blocks = (
        f"{number}\n{clock(start, ',')} --> {clock(end, ',')}\n{text_of(words)}\n"
        for number, (words, start, end) in enumerate(_timed(parts), start=1)
    )
    return "\n".join(blocks).encode()


def vtt(parts: list[list[Timed]]) -> bytes:
    """WebVTT, with a time before each word."""
    blocks = [f"{clock(start)} --> {clock(end)}\n{_karaoke(words)}\n" for words, start, end in _timed(parts)]
    return "\n".join(("WEBVTT\n", *blocks)).encode()


def text_of(words: Sequence[Timed]) -> str:
    """What they are together."""
    return "".join(f"{word.written}{word.apart}" for word in words).strip()


def escaped(text: str) -> str:
    """A text as WebVTT has it."""
    return text.translate(_ESCAPED)


def clock(seconds: float, point: str = ".") -> str:
    """hours:minutes:seconds and thousandths."""
    whole = max(0, round(seconds * 1000))
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02}{point}{whole % 1000:03}"


def _width(word: Timed) -> int:
    return sum(1 + (char >= _WIDE) for char in word.written) + len(word.apart)


def _timed(parts: list[list[Timed]]) -> Iterator[tuple[list[Timed], float, float]]:
    for words, after in zip(parts, [*parts[1:], None], strict=True):
        end = words[-1].end + _STAYS
        yield words, words[0].start, min(end, after[0].start) if after else end


def _karaoke(words: list[Timed]) -> str:
    return "".join(f"<{clock(word.start)}>{escaped(word.written)}{word.apart}" for word in words).strip()
