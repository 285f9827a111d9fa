"""Which concepts the painter learns, by a rule that looks at no picture of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from training.painter.prepare import pooled

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


def chosen(folder: Path) -> list[dict[str, Any]]:
    """The concepts that the painter of `folder` learns."""
    pool = pooled(folder)
    return [pool[place] for place in json.loads((folder / "chosen.json").read_text(encoding="utf-8"))]
