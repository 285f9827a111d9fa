"""Script: the characters that Chinese is written in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

Characters = Literal["simplified", "traditional"]


@dataclass(frozen=True)
class Script:
    """`characters`: those that are wanted; None where the language has no such choice."""

    characters: Characters | None = None

    def written(self, words: list[str]) -> list[str]:
        """The words of a sentence in these characters: read together, since some depend on those beside them."""
        if self.characters is None:
            return words
        whole = _converter(self.characters).convert("".join(words))
        if len(whole) != sum(map(len, words)):
            return [_converter(self.characters).convert(word) for word in words]
        ends = [sum(map(len, words[: at + 1])) for at in range(len(words))]
        return [whole[end - len(word) : end] for word, end in zip(words, ends, strict=True)]


@lru_cache(maxsize=2)
def _converter(characters: Characters) -> Any:
    from opencc import OpenCC

    return OpenCC("t2s" if characters == "simplified" else "s2t")
