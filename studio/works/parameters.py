"""Parameters: the text that AUTOMATIC1111's and like programs leave in a picture to say how it was made.

prompt, on any number of lines
Negative prompt: what must not be there
Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512, Model: name, ...

What programs of another form say is brought into the same fields while the file is read (studio/media/reading/others).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from typing import Any

_NEGATIVE = "Negative prompt:"
_PAIR = re.compile(r'\s*([\w /\[\].-]{1,60}):\s*("(?:\\.|[^"\\])*"|[^,]*)(?:,|$)')
_SIZE = re.compile(r"(\d{1,5})x(\d{1,5})")
_FEWEST_PAIRS = 3
VARIED = "Variation seed"
"""Name of the seed of a variation; that of its strength begins with it."""
_LOST = {
    "ControlNet": "ControlNet",
    "Hires": "Hires fix",
    "Denoising strength": "img2img",
    "Mask blur": "inpainting",
    "Refiner": "Refiner",
    "Face restoration": "Face restoration",
    "ADetailer": "ADetailer",
    "Clip skip": "Clip skip",
    "VAE": "VAE",
    "Tiling": "Tiling",
}
"""Beginnings of the names of what changes a picture and has no field here, and what it is called."""


@dataclass(frozen=True)
class Parameters:
    """What such a text says. None where it does not."""

    prompt: str
    negative_prompt: str = ""
    seed: int | None = None
    steps: int | None = None
    guidance_scale: float | None = None
    width: int | None = None
    height: int | None = None
    model: str = ""
    sampler: str = ""
    schedule: str = ""
    variation_seed: int | None = None
    variation: float | None = None
    loras: tuple[str, ...] = ()
    """Names with strengths, `name:0.8`, where they do not stand in the prompt."""
    generator: str = ""
    """The program that said it; empty for the form above."""
    lost: tuple[str, ...] = ()
    """What else the picture was made with, that has no field here."""

    @classmethod
    def read(cls, text: str) -> Parameters:
        """Whatever the text is: what is no pair of the last line is prompt."""
        lines = text.strip().splitlines()
        pairs = dict(_PAIR.findall(lines[-1])) if lines else {}
        if len(pairs) >= _FEWEST_PAIRS or "Steps" in pairs or "Seed" in pairs:
            lines.pop()
        else:
            pairs = {}
        words = "\n".join(lines)
        prompt, _, negative = words.partition(_NEGATIVE)
        size = _SIZE.fullmatch(pairs.get("Size", "").strip())
        return cls(
            prompt=prompt.strip(),
            negative_prompt=negative.strip(),
            seed=_whole(pairs.get("Seed")),
            steps=_whole(pairs.get("Steps")),
            guidance_scale=_number(pairs.get("CFG scale")),
            width=int(size[1]) if size else None,
            height=int(size[2]) if size else None,
            model=pairs.get("Model", "").strip(' "'),
            sampler=pairs.get("Sampler", "").strip(' "'),
            schedule=pairs.get("Schedule type", "").strip(' "'),
            variation_seed=_whole(pairs.get(VARIED)),
            variation=_number(pairs.get(f"{VARIED} strength")),
            lost=tuple(dict.fromkeys(title for name, title in _LOST.items() if any(p.startswith(name) for p in pairs))),
        )

    @classmethod
    def of_others(cls, text: str) -> Parameters:
        """What was found of another form. Raises ValueError for what is none of it."""
        said: Any = json.loads(text)
        if not isinstance(said, dict) or not isinstance(said.get("prompt"), str):
            raise ValueError("no parameters")
        known = {field.name for field in fields(cls)}
        values = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
        of_ours: dict[str, Any] = {name: value for name, value in values.items() if name in known}
        return cls(**of_ours)


def _whole(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\s*\d{1,20}\s*", text) else None


def _number(text: str | None) -> float | None:
    return float(text) if text and re.fullmatch(r"\s*\d{1,6}(\.\d{1,6})?\s*", text) else None
