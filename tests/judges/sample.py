"""How the sample was drawn: python -m tests.judges.sample FILE prints it anew, category and prompt, one a line.

FILE is a table with the columns prompt, category, challenge and source, of prompts of GenEval (djghosh13/geneval, MIT),
T2I-CompBench (Karine-Huang/T2I-CompBench, MIT) and PartiPrompts (google-research/parti, Apache-2.0). Of each category
so many are taken by a generator that is seeded with its name, before anything was drawn. gold.tsv holds them.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

TAKEN = {
    "GenEval": {"single_object": 15, "two_object": 15, "counting": 15, "colors": 15, "position": 15, "color_attr": 15},
    "T2I-CompBench": {
        "color": 18, "spatial": 18, "3d_spatial": 12, "non_spatial": 18, "complex": 18, "numeracy": 12, "texture": 6,
        "shape": 6,
    },
    "PartiPrompts": {
        "Basic": 18, "Simple Detail": 18, "Fine-grained Detail": 20, "Imagination": 8, "Quantity": 8,
        "Style & Format": 8, "Properties & Positioning": 6, "Linguistic Structures": 5, "Perspective": 5, "Complex": 4,
        "Writing & Symbols": 2,
    },
}  # fmt: skip
SHORT = {"GenEval": "geneval", "T2I-CompBench": "t2i", "PartiPrompts": "parti"}
"""What the seeds call them."""


def drawn(rows: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Category and prompt, in the order of TAKEN."""
    for origin, kinds in TAKEN.items():
        for kind, count in kinds.items():
            mine = {" ".join(row["prompt"].split()) for row in rows if _kind(row) == (origin, kind)}
            for prompt in Random(f"14/{SHORT[origin]} {kind}").sample(sorted(mine), count):
                yield f"{origin} {kind}", prompt


def _kind(row: dict[str, str]) -> tuple[str, str]:
    source = row["source"].lower()
    origin = "GenEval" if "geneval" in source else "T2I-CompBench" if "t2i-compbench" in source else "PartiPrompts"
    return origin, row["challenge"].removesuffix("_val")


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        for category, prompt in drawn(list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))):
            print(category, prompt, sep="\t")
