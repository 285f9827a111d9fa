"""The curriculum: every lesson's latents and words, computed once, and how often each kind is taught when."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from pipelines.image.painter.icon import LOOKS, Icon, Look
from training.painter.codec import encoded, load_codec, to_tensor
from training.painter.lessons import Easel, Syllabus, pictures
from training.painter.prepare import pooled
from training.painter.text import PHRASES, embedded, phrased, phrasings, text_encoder
from training.precision import half_precision

KINDS = tuple(f"{kind} {look}" for look in LOOKS for kind in ("plain", "coloured"))
SHARES = ((0.0, (0.78, 0.0, 0.22, 0.0)), (0.15, (0.46, 0.28, 0.15, 0.11)))
"""From which share of the run on how much of a batch each of KINDS has: first things, then their colours."""
VALIDATED = 200
"""Lessons of each of two kinds that are validated with: things in an untaught phrase, and coloured things unseen."""
CHUNK = 256
WAYS = 60
"""A number that every count of ways to say a look divides."""


@dataclass(frozen=True)
class Extent:
    """Which of the coloured things are taught."""

    every: tuple[int, int] = (1, 2)
    """Takes one in so many coloured things of each look."""


@dataclass(frozen=True)
class Curriculum:
    """Latents (lessons, 8, 16, 16), words (texts, 16, 384), and which belong together."""

    latents: Tensor
    words: Tensor
    silence: Tensor
    """(1, 16, 384): the hidden states of an empty prompt."""
    kinds: dict[str, Tensor]
    """Rows (lessons of the kind, 3): place in `latents`, first place in `words`, how many texts there."""
    held: Tensor
    """Rows of the same form that are never taught."""

    @classmethod
    def read(cls, folder: Path) -> Curriculum:
        """What write() wrote below `folder`."""
        return cls(**torch.load(folder / "latents.pt", weights_only=True))

    def counts(self, progress: float, batch: int) -> dict[str, int]:
        """How many lessons of each kind a batch has when `progress` (0 to 1) of the run is over."""
        shares = next(shares for start, shares in reversed(SHARES) if progress >= start)
        known = {kind: share for kind, share in zip(KINDS, shares, strict=True) if len(self.kinds[kind])}
        counts = {kind: int(share / sum(known.values()) * batch) for kind, share in known.items()}
        counts[KINDS[0]] += batch - sum(counts.values())
        return counts


def write(folder: Path, minilm: Path, extent: Extent) -> None:
    """Writes the latents and words of every lesson to `folder/latents.pt`."""
    desk = _Desk(folder, minilm)
    syllabus = Syllabus([entry["name"] for entry in pooled(folder)])
    unseen = held_out(syllabus)
    things = {icon.things for icon in unseen}
    desk.hold([*_shuffled(syllabus.plain(LOOKS[0]))[:VALIDATED], *unseen])
    for look, every in zip(LOOKS, extent.every, strict=True):
        desk.write_plain(look, syllabus.plain(look))
        desk.write(f"coloured {look}", [icon for icon in syllabus.coloured(look)[::every] if icon.things not in things])
    torch.save(desk.data(), folder / "latents.pt")


def held_out(syllabus: Syllabus) -> list[Icon]:
    """Coloured things, 3D, that are taught in neither look; fewer than VALIDATED where there are few names."""
    return _shuffled(syllabus.coloured(LOOKS[0]))[: min(VALIDATED, len(syllabus.names) // 2)]


class _Desk:
    """Collects lessons, encoded."""

    def __init__(self, folder: Path, minilm: Path) -> None:
        self._easel, self._codec = Easel(folder), load_codec(folder / "codec")
        self._reader = text_encoder(minilm)
        self._latents: list[Tensor] = []
        self._words: list[Tensor] = []
        self._rows: dict[str, list[tuple[int, int, int]]] = {kind: [] for kind in (*KINDS, "held")}
        self._lessons = self._texts = 0
        self._chance = np.random.default_rng(1)

    def write_plain(self, look: Look, icons: list[Icon]) -> None:
        """Plain things, each with every taught phrase."""
        self._add(f"plain {look}", icons, [phrasings(icon)[1:] for icon in icons])

    def write(self, kind: str, icons: list[Icon]) -> None:
        """Lessons with one taught phrase each, drawn by chance."""
        drawn = self._chance.integers([1, 0], [len(PHRASES), WAYS], (len(icons), 2))
        self._add(kind, icons, [[phrased(icon, *numbers)] for icon, numbers in zip(icons, drawn.tolist(), strict=True)])

    def hold(self, icons: list[Icon]) -> None:
        """Lessons to validate with, in the phrase that is not taught."""
        self._add("held", icons, [[phrased(icon, 0, 0)] for icon in icons])

    def _add(self, kind: str, icons: list[Icon], texts: list[list[str]]) -> None:
        starts = range(0, len(icons), CHUNK)
        # One thread draws while this one encodes.
        with ThreadPoolExecutor(1) as painter:
            drawn = painter.map(lambda start: pictures(self._easel, icons[start : start + CHUNK]), starts)
            for start, shown in zip(starts, drawn, strict=True):
                with half_precision():
                    self._latents.append(encoded(self._codec, to_tensor(shown)).half())
                said = texts[start : start + CHUNK]
                flat = [text for each in said for text in each]
                self._words.append(embedded(flat, self._reader).half())
                for each in said:
                    self._rows[kind].append((self._lessons, self._texts, len(each)))
                    self._lessons, self._texts = self._lessons + 1, self._texts + len(each)

    def data(self) -> dict[str, Any]:
        rows = {kind: torch.tensor(rows, dtype=torch.long).view(-1, 3) for kind, rows in self._rows.items()}
        return {
            "latents": torch.cat(self._latents),
            "words": torch.cat(self._words),
            "silence": embedded([""], self._reader),
            "held": rows.pop("held"),
            "kinds": rows,
        }


def _shuffled(icons: list[Icon]) -> list[Icon]:
    return [icons[place] for place in np.random.default_rng(2).permutation(len(icons))]
