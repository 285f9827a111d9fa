"""The painter before the judge: one picture a name, seeds not chosen, and a sheet of them to look at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from training.painter.codec import reconstructed, to_pixels, to_tensor
from training.painter.export import load as load_painter
from training.painter.judge import load, verdict
from training.painter.prepare import pooled

STEPS = 20
GUIDANCE = 3.0

Pixels = NDArray[np.uint8]


def painted(pipe: Any, names: list[str], seed: int = 0, steps: int = STEPS, guidance: float = GUIDANCE) -> Pixels:
    """uint8 (names, 128, 128, 3): "a {name}" with the seeds `seed`, `seed` + 1 and so on."""
    parts = []
    for start in range(0, len(names), 20):
        asked = [f"a {name}" for name in names[start : start + 20]]
        seeds = [torch.Generator().manual_seed(seed + start + place) for place in range(len(asked))]
        made = pipe(asked, num_inference_steps=steps, guidance_scale=guidance, generator=seeds, output_type="np")
        parts.append(np.round(np.asarray(made.images) * 255).astype(np.uint8))
    return np.concatenate(parts)


def judge(folder: Path, target: Path, minilm: Path, seed: int = 0) -> Iterator[str]:
    """Lines that say how often the judge finds the concept: in real drawings, after the codec, and as painted.

    The judge names one of the whole pool's concepts, more than three times as many as were asked for. A sheet of
    the pictures, every fourth, is written to `folder/sheet.webp`.
    """
    entries = pooled(folder)
    places = json.loads((folder / "chosen.json").read_text(encoding="utf-8"))
    chosen = [entries[place] for place in places]
    classifier, pipe = load(folder / "judge", len(entries)), load_painter(target, minilm)
    real = np.load(folder / "solid.npy", mmap_mode="r")[[entry["row"] for entry in chosen]]
    pictures = painted(pipe, [entry["name"] for entry in chosen], seed)
    sheet(pictures[::4], 10, folder / "sheet.webp")
    coded = to_pixels(reconstructed(pipe.vae, to_tensor(real)))
    for title, shown in (("real drawings", real), ("there and back", coded), ("painted", pictures)):
        found = verdict(classifier, shown, places)
        yield f"{title}: first {found.first:.1%}, among five {found.five:.1%} of {len(places)}"


def sheet(pictures: Pixels, across: int, target: Path, quality: int = 80) -> None:
    """Writes the pictures side by side, row by row, as WebP."""
    height, width = pictures.shape[1:3]
    rows = -(-len(pictures) // across)
    whole = np.full((rows * height, across * width, 3), 255, np.uint8)
    for place, picture in enumerate(pictures):
        row, column = divmod(place, across)
        whole[row * height : (row + 1) * height, column * width : (column + 1) * width] = picture
    Image.fromarray(whole).save(target, quality=quality)
