"""The same picture through the studio's image mode and straight from diffusers.

No large model can be had on every machine, so the checkpoint is made on the spot: random weights in the real classes,
wide enough that a picture takes seconds, as it does with a real model.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image

from benchmarks import jobs
from benchmarks.checkpoint import save_stable_diffusion
from benchmarks.overhead import Comparison, compare, report
from studio.works.works import Work

PROMPT = "a red boat on a calm sea"
SIDE = 512
STEPS = 6
GUIDANCE = 5.0
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


def measure() -> Comparison:
    with tempfile.TemporaryDirectory(prefix="inkstone-benchmark-") as folder:
        save_stable_diffusion(Path(folder))
        with jobs.house(catalog=CATALOG.format(path=folder)) as house:
            # save_stable_diffusion has made diffusers importable beside this torch.
            import torch
            from diffusers import AutoPipelineForText2Image

            pipeline = AutoPipelineForText2Image.from_pretrained(folder)
            pipeline.set_progress_bar_config(disable=True)

            def ours(seed: int) -> Work:
                values = {"prompt": PROMPT, "model": "benchmark", "size": SIDE, "aspect": "1:1"}
                return jobs.make(house, "image", {**values, "steps": STEPS, "guidance": GUIDANCE, "seed": seed})

            def bare(seed: int) -> Image.Image:
                return pipeline(
                    PROMPT,
                    height=SIDE,
                    width=SIDE,
                    num_inference_steps=STEPS,
                    guidance_scale=GUIDANCE,
                    generator=torch.Generator("cpu").manual_seed(seed),
                ).images[0]

            def same(work: Work, picture: Image.Image) -> bool:
                kept = Image.open(io.BytesIO(house.store.files.read(work.main)))
                return kept.convert("RGB").tobytes() == picture.convert("RGB").tobytes()

            return compare(ours, bare, same)


if __name__ == "__main__":
    report(measure())
