"""Samplers by name: each that fits paints, the model's own comes back, and what fits nothing is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest

from pipelines.runtimes.solvers import SolverName, fitting, named, solver_for, solver_of, solving
from tests.pipelines.runtimes.test_weights import loaded


@pytest.fixture(scope="module", params=["stable_diffusion", "sdxl", "flux", "z_image"])
def pipe(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return loaded(request.param, tmp_path_factory.mktemp("tiny"))


def painted(pipe: Any) -> bytes:
    import torch

    asked = {"prompt": "a fox", "num_inference_steps": 4, "width": 64, "height": 64, "output_type": "np"}
    return bytes(pipe(generator=torch.Generator().manual_seed(1), **asked).images[0].tobytes())


def test_every_sampler_that_fits_paints_and_leaves_the_model_as_it_was(pipe: Any) -> None:
    own, before = pipe.scheduler, painted(pipe)
    pictures = {}
    for name in fitting(own):
        with solving(pipe, solver_for(name, own)):
            assert pipe.scheduler is not own
            pictures[name] = painted(pipe)
        sampler, schedule = solver_of(solver_for(name, own))
        assert named(sampler, schedule) == name
    assert pipe.scheduler is own and painted(pipe) == before
    assert len(set(pictures.values())) >= len(pictures) - 2


def test_an_error_leaves_the_model_as_it_was(pipe: Any) -> None:
    own = pipe.scheduler
    with pytest.raises(RuntimeError), solving(pipe, solver_for("Euler", own)):
        raise RuntimeError
    assert pipe.scheduler is own


def test_flow_matching_takes_no_solver_for_noise(tmp_path: Path) -> None:
    scheduler = loaded("flux", tmp_path).scheduler
    assert solver_for("DDIM", scheduler) is None and solver_for("nonesuch", scheduler) is None
    assert fitting(scheduler) == ["Euler", "LCM"]


@pytest.mark.parametrize(
    ("sampler", "schedule", "name"),
    [
        ("DPM++ 2M", "Karras", "DPM++ 2M Karras"),
        ("DPM++ 2M Karras", "", "DPM++ 2M Karras"),
        ("dpmpp_2m", "karras", "DPM++ 2M Karras"),
        ("dpmpp_2m_k", "", "DPM++ 2M Karras"),
        ("dpmpp_2m_sde_gpu", "normal", "DPM++ 2M SDE"),
        ("euler_ancestral", "normal", "Euler a"),
        ("euler", "simple", "Euler"),
        ("uni_pc_bh2", "normal", "UniPC"),
        ("Euler a", "Automatic", "Euler a"),
        ("Restart", "", None),
        ("auto", "", None),
        ("", "", None),
    ],
)
def test_samplers_of_other_programs_are_known_by_their_names(sampler: str, schedule: str, name: str | None) -> None:
    assert named(sampler, schedule) == name


def test_every_name_fits_some_model(tmp_path: Path) -> None:
    assert {"auto", *fitting(loaded("stable_diffusion", tmp_path).scheduler)} == set(get_args(SolverName))
