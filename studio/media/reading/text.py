"""Text: words in UTF-8, UTF-16, GB 18030 or a western encoding to UTF-8."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from studio.media.reading.limits import Limits
from studio.media.reading.plain import InputFacts, Plain
from studio.media.reading.refused import Refused, broken
from studio.media.reading.sniff import Format, encoding_of_mark
from studio.words import Sentence, say

_MOST_MARKS = 30
_SAMPLE = 60_000
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
"""Control characters but tab and newline, byte order marks, and what is no character."""


def read(source: Path, target: Path, format: Format, limits: Limits) -> Plain:
    """Write the words to `target`. Raises Refused."""
    words, notes = _decoded(source.read_bytes())
    return keep(words, target, limits, tuple(notes))


def keep(words: str, target: Path, limits: Limits, notes: tuple[Sentence, ...] = (), pages: int | None = None) -> Plain:
    """Write words that came from anywhere: composed (NFC), lines ended alike, nothing unseen among them."""
    words = words.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    if len(words) > limits.characters:
        raise Refused(say("upload.too_many_characters", characters=len(words), limit=limits.characters))
    words = unicodedata.normalize("NFC", _with_few_marks(_UNSEEN.sub("", words))).strip()
    if not words:
        raise Refused(say("upload.no_words"))
    target.write_text(words + "\n", encoding="utf-8", newline="\n")
    facts = InputFacts(characters=len(words), pages=pages)
    return Plain(kind="document" if pages else "text", facts=facts, notes=notes)


def _with_few_marks(words: str) -> str:
    """At most 30 marks on one letter, as in Unicode's stream-safe format (UAX #15): sorting thousands takes hours."""
    kept, marks = [], 0
    for char in words:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def _decoded(data: bytes) -> tuple[str, list[Sentence]]:
    marked = encoding_of_mark(data) or _of_zeros(data)
    if not marked and not _is_utf8(data):
        guessed = "gb18030" if _is_chinese(data) else "cp1252"
        words, notes = data.decode(guessed, "replace"), [say("upload.guessed", encoding=guessed)]
    else:
        words, notes = data.decode(marked or "utf-8", "replace"), []
    lost = words.count("\ufffd")
    # A letter in a hundred is a slip of some program; more, and it is no text of this encoding.
    if lost > (len(words) + 80) // 100:
        raise broken()
    return words, [*notes, say("upload.letters_lost", count=lost)] if lost else notes


def _of_zeros(data: bytes) -> str | None:
    """UTF-16 without a mark has a zero in every second byte wherever it is Latin. Raises Refused for other zeros."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) > len(data) // 8 and min(even, odd) <= max(even, odd) // 8:
        return "utf-16-le" if odd > even else "utf-16-be"
    if even or odd:
        raise broken()
    return None


def _is_utf8(data: bytes) -> bool:
    """Whether all but some slips of it is, and a letter at its end that was cut."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        words = data.decode("utf-8", "replace")
        return words[:-1].count("\ufffd") <= len(words) // 1000
    return True


def _is_chinese(data: bytes) -> bool:
    """Whether its letters beyond ASCII are, read as GB 18030, nearly all marks and the 3,755 commonest characters:
    those of the first level of GB 2312, which letters of western texts never make."""
    letters = [char for char in data[:_SAMPLE].decode("gb18030", "replace") if ord(char) > 127]
    common = sum(b"\xa1" <= code < b"\xd8" for code in (char.encode("gb2312", "ignore") for char in letters))
    return common > 0.7 * len(letters)
