"""The sound of a running job: chunks in order, on the disk while the job runs, and nothing of them afterwards."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from studio.jobs.engine import Preview
from studio.jobs.heard import Heard
from studio.jobs.live import LiveJob
from studio.jobs.worker import Worker
from tests.studio.humming import RATE, Hummer, hum, level
from tests.studio.jobs.test_worker import ANN, ended, sketch


@pytest.fixture
def sketcher(hummer: Hummer) -> Hummer:
    return hummer


def hummed(worker: Worker, hummer: Hummer, step: int, **values: int) -> LiveJob:
    """A job that is held in one of its steps."""
    hummer.gate.hold(after=step - 1)
    job = sketch(worker, **{"steps": 4, **values})
    hummer.gate.reached(step)
    return job


def left(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "jobs").rglob("*") if path.suffix == ".flac"]


def test_chunks_are_there_in_their_order_as_soon_as_they_are_made(
    worker: Worker, hummer: Hummer, tmp_path: Path
) -> None:
    job = hummed(worker, hummer, 3)
    heard = job.view.heard
    assert len(left(tmp_path)) == 3 and {path.parent.name for path in left(tmp_path)} == {job.id}
    assert (heard.first, heard.count, heard.seconds, heard.rate) == (0, 3, 1.5, RATE)
    assert [level(heard.read(number)) for number in range(3)] == pytest.approx([0.1, 0.2, 0.3], abs=1e-3)
    assert heard.read(3) is heard.read(-1) is None


@pytest.mark.parametrize("how", ["done", "cancelled", "failed"])
def test_nothing_is_left_however_it_ends(worker: Worker, hummer: Hummer, tmp_path: Path, how: str) -> None:
    job = hummed(worker, hummer, 2)
    heard = job.view.heard
    assert len(left(tmp_path)) == 2
    if how == "cancelled":
        worker.cancel(job.id, ANN)
    hummer.failing = RuntimeError("hoarse") if how == "failed" else None
    hummer.gate.open()
    view = ended(job)
    assert view.state == how and view.heard.count == 0
    assert left(tmp_path) == [] and heard.read(0) is view.heard.read(0) is None


def test_of_several_works_each_has_its_own_sound(worker: Worker, hummer: Hummer, tmp_path: Path) -> None:
    """What became a work is not kept on the disk while the next one is made, and no number comes twice."""
    job = hummed(worker, hummer, 6, pieces=2)
    heard = job.view.heard
    assert len(job.view.works) == 1 and (heard.first, heard.count, heard.seconds) == (4, 2, 1.0)
    assert level(heard.read(4)) == pytest.approx(0.1, abs=1e-3) and heard.read(0) is None
    assert len(left(tmp_path)) == 2


def test_a_second_attempt_of_a_job_begins_with_a_number_of_its_own(tmp_path: Path) -> None:
    heard = Heard().joined(hum(1), tmp_path).emptied().joined(hum(2), tmp_path)
    assert (heard.first, heard.count, heard.seconds) == (1, 1, 0.5) and level(heard.read(1)) > 0.15


def test_an_hour_of_it_takes_no_more_memory_than_a_chunk(tmp_path: Path) -> None:
    """A job and whoever looks at it hold names of files."""
    heard = Heard()
    for number in range(240):
        heard = heard.joined(hum(number % 9, 0.1), tmp_path)
    assert heard.count == 240 and len(pickle.dumps(heard)) < 1000


def test_text_and_sound_are_shown_together(worker: Worker, hummer: Hummer) -> None:
    """The view of a job, which pages read several times a second, has no samples in it."""
    job = hummed(worker, hummer, 1)
    assert job.view.preview == Preview() and job.view.preview.sound is None


def test_a_sound_comes_out_of_another_process() -> None:
    there: Preview = pickle.loads(pickle.dumps(Preview("so far", sound=hum(3))))
    assert there.sound and there.sound.rate == RATE and there.sound.seconds == 0.5
    assert there.sound.samples.mean() == pytest.approx(0.3)
