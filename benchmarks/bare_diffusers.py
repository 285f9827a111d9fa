"""The same picture through the studio's image generator and straight from diffusers.

No large model can be had on every machine, so the checkpoint is made on the spot: random weights in the real classes,
wide enough that a picture takes seconds, as it does with a real model.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks import jobs
from benchmarks.checkpoint import save_stable_diffusion
from benchmarks.overhead import Comparison, compare, report

PROMPT = "a red boat on a calm sea"
SIDE = 512
STEPS = 6
GUIDANCE = 5.0
CATALOG = """
[benchmark]
title = "Random Stable Diffusion"
task = "text-to-image"
engine = "diffusers"
path = "{path}"
pipeline = "AutoPipelineForText2Image"
dtype = "float32"
weights_mb = 100
working_mb = 500
licence = "none"
commercial = "yes"
cpu = true
"""


def measure() -> Comparison:
    with tempfile.TemporaryDirectory(prefix="inkstone-benchmark-") as folder:
        save_stable_diffusion(Path(folder))
        with jobs.house(catalog=CATALOG.format(path=folder)) as house:
            # save_stable_diffusion has made diffusers importable beside this torch.
            import torch
            from diffusers import AutoPipelineForText2Image

            pipeline = AutoPipelineForText2Image.from_pretrained(folder)
            pipeline.set_progress_bar_config(disable=True)

            def ours(seed: int) -> tuple[float, bytes]:
                values = {"prompt": PROMPT, "model": "benchmark", "size": SIDE, "aspect": "1:1"}
                values |= {"steps": STEPS, "guidance": GUIDANCE, "seed": seed}
                seconds, work = jobs.make(house, "image", values)
                return seconds, _pixels(house.store.files.read(work.main))

            def bare(seed: int) -> tuple[float, bytes]:
                began = perf_counter()
                generator = torch.Generator("cpu").manual_seed(seed)
                picture = pipeline(
                    PROMPT,
                    height=SIDE,
                    width=SIDE,
                    num_inference_steps=STEPS,
                    guidance_scale=GUIDANCE,
                    generator=generator,
                ).images[0]
                return perf_counter() - began, picture.convert("RGB").tobytes()

            return compare(ours, bare)


def _pixels(png: bytes) -> bytes:
    from PIL import Image

    return Image.open(io.BytesIO(png)).convert("RGB").tobytes()


if __name__ == "__main__":
    report(measure())
