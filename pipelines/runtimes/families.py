"""Families: which class of diffusers serves which use of a model, by its base. One table, mode by family.

A pipeline of another class over the same components costs no memory: `turned`.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

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
        "control": "StableDiffusionControlNetPipeline",
    },
    "sdxl": {
        "text": "StableDiffusionXLPipeline",
        "change": "StableDiffusionXLImg2ImgPipeline",
        "repaint": "StableDiffusionXLInpaintPipeline",
        "control": "StableDiffusionXLControlNetPipeline",
    },
    "sd-3.5": {
        "text": "StableDiffusion3Pipeline",
        "change": "StableDiffusion3Img2ImgPipeline",
        "repaint": "StableDiffusion3InpaintPipeline",
        "control": "StableDiffusion3ControlNetPipeline",
    },
    "flux1": {
        "text": "FluxPipeline",
        "change": "FluxImg2ImgPipeline",
        "repaint": "FluxInpaintPipeline",
        "control": "FluxControlNetPipeline",
    },
    "flux2-klein": {
        "text": "Flux2KleinPipeline",
        "repaint": "Flux2KleinInpaintPipeline",
        "edit": "Flux2KleinPipeline",
    },
    "z-image": {
        "text": "ZImagePipeline",
        "change": "ZImageImg2ImgPipeline",
        "repaint": "ZImageInpaintPipeline",
    },
    "qwen-image": {
        "text": "QwenImagePipeline",
        "change": "QwenImageImg2ImgPipeline",
        "repaint": "QwenImageInpaintPipeline",
        "control": "QwenImageControlNetPipeline",
    },
    "qwen-image-edit": {"edit": "QwenImageEditPlusPipeline"},
    "qwen-image-layered": {"layers": "QwenImageLayeredPipeline"},
    "chroma": {
        "text": "ChromaPipeline",
        "change": "ChromaImg2ImgPipeline",
        "repaint": "ChromaInpaintPipeline",
    },
    "pixart-sigma": {"text": "PixArtSigmaPipeline"},
    "sana": {"text": "SanaPipeline"},
    "lumina-2": {"text": "Lumina2Pipeline"},
    "cogview4": {"text": "CogView4Pipeline"},
    "auraflow": {"text": "AuraFlowPipeline"},
}


def class_for(spec: ModelSpec, use: Use) -> str | None:
    """The class that serves a use with this model; None where its family cannot. A model of no known family paints from
    words by the class that its entry names."""
    if spec.base in FAMILIES:
        return FAMILIES[spec.base].get(use)
    return spec.class_name or None if use == "text" else None


def uses_of(spec: ModelSpec) -> tuple[Use, ...]:
    """What a model can be used for, in the order of `Use`."""
    return tuple(use for use in get_args(Use) if class_for(spec, use))


def turned(pipe: Any, name: str, **more: Any) -> Any:
    """A pipeline of the class `name` over the components of `pipe`, and `more` of them where the class needs more."""
    import diffusers

    kind = getattr(diffusers, name)
    # Not from_pipe: that casts every component to float32, where they are.
    expected, optional = kind._get_signature_keys(kind)
    parts = {part: module for part, module in pipe.components.items() if part in {*expected, *optional}}
    options = {option: value for option, value in pipe.config.items() if option in optional and option not in parts}
    if "requires_safety_checker" in optional:
        options["requires_safety_checker"] = pipe.components.get("safety_checker") is not None
    other = kind(**{**parts, **options, **more})
    other.set_progress_bar_config(disable=True)
    if name == "ChromaInpaintPipeline":
        # It looks for a setting of FLUX.1's transformer that Chroma's has not (diffusers 0.42.1).
        other.transformer.register_to_config(guidance_embeds=False)
    return other
