"""The painter's UNet: noise in 16 x 16 latents becomes a drawing that the words ask for."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from pipelines.compat import prepare
from training.loop import order
from training.painter.codec import LATENT_CHANNELS

UNASKED = 0.1
"""How often the words are left out, so that guidance has something to compare with."""
NOISINESS = 1.7
"""Above 1, noisy moments are taught more often: there the words alone decide what the picture shows."""


def new_unet(channels: tuple[int, ...] = (64, 128, 256)) -> Any:
    """A UNet with random weights. The pooled text joins the time and steers every layer; words meet at 4 x 4.

    Attention at 16 x 16 and 8 x 8 would double the cost of a step.
    """
    prepare()
    from diffusers import UNet2DConditionModel

    return UNet2DConditionModel(
        sample_size=16,
        in_channels=LATENT_CHANNELS,
        out_channels=LATENT_CHANNELS,
        down_block_types=("DownBlock2D", "DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D", "UpBlock2D"),
        block_out_channels=channels,
        layers_per_block=1,
        cross_attention_dim=128,
        encoder_hid_dim=384,
        encoder_hid_dim_type="text_proj",
        attention_head_dim=tuple(max(1, width // 32) for width in channels),
        norm_num_groups=16,
        resnet_time_scale_shift="scale_shift",
        # TextTimeEmbedding pools the hidden states by attention: the stock pipeline needs to pass nothing more.
        addition_embed_type="text",
        addition_embed_type_num_heads=8,
    )


def new_scheduler() -> Any:
    """v-prediction with no signal left in the last step (Lin et al., arXiv 2305.08891), so that white can be white."""
    prepare()
    from diffusers import DDIMScheduler

    return DDIMScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        prediction_type="v_prediction",
        rescale_betas_zero_snr=True,
        timestep_spacing="trailing",
        clip_sample=False,
        steps_offset=1,
    )


class UnetTask:
    """Trains on latents (concepts, 7, 16, 16) and the words' hidden states (concepts, phrases, 16, 384).

    The last phrase of each concept is held out: the validation asks with words that were never taught.
    """

    def __init__(self, latents: Tensor, words: Tensor, silence: Tensor, model: Any, batch: int = 16) -> None:
        """`silence` (1, 16, 384) are the hidden states of an empty prompt."""
        self._latents, self._words, self._silence = latents, words[:, :-1], silence
        self._asked = words[:, -1]
        self._batch = min(batch, len(latents))
        self._scheduler = new_scheduler()
        self.model: nn.Module = model.to(memory_format=torch.channels_last)

    def batch(self, step: int) -> tuple[Tensor, Tensor]:
        """Clean latents, and the hidden states of one phrase each or of silence."""
        rows = order(len(self._latents), self._batch, step, seed=3)
        generator = torch.Generator().manual_seed(step)
        phrase = torch.randint(self._words.shape[1], (len(rows),), generator=generator)
        silent = torch.rand(len(rows), 1, 1, generator=generator) < UNASKED
        return self._latents[rows], torch.where(silent, self._silence, self._words[rows, phrase])

    def loss(self, batch: tuple[Tensor, Tensor]) -> Tensor:
        latents, words = batch
        # One moment from each equal part of the schedule: less noise in the loss than moments drawn freely.
        count = len(latents)
        part = (torch.randperm(count) + torch.rand(count)) / count
        moments = (1000 * (1 - (1 - part) ** NOISINESS)).long().clamp(max=999)
        return self._error(self.model, latents, words, torch.randn_like(latents), moments)

    def validate(self, model: nn.Module) -> float:
        generator = torch.Generator().manual_seed(11)
        count = len(self._latents)
        noise = torch.randn(self._latents.shape, generator=generator)
        moments = torch.randperm(count, generator=generator) * 1000 // count
        return float(self._error(model, self._latents, self._asked, noise, moments))

    def _error(self, model: nn.Module, latents: Tensor, words: Tensor, noise: Tensor, moments: Tensor) -> Tensor:
        noisy = self._scheduler.add_noise(latents, noise, moments)
        wanted = self._scheduler.get_velocity(latents, noise, moments)
        made = model(noisy.contiguous(memory_format=torch.channels_last), moments, words).sample
        return functional.mse_loss(made, wanted)
