"""From a sound to a transcript: speech is found, heard piece by piece, and written down with its times."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from pipelines.runtimes.whisper import RATE, Whisper
from pipelines.voice.ask import ListenParams
from pipelines.voice.listener.activity import spans
from pipelines.voice.listener.hearing import Ear, language_of
from pipelines.voice.listener.options import ListenerOptions
from pipelines.voice.listener.pieces import SPAN, Piece, pieces
from pipelines.voice.listener.roles import FINDS, HEARS
from pipelines.voice.listener.script import Script
from pipelines.voice.listener.sound import heard
from pipelines.voice.listener.transcript import Transcript
from pipelines.voice.subtitles import srt, vtt
from studio.errors import BadInput
from studio.jobs.engine import Ask, JobContext
from studio.words import Sentence, say
from studio.works.facts import SpeechFacts
from studio.works.made import Made, MadeFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Asked = Ask[ListenParams, ListenerOptions]
_SHOWN = 600
"""Characters of what was heard that are shown while the rest is heard."""


def make(ask: Asked, ctx: JobContext) -> Iterator[Made]:
    """One Made. Raises BadInput where nobody speaks; where it is stopped or fails, what was heard comes first."""
    upload, path = ctx.brought(ask.params.sound)
    ctx.progress("reading_sound")
    sound = heard(path, ctx.folder / "heard.f32", ctx.check)
    told = _found(ask, ctx, sound)
    transcript, seconds = Transcript(), len(sound) / RATE
    kept = partial(_made, transcript, upload.title, seconds)
    language = ""
    try:
        with ctx.lease(ask.models[HEARS]) as whisper:
            language = _language(ask, whisper, told, sound)
            _hear(_ear(ask, whisper, language), told, sound, ctx, transcript)
    except Exception:
        if transcript.words:
            yield kept(language, (say("listener.unfinished"),))
        raise
    if not transcript.words:
        raise _nobody()
    yield kept(language)


def _found(ask: Asked, ctx: JobContext, sound: NDArray[np.float32]) -> list[Piece]:
    """The pieces in which somebody speaks. Raises BadInput where there are none."""
    with ctx.lease(ask.models[FINDS]) as network:
        ctx.progress("finding_speech")
        told = list(pieces(spans(network, sound, SPAN, ctx.check), len(sound) / RATE))
    if not told:
        raise _nobody()
    return told


def _language(ask: Asked, whisper: Whisper, told: list[Piece], sound: NDArray[np.float32]) -> str:
    asked = ask.params.language
    return language_of(whisper, told, sound) if asked == "auto" else asked


def _ear(ask: Asked, whisper: Whisper, language: str) -> Ear:
    return Ear(whisper, language, Script(ask.options.characters if language == "zh" else None))


def _hear(ear: Ear, told: list[Piece], sound: NDArray[np.float32], ctx: JobContext, transcript: Transcript) -> None:
    """Put all into the transcript; a stop takes effect before the next piece."""
    total = round(len(sound) / RATE)
    for piece in told:
        ctx.progress("listening", int(piece.spans[0].start), total)
        transcript.add(ear.words(piece, sound))
        ctx.preview(text=transcript.text[-_SHOWN:])


def _nobody() -> BadInput:
    return BadInput(say("listener.nobody"), hint=say("listener.speak_up"))


def _made(transcript: Transcript, title: str, seconds: float, language: str, notes: tuple[Sentence, ...] = ()) -> Made:
    shown = transcript.shown()
    files = (
        MadeFile("main", ".md", transcript.told.encode()),
        MadeFile("subtitles", ".srt", srt(shown)),
        MadeFile("words", ".vtt", vtt(shown)),
    )
    facts = SpeechFacts(
        seconds=round(seconds, 2),
        language=language,
        words=len(transcript.words),
        sentences=len(transcript.sentences()),
    )
    return Made("transcript", title, files, facts, transcript.text, notes)
