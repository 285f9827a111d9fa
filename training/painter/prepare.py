"""Prepares the painter's data: fetches the drawings, renders them, and writes them as arrays.

solid.npy       uint8 (n, 128, 128, 3)          every 3D drawing, on white: the codec learns from all of them
drawn.npy       uint8 (c, 2, 128, 128, 4)       the pool in the looks that are painted, 3D and flat, with transparency
others.npy      uint8 (c, 3, 64, 64, 4)         the pool flat, by Noto and by Twemoji: the judges' lessons
pool.json       the pool of concepts, each with the row of its 3D drawing
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from training.painter.drawings import Concept, Packed, Pixels, Solid, Twemoji, concepts, on_white

SIZE = 128
JUDGED_SIZE = 64


def prepare(folder: Path) -> int:
    """Writes the data below `folder`; returns how many concepts there are."""
    folder.mkdir(parents=True, exist_ok=True)
    solid, flat = Solid(folder), Packed("flat")
    styles = (flat, Packed("noto"), Twemoji(folder))
    codes = solid.codes
    rows = {code: row for row, code in enumerate(codes)}
    pictures = np.stack([picture for code in codes if (picture := solid.picture(code, SIZE)) is not None])
    kept: list[Concept] = []
    drawn: list[list[Pixels]] = []
    others: list[list[Pixels]] = []
    for concept in concepts():
        judged = [picture for style in styles if (picture := style.picture(concept, JUDGED_SIZE)) is not None]
        plain = flat.picture(concept, SIZE)
        if concept.code in rows and plain is not None and len(judged) == len(styles):
            kept.append(concept)
            drawn.append([pictures[rows[concept.code]], plain])
            others.append(judged)
    places = [rows[concept.code] for concept in kept]
    return write(folder, kept, places, on_white(pictures), np.array(drawn), np.array(others))


def write(folder: Path, pool: list[Concept], rows: list[int], solid: Pixels, drawn: Pixels, others: Pixels) -> int:
    """Writes the four files; returns the number of concepts."""
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "solid.npy", solid)
    np.save(folder / "drawn.npy", drawn)
    np.save(folder / "others.npy", others)
    lines = [{**asdict(concept), "row": row} for concept, row in zip(pool, rows, strict=True)]
    (folder / "pool.json").write_text(json.dumps(lines, ensure_ascii=False, indent=0), encoding="utf-8")
    return len(pool)


def pooled(folder: Path) -> list[dict[str, Any]]:
    """The pool that was written below `folder`."""
    return list(json.loads((folder / "pool.json").read_text(encoding="utf-8")))
