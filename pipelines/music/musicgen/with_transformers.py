"""MusicGen in transformers' code: window after window, each from the last seconds of the one before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipelines.music.musicgen.early import Early
from pipelines.music.musicgen.playing import TOP_K, Format, Wanted, frames
from pipelines.music.pretrained.takes import Report
from pipelines.runtimes.tokens import each_token
from pipelines.runtimes.transformers import Pair

if TYPE_CHECKING:
    from pipelines.music.pretrained.mastering import Samples

KEPT = 10.0
"""Seconds of the last window that a longer piece goes on from."""


def play(pair: Pair, wanted: Wanted, form: Format, report: Report) -> Samples:
    """Frames x channels, at least `wanted.seconds` of them."""
    import numpy as np

    piece, length = wanted.before, round(wanted.seconds * form.rate)
    old = 0 if piece is None else len(piece)
    while piece is None or len(piece) < length:
        done = 0 if piece is None else len(piece)
        kept = None if piece is None else piece[-round(min(KEPT, wanted.window / 2) * form.rate) :]
        heard = 0 if kept is None else len(kept)
        seconds = min(length - done, round(wanted.window * form.rate) - heard) / form.rate
        after = _after(report, (done - old) / form.rate * form.frame_rate)
        fresh = _window(pair, wanted, form, kept, done - heard, seconds, after)
        piece = fresh if piece is None else np.concatenate([piece, fresh])
    return piece


def _window(
    pair: Pair, wanted: Wanted, form: Format, heard: Samples | None, start: int, seconds: float, report: Report
) -> Samples:
    """`seconds` more after `heard`, as the model plays them; `start`: the frame of the piece at which that begins."""
    import numpy as np

    model, first = pair.model, []
    inputs = _inputs(pair, wanted, form, heard, start)
    early = Early(model, form, inputs.get("decoder_input_ids"), report)

    def count(ids: Any) -> None:
        first.append(ids.shape[1])
        report(ids.shape[1] - first[0] + 1)
        if wanted.before is None:
            early.look(ids)

    # A codebook starts one step after the one before it, so the last one ends that much later; both sides of a stereo
    # model go together.
    late = model.config.decoder.num_codebooks // form.channels - 1
    waves = model.generate(
        **inputs,
        max_new_tokens=frames(seconds, form) + late,
        do_sample=True,
        top_k=TOP_K,
        temperature=wanted.options.heat,
        guidance_scale=wanted.options.scale(wanted.spec),
        stopping_criteria=each_token(count),
    )
    both = np.asarray(waves[0].T.float().cpu().numpy(), np.float32)
    fresh = both if heard is None else both[len(heard) :]
    # The end of the last window is in the work itself, which comes at once.
    if wanted.before is None and start + len(both) < round(wanted.seconds * form.rate):
        early.rest(fresh)
    return fresh


def _inputs(pair: Pair, wanted: Wanted, form: Format, heard: Samples | None, start: int) -> dict[str, Any]:
    tune = _turned(wanted, form, start)
    sound = {} if tune is None else {"audio": tune, "sampling_rate": form.rate}
    inputs = pair.processor(text=[wanted.words], padding=True, return_tensors="pt", **sound).to(pair.model.device)
    # As codes, not as sound: the melody class reads none, and the processor refuses stereo (transformers 5.23).
    return dict(inputs) if heard is None else {**inputs, "decoder_input_ids": _codes(pair.model, heard)}


def _turned(wanted: Wanted, form: Format, start: int) -> Any:
    """The melody of one window, from the frame of it that `start` falls on; None where there is none."""
    import numpy as np

    if wanted.melody is None:
        return None
    places = np.arange(start, start + round(min(wanted.window, wanted.seconds) * form.rate))
    return wanted.melody.mean(1)[places % len(wanted.melody)]


def _codes(model: Any, heard: Samples) -> Any:
    """(codebooks, frames) of what is heard."""
    import torch

    wave = torch.from_numpy(heard.T[None]).to(model.device, model.dtype)
    sides = [model.audio_encoder.encode(wave[:, side : side + 1]).audio_codes[0, 0] for side in range(wave.shape[1])]
    # Left and right alternate.
    return torch.stack(sides, dim=1).flatten(0, 1)


def _after(report: Report, done: float) -> Report:
    return replace(report, steps=lambda written: report(round(done) + written))
