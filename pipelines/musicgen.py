"""MusicGen: music by a text-to-music model of the catalog, through transformers or audiocraft."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipelines.captions import licence_notes, model_facts, title_of
from pipelines.loading import Pair
from pipelines.tokens import each_token
from studio.catalog import ModelSpec
from studio.errors import InkstoneError
from studio.jobs import JobContext, Made, MadeFile

if TYPE_CHECKING:
    from pipelines.music import MusicParams

Samples = NDArray[np.float32]
"""Frames x channels, -1 to 1."""
Report = Callable[[int], None]
"""Takes the number of frames of codes that are written, of the whole piece."""

LOUDNESS = -14.0
"""LUFS, what streaming services play at."""
CEILING = 10 ** (-1 / 20)
"""Highest sample: -1 dBFS leaves room for what lossy formats add."""
KEPT = 10.0
"""Seconds of the last window that a longer piece goes on from."""
TOP_K = 250


def run(params: MusicParams, spec: ModelSpec, ctx: JobContext) -> Iterator[Made]:
    """One piece of `params.seconds`. Raises Cancelled at the next token."""
    import torch

    compose = {"transformers": _with_transformers, "audiocraft": _with_audiocraft}[spec.engine]
    # torch's own random state is put back afterwards: other engines of the same process use it too.
    with ctx.lease(spec) as model, torch.random.fork_rng(), torch.inference_mode():
        torch.manual_seed(params.seed or 0)
        samples, rate = compose(model, params, spec, ctx)
    ctx.progress("mastering")
    samples = mastered(samples[: round(params.seconds * rate)], rate)
    facts = {
        **model_facts(spec),
        "seed": params.seed or 0,
        "seconds": round(len(samples) / rate, 2),
        "sample_rate": rate,
        "channels": samples.shape[1],
        "guidance": _guidance(spec),
        "loudness": LOUDNESS,
    }
    yield Made(
        kind="music",
        title=title_of(params.prompt),
        files=(MadeFile("main", ".wav", _wav(samples, rate)),),
        text=f"{facts['seconds']:g} seconds of music for “{title_of(params.prompt)}”, by {spec.title}.",
        notes=tuple(licence_notes(spec)),
        facts=facts,
    )


def mastered(samples: Samples, rate: int) -> Samples:
    """The samples at -14 LUFS and below -1 dBFS: one gain for all, and a limiter that ducks single peaks.

    Raises InkstoneError when the model wrote silence.
    """
    import pyloudnorm

    loudness = pyloudnorm.Meter(rate).integrated_loudness(samples.astype(np.float64))
    if not np.isfinite(loudness):
        raise InkstoneError("The model wrote silence.", hint="Try another seed, or describe the music with more words.")
    return _limited(samples * np.float32(10 ** ((LOUDNESS - loudness) / 20)), rate)


def _limited(samples: Samples, rate: int) -> Samples:
    """Look-ahead limiter: the gain that the loudest sample nearby needs, smoothed over the same few milliseconds."""
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    width = max(1, round(0.005 * rate))
    needed = np.minimum(1, CEILING / np.maximum(np.abs(samples).max(1), 1e-9))
    # Every gain that is averaged at a peak has that peak in its own window, so the mean is never too large.
    gain = uniform_filter1d(minimum_filter1d(needed, width), width)
    return np.asarray(samples * gain[:, None], np.float32)


def _with_transformers(pair: Pair, params: MusicParams, spec: ModelSpec, ctx: JobContext) -> tuple[Samples, int]:
    """Window after window: each goes on from the last seconds of the one before."""
    model = pair.model
    codec = model.config.audio_encoder
    rate, frame_rate, window = codec.sampling_rate, codec.frame_rate, float(spec.defaults.get("window", 30))
    report = _reporter(ctx, round(params.seconds * frame_rate))
    piece: Samples | None = None
    while piece is None or len(piece) < round(params.seconds * rate):
        done = 0 if piece is None else len(piece) / rate
        kept = None if piece is None else piece[-round(min(KEPT, window / 2) * rate) :]
        heard = 0 if kept is None else len(kept) / rate
        seconds = min(params.seconds - done, window - heard)
        heard_and_new = _continued(pair, params.prompt, kept, seconds, spec, _after(report, done * frame_rate))
        fresh = heard_and_new if kept is None else heard_and_new[len(kept) :]
        piece = fresh if piece is None else np.concatenate([piece, fresh])
    return piece, rate


def _continued(
    pair: Pair, prompt: str, heard: Samples | None, seconds: float, spec: ModelSpec, report: Report
) -> Samples:
    """`heard` and `seconds` more, as the model plays them."""
    model, codec = pair.model, pair.model.config.audio_encoder
    audio = {} if heard is None else {"audio": heard[:, 0], "sampling_rate": codec.sampling_rate}
    inputs = pair.processor(text=[prompt], padding=True, return_tensors="pt", **audio).to(model.device)
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
        guidance_scale=_guidance(spec),
        stopping_criteria=each_token(count),
    )
    return np.asarray(waves[0].T.float().cpu().numpy(), np.float32)


def _with_audiocraft(model: Any, params: MusicParams, spec: ModelSpec, ctx: JobContext) -> tuple[Samples, int]:
    report = _reporter(ctx, round(params.seconds * model.frame_rate))
    model.set_generation_params(
        duration=params.seconds,
        top_k=min(TOP_K, model.lm.card),
        cfg_coef=_guidance(spec),
        extend_stride=min(model.max_duration, float(spec.defaults.get("window", 30))) * 0.6,
    )
    model.set_custom_progress_callback(lambda written, of_window: report(written))
    waves = model.generate([params.prompt], progress=True)
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


def _guidance(spec: ModelSpec) -> float:
    return float(spec.defaults.get("guidance_scale", 3.0))


def _wav(samples: Samples, rate: int) -> bytes:
    """16-bit PCM."""
    import soundfile

    stream = io.BytesIO()
    soundfile.write(stream, samples, rate, format="WAV", subtype="PCM_16")
    return stream.getvalue()
