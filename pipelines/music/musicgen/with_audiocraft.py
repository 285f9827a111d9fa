"""MusicGen in its makers' code, which slides over longer pieces by itself."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

from pipelines.music.musicgen.playing import TOP_K, Format, Wanted, frames
from pipelines.music.pretrained.takes import Report

if TYPE_CHECKING:
    from pipelines.music.pretrained.mastering import Samples


def play(model: Any, wanted: Wanted, form: Format, report: Report) -> Samples:
    """Frames x channels, `wanted.seconds` of them."""
    import numpy as np

    model.set_generation_params(
        duration=_lasting(frames(wanted.seconds, form), form.frame_rate),
        top_k=min(TOP_K, model.lm.card),
        temperature=wanted.options.heat,
        cfg_coef=wanted.options.scale(wanted.spec),
        extend_stride=min(model.max_duration, wanted.window) * 0.6,
    )
    # Each call writes a frame; the numbers it is given begin anew, less what was heard before, in each window.
    written = itertools.count(1)
    model.set_custom_progress_callback(lambda *of_window: report(next(written)))
    waves = _generated(model, wanted, form)
    model.set_custom_progress_callback(None)
    return np.asarray(waves[0].T.float().cpu().numpy(), np.float32)


def _lasting(frames: int, rate: float) -> float:
    """Seconds of which the library, which rounds down, makes so many frames."""
    seconds = frames / rate
    return seconds if int(seconds * rate) == frames else math.nextafter(seconds, math.inf)


def _generated(model: Any, wanted: Wanted, form: Format) -> Any:
    import torch

    words = [wanted.words]
    if wanted.before is not None:
        before = torch.from_numpy(wanted.before.T[None].copy())
        return model.generate_continuation(before, form.rate, words, progress=True)
    if wanted.melody is not None:
        tune = torch.from_numpy(wanted.melody.T[None].copy())
        return model.generate_with_chroma(words, tune, form.rate, progress=True)
    return model.generate(words, progress=True)
