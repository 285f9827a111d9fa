"""Families: which class of diffusers serves which use of a model, by its base. One table, mode by family.

A pipeline of another class over the same components costs no memory: `turned`.
"""

from __future__ import annotations

from typing import Any, Literal

from studio.models.catalog import ModelSpec

Use = Literal["text", "change", "repaint", "control", "edit", "layers"]

FAMILIES: dict[str, dict[Use, str]] = {
    "sd-1.5": {
        "text": "StableDiffusionPipeline",
        "change": "StableDiffusionImg2ImgPipeline",
        "repaint": "StableDiffusionInpaintPipeline",
        "control": "StableDiffusionControlNetPipeline",
    },
    "sd-2.1": {
        "text": "StableDiffusionPipeline",
        "change": "StableDiffusionImg2ImgPipeline",
        "repaint": "StableDiffusionInpaintPipeline",
    },
    "sdxl": {
        "text": "StableDiffusionXLPipeline",
        "change": "StableDiffusionXLImg2ImgPipeline",
        "repaint": "StableDiffusionXLInpaintPipeline",
        "control": "StableDiffusionXLControlNetPipeline",
    },
    "flux1": {"text": "FluxPipeline", "change": "FluxImg2ImgPipeline", "repaint": "FluxInpaintPipeline"},
    "flux2-klein": {"text": "Flux2KleinPipeline", "edit": "Flux2KleinPipeline", "repaint": "Flux2KleinInpaintPipeline"},
    "z-image": {"text": "ZImagePipeline", "change": "ZImageImg2ImgPipeline", "repaint": "ZImageInpaintPipeline"},
}


def class_for(spec: ModelSpec, use: Use) -> str | None:
    """The class that serves a use with this model; None where its family cannot."""
    known = FAMILIES.get(spec.base, {})
    return known.get(use) or (spec.class_name or None if use == "text" else None)


def turned(pipe: Any, name: str, **more: Any) -> Any:
    """A pipeline of the class `name` over the components of `pipe`, and `more` of them where the class needs more."""
    import diffusers

    return getattr(diffusers, name).from_pipe(pipe, **more)
