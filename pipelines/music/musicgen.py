"""MusicGen: music by a text-to-music model of the catalog, through transformers or audiocraft."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pipelines.music.ask import MusicParams
from pipelines.runtimes import audiocraft, transformers
from pipelines.runtimes.licence import licence_notes
from pipelines.runtimes.tokens import each_token
from pipelines.runtimes.transformers import Pair
from pipelines.sound.limiter import LOUDNESS, ROUNDS, limited
from studio.errors import InkstoneError
from studio.jobs.catalog_engine import MAIN, CatalogEngine
from studio.jobs.engine import Ask, JobContext
from studio.media.audio import SUFFIXES, encode, loudness
from studio.models.catalog import ModelSpec
from studio.params import Options
from studio.words import say
from studio.works.facts import MusicFacts
from studio.works.made import Made, MadeFile, title_of

Samples = NDArray[np.float32]
"""Frames x channels, -1 to 1."""
Report = Callable[[int], None]
"""Takes the number of frames of codes that are written, of the whole piece."""

SILENCE = -69.0
"""LUFS."""
KEPT = 10.0
"""Seconds of the last window that a longer piece goes on from."""
TOP_K = 250
GUIDANCE, WINDOW = 3.0, 30.0
"""For models that say none: the scale of classifier-free guidance, and the seconds that are heard at a time."""


class MusicgenOptions(Options):
    """How a model samples; empty for what it likes."""

    section = "musicgen"

    guidance: float | None = Field(None, ge=1, le=10)
    temperature: float | None = Field(None, gt=0, le=2)


MusicgenAsk = Ask[MusicParams, MusicgenOptions]


class MusicGen(CatalogEngine[MusicParams, MusicgenOptions]):
    """MusicGen, in transformers' code or in its makers'."""

    key = "musicgen"
    options = MusicgenOptions
    task = "text-to-music"
    runtimes = (transformers.NAME, audiocraft.NAME)

    def run(self, ask: MusicgenAsk, ctx: JobContext) -> Iterator[Made]:
        """One piece of `ask.params.seconds`. Raises Cancelled at the next token."""
        import torch

        spec, seconds = ask.models[MAIN], ask.params.seconds
        compose = {transformers.NAME: _with_transformers, audiocraft.NAME: _with_audiocraft}[spec.runtime]
        # torch's own random state is put back afterwards: other engines of the same process use it too.
        with ctx.lease(spec) as model, torch.random.fork_rng(), torch.inference_mode():
            torch.manual_seed(ask.seed)
            samples, rate = compose(model, ask, spec, ctx)
        ctx.progress("mastering")
        yield _made(ask, spec, mastered(samples[: round(seconds * rate)], rate), rate)


def _made(ask: MusicgenAsk, spec: ModelSpec, samples: Samples, rate: int) -> Made:
    params, title = ask.params, title_of(ask.params.prompt)
    facts = MusicFacts(
        description=description(params),
        seconds=round(len(samples) / rate, 2),
        sample_rate=rate,
        channels=samples.shape[1],
        guidance_scale=_guidance(ask, spec),
        temperature=_temperature(ask),
        loudness=round(loudness(samples, rate), 1),
    )
    return Made(
        kind="music",
        title=title,
        files=(MadeFile("main", SUFFIXES[params.format], encode(samples, rate, params.format)),),
        text=str(say("musicgen.heard", seconds=facts.seconds, title=title, model=spec.title)),
        notes=licence_notes(spec),
        facts=facts,
    )


def description(params: MusicParams) -> str:
    """What the model reads: the prompt, then the tempo, key and metre that were set, in words it was trained on."""
    key = " ".join(word for word in (params.key, params.mode) if word != "auto")
    parts = [f"{params.tempo:g} bpm" if params.tempo else "", key, params.metre if params.metre != "auto" else ""]
    return ", ".join([params.prompt, *filter(None, parts)])


def mastered(samples: Samples, rate: int) -> Samples:
    """The samples at -14 LUFS with limited peaks, with as many channels. Raises InkstoneError when they are silence."""
    # An offset is not heard, but takes the room that the music needs.
    samples = samples - samples.mean(0)
    if loudness(samples, rate) < SILENCE:
        raise InkstoneError(say("musicgen.silence"), hint=say("musicgen.more_words"))
    channels = samples.shape[1]
    # The limiter works on two channels.
    sound = np.repeat(samples, 2, axis=1) if channels == 1 else samples
    for _ in range(ROUNDS):
        # Limiting takes a little loudness away again, hence the rounds.
        gain = LOUDNESS - loudness(sound[:, :channels], rate)
        if abs(gain) < 0.1:
            break
        sound = limited(sound * np.float32(10 ** (gain / 20)), rate)
    return sound[:, :channels]


def _with_transformers(pair: Pair, ask: MusicgenAsk, spec: ModelSpec, ctx: JobContext) -> tuple[Samples, int]:
    """Window after window: each goes on from the last seconds of the one before."""
    model = pair.model
    codec = model.config.audio_encoder
    rate, frame_rate, window = codec.sampling_rate, codec.frame_rate, (spec.defaults.window or WINDOW)
    length = ask.params.seconds
    report = _reporter(ctx, round(length * frame_rate))
    piece: Samples | None = None
    while piece is None or len(piece) < round(length * rate):
        done = 0 if piece is None else len(piece) / rate
        kept = None if piece is None else piece[-round(min(KEPT, window / 2) * rate) :]
        heard = 0 if kept is None else len(kept) / rate
        seconds = min(length - done, window - heard)
        heard_and_new = _continued(pair, ask, kept, seconds, spec, _after(report, done * frame_rate))
        fresh = heard_and_new if kept is None else heard_and_new[len(kept) :]
        piece = fresh if piece is None else np.concatenate([piece, fresh])
    return piece, rate


def _continued(
    pair: Pair, ask: MusicgenAsk, heard: Samples | None, seconds: float, spec: ModelSpec, report: Report
) -> Samples:
    """`heard` and `seconds` more, as the model plays them."""
    model, codec = pair.model, pair.model.config.audio_encoder
    audio = {} if heard is None else {"audio": heard[:, 0], "sampling_rate": codec.sampling_rate}
    inputs = pair.processor(text=[description(ask.params)], padding=True, return_tensors="pt", **audio).to(model.device)
    first: list[int] = []

    def count(ids: Any) -> None:
        first[:] = first or [ids.shape[1]]
        report(ids.shape[1] - first[0] + 1)

    # A codebook starts one step after the one before it, so the last one ends that much later.
    late = model.config.decoder.num_codebooks - 1
    waves = model.generate(
        **inputs,
        max_new_tokens=round(seconds * codec.frame_rate) + late,
        do_sample=True,
        top_k=TOP_K,
        temperature=_temperature(ask),
        guidance_scale=_guidance(ask, spec),
        stopping_criteria=each_token(count),
    )
    return np.asarray(waves[0].T.float().cpu().numpy(), np.float32)


def _with_audiocraft(model: Any, ask: MusicgenAsk, spec: ModelSpec, ctx: JobContext) -> tuple[Samples, int]:
    report = _reporter(ctx, round(ask.params.seconds * model.frame_rate))
    model.set_generation_params(
        duration=ask.params.seconds,
        top_k=min(TOP_K, model.lm.card),
        temperature=_temperature(ask),
        cfg_coef=_guidance(ask, spec),
        extend_stride=min(model.max_duration, (spec.defaults.window or WINDOW)) * 0.6,
    )
    # Each call writes a frame; the numbers it is given begin anew, less what was heard before, in each window.
    written = itertools.count(1)
    model.set_custom_progress_callback(lambda *of_window: report(next(written)))
    waves = model.generate([description(ask.params)], progress=True)
    model.set_custom_progress_callback(None)
    return np.asarray(waves[0].T.float().cpu().numpy(), np.float32), int(model.sample_rate)


def _reporter(ctx: JobContext, total: int) -> Report:
    """Progress that never goes back: a new window first hears again what the last one wrote."""
    furthest = 0

    def report(written: int) -> None:
        nonlocal furthest
        furthest = max(furthest, min(written, total))
        ctx.progress("composing", furthest, total)

    return report


def _after(report: Report, done: float) -> Report:
    return lambda written: report(round(done) + written)


def _guidance(ask: MusicgenAsk, spec: ModelSpec) -> float:
    said, usual = ask.options.guidance, spec.defaults.guidance_scale
    return said if said is not None else GUIDANCE if usual is None else usual


def _temperature(ask: MusicgenAsk) -> float:
    return ask.options.temperature if ask.options.temperature is not None else 1.0
