"""One training loop for every model: AdamW, averaged weights, resumable to the step, early stopping.

The data order is a function of the step alone, so a run that was killed and resumed is the same run.
"""

from __future__ import annotations

import math
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

CHECKPOINT = "checkpoint.pt"
BEST = "best.pt"


class Task(Protocol):
    """What is trained. `model` holds the weights; `batch` must depend on `step` and nothing else."""

    model: nn.Module

    def batch(self, step: int) -> Any: ...

    def loss(self, batch: Any) -> Tensor:
        """The training loss, a scalar tensor with a graph."""
        ...

    def validate(self, model: nn.Module) -> float:
        """The validation loss of these weights (lower is better), without gradients."""
        ...


@dataclass(frozen=True)
class Schedule:
    """How long and how fast. The rate rises for `warmup` steps, holds, and falls to nothing over the last `cooldown`.

    A held rate lets `steps` be changed when a run is resumed (the trapezoid of Hägele et al., arXiv 2405.18392).
    """

    steps: int
    rate: float = 1e-3
    warmup: int = 200
    cooldown: int = 1000
    weight_decay: float = 0.1
    betas: tuple[float, float] = (0.9, 0.98)
    clip: float = 1.0
    ema: float = 0.999
    every: int = 500
    patience: int = 10
    minutes: float = math.inf

    def factor(self, step: int) -> float:
        """The share of `rate` at this step, 0 to 1."""
        rise = (step + 1) / max(1, self.warmup)
        fall = (self.steps - step) / max(1, self.cooldown)
        return max(0.0, min(1.0, rise, fall))


def order(length: int, batch: int, step: int, seed: int) -> Tensor:
    """Indices of one batch: a fresh shuffle of all `length` items each epoch, known from the step alone."""
    per_epoch = max(1, length // batch)
    epoch, place = divmod(step, per_epoch)
    generator = torch.Generator().manual_seed(seed * 1_000_003 + epoch)
    return torch.randperm(length, generator=generator)[place * batch : (place + 1) * batch]


def train(task: Task, schedule: Schedule, folder: Path) -> float:
    """Trains until the schedule, the patience or the minutes end; returns the best validation loss.

    A killed run goes on from its last checkpoint. The best averaged weights are in `folder/best.pt`.
    """
    run = _Run(task, schedule, folder)
    with _Log(folder) as log, _Stop() as stop:
        for step in run.remaining():
            loss = run.step(step)
            log.loss(step, loss, run.rate(step))
            if (step + 1) % schedule.every == 0 or step + 1 == schedule.steps:
                log.validation(step, run.validate())
                run.save(step + 1)
                if run.stale >= schedule.patience:
                    break
            if stop.asked or log.minutes() > schedule.minutes:
                run.save(step + 1)
                break
    return run.best


def best_weights(folder: Path) -> dict[str, Tensor]:
    """The averaged weights with the lowest validation loss."""
    return dict(torch.load(folder / BEST, weights_only=True))


class _Run:
    """The state that a checkpoint holds: weights, their average, the optimiser, the step, the best loss."""

    def __init__(self, task: Task, schedule: Schedule, folder: Path) -> None:
        self.task, self.schedule, self.folder = task, schedule, folder
        self.start, self.best, self.stale = 0, math.inf, 0
        self.average = AveragedModel(task.model, multi_avg_fn=get_ema_multi_avg_fn(schedule.ema))
        self.optimizer = torch.optim.AdamW(
            _groups(task.model, schedule), lr=schedule.rate, betas=schedule.betas, fused=True
        )
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / CHECKPOINT).exists():
            self._resume()

    def remaining(self) -> Iterator[int]:
        return iter(range(self.start, self.schedule.steps))

    def rate(self, step: int) -> float:
        return self.schedule.rate * self.schedule.factor(step)

    def step(self, step: int) -> float:
        # Dropout and noise are drawn anew for each step, the same ones after a resume.
        torch.manual_seed(step)
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate(step)
        self.task.model.train()
        loss = self.task.loss(self.task.batch(step))
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.task.model.parameters(), self.schedule.clip)
        self.optimizer.step()
        # A young run's average would be mostly its random start.
        if step < self.schedule.warmup:
            self.average.n_averaged.zero_()
        self.average.update_parameters(self.task.model)
        return float(loss.detach())

    def validate(self) -> float:
        self.average.eval()
        with torch.no_grad():
            value = self.task.validate(self.average.module)
        self.stale += 1
        if value < self.best:
            self.best, self.stale = value, 0
            _save(self.average.module.state_dict(), self.folder / BEST)
        return value

    def save(self, step: int) -> None:
        state = {
            "model": self.task.model.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "numbers": {"step": step, "best": self.best, "stale": self.stale},
        }
        _save(state, self.folder / CHECKPOINT)

    def _resume(self) -> None:
        state = torch.load(self.folder / CHECKPOINT, weights_only=True)
        self.task.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        numbers = state["numbers"]
        self.start, self.best, self.stale = int(numbers["step"]), float(numbers["best"]), int(numbers["stale"])


def _groups(model: nn.Module, schedule: Schedule) -> list[dict[str, Any]]:
    """Weight decay for matrices; none for norms and biases."""
    trained = [p for p in model.parameters() if p.requires_grad]
    return [
        {"params": [p for p in trained if p.ndim >= 2], "weight_decay": schedule.weight_decay},
        {"params": [p for p in trained if p.ndim < 2], "weight_decay": 0.0},
    ]


def _save(state: Any, path: Path) -> None:
    """Written beside and renamed: a kill leaves the last good file."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    os.replace(part, path)


class _Log:
    """TensorBoard events, and a line on the terminal at each validation."""

    def __init__(self, folder: Path) -> None:
        from torch.utils.tensorboard import SummaryWriter

        self._writer = SummaryWriter(str(folder / "log"))
        self._began = time.monotonic()
        self._mean = math.nan

    def __enter__(self) -> _Log:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.close()

    def minutes(self) -> float:
        return (time.monotonic() - self._began) / 60

    def loss(self, step: int, loss: float, rate: float) -> None:
        self._mean = loss if math.isnan(self._mean) else 0.98 * self._mean + 0.02 * loss
        if step % 10 == 0:
            self._writer.add_scalar("loss/train", loss, step)
            self._writer.add_scalar("rate", rate, step)

    def validation(self, step: int, value: float) -> None:
        self._writer.add_scalar("loss/validation", value, step)
        print(f"step {step + 1}: train {self._mean:.4f}, validation {value:.4f}, {self.minutes():.1f} min", flush=True)


class _Stop:
    """A polite kill ends the run after the step at hand, with a checkpoint."""

    def __init__(self) -> None:
        self.asked = False

    def __enter__(self) -> _Stop:
        self._old = signal.signal(signal.SIGTERM, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGTERM, self._old)

    def _ask(self, *_: object) -> None:
        self.asked = True
