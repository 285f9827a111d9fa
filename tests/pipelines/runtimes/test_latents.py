"""Previews of latents have the colours of the picture that they become."""

from __future__ import annotations

from io import BytesIO
from types import SimpleNamespace
from typing import Any, ClassVar

import numpy as np
import pytest
from PIL import Image

from pipelines.runtimes.compat import prepare
from pipelines.runtimes.latents import Previewer


class Paintbox:
    """A decoder whose colours are known: each latent channel adds its own colour, softly limited."""

    config: ClassVar[dict[str, Any]] = {"latent_channels": 4, "scaling_factor": 0.2, "shift_factor": 0.1}

    def __init__(self) -> None:
        import torch

        self.device, self.dtype = torch.device("cpu"), torch.float32
        self.palette = torch.tensor([[0.3, 0.2, 0.2], [0.2, -0.3, 0.1], [-0.1, 0.2, 0.3], [-0.2, -0.2, 0.2]]) / 6

    def decode(self, cells: Any, return_dict: bool = True) -> tuple[Any]:
        import torch

        colours = torch.einsum("bchw,cd->bdhw", cells, self.palette) + 0.1
        return (torch.nn.functional.interpolate(colours, scale_factor=8, mode="bicubic").tanh(),)


@pytest.mark.parametrize("packed", [False, True], ids=["grid", "tokens"])
def test_the_preview_has_the_colours_of_the_picture(packed: bool) -> None:
    """Smaller and at once, it shows what decoding the latents would show; also where they are packed into tokens."""
    prepare()
    import torch
    from diffusers import FluxPipeline

    pipe = SimpleNamespace(vae=Paintbox())
    corners = torch.randn(1, 4, 2, 3, generator=torch.Generator().manual_seed(3))
    latents = corners.repeat_interleave(8, 2).repeat_interleave(8, 3)
    truth = pipe.vae.decode(latents / 0.2 + 0.1)[0]
    if packed:
        latents = FluxPipeline._pack_latents(latents, 1, 4, 16, 24)
    shown = Image.open(BytesIO(Previewer(pipe, 192, 128).image(latents)))
    assert shown.size == (512, 341)
    preview = np.asarray(shown.resize((3, 2), Image.Resampling.BOX), float) / 127.5 - 1
    blocks = torch.nn.functional.adaptive_avg_pool2d(truth, (2, 3))[0].permute(1, 2, 0).numpy()
    assert np.abs(preview - blocks).max() < 0.06


def test_latents_of_an_unknown_layout_have_no_preview() -> None:
    import torch

    assert Previewer(SimpleNamespace(vae=Paintbox()), 64, 64).image(torch.zeros(1, 7, 8, 8)) == b""
