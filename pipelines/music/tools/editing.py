"""Editing: what is asked for, done one after another in the order in which nothing undoes another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipelines.music.ask_sound import TouchUpParams
from pipelines.music.tools.bars import Wanted, bars_of
from pipelines.music.tools.brought import brought, check_length
from pipelines.music.tools.pieces import LONGEST, piece
from pipelines.sound import denoising, fades, levelling, looping, resampling, stretching, trimming
from pipelines.sound.recording import Recording
from studio.errors import BadInput
from studio.jobs.engine import JobContext
from studio.words import Sentence, say
from studio.works.made import Made


@dataclass(frozen=True)
class Work:
    """A sound on the bench."""

    sound: Recording
    tempo: float | None
    """Beats a minute, as far as its recipe knows."""
    metre: str
    notes: tuple[Sentence, ...] = ()


Step = Callable[[Work, TouchUpParams, JobContext], Work]


def edited(params: TouchUpParams, ctx: JobContext) -> Made:
    """The sound after all steps. Raises BadInput where nothing is left of it."""
    ctx.progress("reading_sound")
    found = brought(ctx, params.sound)
    work = Work(found.sound, found.tempo, found.metre)
    title = found.title
    del found
    for number, step in enumerate(STEPS, start=1):
        ctx.progress("editing_sound", number, len(STEPS))
        work = step(work, params, ctx)
    ctx.progress("saving")
    sound = work.sound
    text = str(say("sound_tools.edited", title=title, seconds=sound.seconds))
    facts = {"tempo": work.tempo and round(work.tempo, 1), "metre": work.metre}
    return piece(sound, title, text, params.format, work.notes, **facts)


def _cut(work: Work, params: TouchUpParams, ctx: JobContext) -> Work:
    if params.start >= work.sound.seconds:
        raise BadInput(say("sound_tools.beyond", start=params.start, seconds=work.sound.seconds))
    sound = trimming.part(work.sound, params.start, params.end)
    check_length(sound)
    return replace(work, sound=sound)


def _without_silence(work: Work, params: TouchUpParams, ctx: JobContext) -> Work:
    if not params.silence:
        return work
    span = trimming.heard(work.sound)
    if span is None:
        raise BadInput(say("own_sound.silent"))
    return replace(work, sound=trimming.part(work.sound, *span))


def _without_noise(work: Work, params: TouchUpParams, ctx: JobContext) -> Work:
    def tell(share: float) -> None:
        ctx.progress("cleaning_sound", round(100 * share), 100)

    return replace(work, sound=denoising.cleaned(work.sound, params.noise, tell))


def _at_speed(work: Work, params: TouchUpParams, ctx: JobContext) -> Work:
    _check_longest(work.sound.seconds / params.speed)
    sound = stretching.stretched(work.sound, params.speed)
    return replace(work, sound=sound, tempo=work.tempo and work.tempo * params.speed)


def _at_pitch(work: Work, params: TouchUpParams, ctx: JobContext) -> Work:
    return replace(work, sound=stretching.shifted(work.sound, params.pitch))


def _reversed(work: Work, params: TouchUpParams, ctx: JobContext) -> Work:
    return replace(work, sound=Recording(work.sound.samples[::-1], work.sound.rate)) if params.reverse else work


def _in_form(work: Work, params: TouchUpParams, ctx: JobContext) -> Work:
    sound = work.sound
    if params.channels != "keep":
        sound = resampling.in_channels(sound, 1 if params.channels == "mono" else 2)
    if params.rate != "keep":
        sound = resampling.at_rate(sound, int(params.rate))
    return replace(work, sound=sound)


def _looped(work: Work, params: TouchUpParams, ctx: JobContext) -> Work:
    if not params.times:
        return work
    metre = work.metre if params.metre == "auto" else params.metre
    found = bars_of(work.sound, Wanted(params.bars, params.tempo, work.tempo, metre))
    frames, rate = found.frames, work.sound.rate
    _check_longest(params.times * frames / rate)
    sound = looping.looped(work.sound, found.start, frames, params.times)
    return replace(work, sound=sound, tempo=found.tempo, metre=found.metre, notes=(*work.notes, found.note))


def _faded(work: Work, params: TouchUpParams, ctx: JobContext) -> Work:
    if params.fade_in + params.fade_out > work.sound.seconds:
        raise BadInput(say("sound_tools.long_fades", seconds=work.sound.seconds))
    return replace(work, sound=fades.faded(work.sound, params.fade_in, params.fade_out))


def _levelled(work: Work, params: TouchUpParams, ctx: JobContext) -> Work:
    sound, notes = at_loudness(work.sound, params.loudness)
    return replace(work, sound=sound, notes=(*work.notes, *notes))


def at_loudness(sound: Recording, loudness: str) -> tuple[Recording, tuple[Sentence, ...]]:
    """The sound at so many LUFS, or as it is where it is to be kept, and what there is to say of it."""
    if loudness == "keep":
        return sound, ()
    sound = levelling.centred(sound)
    if levelling.loudness_of(sound) <= levelling.SILENCE:
        return sound, (say("sound_tools.unmeasured"),)
    return levelling.levelled(sound, float(loudness)), ()


def _check_longest(seconds: float) -> None:
    if seconds > LONGEST + 0.01:
        raise BadInput(say("sound_tools.too_long", seconds=seconds, most=LONGEST))


STEPS: tuple[Step, ...] = (
    _cut,
    _without_silence,
    _without_noise,
    _at_speed,
    _at_pitch,
    _reversed,
    _in_form,
    _looped,
    _faded,
    _levelled,
)
