"""Which engine runs: what "auto" takes, and what is said when the chosen one cannot run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipelines.runtimes.choosing import choose_engine
from studio.errors import DoesNotFit, ModelAbsent, NotFound
from studio.jobs.engine import Choice, Host
from studio.models.catalog import Catalog, ModelSpec
from tests.fakes import FakeDevice

REVISION = "0123456789abcdef0123456789abcdef01234567"
OWN = Choice("illustrator", (), "It is always here.")


def model(key: str, **values: Any) -> ModelSpec:
    given = {"title": key, "task": "text-to-image", "engine": "diffusers", "repo": f"o/{key}", "revision": REVISION}
    needs = {"weights_mb": 100, "working_mb": 100, "licence": "MIT", "commercial": "yes", "cpu": True}
    return ModelSpec(**{"key": key, **given, **needs, **values})


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """A plain processor with 1 GiB, and a hub cache in which all models but `missing` lie."""
    specs = [
        model("missing"),
        model("gpu-only", cpu=False),
        model("unsellable", commercial="no"),
        model("huge", weights_mb=5000),
        model("other-task", task="text-to-video"),
        model("good"),
        model("second"),
    ]
    for spec in specs[1:]:
        (tmp_path / f"models--o--{spec.key}" / "snapshots" / REVISION).mkdir(parents=True)
        (tmp_path / f"models--o--{spec.key}" / "snapshots" / REVISION / "x").touch()
        (tmp_path / f"models--o--{spec.key}" / "refs").mkdir()
    return Host(Catalog(specs, tmp_path), FakeDevice("cpu", 2**30))


def choose(name: str, host: Host) -> Choice:
    return choose_engine(name, "text-to-image", host, OWN)


def test_auto_takes_the_first_model_that_can_run_and_whose_output_may_be_sold(host: Host) -> None:
    choice = choose("auto", host)
    assert [spec.key for spec in choice.models] == ["good"]
    assert "good" in choice.why


def test_auto_falls_back_on_the_own_engine(host: Host) -> None:
    assert choose_engine("auto", "text-to-music", host, OWN) is OWN


def test_the_own_engine_can_be_chosen_although_a_model_is_there(host: Host) -> None:
    assert choose("illustrator", host) is OWN


def test_a_model_can_be_chosen_although_auto_passes_it_over(host: Host) -> None:
    assert choose("unsellable", host).models[0].key == "unsellable"
    assert choose("gpu-only", host).engine == "diffusers"


@pytest.mark.parametrize(
    ("name", "error", "says"),
    [
        ("nonesuch", NotFound, "nonesuch"),
        ("missing", ModelAbsent, "not on this machine"),
        ("huge", DoesNotFit, "5.0 GB"),
        ("other-task", ModelAbsent, "text-to-video"),
    ],
)
def test_what_cannot_run_says_why(host: Host, name: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        choose(name, host)
