"""How long jobs take here is learned, and not forgotten when the studio is started anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from studio.jobs.engine import Choice
from studio.jobs.live import LiveJob
from studio.jobs.pace import Pace
from studio.jobs.standing import seconds_until_done
from studio.jobs.worker import Worker
from studio.models.catalog import ModelSpec
from studio.works.works import now
from tests.fakes import Sketcher, SketchOptions, a_spec
from tests.studio.jobs.test_queue import a_job


def took(seconds: float, job: LiveJob | None = None) -> LiveJob:
    """A job that began so long ago."""
    job = job or a_job("ann")
    job.started = now() - timedelta(seconds=seconds)
    return job


def guess(pace: Pace) -> float:
    return pace.expect(a_job("bob"))


def test_before_the_first_job_the_engine_is_believed() -> None:
    assert guess(Pace()) == 2.0


def test_each_engine_with_its_models_has_a_pace_of_its_own(tmp_path: Path) -> None:
    pace = Pace(tmp_path / "pace.json")
    pace.learn(took(40, a_job("ann", main=a_spec("brush"))))
    assert guess(pace) == 2.0
    assert pace.expect(a_job("bob", main=a_spec("brush"))) == pytest.approx(40, abs=1)


class Sparing(Sketcher):
    """Could have a model, and needs none."""

    def uses(self, options: SketchOptions, choice: Choice) -> Mapping[str, ModelSpec]:
        return {}


def test_the_wait_is_that_of_jobs_with_the_models_that_were_needed(worker: Worker) -> None:
    worker.pace.learn(took(40))
    choice = Choice(Sparing(), "sketcher", {"main": a_spec("brush")})
    assert seconds_until_done(worker, "ann", "sketch", choice) == pytest.approx(40, abs=1)


def test_it_is_remembered_over_a_restart_and_by_another_process(tmp_path: Path) -> None:
    file = tmp_path / "home" / "pace.json"
    first, beside = Pace(file), Pace(file)
    first.learn(took(40))
    assert guess(Pace(file)) == pytest.approx(40, abs=1)
    beside.learn(took(20))
    assert guess(Pace(file)) == pytest.approx(34, abs=1), "the newest counts for three tenths, whoever ran it"
    assert [path.name for path in file.parent.iterdir()] == ["pace.json"]


@pytest.mark.parametrize(
    "damaged",
    [b"", b"{", b"[1]", b'"x"', b'{"sketch sketcher": "soon"}', b'{"sketch sketcher": NaN}', b"[" * 9999, b"\xff"],
)
def test_a_damaged_file_is_learned_anew(tmp_path: Path, damaged: bytes) -> None:
    file = tmp_path / "pace.json"
    file.write_bytes(damaged)
    pace = Pace(file)
    assert guess(pace) == 2.0
    pace.learn(took(40))
    assert guess(Pace(file)) == pytest.approx(40, abs=1)


def test_what_cannot_be_remembered_is_known_for_now(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    pace = Pace(tmp_path / "file" / "pace.json")
    pace.learn(took(40))
    assert guess(pace) == pytest.approx(40, abs=1)


def test_a_job_that_takes_longer_than_others_did_is_late() -> None:
    pace = Pace()
    assert not pace.is_late(took(1)) and pace.is_late(took(3))
    assert pace.remaining(took(0.5)) == pytest.approx(1.5, abs=0.2)
