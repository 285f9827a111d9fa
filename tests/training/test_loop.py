"""The training loop: the schedule, the order of the data, stopping early, and packages fetched as data."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from training import fetch
from training.loop import Schedule, best_weights, order, train


class Line:
    """Learns y = 2x."""

    def __init__(self) -> None:
        torch.manual_seed(0)
        self.model: nn.Module = nn.Linear(1, 1)
        self.seen: list[Tensor] = []

    def batch(self, step: int) -> Tensor:
        self.seen.append(order(64, 8, step, seed=1))
        return torch.linspace(-1, 1, 64)[self.seen[-1], None]

    def loss(self, batch: Tensor) -> Tensor:
        return ((self.model(batch) - 2 * batch) ** 2).mean()

    def validate(self, model: nn.Module) -> float:
        x = torch.linspace(-1, 1, 9)[:, None]
        return float(((model(x) - 2 * x) ** 2).mean())


def test_the_rate_rises_holds_and_falls() -> None:
    schedule = Schedule(steps=100, warmup=10, cooldown=20)
    assert schedule.factor(0) == pytest.approx(0.1)
    assert schedule.factor(50) == 1.0
    assert schedule.factor(90) == pytest.approx(0.5)
    assert schedule.factor(99) == pytest.approx(0.05)


def test_an_epoch_shows_every_item_once_and_the_next_in_another_order() -> None:
    first = torch.cat([order(64, 8, step, seed=1) for step in range(8)])
    second = torch.cat([order(64, 8, step, seed=1) for step in range(8, 16)])
    assert sorted(first.tolist()) == sorted(second.tolist()) == list(range(64))
    assert first.tolist() != second.tolist()


def test_the_best_weights_are_those_of_the_lowest_validation_loss(tmp_path: Path) -> None:
    line = Line()
    best = train(line, Schedule(steps=300, rate=0.05, warmup=5, cooldown=50, every=50, ema=0.9), tmp_path)
    kept = nn.Linear(1, 1)
    kept.load_state_dict(best_weights(tmp_path))
    assert best < 1e-2
    assert line.validate(kept) == pytest.approx(best)


def test_a_loss_that_no_longer_falls_ends_the_run(tmp_path: Path) -> None:
    line = Line()
    train(line, Schedule(steps=500, rate=0.0, warmup=1, every=5, patience=3), tmp_path)
    assert len(line.seen) < 40


def test_a_changed_package_is_refused_and_removed(tmp_path: Path) -> None:
    file = tmp_path / "package.tgz"
    file.write_bytes(b"something else")
    fetch.check(file, hashlib.sha256(b"something else").hexdigest())
    with pytest.raises(fetch.WrongFile, match=r"package\.tgz"):
        fetch.check(file, "0" * 64)
    assert not file.exists()
