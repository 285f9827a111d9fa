"""Playing: what ACE-Step 1.5 is called with (arXiv:2506.00045; diffusers' AceStepPipeline)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from pipelines.music.pretrained.options import TakesOptions
from pipelines.music.pretrained.pieces import description
from pipelines.music.pretrained.sounds import in_channels, resampled
from pipelines.music.pretrained.takes import Report
from studio.jobs.engine import Ask
from studio.models.catalog import ModelSpec
from studio.params import OptionalText

if TYPE_CHECKING:
    from pipelines.music.pretrained.mastering import Samples

CLASSES = frozenset({"AceStepPipeline"})
NEEDS = "diffusers/pipelines/ace_step"
STEPS = 8
"""For models that say none: what the turbo models were distilled to."""
WINDOW = 240.0
"""Seconds of sound that it is given at most."""
INSTRUMENTAL = "[Instrumental]"
METRES = {"2/4": "2", "3/4": "3", "4/4": "4", "6/8": "6"}
"""Metres as it was taught to read them; others are said in words."""
_SCRIPTS = (("ja", r"[぀-ヿ]"), ("ko", r"[가-힯]"), ("zh", r"[一-鿿]"), ("ru", r"[Ѐ-ӿ]"))
"""Languages that are known by their letters; a line of kana is Japanese, whatever else is in it."""


class AceStepOptions(TakesOptions):
    """How it is run, and what is sung; empty for what it likes, and for no singer."""

    section = "acestep"

    lyrics: OptionalText = Field("", max_length=4000, json_schema_extra={"lines": 6, "words_of": ["poem"]})
    steps: int | None = Field(None, ge=1, le=100)
    guidance: float | None = Field(None, ge=1, le=15)


@dataclass(frozen=True)
class Call:
    """What the pipeline is called with besides how it is run; `sound` at its own rate."""

    given: dict[str, Any]
    seconds: float
    sound: Samples | None = None
    rate: int = 0
    sounds: dict[str, tuple[Samples, int]] = field(default_factory=dict)
    """Further sounds by the names of their arguments, with their rates."""


def words(ask: Ask[Any, Any]) -> dict[str, Any]:
    """Prompt, lyrics, and the tempo, key and metre that were set: as fields where it has them, else in words."""
    params, lyrics = ask.params, ask.options.lyrics.strip()
    tempo, key, mode = (getattr(params, name, None) for name in ("tempo", "key", "mode"))
    named = key not in (None, "auto") and mode in ("major", "minor")
    metre = METRES.get(getattr(params, "metre", "auto"))
    told = {"tempo": None, **({"key": "auto", "mode": "auto"} if named else {}), **({"metre": "auto"} if metre else {})}
    rest = params.model_copy(update={name: value for name, value in told.items() if hasattr(params, name)})
    return {
        "prompt": description(rest),
        "lyrics": lyrics or INSTRUMENTAL,
        "vocal_language": language(lyrics),
        "bpm": round(tempo) if tempo else None,
        "keyscale": f"{key} {mode}".replace("♯", "#").replace("♭", "b") if named else None,
        "timesignature": metre,
    }


def language(lyrics: str) -> str:
    """The language that is sung, by its letters; English where they do not tell."""
    return next((code for code, letters in _SCRIPTS if re.search(letters, lyrics)), "en")


def steps(ask: Ask[Any, Any], spec: ModelSpec) -> int:
    """Steps of denoising for one take."""
    return ask.options.steps or spec.defaults.steps or STEPS


def player(ask: Ask[Any, Any], spec: ModelSpec, call: Call) -> Callable[[Any, int, Report], tuple[Samples, int]]:
    """Plays `call.seconds` of sound for a seed; frames x channels and the rate."""

    def play(pipe: Any, seed: int, report: Report) -> tuple[Samples, int]:
        import numpy as np

        rate, sounds = int(pipe.sample_rate), _sounds(pipe, call)
        waves = pipe(
            **words(ask),
            **_run(ask, spec),
            **call.given,
            **sounds,
            audio_duration=call.seconds,
            latents=_noise(pipe, call.seconds, sounds.get("src_audio"), seed),
            callback_on_step_end=_counting(report),
        ).audios
        samples = np.asarray(waves[0].T.float().cpu().numpy(), np.float32)
        return samples[: round(call.seconds * rate)], rate

    return play


def _run(ask: Ask[Any, Any], spec: ModelSpec) -> dict[str, Any]:
    usual = spec.defaults.guidance_scale
    guidance = usual if ask.options.guidance is None else ask.options.guidance
    return {"num_inference_steps": steps(ask, spec), **({} if guidance is None else {"guidance_scale": guidance})}


def _sounds(pipe: Any, call: Call) -> dict[str, Any]:
    """All sounds as the pipeline wants them; the one that is worked on fills whole latents."""
    rate, channels = int(pipe.sample_rate), int(pipe.vae.config.audio_channels)
    sounds = {name: _tensor(own, at, rate, channels) for name, (own, at) in call.sounds.items()}
    if call.sound is not None:
        sounds["src_audio"] = _tensor(call.sound, call.rate, rate, channels, _grain(pipe))
    return sounds


def _noise(pipe: Any, seconds: float, source: Any, seed: int) -> Any:
    """(1, latents, width) of noise. The pipeline's own count of them is one too many where a division rounds up, and
    then it fails (diffusers 0.42.1: 55 latents / 25 a second x 25)."""
    import torch
    from diffusers.utils.torch_utils import randn_tensor

    count = math.ceil(seconds * pipe.latents_per_second) if source is None else source.shape[-1] // _grain(pipe)
    shape = (1, count, int(pipe.transformer.config.audio_acoustic_hidden_dim))
    generator = torch.Generator("cpu").manual_seed(seed)
    return randn_tensor(shape, generator=generator, device=pipe._execution_device, dtype=pipe.transformer.dtype)


def _grain(pipe: Any) -> int:
    """Frames of sound to a latent."""
    return round(pipe.sample_rate / pipe.latents_per_second)


def _tensor(own: Samples, at: int, rate: int, channels: int, grain: int = 1) -> Any:
    """(channels, frames) at the model's rate, with silence up to a multiple of `grain` frames."""
    import numpy as np
    import torch

    sound = in_channels(resampled(own, at, rate), channels)
    return torch.from_numpy(np.pad(sound, ((0, -len(sound) % grain), (0, 0))).T.copy())


def _counting(report: Report) -> Callable[[Any, int, Any, dict[str, Any]], dict[str, Any]]:
    def count(pipe: Any, step: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        report(step + 1)
        return {}

    return count
