"""Axes of a grid: what a person writes for one, as values, and what each value changes of what is asked."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipelines.image.ask import GridParams
from pipelines.runtimes.denoising import PaintingOptions
from pipelines.runtimes.tags import listed, tagged, without_tags
from studio.errors import BadInput
from studio.params import SEED_LIMIT
from studio.words import Sentence, say

MOST = 36
"""Cells of a grid."""
_NUMBERS = ("seed", "steps", "guidance", "lora")
_WHOLE = ("seed", "steps")
_NUMBER = r"-?\d{1,10}(?:\.\d{1,4})?"
_RANGE = re.compile(rf"({_NUMBER})\s*-\s*({_NUMBER})(?:\s*\(\s*\+?\s*({_NUMBER})\s*\)|\s*\[\s*(\d{{1,2}})\s*\])?")
_FIELDS = {"style": "style_name", "scheduler": "scheduler", "seed": "seed", "steps": "steps", "guidance": "guidance"}


@dataclass(frozen=True)
class Value:
    """One place along an axis."""

    label: str
    changes: dict[str, Any]
    """Values of the fields of the mode of pictures."""


def axes_of(params: GridParams, options: PaintingOptions) -> tuple[list[Value], list[Value]]:
    """Across and down; down has one place that changes nothing where there is no such axis. Raises BadInput."""
    across = list(_axis(params.x_axis, "x_values", params, options))
    down = list(_axis(params.y_axis, "y_values", params, options))
    if across[0].changes.keys() & down[0].changes.keys():
        raise _refusal("y_axis", say("grid.same_axis"))
    if len(across) * len(down) > MOST:
        raise _refusal("x_values", say("grid.too_many", count=len(across) * len(down), limit=MOST))
    return across, down


def _axis(axis: str, field: str, params: GridParams, options: PaintingOptions) -> Iterator[Value]:
    if axis == "none":
        yield Value("", {})
        return
    texts = _texts(getattr(params, field), axis, field)
    if axis == "words":
        yield from _replaced(texts, params.prompt, field)
    elif axis == "lora":
        yield from (_strengthened(text, params.prompt, options.loras, field) for text in texts)
    else:
        for text in texts:
            value = float(text) if axis == "guidance" else int(text) if axis in _WHOLE else text
            yield Value(_label(axis, text, params, options), {_FIELDS[axis]: value})


def _label(axis: str, text: str, params: GridParams, options: PaintingOptions) -> str:
    """A name by itself, a number with what it is of."""
    name = _FIELDS[axis]
    fields = params if name in type(params).model_fields else options
    if axis in _NUMBERS:
        return f"{fields.title_of(name)} {text}"
    return str(fields.titles_of(name).get(text, text) or say("grid.plain"))


def _texts(text: str, axis: str, field: str) -> list[str]:
    """The values as they are written, ranges in full. Raises BadInput."""
    try:
        cells = [cell.strip() for row in csv.reader([" ".join(text.split())], skipinitialspace=True) for cell in row]
    except csv.Error:
        raise _refusal(field, say("grid.unread")) from None
    if axis in _NUMBERS:
        cells = [number for cell in cells if cell for number in _numbers(cell, axis in _WHOLE, field)]
    if not any(cells) or len(cells) > MOST:
        raise _refusal(field, say("grid.no_values") if not any(cells) else say("grid.too_many_values", limit=MOST))
    return list(dict.fromkeys(cells))


def _numbers(cell: str, whole: bool, field: str) -> list[str]:
    """A number, or a range: 1-5, 1-9 (+2), 0-1 [5]."""
    found = _RANGE.fullmatch(cell)
    if found:
        first, last, step, count = float(found[1]), float(found[2]), found[3], found[4]
        values = _counted(first, last, int(count)) if count else _stepped(first, last, float(step or 1), field)
    elif re.fullmatch(_NUMBER, cell):
        values = [float(cell)]
    else:
        raise _refusal(field, say("grid.no_number", text=cell[:40]))
    if whole and any(not 0 <= value <= SEED_LIMIT for value in values):
        raise _refusal(field, say("grid.no_number", text=cell[:40]))
    return [str(round(value)) if whole else f"{value:g}" for value in values]


def _stepped(first: float, last: float, step: float, field: str) -> list[float]:
    step = abs(step) if last >= first else -abs(step)
    count = int(abs(last - first) / abs(step) + 1e-9) + 1 if step else MOST + 1
    if count > MOST:
        raise _refusal(field, say("grid.too_many_values", limit=MOST))
    return [round(first + number * step, 6) for number in range(count)]


def _counted(first: float, last: float, count: int) -> list[float]:
    return [round(first + number * (last - first) / max(1, count - 1), 6) for number in range(min(count, MOST + 1))]


def _replaced(texts: list[str], prompt: str, field: str) -> Iterator[Value]:
    """The first text is looked for in the prompt, and each takes its place, the first itself as well."""
    if not texts[0] or texts[0] not in prompt:
        raise _refusal(field, say("grid.not_in_prompt", text=texts[0][:80]))
    for text in texts:
        yield Value(text or str(say("grid.plain")), {"prompt": prompt.replace(texts[0], text)})


def _strengthened(text: str, prompt: str, loras: str, field: str) -> Value:
    """All LoRAs that are asked for, at this strength."""
    wanted = [*listed(loras), *tagged(prompt)]
    if not wanted:
        raise _refusal(field, say("grid.no_lora"))
    all_of_them = ", ".join(f"{name}:{text}" for name in dict.fromkeys(one.name for one in wanted))
    untagged = {"prompt": without_tags(prompt) or prompt} if tagged(prompt) else {}
    return Value(f"LoRA {text}", {**untagged, "loras": all_of_them})


def _refusal(field: str, reason: Sentence) -> BadInput:
    return BadInput(reason, fields={field: reason})
