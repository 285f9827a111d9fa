"""The painter before its judges: exams with seeds that are not chosen, each beside what real drawings would get."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from pipelines.image.painter.concepts import Concepts
from pipelines.image.painter.icon import Icon, Thing
from pipelines.image.painter.pair import PART, together
from pipelines.runtimes.transformers import Pair
from training.painter import colour_judge
from training.painter.curriculum import held_out
from training.painter.drawings import PACK, Pixels
from training.painter.export import load as load_painter
from training.painter.judge import Judge, teach, verdict
from training.painter.lessons import Easel, Syllabus, pictures
from training.painter.prepare import SIZE, pooled

STEPS = 20
GUIDANCE = 3.0
ASKED = 200
JUDGES = {"all": (0, 1, 2), "strict": (1, 2)}
"""Styles that each judge learns from: flat, Noto, Twemoji. Fluent's flat drawings share outlines with its 3D ones."""


@dataclass(frozen=True)
class Exam:
    """Icons, what the painter is asked for each, and how a picture is judged."""

    title: str
    icons: list[Icon]
    asked: list[tuple[str, ...]]
    mark: Callable[[Pixels, list[Icon]], str]


class Judges:
    """The judges of a training folder, taught where they are not yet."""

    def __init__(self, folder: Path, steps: int) -> None:
        entries, others = pooled(folder), np.load(folder / "others.npy")
        self.places = {entry["name"]: place for place, entry in enumerate(entries)}
        self._judges = {
            name: teach(folder / f"judge-{name}", others[:, styles], steps) for name, styles in JUDGES.items()
        }
        grey = others.copy()
        grey[..., :3] = others[..., :3].mean(-1, keepdims=True)
        self._judges["grey"] = teach(folder / "judge-grey", grey, steps)

    def __getitem__(self, name: str) -> Judge:
        return self._judges[name]

    def things(self, shown: Pixels, icons: list[Icon], judge: str = "all") -> str:
        """How often the first thing of each icon is found."""
        found = verdict(self[judge], shown, [self.places[icon.things[0].name] for icon in icons])
        return f"first {found.first:.1%}, among five {found.five:.1%}"

    def colours(self, shown: Pixels, icons: list[Icon]) -> str:
        """How often the colour is found, and in grey the thing."""
        seen = [colour_judge.named(picture)[:2] for picture in shown]
        wanted = [icon.things[0].colour for icon in icons]
        first = np.mean([names[:1] == [colour] for names, colour in zip(seen, wanted, strict=True)])
        two = np.mean([colour in names for names, colour in zip(seen, wanted, strict=True)])
        grey = np.repeat(shown.mean(-1, keepdims=True).round().astype(np.uint8), 3, -1)
        return f"colour first {first:.1%}, among two {two:.1%}; thing, seen in grey: {self.things(grey, icons, 'grey')}"

    def pairs(self, shown: Pixels, icons: list[Icon]) -> str:
        """How often each thing, and both, are among the five that the judge names for their part of the picture."""
        ranks = []
        for place, part in enumerate(parts(shown)):
            asked = [self.places[icon.things[place].name] for icon in icons]
            ranks.append(np.array(verdict(self["all"], part, asked).ranks))
        front, back = (rank < 5 for rank in ranks)
        return f"in front {front.mean():.1%}, behind {back.mean():.1%}, both {(front & back).mean():.1%} among five"


def parts(shown: Pixels) -> tuple[Pixels, Pixels]:
    """The corners where a pair's first and second thing stand, each made as large as a whole picture."""

    part, size = round(shown.shape[1] * PART), (SIZE, SIZE)

    def enlarged(corners: Pixels) -> Pixels:
        return np.stack([np.asarray(Image.fromarray(c).resize(size, Image.Resampling.BICUBIC)) for c in corners])

    return enlarged(shown[:, -part:, :part]), enlarged(shown[:, :part, -part:])


