"""Denoising: at which size a model paints what was asked for."""

from __future__ import annotations

import pytest

from pipelines.runtimes.denoising import Canvas
from studio.errors import BadInput


@pytest.mark.parametrize("size", [(0, 512), (512, 0), (10**9, 10**9), (8, 8), (-64, 64)])
def test_a_size_that_no_model_paints_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(BadInput, match="each side is from 64 to 4,096"):
        Canvas.plan(size, 512 * 512)


@pytest.mark.parametrize("size", [(512, 512), (2048, 1152), (1152, 2048), (1000, 664), (64, 4096)])
def test_a_model_paints_the_shape_that_was_asked_for_within_what_it_can(size: tuple[int, int]) -> None:
    canvas = Canvas.plan(size, 512 * 512)
    assert canvas.width % 16 == canvas.height % 16 == 0
    assert canvas.width * canvas.height <= 1.5 * 512 * 512
    assert canvas.width / canvas.height == pytest.approx(size[0] / size[1], rel=0.2)
