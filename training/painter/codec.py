"""The codec: a small AutoencoderKL that turns 128 x 128 pixels into 16 x 16 latents of 8 channels, and back."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from pipelines.runtimes.compat import prepare
from training.loop import order
from training.painter.drawings import Pixels
from training.precision import half_precision

CROP = 64
LATENT_CHANNELS = 8
KL_WEIGHT = 1e-4
HELD_OUT = 40
"""Every how many drawings one is held out."""
NOISE = 0.25
"""Spread of the noise on the latents, of spread 1, while the decoder alone is trained.

A decoder that has seen exact latents only turns the painter's small errors into mottled surfaces.
"""


def new_codec(channels: tuple[int, ...] = (16, 48, 96, 128)) -> Any:
    """A codec with random weights. Attention and a second layer cost more than they bring at this size.

    Two wide groups in each normalisation: a group of one channel normalises the strength of a colour away.
    """
    prepare()
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * len(channels),
        up_block_types=("UpDecoderBlock2D",) * len(channels),
        block_out_channels=channels,
        layers_per_block=1,
        latent_channels=LATENT_CHANNELS,
        norm_num_groups=2,
        sample_size=128,
        scaling_factor=1.0,
        mid_block_add_attention=False,
    )


class CodecTask:
    """Trains the codec on crops, and every fourth step on whole drawings; with `decoder_only` the latents stay."""

    def __init__(self, taught: Pixels, held: Pixels, model: Any, batch: int = 16, decoder_only: bool = False) -> None:
        """`taught` and `held` are uint8 (n, 128, 128, 3); what is held out is only validated with."""
        self._taught = taught
        self._held = to_tensor(held)
        self._batch = batch
        self._decoder_only = decoder_only
        self.model: nn.Module = model.to(memory_format=torch.channels_last)
        if decoder_only:
            model.encoder.requires_grad_(False)
            model.quant_conv.requires_grad_(False)

    def batch(self, step: int) -> Tensor:
        """float32 (n, 3, side, side), -1 to 1: crops of 64 pixels, or a quarter as many whole drawings."""
        rows = order(len(self._taught), self._batch, step, seed=1).numpy()
        generator = np.random.default_rng(step)
        flips = generator.random(len(rows)) < 0.5
        if step % 4 == 0:
            rows = rows[: max(1, self._batch // 4)]
            crops = [self._taught[row] for row in rows]
        else:
            crops = [cropped(self._taught[row], generator) for row in rows]
        crops = [crop[:, ::-1] if flip else crop for crop, flip in zip(crops, flips, strict=False)]
        return to_tensor(np.stack(crops))

    def loss(self, batch: Tensor) -> Tensor:
        with half_precision():
            posterior, made = self._there_and_back(batch)
        loss = picture_loss(made.float(), batch)
        return loss if self._decoder_only else loss + KL_WEIGHT * posterior.kl().float().mean() / 1024

    def _there_and_back(self, batch: Tensor) -> tuple[Any, Tensor]:
        model: Any = self.model
        with torch.set_grad_enabled(not self._decoder_only):
            posterior = model.encode(batch).latent_dist
        if self._decoder_only:
            latents = posterior.mode() + NOISE * torch.randn_like(posterior.mean)
        else:
            latents = posterior.sample()
        return posterior, model.decode(latents).sample

    def validate(self, model: nn.Module) -> float:
        return float(picture_loss(reconstructed(model, self._held), self._held))


def picture_loss(made: Tensor, wanted: Tensor) -> Tensor:
    """Mean absolute error of pixels, of their slopes at three scales, of the hue, and, doubled, of a patch's colour.

    Slopes keep edges sharp. Without the last two a codec this small spends its channels on brightness, then on warm
    against cold, and confuses red with green for long.
    """
    total = functional.l1_loss(made, wanted) + hue_loss(functional.avg_pool2d(made - wanted, 2))
    for _ in range(3):
        for axis in (-1, -2):
            total = total + 0.5 * functional.l1_loss(made.diff(dim=axis), wanted.diff(dim=axis))
        made, wanted = functional.avg_pool2d(made, 2), functional.avg_pool2d(wanted, 2)
    return total + 2 * functional.l1_loss(made, wanted)


def hue_loss(error: Tensor) -> Tensor:
    """Mean absolute error, (n, 3, h, w) in RGB, along red against green, and half of it along blue against both."""
    red, green, blue = error.unbind(1)
    return (red - green).abs().mean() + 0.5 * (blue - (red + green) / 2).abs().mean()


def cropped(picture: np.ndarray[Any, Any], generator: np.random.Generator) -> np.ndarray[Any, Any]:
    """A crop with something on it: the fullest of three."""
    places = generator.integers(0, picture.shape[0] - CROP + 1, size=(3, 2))
    crops = [picture[top : top + CROP, left : left + CROP] for top, left in places]
    return max(crops, key=lambda crop: int(255 * crop.size - crop.sum(dtype=np.int64)))


def to_tensor(pictures: np.ndarray[Any, Any]) -> Tensor:
    """float32 (n, 3, h, w) in -1 to 1 of uint8 (n, h, w, 3)."""
    tensor = torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float().div(127.5).sub(1)
    return tensor.contiguous(memory_format=torch.channels_last)


def to_pixels(tensor: Tensor) -> np.ndarray[Any, Any]:
    """uint8 (n, h, w, 3) of a tensor in -1 to 1."""
    pixels = tensor.detach().add(1).mul(127.5).round().clamp(0, 255).to(torch.uint8)
    return np.asarray(pixels.permute(0, 2, 3, 1).numpy())


def reconstructed(model: Any, pictures: Tensor) -> Tensor:
    """Pictures there and back, without noise."""
    with torch.no_grad():
        parts = [model.decode(model.encode(part).latent_dist.mode()).sample for part in pictures.split(16)]
    return torch.cat(parts)


def encoded(model: Any, pictures: Tensor) -> Tensor:
    """Latents (n, 8, h / 8, w / 8) of pictures (n, 3, h, w), without noise."""
    with torch.no_grad():
        parts = [model.encode(part).latent_dist.mode() for part in pictures.split(16)]
    return torch.cat(parts).contiguous()


def psnr(made: Tensor, wanted: Tensor) -> float:
    """Peak signal-to-noise ratio in decibels of pictures in -1 to 1."""
    return 10 * math.log10(4 / float(functional.mse_loss(made.clamp(-1, 1), wanted)))


def whiten(model: Any, latents: Tensor) -> None:
    """Folds the latents' mean and covariance into the 1 x 1 convolutions, so that all have mean 0 and variance 1.

    The decoder sees the very same values as before. StableDiffusionPipeline knows one scaling factor and no shift.
    """
    flat = latents.permute(0, 2, 3, 1).reshape(-1, latents.shape[1]).double()
    mean = flat.mean(0)
    values, vectors = torch.linalg.eigh(torch.cov(flat.T))
    forward = (vectors / values.sqrt()).T
    backward = vectors * values.sqrt()
    channels = len(mean)
    with torch.no_grad():
        weight, bias = model.quant_conv.weight[:channels, :, 0, 0].double(), model.quant_conv.bias[:channels].double()
        model.quant_conv.weight[:channels, :, 0, 0] = (forward @ weight).float()
        model.quant_conv.bias[:channels] = (forward @ (bias - mean)).float()
        # The spread of the posterior belonged to the old axes; it becomes next to nothing.
        model.quant_conv.weight[channels:] = 0
        model.quant_conv.bias[channels:] = -20
        weight, bias = model.post_quant_conv.weight[:, :, 0, 0].double(), model.post_quant_conv.bias.double()
        model.post_quant_conv.weight[:, :, 0, 0] = (weight @ backward).float()
        model.post_quant_conv.bias[:] = (weight @ mean + bias).float()


def load_codec(folder: Path) -> Any:
    """The codec that was saved with save_pretrained, ready to use."""
    prepare()
    from diffusers import AutoencoderKL

    return AutoencoderKL.from_pretrained(folder).eval()