def exams(folder: Path, judges: Judges, concepts: Concepts, seed: int = 0) -> Iterator[Exam]:
    """Everything the painter was taught, and Chinese, which is read for it."""
    names = list(judges.places)
    every = [Icon((Thing(name),)) for name in names]
    some = [every[place] for place in np.random.default_rng(seed).permutation(len(every))[:ASKED]]
    flat = [Icon(icon.things, "flat") for icon in some]
    syllabus = Syllabus(names)
    coloured, paired = held_out(syllabus), syllabus.pairs("3d", len(some), seed=1)
    yield asked("things, 3D", every, judges.things)
    yield asked("things, 3D, strict judge", every, lambda s, i: judges.things(s, i, "strict"))
    yield asked("things, flat, strict judge", flat, lambda s, i: judges.things(s, i, "strict"))
    yield asked("coloured things, never taught", coloured[:ASKED], judges.colours)
    yield asked("pairs", paired, judges.pairs)
    chinese = _chinese()
    known = [icon for icon in some if icon.things[0].name in chinese]
    heard = [concepts.subject(chinese[icon.things[0].name]).asked for icon in known]
    yield Exam("things, asked for in Chinese", known, heard, judges.things)


def asked(title: str, icons: list[Icon], mark: Callable[[Pixels, list[Icon]], str]) -> Exam:
    """An exam in the painter's own words."""
    return Exam(title, icons, [tuple(icon.asked) for icon in icons], mark)


def _chinese() -> dict[str, str]:
    """Chinese names by English ones."""
    entries = json.loads((PACK / "index.json").read_text(encoding="utf-8"))
    return {entry["name"]: entry["zh"] for entry in entries}


def painted(pipe: Any, words: list[str], seed: int = 0, steps: int = STEPS, guidance: float = GUIDANCE) -> Pixels:
    """uint8 (words, 128, 128, 3), with the seeds `seed`, `seed` + 1 and so on."""
    shown = []
    for start in range(0, len(words), 20):
        chunk = words[start : start + 20]
        seeds = [torch.Generator().manual_seed(seed + start + place) for place in range(len(chunk))]
        made = pipe(chunk, num_inference_steps=steps, guidance_scale=guidance, generator=seeds, output_type="np")
        shown.append(np.round(np.asarray(made.images) * 255).astype(np.uint8))
    return np.concatenate(shown)


def set_together(pipe: Any, asked: list[tuple[str, ...]], seed: int = 0) -> Pixels:
    """uint8 (asked, 128, 128, 3): each thing painted by itself, those of a pair set together, as the studio does."""
    shown = iter(painted(pipe, [words for each in asked for words in each], seed))
    things = [[Image.fromarray(next(shown)) for _ in each] for each in asked]
    return np.stack([np.asarray(each[0] if len(each) == 1 else together(*each)) for each in things])


def judge(folder: Path, target: Path, minilm: Path, seed: int = 0, steps: int = 3000) -> Iterator[str]:
    """A line for each exam: real drawings, and the painter's. Sheets of each exam's pictures go to `folder`."""
    judges, easel, pipe = Judges(folder, steps), Easel(folder), load_painter(target, minilm)
    names = {entry["key"]: entry["name"] for entry in pooled(folder)}
    concepts = Concepts(names, Pair(pipe.text_encoder, pipe.tokenizer))
    made: dict[tuple[tuple[str, ...], ...], Pixels] = {}
    for number, exam in enumerate(exams(folder, judges, concepts, seed)):
        words, count = tuple(exam.asked), len(exam.asked)
        if words not in made:
            made[words] = set_together(pipe, exam.asked, seed)
            sheet(made[words][:: max(1, count // 50)][:50], 10, folder / f"sheet-{number}.webp")
        yield f"{exam.title} ({count}), real drawings: {exam.mark(pictures(easel, exam.icons), exam.icons)}"
        yield f"{exam.title} ({count}), painted: {exam.mark(made[words], exam.icons)}"


def sheet(shown: Pixels, across: int, target: Path, quality: int = 80) -> None:
    """Writes the pictures side by side, row by row, as WebP."""
    height, width = shown.shape[1:3]
    rows = -(-len(shown) // across)
    whole = np.full((rows * height, across * width, 3), 255, np.uint8)
    for place, picture in enumerate(shown):
        row, column = divmod(place, across)
        whole[row * height : (row + 1) * height, column * width : (column + 1) * width] = picture
    Image.fromarray(whole).save(target, quality=quality)
