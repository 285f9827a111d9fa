"""Concepts: the things that the icon painter has learned, and which of them a prompt means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

NEAR = 0.5
"""Cosine of two meanings above which one thing may stand for the other: “kitten” for “cat”, not “justice”."""
SHOWN = 5
"""How many of the nearest things are named in a hint."""
_CHINESE = re.compile("[\u3400-\u9fff]")
_COUNTED = re.compile("一[个個只隻朵棵座辆輛条條匹头頭把张張件枚幅颗顆]")
_FRAME = re.compile(r"\b(an?|the|icon|sticker|picture|drawing|image|emoji|of)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Subject:
    """What is painted for a prompt."""

    words: str
    """What the model is asked."""
    notes: tuple[str, ...] = ()
    """Sentences for the person, where that is not all that they wanted."""


class Concepts:
    """Names of single things, compared with a prompt by MiniLM's meaning of them."""

    def __init__(self, names: list[str], encoder: Any, tokenizer: Any) -> None:
        self.names = names
        self._encoder, self._tokenizer = encoder, tokenizer

    def subject(self, prompt: str) -> Subject:
        """The concept that is named in the prompt or is nearest to it. Without a list, the prompt as it is."""
        if not self.names:
            return Subject(prompt)
        prompt = in_english(prompt)
        scores = (self._vectors([prompt]) @ self._known.T)[0].tolist()
        ranked = sorted(zip(scores, self.names, strict=True), reverse=True)
        score, name = ranked[0]
        if named := [name for _, name in ranked if _names(name, prompt)]:
            # An orange cat is a cat: of several names the one that the whole prompt means.
            return Subject(_asked(named[0]), _only(named[0], prompt))
        if score >= NEAR:
            return Subject(_asked(name), (f"The icon painter painted the nearest thing that it knows: “{name}”.",))
        return Subject(_asked(name), _far(name, [name for _, name in ranked[:SHOWN]], len(self.names)))

    @cached_property
    def _known(self) -> Any:
        return self._vectors(self.names)

    def _vectors(self, texts: list[str]) -> Any:
        """Unit vectors, float32 (texts, 384): the mean over the words, as MiniLM's card says."""
        import torch

        read = self._tokenizer(texts, padding=True, truncation=True, max_length=128, return_tensors="pt")
        read = read.to(self._encoder.device)
        with torch.inference_mode():
            hidden = self._encoder(**read)[0] * read["attention_mask"][..., None]
        return torch.nn.functional.normalize(hidden.sum(1), dim=1)


def in_english(prompt: str) -> str:
    """The prompt with Chinese names of things in English, by the names of the Illustrator's drawings."""
    if not _CHINESE.search(prompt):
        return prompt
    from pipelines.illustration.briefing import drawings

    known, text, place = drawings(), _COUNTED.sub("", prompt), 0
    words: list[str] = []
    while place < len(text):
        found = known.find_chinese(text, place)
        words.append(f" {known[found[0]].name} " if found else text[place])
        place += found[1] if found else 1
    return "".join(words)


def _asked(name: str) -> str:
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _names(name: str, prompt: str) -> bool:
    """Whether the prompt holds the name as a word of its own, one or many."""
    return re.search(rf"\b{re.escape(name)}(e?s)?\b", prompt, re.IGNORECASE) is not None


def _only(name: str, prompt: str) -> tuple[str, ...]:
    """A sentence, where the prompt says more than the name."""
    rest = re.sub(rf"\b{re.escape(name)}(e?s)?\b", "", _FRAME.sub("", prompt), flags=re.IGNORECASE)
    if not re.search(r"\w", rest):
        return ()
    return (f"The icon painter paints one thing by its name, here “{name}”; colours, pairs and scenes are beyond it.",)


def _far(name: str, nearest: list[str], count: int) -> tuple[str, ...]:
    return (
        f"That is far from all that the icon painter has learned, so this is only the nearest thing, “{name}”. "
        f"Of the {count} things it can paint these come nearest: {', '.join(nearest)}. "
        "It reads the names of things, English or Chinese; for scenes and other words take the Illustrator.",
    )
