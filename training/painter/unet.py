"""The painter's UNet: noise in 16 x 16 latents becomes a drawing that the words ask for."""

from __future__ import annotations

import shutil
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from pipelines.runtimes.compat import prepare
from training.loop import order
from training.painter.codec import LATENT_CHANNELS
from training.painter.curriculum import Curriculum
from training.precision import half_precision

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
    """Trains on the lessons of a curriculum; validates on those that it holds out."""

    def __init__(
        self, lessons: Curriculum, model: Any, steps: int, batch: int = 64, compiled: bool = False, seed: int = 3
    ) -> None:
        """`steps` is the length of the run, which the curriculum's parts are shares of; it is known at the start."""
        prepare()
        from diffusers.models.attention_processor import AttnProcessor

        self._lessons, self._steps, self._batch, self._seed = lessons, steps, batch, seed
        self._scheduler = new_scheduler()
        self.model: nn.Module = model.to(memory_format=torch.channels_last)
        # Sixteen words: plain products are faster on a processor than torch's fused attention, backwards above all.
        model.set_attn_processor(AttnProcessor())
        self._run = torch.compile(model) if compiled and shutil.which("g++") else model

    def batch(self, step: int) -> tuple[Tensor, Tensor]:
        """Clean latents, and the hidden states of one phrase each or of silence."""
        generator = torch.Generator().manual_seed(step)
        rows = self._rows(step)
        phrase = rows[:, 1] + (torch.rand(len(rows), generator=generator) * rows[:, 2]).long()
        silent = torch.rand(len(rows), 1, 1, generator=generator) < UNASKED
        return self._lessons.latents[rows[:, 0]].float(), torch.where(
            silent, self._lessons.silence, self._lessons.words[phrase].float()
        )

    def _rows(self, step: int) -> Tensor:
        """Lessons of each kind, as many as the curriculum wants; each kind is gone through in its own order."""
        parts = []
        for place, (kind, count) in enumerate(self._lessons.counts(step / self._steps, self._batch).items()):
            rows = self._lessons.kinds[kind]
            if count:
                parts.append(rows[order(len(rows), min(count, len(rows)), step, seed=self._seed + place)])
        return torch.cat(parts)

    def loss(self, batch: tuple[Tensor, Tensor]) -> Tensor:
        latents, words = batch
        # One moment from each equal part of the schedule: less noise in the loss than moments drawn freely.
        count = len(latents)
        part = (torch.randperm(count) + torch.rand(count)) / count
        moments = (1000 * (1 - (1 - part) ** NOISINESS)).long().clamp(max=999)
        with half_precision():
            return self._error(self._run, latents, words, torch.randn_like(latents), moments)

    def validate(self, model: nn.Module) -> float:
        generator = torch.Generator().manual_seed(11)
        held = self._lessons.held
        latents, words = self._lessons.latents[held[:, 0]].float(), self._lessons.words[held[:, 1]].float()
        noise = torch.randn(latents.shape, generator=generator)
        moments = torch.randperm(len(held), generator=generator) * 1000 // len(held)
        return float(self._error(model, latents, words, noise, moments))

    def _error(self, model: Any, latents: Tensor, words: Tensor, noise: Tensor, moments: Tensor) -> Tensor:
        noisy = self._scheduler.add_noise(latents, noise, moments)
        wanted = self._scheduler.get_velocity(latents, noise, moments)
        made = model(noisy.contiguous(memory_format=torch.channels_last), moments, words).sample
        return functional.mse_loss(made.float(), wanted)
