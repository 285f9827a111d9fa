"""Which concepts the painter learns, by a rule that looks at no picture of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

CONCEPTS = 200


def common(pool: list[dict[str, Any]], ranks: list[int], minilm: Path, count: int = CONCEPTS) -> list[int]:
    """Places in the pool of the commonest names that the judge knows when it sees the real 3D drawing.

    A common name is one whole word of MiniLM's vocabulary, which stands in the order of frequency. `ranks` are the
    judge's, 0 for the first place; the asked name must be among the first five.
    """
    vocabulary = _vocabulary(minilm)
    known = [place for place, rank in enumerate(ranks) if rank < 5 and pool[place]["name"] in vocabulary]
    return sorted(sorted(known, key=lambda place: vocabulary[pool[place]["name"]])[:count])


def _vocabulary(minilm: Path) -> dict[str, int]:
    from tokenizers import Tokenizer

    return dict(Tokenizer.from_file(str(minilm / "tokenizer.json")).get_vocab())
