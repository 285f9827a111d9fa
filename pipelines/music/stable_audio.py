"""StableAudio: sounds and short loops from words by a latent diffusion model (arXiv:2407.14358)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydantic import Field

from pipelines.music.ask_sound import EffectsParams
from pipelines.music.pretrained.mastering import mastered
from pipelines.music.pretrained.model_engine import SoleEngine
from pipelines.music.pretrained.options import TakesOptions
from pipelines.music.pretrained.pieces import piece
from pipelines.music.pretrained.takes import Report, played
from pipelines.runtimes import diffusers
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.models.catalog import ModelSpec
from studio.params import OptionalText
from studio.works.made import Made

if TYPE_CHECKING:
    from pipelines.music.pretrained.mastering import Samples

STEPS, GUIDANCE = 100, 7.0
"""For models that say none."""


class StableAudioOptions(TakesOptions):
    """How it is run; empty for what suits the model."""

    section = "stable-audio"

    negative_prompt: OptionalText = ""
    steps: int | None = Field(None, ge=1, le=250)
    guidance: float | None = Field(None, ge=0, le=15)

    def how(self, spec: ModelSpec) -> dict[str, Any]:
        """Steps and guidance, as the pipeline calls them."""
        usual = GUIDANCE if spec.defaults.guidance_scale is None else spec.defaults.guidance_scale
        guidance = usual if self.guidance is None else self.guidance
        return {"num_inference_steps": self.steps or spec.defaults.steps or STEPS, "guidance_scale": guidance}


class StableAudio(SoleEngine[EffectsParams, StableAudioOptions]):
    """44.1 kHz, two channels."""

    key = "stable-audio"
    options = StableAudioOptions
    task = "text-to-sound"
    runtimes = (diffusers.NAME,)
    classes = frozenset({"StableAudioPipeline"})
    needs = "diffusers/pipelines/stable_audio"

    def run(self, ask: Ask[EffectsParams, StableAudioOptions], ctx: JobContext) -> Iterator[Made]:
        """Sounds of `ask.params.seconds`. Raises Cancelled at the next step."""
        how = ask.options.how(ask.models[MAIN])

        def play(pipe: Any, seed: int, report: Report) -> tuple[Samples, int]:
            return _played(pipe, ask, how, seed, report)

        for take in played(ask, ctx, play, lambda pipe: int(how["num_inference_steps"])):
            ctx.progress("mastering")
            sound = mastered(take.samples, take.rate)
            yield piece(ask, take, sound, take.rate, guidance_scale=how["guidance_scale"])


def _played(
    pipe: Any, ask: Ask[EffectsParams, StableAudioOptions], how: dict[str, Any], seed: int, report: Report
) -> tuple[Samples, int]:
    import numpy as np
    import torch

    rate, seconds = int(pipe.vae.config.sampling_rate), ask.params.seconds
    waves = pipe(
        ask.params.prompt,
        # A frame more than is kept: the pipeline rounds down.
        audio_end_in_s=seconds + 1 / rate,
        negative_prompt=ask.options.negative_prompt or None,
        generator=torch.Generator("cpu").manual_seed(seed),
        callback=lambda step, timestep, latents: report(step + 1),
        **how,
    ).audios
    return np.asarray(waves[0].T.float().cpu().numpy(), np.float32)[: round(seconds * rate)], rate
