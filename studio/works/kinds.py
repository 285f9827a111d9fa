"""Kinds: what a work can be. All that depends on the kind alone stands in the table here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from studio.works.facts import Facts, FilmFacts, MusicFacts, PictureFacts, SpeechFacts, TextFacts

Kind = Literal["image", "poem", "story", "description", "music", "speech", "transcript", "animation"]


@dataclass(frozen=True)
class KindOf:
    """What a kind of work is like."""

    facts: type[Facts]
    suffixes: tuple[str, ...]
    """What the work itself can be."""
    beside: tuple[str, ...] = ()
    """What else of it a person may ask for by name; not every engine makes it."""
    is_text: bool = False
    """Whether the work is words: printed on a terminal, shown as a sheet."""
    is_timed: bool = False
    """Whether it lasts some seconds."""
    is_seen: bool = False
    """Whether it has colours."""


KINDS: dict[Kind, KindOf] = {
    "image": KindOf(PictureFacts, (".png",), (".svg",), is_seen=True),
    "poem": KindOf(TextFacts, (".md",), is_text=True),
    "story": KindOf(TextFacts, (".md",), is_text=True),
    "description": KindOf(TextFacts, (".md",), is_text=True),
    "music": KindOf(MusicFacts, (".wav", ".flac", ".mp3", ".ogg"), (".mid", ".musicxml", ".pdf"), is_timed=True),
    "speech": KindOf(SpeechFacts, (".wav", ".flac", ".mp3", ".ogg"), (".srt", ".vtt"), is_timed=True),
    "transcript": KindOf(SpeechFacts, (".md",), (".srt", ".vtt"), is_text=True),
    "animation": KindOf(FilmFacts, (".mp4", ".gif", ".webp"), is_timed=True, is_seen=True),
}
assert tuple(KINDS) == get_args(Kind)
