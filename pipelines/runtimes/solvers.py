"""Solvers: the samplers of AUTOMATIC1111's web UI by name, as schedulers of diffusers, for the models that they fit.

Models that were trained to predict noise take most of them; those of flow matching have their own few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, cast, get_args

from studio.params import AUTO

SolverName = Literal[
    "auto", "Euler", "Euler a", "DPM++ 2M", "DPM++ 2M Karras", "DPM++ 2M SDE", "DPM++ 2M SDE Karras", "DPM++ 2S",
    "Heun", "DPM2", "DPM2 a", "LMS", "LMS Karras", "DDIM", "DDPM", "PLMS", "UniPC", "LCM",
]  # fmt: skip

_PLUS: dict[str, Any] = {"algorithm_type": "dpmsolver++", "use_karras_sigmas": False}
_SDE = {**_PLUS, "algorithm_type": "sde-dpmsolver++"}
_KARRAS: dict[str, Any] = {"use_karras_sigmas": True, "use_exponential_sigmas": False, "use_beta_sigmas": False}
_NOISE: dict[str, tuple[str, dict[str, Any]]] = {
    "Euler": ("EulerDiscreteScheduler", {}),
    "Euler a": ("EulerAncestralDiscreteScheduler", {}),
    "DPM++ 2M": ("DPMSolverMultistepScheduler", _PLUS),
    "DPM++ 2M Karras": ("DPMSolverMultistepScheduler", _PLUS | _KARRAS),
    "DPM++ 2M SDE": ("DPMSolverMultistepScheduler", _SDE),
    "DPM++ 2M SDE Karras": ("DPMSolverMultistepScheduler", _SDE | _KARRAS),
    "DPM++ 2S": ("DPMSolverSinglestepScheduler", _PLUS),
    "Heun": ("HeunDiscreteScheduler", {}),
    "DPM2": ("KDPM2DiscreteScheduler", {}),
    "DPM2 a": ("KDPM2AncestralDiscreteScheduler", {}),
    "LMS": ("LMSDiscreteScheduler", {}),
    "LMS Karras": ("LMSDiscreteScheduler", _KARRAS),
    "DDIM": ("DDIMScheduler", {}),
    "DDPM": ("DDPMScheduler", {}),
    "PLMS": ("PNDMScheduler", {"skip_prk_steps": True}),
    "UniPC": ("UniPCMultistepScheduler", {}),
    "LCM": ("LCMScheduler", {}),
}
_FLOW: dict[str, tuple[str, dict[str, Any]]] = {
    "Euler": ("FlowMatchEulerDiscreteScheduler", {}),
    "LCM": ("FlowMatchLCMScheduler", {}),
}
_SAMPLERS = {kind: name for table in (_NOISE, _FLOW) for name, (kind, _) in reversed(table.items())}
"""The first name of each scheduler: its schedule and the like are told apart by its settings."""
_SCHEDULES = {
    "use_karras_sigmas": "Karras",
    "use_exponential_sigmas": "Exponential",
    "use_beta_sigmas": "Beta",
}
_ALIASES = {
    "euler ancestral": "Euler a",
    "dpmpp 2m": "DPM++ 2M",
    "dpmpp 2m sde": "DPM++ 2M SDE",
    "dpmpp 2m sde gpu": "DPM++ 2M SDE",
    "dpmpp 2s": "DPM++ 2S",
    "dpm 2": "DPM2",
    "dpm 2 ancestral": "DPM2 a",
    "dpm2 ancestral": "DPM2 a",
    "kdpm 2": "DPM2",
    "kdpm 2 a": "DPM2 a",
    "pndm": "PLMS",
    "uni pc": "UniPC",
    "uni pc bh2": "UniPC",
}
"""What ComfyUI and InvokeAI call them, in small letters and with spaces."""


def solver_for(name: str, scheduler: Any) -> Any | None:
    """The scheduler with this name for a model that comes with `scheduler`; None where it fits no such model."""
    import diffusers

    found = (_FLOW if is_flow(scheduler) else _NOISE).get(name)
    if found is None:
        return None
    kind, changes = found
    return getattr(diffusers, kind).from_config(scheduler.config, **changes)


def fitting(scheduler: Any) -> list[str]:
    """Names of all that fit."""
    return list(_FLOW if is_flow(scheduler) else _NOISE)


def is_flow(scheduler: Any) -> bool:
    config = scheduler.config
    return type(scheduler).__name__.startswith("FlowMatch") or bool(config.get("use_flow_sigmas"))


@contextmanager
def solving(pipe: Any, solver: Any | None) -> Iterator[None]:
    """Let the pipeline work with another scheduler for as long as the block runs."""
    own = pipe.scheduler
    pipe.scheduler = solver or own
    try:
        yield
    finally:
        pipe.scheduler = own


def solver_of(scheduler: Any) -> tuple[str, str]:
    """Sampler and schedule type of a diffusers scheduler, by the names that AUTOMATIC1111's web UI has for them."""
    name, config = type(scheduler).__name__, scheduler.config
    sampler = _SAMPLERS.get(name, name.removesuffix("Scheduler"))
    if "sde" in str(config.get("algorithm_type", "")):
        sampler += " SDE"
    for switch, schedule in _SCHEDULES.items():
        if config.get(switch):
            return sampler, schedule
    if name.startswith("FlowMatch"):
        return sampler, "Simple"
    return sampler, "SGM Uniform" if config.get("timestep_spacing") == "trailing" else "Uniform"


def named(sampler: str, schedule: str = "") -> SolverName | None:
    """Ours for what another program calls its sampler and its schedule; None where there is none."""
    names = {name.lower(): name for name in get_args(SolverName) if name != AUTO}
    plain = re.sub(r"[_\s]+", " ", sampler).strip().lower()
    if plain.endswith((" k", " karras")):
        plain, schedule = plain.rpartition(" ")[0], "karras"
    found = names.get(plain) or _ALIASES.get(plain)
    karras = names.get(f"{found} karras".lower()) if schedule.strip().lower() == "karras" else None
    return cast("SolverName | None", karras or found)
