"""Hearing: the words of a sound, piece by piece, without those that a network invents where nobody speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.runtimes.whisper import HeardPart, HeardWord, Whisper
from pipelines.voice.listener.pieces import Piece
from pipelines.voice.listener.script import Script
from pipelines.voice.subtitles import Timed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_START = {"zh": "以下是普通话的句子。"}
"""It begins with this, so that it writes simplified characters and punctuation."""
_UNSPACED = ("zh", "ja", "th", "lo", "my")
"""Languages that are written without spaces between words."""
_SURE = 0.6
"""How likely a language has to be to be believed where it is not one that the studio speaks."""
_OWN = ("en", "zh")
_EDGE = 0.4
"""Seconds that the first word of a span may be heard too late, and the last one end too early."""
_UNSPOKEN, _DOUBTFUL = 0.6, -0.7
_WILD = -1.2
_CIRCLES = 2.8
_UNSURE = 0.3
"""Bounds of what was hardly said: nobody spoke and it is doubtful; doubtful beyond measure; round in circles; and how
sure each word has to be on average."""


@dataclass(frozen=True)
class Ear:
    """What is heard with: the network, the language, and the characters that are written."""

    whisper: Whisper
    language: str
    script: Script

    def words(self, piece: Piece, sound: NDArray[np.float32]) -> list[Timed]:
        """The words of a piece of a whole sound, in seconds of the whole."""
        part = self.whisper(piece.sound(sound), self.language, _START.get(self.language, ""))
        return list(self._placed(piece, self._whole(part.words))) if part and is_said(part) else []

    def _whole(self, words: Iterable[HeardWord]) -> list[HeardWord]:
        """The words, with what was heard of each in pieces put together: "9" and ".30"."""
        whole: list[HeardWord] = []
        for word in words:
            if whole and self.language not in _UNSPACED and not word.text.startswith(" "):
                last = whole[-1]
                whole[-1] = last._replace(text=last.text + word.text, end=word.end)
            else:
                whole.append(word)
        return whole

    def _placed(self, piece: Piece, words: list[HeardWord]) -> Iterator[Timed]:
        places = [piece.place(word.start, word.end) for word in words]
        texts = self.script.written([word.text for word in words])
        for at, (text, (span, when)) in enumerate(zip(texts, places, strict=True)):
            is_first = at == 0 or places[at - 1][0] != span
            is_last = at + 1 == len(places) or places[at + 1][0] != span
            start, end = piece.spans[span]
            begins = start if is_first and when.start - start < _EDGE else when.start
            ends = end if is_last and end - when.end < _EDGE else when.end
            apart = " " if at + 1 < len(texts) and texts[at + 1].startswith(" ") else ""
            if text.strip():
                yield Timed(text.strip(), begins, ends, apart)


def is_said(part: HeardPart) -> bool:
    """Whether somebody said it: taught with subtitles, the network writes "Thanks for watching!" under silence."""
    if not part.words or part.log_probability < _WILD or part.repetition > _CIRCLES:
        return False
    if part.no_speech > _UNSPOKEN and part.log_probability < _DOUBTFUL:
        return False
    return sum(word.sureness for word in part.words) / len(part.words) >= _UNSURE


def language_of(whisper: Whisper, pieces: Iterable[Piece], sound: NDArray[np.float32]) -> str:
    """The language of the longest piece; an unlikely guess gives way to the likelier of the studio's own languages."""
    longest = max(pieces, key=lambda piece: sum(end - start for start, end in piece.spans))
    likely = whisper.languages(longest.sound(sound))
    first = max(likely, key=lambda code: likely[code])
    return first if likely[first] >= _SURE else max(_OWN, key=lambda code: likely[code])
