"""Transcript: what was heard, put down in sentences and paragraphs with their times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipelines.voice.subtitles import Timed, shown, text_of

_ENDS = ".!?…。！？"
_CLOSES = "\"'”’)」』）"
_PAUSE, _PARAGRAPH = 1.2, 2.0
"""Seconds of silence that end a sentence, and a paragraph."""
_LONG = 500
"""Characters after which a paragraph ends with its sentence."""


@dataclass
class Transcript:
    """The words so far, in their order."""

    words: list[Timed] = field(default_factory=list)

    def add(self, words: Iterable[Timed]) -> None:
        """A part that comes after what is there, with a space before it where it is written with spaces."""
        words = list(words)
        if self.words and words and _is_spaced(self.words[-1], words[0]):
            self.words[-1] = self.words[-1]._replace(apart=" ")
        self.words += words

    @property
    def text(self) -> str:
        """A paragraph a line."""
        return "\n".join(text_of(words) for words in self.paragraphs())

    @property
    def told(self) -> str:
        """Markdown: each paragraph with the moment at which it begins."""
        return "\n\n".join(f"**{_moment(words[0].start)}** {text_of(words)}" for words in self.paragraphs()) + "\n"

    def sentences(self) -> list[list[Timed]]:
        return list(_parted(self.words))

    def paragraphs(self) -> Iterator[list[Timed]]:
        held: list[Timed] = []
        for sentence in self.sentences():
            if held and (sentence[0].start - held[-1].end > _PARAGRAPH or len(text_of(held)) > _LONG):
                yield held
                held = []
            held = [*held, *sentence]
        if held:
            yield held

    def shown(self) -> list[list[Timed]]:
        """What subtitles show at once."""
        return [part for sentence in self.sentences() for part in shown(sentence)]


def _parted(words: list[Timed]) -> Iterator[list[Timed]]:
    held: list[Timed] = []
    for word in words:
        if held and (word.start - held[-1].end > _PAUSE or held[-1].written.rstrip(_CLOSES)[-1:] in (*_ENDS,)):
            yield held
            held = []
        held.append(word)
    if held:
        yield held


def _is_spaced(before: Timed, after: Timed) -> bool:
    """Whether a space belongs between them: not beside a character of Chinese or Japanese."""
    return before.written[-1] < "\u2e80" and after.written[0] < "\u2e80"


def _moment(seconds: float) -> str:
    """minutes:seconds, with hours where there are any."""
    hours, minutes = int(seconds) // 3600, int(seconds) // 60
    return f"{hours}:{minutes % 60:02}:{int(seconds) % 60:02}" if hours else f"{minutes}:{int(seconds) % 60:02}"
