"""Parameters: the text that AUTOMATIC1111's and like programs leave in a picture to say how it was made.

prompt, on any number of lines
Negative prompt: what must not be there
Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512, Model: name, ...
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NEGATIVE = "Negative prompt:"
_PAIR = re.compile(r'\s*([\w /\[\].-]{1,60}):\s*("(?:\\.|[^"\\])*"|[^,]*)(?:,|$)')
_SIZE = re.compile(r"(\d{1,5})x(\d{1,5})")
_FEWEST_PAIRS = 3


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
        )


def _whole(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\s*\d{1,20}\s*", text) else None


def _number(text: str | None) -> float | None:
    return float(text) if text and re.fullmatch(r"\s*\d{1,6}(\.\d{1,6})?\s*", text) else None
