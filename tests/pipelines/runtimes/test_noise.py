"""Variations: the noise of a seed turned towards that of another."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pipelines.runtimes.noise import Variation, can_vary, turned_to, varied
from tests.pipelines.runtimes.test_weights import loaded


@pytest.fixture(scope="module", params=["stable_diffusion", "sdxl", "flux", "flux2_klein", "z_image"])
def pipe(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return loaded(request.param, tmp_path_factory.mktemp("tiny"))


def painted(pipe: Any, seed: int, variation: Variation | None = None) -> Any:
    import torch

    asked = {"prompt": "a fox", "num_inference_steps": 2, "width": 64, "height": 64, "output_type": "np"}
    with varied(pipe, variation, seed):
        return pipe(generator=torch.Generator().manual_seed(seed), **asked).images[0]


def test_from_one_picture_to_the_other(pipe: Any) -> None:
    first, second = painted(pipe, 1), painted(pipe, 2)
    assert np.allclose(painted(pipe, 1, Variation(1.0, 2)), second, atol=1e-4)
    little, much = (np.abs(painted(pipe, 1, Variation(share, 2)) - first).mean() for share in (0.05, 0.6))
    assert 0 < little < much
    assert np.array_equal(painted(pipe, 1), first), "the pipeline is as it was"


def test_without_a_seed_one_follows_from_the_first(pipe: Any) -> None:
    once, again, other = (painted(pipe, seed, Variation(0.3)) for seed in (1, 1, 2))
    assert np.array_equal(once, again) and not np.array_equal(once, other)
    assert Variation(0.3).other(7) == Variation(0.3).other(7) != 7


def test_noise_stays_noise_on_the_way() -> None:
    import torch

    one, other = (torch.randn(1, 4, 64, 64, generator=torch.Generator().manual_seed(seed)) for seed in (1, 2))
    for share in (0.0, 0.3, 0.5, 1.0):
        assert float(turned_to(one, other, share).std()) == pytest.approx(1, abs=0.02)
    assert torch.allclose(turned_to(one, one, 0.5), one)


def test_what_begins_with_a_picture_is_not_varied() -> None:
    class FromPicture:
        def prepare_latents(self, image: Any, generator: Any) -> Any: ...

    assert not can_vary(FromPicture()) and not can_vary(object())
