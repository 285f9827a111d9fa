"""Word: one word of a text with the sounds that it is spoken with."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.runtimes.kokoro import heard

ENDS = ".!?…"
"""Symbols that end a sentence."""
BREATHS = ",;:—"
"""Symbols at which one may breathe inside a sentence."""


class Word(NamedTuple):
    """A word, with the punctuation that stands at it."""

    written: str
    phonemes: str
    """In the symbols of the network; never empty."""
    gap: str = " "
    """What parts it from the next one, where it is spoken: a space, or nothing."""
    apart: str = " "
    """The same, where it is read."""


def chunks(words: list[Word], most: int) -> list[list[Word]]:
    """The words in parts of at most `most` symbols each, cut at punctuation where there is some, the last that fits. A
    single word that is longer is cut in its sounds."""
    found: list[list[Word]] = []
    rest = [part for word in words for part in _cut(word, most)]
    while rest:
        fits = _fitting(rest, most)
        if fits < len(rest):
            breaths = [at for at in range(fits // 3 + 1, fits + 1) if rest[at - 1].phonemes[-1:] in ENDS + BREATHS]
            fits = breaths[-1] if breaths else fits
        found.append(rest[:fits])
        rest = rest[fits:]
    return found


def _fitting(words: list[Word], most: int) -> int:
    """How many of the words fit, at least one."""
    length = 0
    for at, word in enumerate(words):
        length += len(word.phonemes) + len(word.gap)
        if length > most and at:
            return at
    return len(words)


def _cut(word: Word, most: int) -> list[Word]:
    sounds = heard(word.phonemes)
    if len(sounds) < most:
        return [word]
    parts = [sounds[at : at + most - 1] for at in range(0, len(sounds), most - 1)]
    written = [word.written, *("" for _ in parts[1:])]
    return [Word(text, part, "", "") for text, part in zip(written, parts, strict=True)]
