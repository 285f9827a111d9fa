"""Pieces: a sound that was worked on, as a work with its pictures."""

from __future__ import annotations

from typing import Any

from pipelines.sound.cover import Levels, cover
from pipelines.sound.levelling import loudness_of
from pipelines.sound.pictures import spectrogram, waveform
from pipelines.sound.recording import Recording
from studio.media.audio import SUFFIXES, SoundFormat, Tags, encode_pieces
from studio.words import Sentence
from studio.works.facts import MusicFacts
from studio.works.made import Made, MadeFile, title_of

LONGEST = 600.0
"""Seconds of what is made: as much as can be brought again."""


def piece(
    sound: Recording, title: str, text: str, form: SoundFormat, notes: tuple[Sentence, ...] = (), **facts: Any
) -> Made:
    """The work: its file, waveform and spectrogram."""
    title = title_of(title)
    levels = Levels(sound.frames)
    data = encode_pieces(
        levels.through(sound.blocks()), sound.rate, sound.channels, form, Tags(title=title, comment=text)
    )
    return Made(
        kind="music",
        title=title,
        files=(
            MadeFile("main", SUFFIXES[form], data),
            MadeFile("roll", ".png", cover(title, levels.shares, sound.seconds, ())),
            MadeFile("waveform", ".png", waveform(sound)),
            MadeFile("spectrogram", ".png", spectrogram(sound)),
        ),
        text=text,
        notes=notes,
        facts=MusicFacts(
            seconds=round(sound.seconds, 2),
            loudness=round(loudness_of(sound), 1),
            sample_rate=sound.rate,
            channels=sound.channels,
            **facts,
        ),
    )
