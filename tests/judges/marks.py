"""Marks: what eyes made of the pictures on the sheets, in marks.tsv."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

FILE = Path(__file__).parent / "marks.tsv"


@dataclass(frozen=True)
class Mark:
    """One picture in one pass."""

    run: str
    """Which pass it was."""
    id: str
    there: bool
    """Everything that was asked for can be seen."""
    relations: bool | None
    """Everything stands as it was said to; None where nothing was said of it."""
    right: bool
    """Nothing at all is wrong or stray."""
    beauty: int
    """1 to 5: whether one would hang it up."""
    words: str
    picture: str = ""
    """Drawn.mark of the picture that was looked at."""

    def __str__(self) -> str:
        parts = [
            "all there" if self.there else "not all there",
            {True: "as it should stand", False: "stands wrongly", None: ""}[self.relations],
            "right" if self.right else "",
            f"beauty {self.beauty}",
            self.words,
        ]
        return "eye: " + ", ".join(filter(None, parts))


def chosen(ids: Sequence[str], count: int = 80) -> frozenset[str]:
    """The prompts that eyes look at, drawn by chance once for all passes."""
    return frozenset(Random("eye").sample(ids, min(count, len(ids))))


def marks() -> list[Mark]:
    """All marks, in the order they were given."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [_mark(row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _mark(row: dict[str, str]) -> Mark:
    relations = None if row["relations"] == "-" else row["relations"] == "1"
    seen = (row["there"] == "1", relations, row["right"] == "1", int(row["beauty"]))
    return Mark(row["pass"], row["id"], *seen, row["words"], row["picture"])
