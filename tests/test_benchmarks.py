"""The benchmarks' own arithmetic: what counts as kept, and what one disturbance may do to a figure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.overhead import Comparison, Timing, compare
from benchmarks.report import Row, machine, table, write


def test_a_figure_above_its_limit_is_called_missed() -> None:
    rows = [Row("image", 1.2, "s", 2.0), Row("music", 5.5, "s", 5.0), Row("haiku", 90.0, "s", None)]
    assert [row.kept for row in rows] == [True, False, True]
    lines = table(rows, machine()).splitlines()
    assert "5.50 s" in lines[-2] and "5.00 s" in lines[-2] and "MISSED" in lines[-2]
    assert "MISSED" not in lines[-1]


def test_figures_are_kept_with_the_machine_they_were_measured_on(tmp_path: Path) -> None:
    where = machine()
    file = write([Row("image", 1.2, "s", 2.0, samples={"again": [1.1, 1.2, 1.3]})], where, tmp_path / "results")
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept["machine"] == where
    assert kept["rows"][0]["kept"] is True
    assert kept["rows"][0]["samples"]["again"] == [1.1, 1.2, 1.3]


def pairs(*ratios: float) -> Comparison:
    """Pairs whose bare call took a second of both kinds of time."""
    return Comparison([Timing(ratio, ratio) for ratio in ratios], [Timing(1.0, 1.0)] * len(ratios), same=True)


def test_one_disturbed_pair_does_not_move_the_ratio() -> None:
    calm, disturbed = pairs(*[1.02] * 7), pairs(*[1.02] * 6, 9.0)
    assert calm.ratio() == disturbed.ratio() == 1.02
    assert disturbed.row("diffusers", peak_mb=100).kept
    assert not pairs(*[1.06] * 7).row("diffusers", peak_mb=100).kept, "more than five hundredths is too much"


def test_a_comparison_alternates_and_notices_different_results() -> None:
    order: list[str] = []

    def ours(seed: int) -> int:
        order.append(f"ours {seed}")
        return seed

    def bare(seed: int) -> int:
        order.append(f"bare {seed}")
        return min(seed, 3)

    found = compare(ours, bare, int.__eq__)
    assert order[:6] == ["ours 0", "bare 0", "ours 1", "bare 1", "bare 2", "ours 2"]
    assert not found.same
    assert compare(ours, ours, int.__eq__).same


def test_the_measurements_of_an_accelerator_run_with_tiny_checkpoints_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from benchmarks import gpu
    from pipelines.runtimes.compat import prepare

    monkeypatch.setattr(gpu, "ROUNDS", 1)
    prepare()
    shelf, written = gpu.Shelf.filled(tmp_path, full=False, device="cpu")
    assert set(written) == {"random-sd", "random-sdxl", "random-klein"}
    found = {row.name: row for row in gpu.rows(shelf)}
    measured = ("load", "load again", "studio / bare", "cancel")
    assert {f"{key}: {what}" for key in written for what in measured} <= found.keys()
    assert {"random-klein: wake / load", "random-klein: whole", "random-klein: int8"} <= found.keys()
    assert "failed" not in " ".join(row.how for row in found.values())
    assert found["random-klein: int8"].how.startswith("int8"), "the rung that was measured is the one that was meant"
