"""From a text to speech: read, spoken sentence by sentence, finished, with subtitles."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pipelines.runtimes.kokoro import RATE, Kokoro
from pipelines.sound.cover import Levels, Mark, cover
from pipelines.sound.loudness import measured
from pipelines.voice.ask import NarrateParams, ReadParams
from pipelines.voice.narrator.bed import Bed
from pipelines.voice.narrator.draft import Draft
from pipelines.voice.narrator.finish import MUSIC_RATE, Finished
from pipelines.voice.narrator.options import NarratorOptions
from pipelines.voice.narrator.phonemes import language_of
from pipelines.voice.narrator.reader import SECOND, Passage, passages
from pipelines.voice.narrator.speaking import speak
from pipelines.voice.narrator.subtitles import chapters, cues
from pipelines.voice.narrator.take import Take
from pipelines.voice.narrator.text import check_text
from pipelines.voice.narrator.voices import VOICES, Language, Voice, reader
from pipelines.voice.subtitles import srt, vtt
from studio.errors import BadInput
from studio.jobs.engine import Ask, JobContext
from studio.media.audio import SUFFIXES, Tags, encode_pieces
from studio.words import Sentence, say
from studio.works.facts import SpeechFacts
from studio.works.made import Made, MadeFile, title_of

Asked = NarrateParams | ReadParams
_TAKE = "voice.f32"
"""In the folder of the job."""
_SHOWN = 600
"""Characters of what was spoken that are shown while the rest is spoken."""


def make(ask: Ask[Asked, NarratorOptions], ctx: JobContext) -> Iterator[Made]:
    """One Made. Raises BadInput and LanguageUnknown for a text that cannot be read; where it is stopped or fails, what
    was spoken so far comes first."""
    ctx.progress("reading_text")
    text, title = _text(ask.params, ctx)
    check_text(text)
    told = passages(text, in_dialogue=ask.options.second_voice != "none")
    take = Take.begun(ctx.folder / _TAKE)
    kept = partial(_made, ask, take, title)
    try:
        bed = _bed(ask.params, ctx)
        with ctx.lease(next(iter(ask.models.values()))) as model:
            _speak(model, told, ask, ctx, take)
    except Exception:
        if take.said:
            yield kept(None, (say("narrator.unfinished"),))
        raise
    if not take.said:
        raise BadInput(say("narrator.nothing"), hint=say("narrator.write_words"))
    ctx.progress("finishing_sound")
    yield kept(bed)


def left(ask: Ask[Asked, NarratorOptions], ctx: JobContext) -> Iterator[Made]:
    """What was spoken before the process was killed."""
    take = Take.found(ctx.folder / _TAKE)
    if take.said:
        yield _made(ask, take, _text(ask.params, ctx)[1], None, (say("narrator.unfinished"),))


def _text(params: Asked, ctx: JobContext) -> tuple[str, str]:
    """What is read, and what the work is called."""
    if isinstance(params, NarrateParams):
        return params.prompt, title_of(params.prompt.lstrip("# ").partition("\n")[0])
    upload, path = ctx.brought(params.text)
    return path.read_text(encoding="utf-8", errors="replace"), upload.title


def _bed(params: Asked, ctx: JobContext) -> Bed | None:
    if not params.music:
        return None
    _, path = ctx.brought(params.music)
    ctx.progress("reading_music")
    return Bed.read(path, ctx.folder / "music.f32", MUSIC_RATE)


def _voices(ask: Ask[Asked, NarratorOptions], language: Language) -> tuple[Voice, Voice]:
    """Who reads, and who reads what others say."""
    first = reader(language) if ask.options.voice == "auto" else VOICES[ask.options.voice]
    second = first if ask.options.second_voice == "none" else VOICES[ask.options.second_voice]
    return first, second


def _speak(model: Kokoro, told: list[Passage], ask: Ask[Asked, NarratorOptions], ctx: JobContext, take: Take) -> None:
    """Say all into the take; a stop takes effect before the next sentence."""
    language = language_of(" ".join(passage.text for passage in told))
    voices, params, draft = _voices(ask, language), ask.params, Draft(take)
    pause = 0.0
    for number, passage in enumerate(told, start=1):
        ctx.progress("speaking", number, len(told))
        if take.said:
            take.wait(pause * params.pauses / params.speed)
        if speak(model, passage, voices[passage.role == SECOND], language, params.speed, take):
            pause = passage.pause
            # A single sentence is finished as soon as it can be heard.
            ctx.preview(text=take.text[-_SHOWN:], sound=draft.chunk() if len(told) > 1 else None)


def _made(
    ask: Ask[Asked, NarratorOptions], take: Take, title: str, bed: Bed | None, notes: tuple[Sentence, ...] = ()
) -> Made:
    params = ask.params
    done = Finished(take, bed, params.music_volume)
    shown = cues(take.said, done.lead)
    tags = Tags(title=title)
    levels = Levels(round(done.seconds * done.rate))
    loudness = measured(levels.through(done.pieces()), done.rate)
    sound = encode_pieces(done.pieces(), done.rate, done.channels, params.format, tags)
    files = [
        MadeFile("main", SUFFIXES[params.format], sound),
        MadeFile("subtitles", ".srt", srt(shown)),
        MadeFile("words", ".vtt", vtt(shown)),
        MadeFile("roll", ".png", cover(title, levels.shares, done.seconds, _marks(done))),
    ]
    if marks := chapters(take.said, done.lead, done.seconds):
        files.append(MadeFile("chapters", ".vtt", marks))
    text = "\n".join(said.text for said in take.said)
    return Made("speech", title, tuple(files), _facts(ask, done, loudness), text, notes)


def _marks(done: Finished) -> list[Mark]:
    """Where each sentence begins, in the colour of who says it."""
    voices = list(dict.fromkeys(said.voice for said in done.take.said))
    return [Mark(done.lead + said.start / RATE, said.text, voices.index(said.voice)) for said in done.take.said]


def _facts(ask: Ask[Asked, NarratorOptions], done: Finished, loudness: float) -> SpeechFacts:
    said = done.take.said
    return SpeechFacts(
        seconds=round(done.seconds, 2),
        loudness=round(loudness, 1),
        language=language_of(" ".join(one.text for one in said)),
        voices=tuple(dict.fromkeys(one.voice for one in said)),
        speed=ask.params.speed,
        words=sum(len(one.words) for one in said),
        sentences=len(said),
        sample_rate=done.rate,
        channels=done.channels,
    )
