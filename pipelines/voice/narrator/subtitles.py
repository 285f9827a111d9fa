"""Subtitles of what is spoken: its sentences in parts, and its chapters."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.voice.narrator.take import Said
from pipelines.voice.subtitles import Timed, clock, escaped, shown


def cues(said: Iterable[Said], lead: float) -> list[list[Timed]]:
    """The words that are shown at once, in seconds of the sound, which begins `lead` seconds before the voice."""
    found = [part for sentence in said for part in shown(sentence.words)]
    return [[word._replace(start=word.start + lead, end=word.end + lead) for word in part] for part in found]


def chapters(said: Iterable[Said], lead: float, seconds: float) -> bytes:
    """WebVTT of kind chapters; empty where there are none."""
    begun = [(sentence.words[0].start + lead, sentence.chapter) for sentence in said if sentence.chapter]
    if not begun:
        return b""
    ends = [*(start for start, _ in begun[1:]), seconds]
    blocks = (
        f"{clock(start)} --> {clock(end)}\n{escaped(title)}\n" for (start, title), end in zip(begun, ends, strict=True)
    )
    return "\n".join(("WEBVTT\n", *blocks)).encode()
