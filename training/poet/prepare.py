"""From the package chinese-poetry to poems that are clean, unique, sorted into forms, and split.

The poems are in the public domain; the collection is MIT. Writes poems.jsonl (one poem a line) into the folder.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.writing.poet.rhyme import Rhymes
from training.fetch import npm
from training.poet import table
from training.poet.tunes import tune_of

PACKAGE = ("chinese-poetry", "2.0.1", "25b549e46919c3a0569db6b68ddc96956b04a484ea4518ad2bbd4f137e307e86")
MARKS = re.compile("[，。！？；、,.!?;\\s]+")
ASIDES = re.compile("[（(\\[【〖].*?[）)\\]】〗]")
REGULATED = {(5, 4): "五絕", (7, 4): "七絕", (5, 8): "五律", (7, 8): "七律"}
OLD_STYLE = "古風"
# Form (a tune, or empty), dynasty, author, lines.
Raw = tuple[str, str, str, list[str]]
HELD_OUT = {"validation": 1000, "test": 2000}


@dataclass(frozen=True)
class Poem:
    """One poem in the table's characters. `rhyme` is a level group of 平水韻, or empty."""

    form: str
    dynasty: str
    author: str
    rhyme: str
    lines: tuple[str, ...]
    split: str = "train"


def prepare(folder: Path, target: Path, source: Path | None = None) -> Counter[str]:
    """Writes the poems into `folder` and the rhyme table into `target`; returns how many of each form there are.

    Args:
        source: an unpacked chinese-poetry package; fetched when None.
    """
    source = source or npm(*PACKAGE, folder)
    raw = list(_raw(source / "dist"))
    table.write(target, sorted({c for _, _, _, lines in raw for line in lines for c in line}))
    rhymes = Rhymes(json.loads((target / "rhymes.json").read_text(encoding="utf-8")))
    variants = str.maketrans(json.loads((target / "variants.json").read_text(encoding="utf-8")))
    poems = list(_unique(_poems(raw, rhymes, variants)))
    poems = split(poems)
    with (folder / "poems.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(poem), ensure_ascii=False) + "\n" for poem in poems)
    return Counter(poem.form for poem in poems)


def load(folder: Path) -> list[Poem]:
    """The prepared poems."""
    with (folder / "poems.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [Poem(**{**row, "lines": tuple(row["lines"])}) for row in rows]


def split(poems: list[Poem]) -> list[Poem]:
    """Held-out poems are chosen by their hash among those that share no line with any other poem."""
    seen = Counter(line for poem in poems for line in set(poem.lines))
    alone = [p for p in poems if p.form in REGULATED.values() and all(seen[line] == 1 for line in p.lines)]
    alone.sort(key=lambda poem: hashlib.sha256("".join(poem.lines).encode()).digest())
    place, chosen = 0, {}
    for name, count in HELD_OUT.items():
        count = min(count, len(alone) // 10)
        chosen.update(dict.fromkeys(alone[place : place + count], name))
        place += count
    return [Poem(**{**asdict(p), "lines": p.lines, "split": chosen[p]}) if p in chosen else p for p in poems]


def _raw(dist: Path) -> Iterator[Raw]:
    """Form (a tune's name, or empty), dynasty, author and lines of every poem, unchecked."""
    for dynasty, name in (("唐", "tang"), ("宋", "song")):
        for path in sorted((dist / "quantangshi").glob(f"poet.{name}.*.json")):
            for row in json.loads(path.read_text(encoding="utf-8")):
                yield "", dynasty, row["author"], _lines(row["paragraphs"])
    from opencc import OpenCC

    traditional = OpenCC("s2t").convert
    for path in sorted((dist / "songci").glob("ci.song.*.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            lines = _lines(map(traditional, row["paragraphs"]))
            yield traditional(row["rhythmic"]), "宋", traditional(row["author"]), lines


def _lines(paragraphs: Iterable[str]) -> list[str]:
    return [line for line in MARKS.split(ASIDES.sub("", "".join(paragraphs))) if line]


def _poems(raw: Iterable[Raw], rhymes: Rhymes, variants: dict[int, str]) -> Iterator[Poem]:
    for tune, dynasty, author, written in raw:
        lines = tuple(line.translate(variants) for line in written)
        if not lines or not all(line.isalpha() for line in lines):
            continue
        if tune:
            name, lines = tune_of(tune, lines)
            if name:
                yield Poem(name, dynasty, author, "", lines)
        elif poem := _poem(dynasty, author, lines, rhymes):
            yield poem


def _poem(dynasty: str, author: str, lines: tuple[str, ...], rhymes: Rhymes) -> Poem | None:
    """Regulated verse, or a Tang poem in old style of up to 16 lines; None for anything else."""
    lengths = {len(line) for line in lines}
    if lengths not in ({5}, {7}) or len(lines) > 16 or len(lines) % 2:
        return None
    rhyme = rhymes.common([line[-1] for line in lines[1::2]]) or ""
    form = REGULATED.get((len(lines[0]), len(lines)))
    if form and rhyme:
        return Poem(form, dynasty, author, rhyme, lines)
    return Poem(OLD_STYLE, dynasty, author, rhyme, lines) if dynasty == "唐" else None


def _unique(poems: Iterator[Poem]) -> Iterator[Poem]:
    """The first of the poems that share their first two lines: later ones are other versions of it."""
    seen = set()
    for poem in poems:
        opening = poem.lines[:2]
        if opening not in seen:
            seen.add(opening)
            yield poem
