"""Concepts: the things that the icon painter has learned, and what it paints for a prompt."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from pipelines.image.painter.icon import Icon, Look, Thing
from pipelines.image.painter.reading import Reading, read
from pipelines.runtimes.transformers import Pair
from studio.errors import LoadFailed
from studio.words import Sentence, say

NEAR = 0.5
"""Cosine of two meanings above which one thing may stand for the other: “kitten” for “cat”, not “justice”."""
SHOWN = 5
"""How many of the nearest things are named in a hint."""
_VECTORS: WeakKeyDictionary[Any, dict[tuple[str, ...], Any]] = WeakKeyDictionary()
"""What the names mean to a loaded reader: forgotten with it."""


@dataclass(frozen=True)
class Subject:
    """What is painted for a prompt."""

    words: str
    """The whole in words."""
    asked: tuple[str, ...]
    """What the model is asked, thing by thing."""
    notes: tuple[Sentence, ...] = ()
    """Sentences for the person, where that is not all that they wanted."""


class Concepts:
    """The names of the things it knows, by the keys of their drawings; compared with a prompt by MiniLM's meaning."""

    def __init__(self, names: dict[str, str], reader: Pair) -> None:
        """`reader` is MiniLM's encoder with its tokenizer, leased for as long as it is asked."""
        self.names = names
        self._reader = reader

    def subject(self, prompt: str, look: Look | None = None) -> Subject:
        """The things that the prompt names, or the one that is nearest to it; `look` beats the one in the prompt.

        Without a list of names: the prompt as it is.
        """
        if not self.names:
            return Subject(prompt, (prompt,))
        reading = read(prompt, self.names)
        look = look or reading.look or "3d"
        if reading.things:
            icon = Icon(tuple(reading.things), look)
            return Subject(icon.words, tuple(icon.asked), _unheard(reading))
        ranked = self._nearest(prompt)
        score, name = ranked[0]
        words = Icon((Thing(name, reading.colour),), look).words
        if score >= NEAR:
            return Subject(words, (words,), (say("painter.nearest", name=name),))
        return Subject(words, (words,), _far(name, [name for _, name in ranked[:SHOWN]], len(self.names)))

    def _nearest(self, prompt: str) -> list[tuple[float, str]]:
        """Every name with its likeness to the prompt, -1 to 1, the most like first."""
        scores = (self._vectors([prompt]) @ self._known().T)[0].tolist()
        return sorted(zip(scores, self.names.values(), strict=True), reverse=True)

    def _known(self) -> Any:
        """Vectors of all names, (names, 384); some 800 take a second, so they are kept."""
        kept, names = _VECTORS.setdefault(self._reader.model, {}), tuple(self.names.values())
        if names not in kept:
            kept[names] = self._vectors(list(names))
        return kept[names]

    def _vectors(self, texts: list[str]) -> Any:
        """Unit vectors, float32 (texts, 384): the mean over the words, as MiniLM's card says."""
        import torch

        encoder, tokenizer = self._reader.model, self._reader.processor
        read = tokenizer(texts, padding=True, truncation=True, max_length=128, return_tensors="pt").to(encoder.device)
        with torch.inference_mode():
            hidden = encoder(**read)[0] * read["attention_mask"][..., None]
        return torch.nn.functional.normalize(hidden.sum(1), dim=1)


def names_in(folder: Path) -> dict[str, str]:
    """The painter's list of concepts: names by the keys of their drawings; none without a list. Raises LoadFailed."""
    try:
        read = json.loads((folder / "concepts.json").read_text(encoding="utf-8"))
        return {str(key): str(name) for key, name in read.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as error:
        raise LoadFailed(say("painter.concepts_unreadable", words=str(error))) from error


def _unheard(reading: Reading) -> tuple[Sentence, ...]:
    """A sentence, where the prompt says more than can be painted."""
    return (say("painter.unheard", missed=reading.missed),) if reading.missed else ()


def _far(name: str, nearest: list[str], count: int) -> tuple[Sentence, ...]:
    return (say("painter.far", name=name, nearest=nearest, count=count),)
