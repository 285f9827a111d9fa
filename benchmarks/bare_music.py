"""The same piece of music through the studio's music mode and straight from its library: MusicGen from transformers,
ACE-Step from diffusers.

The checkpoints are made on the spot with random weights. Both ways end at the same loudness, by the same mastering:
that is part of the piece and not of the path to it.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import jobs
from benchmarks.music_checkpoint import save_ace_step, save_musicgen
from benchmarks.overhead import Comparison, compare, report
from studio.house import House
from studio.works.works import Work

Piece = tuple[Any, int]
"""Samples, (frames, channels), and their rate."""
PROMPT = "a calm piano tune"
SECONDS = 10
STEPS = 20
GUIDANCE = 3.0
CATALOG = """
[benchmark]
title = "Random weights"
task = "text-to-music"
runtime = "{runtime}"
path = "{path}"
class = "{kind}"
dtype = "float32"
weights_mb = 200
working_mb = 500
licence = "none"
commercial = "yes"
cpu = true
defaults = {{ {defaults} }}
"""


@dataclass(frozen=True)
class Case:
    """A library's model: what writes and loads its checkpoint, how it is played, and its entry of a catalog."""

    save: Callable[[Path], None]
    load: Callable[[str], Any]
    play: Callable[[Any, int], Piece]
    runtime: str
    kind: str
    defaults: str

    def entry(self, folder: str) -> str:
        return CATALOG.format(runtime=self.runtime, path=folder, kind=self.kind, defaults=self.defaults)


def measure(case: Case) -> Comparison:
    from pipelines.runtimes.compat import prepare

    prepare()
    with tempfile.TemporaryDirectory(prefix="inkstone-benchmark-") as folder:
        case.save(Path(folder))
        with jobs.house(catalog=case.entry(folder)) as house:
            return compare(partial(_ours, house), partial(_bare, case, case.load(folder)), partial(_same, house))


def _ours(house: House, seed: int) -> Work:
    return jobs.make(house, "music", {"prompt": PROMPT, "model": "benchmark", "seconds": SECONDS, "seed": seed})


def _bare(case: Case, model: Any, seed: int) -> Piece:
    from pipelines.music.pretrained.mastering import mastered

    samples, rate = case.play(model, seed)
    return mastered(samples[: SECONDS * rate], rate), rate


def _same(house: House, work: Work, piece: Piece) -> bool:
    """Whether the kept file has the samples of the piece, each to the last bit."""
    import soundfile

    from studio.media.audio import encode

    files = house.store.files.read(work.main), encode(*piece)
    ours, bare = (soundfile.read(io.BytesIO(file), dtype="int16", always_2d=True)[0] for file in files)
    return np.array_equal(ours, bare)


def _load_musicgen(folder: str) -> Any:
    from transformers import AutoProcessor, MusicgenForConditionalGeneration

    return MusicgenForConditionalGeneration.from_pretrained(folder).eval(), AutoProcessor.from_pretrained(folder)


def _play_musicgen(model: Any, seed: int) -> Piece:
    import torch

    music, processor = model
    torch.manual_seed(seed)
    waves = music.generate(
        **processor(text=[PROMPT], padding=True, return_tensors="pt"),
        # Three more, since each codebook begins one frame after the one before it.
        max_new_tokens=SECONDS * music.config.audio_encoder.frame_rate + 3,
        do_sample=True,
        top_k=250,
        guidance_scale=GUIDANCE,
    )
    return waves[0].T.numpy(), music.config.audio_encoder.sampling_rate


def _load_ace_step(folder: str) -> Any:
    from diffusers import AceStepPipeline

    pipeline = AceStepPipeline.from_pretrained(folder)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def _play_ace_step(pipeline: Any, seed: int) -> Piece:
    import torch

    waves = pipeline(
        PROMPT,
        lyrics="[Instrumental]",
        audio_duration=SECONDS,
        num_inference_steps=STEPS,
        guidance_scale=GUIDANCE,
        generator=torch.Generator("cpu").manual_seed(seed),
    ).audios
    return waves[0].T.float().numpy(), pipeline.sample_rate


CASES = {
    "MusicGen": Case(
        save_musicgen,
        _load_musicgen,
        _play_musicgen,
        "transformers",
        "MusicgenForConditionalGeneration",
        f"guidance_scale = {GUIDANCE}, window = 30",
    ),
    "ACE-Step": Case(
        save_ace_step,
        _load_ace_step,
        _play_ace_step,
        "diffusers",
        "AceStepPipeline",
        f"guidance_scale = {GUIDANCE}, steps = {STEPS}",
    ),
}


if __name__ == "__main__":
    report(measure(CASES[sys.argv[1]]))
