"""The same picture through the studio's image mode and straight from diffusers.

No large model can be had on every machine, so the checkpoint is made on the spot: random weights in the real classes,
wide enough that a picture takes seconds, as it does with a real model.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image

from benchmarks import child, jobs
from benchmarks.checkpoint import save_stable_diffusion
from benchmarks.overhead import Comparison, compare, report
from studio.house import House
from studio.works.works import Work

Side = Callable[[int], Any]

PROMPT = "a red boat on a calm sea"
SIDE = 512
STEPS = 6
GUIDANCE = 5.0
PICTURES = 3
"""How many are made for the peak of memory."""
CATALOG = """
[benchmark]
title = "Random Stable Diffusion"
task = "text-to-image"
runtime = "diffusers"
path = "{path}"
class = "AutoPipelineForText2Image"
dtype = "float32"
weights_mb = 100
working_mb = 500
licence = "none"
commercial = "yes"
cpu = true
"""


@contextmanager
def sides(studio: bool = True, bare: bool = True) -> Iterator[tuple[Side, Side, House]]:
    """The two ways to a picture with a seed. One that is not wanted loads nothing."""
    with tempfile.TemporaryDirectory(prefix="inkstone-benchmark-") as folder:
        save_stable_diffusion(Path(folder))
        with jobs.house(catalog=CATALOG.format(path=folder)) as house:
            pipeline = _pipeline(folder) if bare else None
            yield partial(_ours, house), partial(_bare, pipeline), house


def measure() -> Comparison:
    with sides() as (ours, bare, house):

        def same(work: Work, picture: Image.Image) -> bool:
            kept = Image.open(io.BytesIO(house.store.files.read(work.main)))
            return kept.convert("RGB").tobytes() == picture.convert("RGB").tobytes()

        return compare(ours, bare, same)


def peak(side: str) -> float:
    """The largest resident memory in MiB of a process that makes a few pictures in one of the two ways."""
    with sides(bare=side == "bare") as (ours, bare, _):
        for seed in range(PICTURES):
            (bare if side == "bare" else ours)(seed)
    return child.peak_mb()


def _ours(house: House, seed: int) -> Work:
    values = {"prompt": PROMPT, "model": "benchmark", "size": SIDE, "aspect": "1:1"}
    return jobs.make(house, "image", {**values, "steps": STEPS, "guidance": GUIDANCE, "seed": seed})


def _pipeline(folder: str) -> Any:
    # save_stable_diffusion has made diffusers importable beside this torch.
    from diffusers import AutoPipelineForText2Image

    pipeline = AutoPipelineForText2Image.from_pretrained(folder)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def _bare(pipeline: Any, seed: int) -> Image.Image:
    import torch

    size = {"height": SIDE, "width": SIDE, "num_inference_steps": STEPS, "guidance_scale": GUIDANCE}
    picture: Image.Image = pipeline(PROMPT, **size, generator=torch.Generator("cpu").manual_seed(seed)).images[0]
    return picture


if __name__ == "__main__":
    if sys.argv[1:]:
        child.report(peak(sys.argv[1]))
    else:
        report(measure())
