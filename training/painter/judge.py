"""The judge: a classifier that knows the concepts from real drawings in styles that the painter never saw.

It shares nothing with the painter: colours and edge directions (histograms of oriented gradients, Dalal and Triggs
2005) go through two convolutions. What it says of real 3D drawings, which it never saw either, is stated beside.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.loop import Schedule, best_weights, order, train

SIDE = 64
DIRECTIONS = 8


class Judge(nn.Module):
    """Pictures float32 (n, 3, 64, 64) in 0 to 1 -> scores (n, classes)."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(DIRECTIONS + 3, 64, 3, padding=1),
            nn.BatchNorm2d(64),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(64, 128, 3, padding=1),
            nn.BatchNorm2d(128),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Dropout(0.3),
            nn.Linear(128 * 16, 384),
            nn.BatchNorm1d(384),
            nn.ReLU(),
            nn.Dropout(0.3),
            nn.Linear(384, classes),
        )

    def forward(self, pictures: Tensor) -> Tensor:
        return torch.as_tensor(self.body(seen(pictures)))


def seen(pictures: Tensor) -> Tensor:
    """Cells of 4 x 4 pixels: (n, 8 + 3, 16, 16), strength of each edge direction (unsigned), and colour."""
    grey = functional.pad(pictures.mean(1, keepdim=True), (1, 1, 1, 1), mode="replicate")
    across = grey[..., 1:-1, 2:] - grey[..., 1:-1, :-2]
    down = grey[..., 2:, 1:-1] - grey[..., :-2, 1:-1]
    strength = (across.square() + down.square() + 1e-8).sqrt()
    place = torch.atan2(down, across) / math.pi % 1 * DIRECTIONS
    centres = torch.arange(DIRECTIONS).view(1, -1, 1, 1)
    away = (place - centres + DIRECTIONS / 2) % DIRECTIONS - DIRECTIONS / 2
    edges = functional.avg_pool2d((1 - away.abs()).clamp(min=0) * strength, 4)
    # A cell counts beside its neighbours, so that faint and bold drawings look alike.
    around = functional.avg_pool2d(edges.sum(1, keepdim=True), 5, 1, 2, count_include_pad=False)
    return torch.cat([edges / (around + 0.02), 2 * functional.avg_pool2d(pictures, 4) - 1], 1)


class JudgeTask:
    """Teaches the judge with drawings that are moved, turned, tinted, blurred and strewn with noise."""

    def __init__(self, drawings: np.ndarray[Any, Any], batch: int = 64) -> None:
        """`drawings` is uint8 (classes, styles, 64, 64, 4), with transparency."""
        self._classes, self._styles = drawings.shape[:2]
        flat = torch.from_numpy(drawings).reshape(-1, *drawings.shape[2:])
        self._drawings = flat.permute(0, 3, 1, 2)
        self._batch = min(batch, len(flat))
        self.model: nn.Module = Judge(self._classes)
        self._held = augmented(self._picked(torch.arange(len(flat))[::2]), torch.Generator().manual_seed(7))

    def _picked(self, rows: Tensor) -> Tensor:
        return self._drawings[rows].float() / 255

    def batch(self, step: int) -> tuple[Tensor, Tensor]:
        rows = order(len(self._drawings), self._batch, step, seed=2)
        return augmented(self._picked(rows), torch.Generator().manual_seed(step)), rows // self._styles

    def loss(self, batch: tuple[Tensor, Tensor]) -> Tensor:
        return functional.cross_entropy(self.model(batch[0]), batch[1], label_smoothing=0.1)

    def validate(self, model: nn.Module) -> float:
        rows = torch.arange(len(self._drawings))[::2]
        return float(functional.cross_entropy(model(self._held), rows // self._styles))


def augmented(drawings: Tensor, generator: torch.Generator) -> Tensor:
    """RGB pictures (n, 3, 64, 64) of RGBA drawings, each under its own conditions."""
    count = len(drawings)

    def spread(low: float, high: float, *shape: int) -> Tensor:
        return low + (high - low) * torch.rand((count, *shape), generator=generator)

    pictures = moved(drawings, spread(0.85, 1.4), spread(-0.3, 0.3), spread(-0.15, 0.15, 2), spread(0, 1) < 0.5)
    alpha = pictures[:, 3:]
    colour = pictures[:, :3] / alpha.clamp(min=1e-3)
    grey = colour.mean(1, keepdim=True)
    colour = grey + (colour - grey) * spread(0.5, 1.5, 1, 1, 1)
    colour = (colour + spread(-0.12, 0.12, 3, 1, 1)) * spread(0.8, 1.2, 1, 1, 1)
    ground = 1 - spread(0, 0.15, 3, 1, 1) * (spread(0, 1, 1, 1, 1) < 0.3)
    made = colour.clamp(0, 1) * alpha + ground * (1 - alpha)
    soft = functional.avg_pool2d(functional.pad(made, (2, 2, 2, 2), mode="replicate"), 5, 1)
    made = torch.lerp(made, soft, spread(-0.3, 1, 1, 1, 1))
    grain = torch.randn(made.shape, generator=generator) * spread(0, 0.06, 1, 1, 1)
    return (made + grain).clamp(0, 1)


def moved(drawings: Tensor, scale: Tensor, angle: Tensor, shift: Tensor, flip: Tensor) -> Tensor:
    """Drawings with transparency, colour already multiplied by it, after an affine change."""
    premultiplied = torch.cat([drawings[:, :3] * drawings[:, 3:], drawings[:, 3:]], 1)
    side = torch.where(flip, -1.0, 1.0)
    cos, sin = angle.cos() * scale, angle.sin() * scale
    matrix = torch.stack([cos * side, -sin, shift[:, 0], sin * side, cos, shift[:, 1]], 1).view(-1, 2, 3)
    grid = functional.affine_grid(matrix, list(premultiplied.shape), align_corners=False)
    return functional.grid_sample(premultiplied, grid, align_corners=False)


@dataclass(frozen=True)
class Verdict:
    """In how many of the pictures the asked concept came first, and among the first five."""

    first: float
    five: float
    ranks: tuple[int, ...]


def teach(folder: Path, drawings: np.ndarray[Any, Any], steps: int = 3000) -> Judge:
    """Trains a judge of these classes below `folder`, or goes on where it stopped."""
    schedule = Schedule(steps, rate=2e-3, warmup=50, cooldown=steps // 2, ema=0.99, every=max(1, steps // 10))
    train(JudgeTask(drawings), schedule, folder)
    return load(folder, len(drawings))


def load(folder: Path, classes: int) -> Judge:
    """The judge trained in `folder`."""
    judge = Judge(classes)
    judge.load_state_dict(best_weights(folder))
    return judge.eval()


def verdict(judge: Judge, pictures: np.ndarray[Any, Any], asked: list[int]) -> Verdict:
    """What the judge says of pictures uint8 (n, h, w, 3), of which the n-th was to show class `asked[n]`."""
    tensor = torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float() / 255
    small = functional.interpolate(tensor, (SIDE, SIDE), mode="area")
    with torch.no_grad():
        scores = torch.cat([judge(part) + judge(part.flip(-1)) for part in small.split(64)])
    own = scores.gather(1, torch.tensor(asked).view(-1, 1))
    ranks = (scores > own).sum(1)
    count = len(asked)
    return Verdict(int((ranks < 1).sum()) / count, int((ranks < 5).sum()) / count, tuple(ranks.tolist()))
