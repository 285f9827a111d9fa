"""Pieces: what was played, as a work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.music.pretrained.takes import Take
from pipelines.runtimes.licence import licence_notes
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask
from studio.media.audio import SUFFIXES, encode, loudness
from studio.words import Sentence, say
from studio.works.facts import MusicFacts
from studio.works.made import Made, MadeFile, title_of

if TYPE_CHECKING:
    from pipelines.music.pretrained.mastering import Samples


def piece(
    ask: Ask[Any, Any], take: Take, sound: Samples, rate: int, notes: tuple[Sentence, ...] = (), **facts: Any
) -> Made:
    """The work that a take became: `sound` is what of it is kept, after mastering or joining."""
    params, spec, title = ask.params, ask.models[MAIN], title_of(ask.params.prompt)
    measured = MusicFacts(
        seconds=round(len(sound) / rate, 2),
        sample_rate=rate,
        channels=sound.shape[1],
        loudness=round(loudness(sound, rate), 1),
        **{"description": description(params), **facts, **take.facts},
    )
    return Made(
        kind="music",
        title=title,
        files=(MadeFile("main", SUFFIXES[params.format], encode(sound, rate, params.format)),),
        text=str(say("musicgen.heard", seconds=measured.seconds, title=title, model=spec.title)),
        notes=(*notes, *licence_notes(spec)),
        facts=measured,
    )


def description(params: Any) -> str:
    """What a model reads that has no fields for them: the prompt, then the tempo, key and metre that were set, in words
    it was trained on."""
    tempo, metre = getattr(params, "tempo", None), getattr(params, "metre", "auto")
    key = " ".join(word for word in (getattr(params, name, "auto") for name in ("key", "mode")) if word != "auto")
    parts = [f"{tempo:g} bpm" if tempo else "", key, metre if metre != "auto" else ""]
    return ", ".join([params.prompt, *filter(None, parts)])
