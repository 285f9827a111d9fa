"""Concepts: the things that the icon painter has learned, and what it paints for a prompt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipelines.image.painter.icon import Icon, Look, Thing
from pipelines.image.painter.reading import Reading, read

NEAR = 0.5
"""Cosine of two meanings above which one thing may stand for the other: “kitten” for “cat”, not “justice”."""
SHOWN = 5
"""How many of the nearest things are named in a hint."""


@dataclass(frozen=True)
class Subject:
    """What is painted for a prompt."""

    words: str
    """The whole in words."""
    asked: tuple[str, ...]
    """What the model is asked, thing by thing."""
    notes: tuple[str, ...] = ()
    """Sentences for the person, where that is not all that they wanted."""


class Concepts:
    """The names of the things it knows, by the keys of their drawings; compared with a prompt by MiniLM's meaning."""

    def __init__(self, names: dict[str, str], encoder: Any, tokenizer: Any) -> None:
        self.names = names
        self._encoder, self._tokenizer = encoder, tokenizer

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
            return Subject(words, (words,), (f"The icon painter painted the nearest thing that it knows: “{name}”.",))
        return Subject(words, (words,), _far(name, [name for _, name in ranked[:SHOWN]], len(self.names)))

    def _nearest(self, prompt: str) -> list[tuple[float, str]]:
        """Every name with its likeness to the prompt, -1 to 1, the most like first."""
        scores = (self._vectors([prompt]) @ self._known.T)[0].tolist()
        return sorted(zip(scores, self.names.values(), strict=True), reverse=True)

    @cached_property
    def _known(self) -> Any:
        return self._vectors(list(self.names.values()))

    def _vectors(self, texts: list[str]) -> Any:
        """Unit vectors, float32 (texts, 384): the mean over the words, as MiniLM's card says."""
        import torch

        read = self._tokenizer(texts, padding=True, truncation=True, max_length=128, return_tensors="pt")
        read = read.to(self._encoder.device)
        with torch.inference_mode():
            hidden = self._encoder(**read)[0] * read["attention_mask"][..., None]
        return torch.nn.functional.normalize(hidden.sum(1), dim=1)


def _unheard(reading: Reading) -> tuple[str, ...]:
    """A sentence, where the prompt says more than can be painted."""
    if not reading.missed:
        return ()
    return (
        "The icon painter paints one or two things, each in a colour if you name one; "
        f"this had no effect: {', '.join(reading.missed)}.",
    )


def _far(name: str, nearest: list[str], count: int) -> tuple[str, ...]:
    return (
        f"That is far from all that the icon painter has learned, so this is only the nearest thing, “{name}”. "
        f"Of the {count} things it can paint these come nearest: {', '.join(nearest)}. "
        "It reads the names of things, English or Chinese; for scenes and other words take the Illustrator.",
    )
