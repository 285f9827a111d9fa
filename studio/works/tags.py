"""Tags: what other programs read of a work in its file, written from the recipe and its facts."""

from __future__ import annotations

from typing import Any

from studio.works.credit import Credit
from studio.works.facts import Denoised, Facts, FilmFacts, MusicFacts, PictureFacts
from studio.works.parameters import VARIED
from studio.works.recipe import Recipe


def container_tags(recipe: Recipe, suffix: str) -> dict[str, str]:
    """Title, artist, genre and tempo, under the names that FFmpeg has for the container of `suffix`."""
    facts = recipe.facts
    tags = {"title": recipe.title, "artist": recipe.studio}
    if isinstance(facts, MusicFacts):
        tempo = {".mp3": "TBPM", ".flac": "BPM", ".ogg": "BPM"}.get(suffix)
        tags |= {"genre": facts.genre} if facts.genre else {}
        tags |= {tempo: f"{facts.tempo:.0f}"} if tempo and facts.tempo else {}
    return tags


def credit_tags(credit: Credit) -> dict[str, str]:
    """Whose it is and where it comes from, under the same names. The source as IPTC calls it where a container takes
    any name."""
    tags = {"artist": credit.author or credit.studio, "copyright": credit.copyright}
    return {name: text for name, text in tags.items() if text} | {"DIGITALSOURCETYPE": credit.uri}


def parameters_text(recipe: Recipe) -> str:
    """The `parameters` text of AUTOMATIC1111's form: prompt, negative prompt, then key: value pairs."""
    facts = recipe.facts
    pairs: dict[str, Any] = {
        **(_denoised(facts) if isinstance(facts, Denoised) else {}),
        "Seed": recipe.seed,
        **_size(facts),
        **_varied(recipe),
        "Model": _painter(recipe),
        "Version": recipe.studio,
    }
    prompt, negative = _asked(recipe)
    lines = [prompt, *([f"Negative prompt: {negative}"] if negative else [])]
    lines.append(", ".join(f"{name}: {value}" for name, value in pairs.items() if value not in (None, "")))
    return "\n".join(lines)


def _asked(recipe: Recipe) -> tuple[str, str]:
    """Prompt and negative prompt as the model was asked, with the LoRAs in the form that the prompt has for them."""
    facts, negative = recipe.facts, str(recipe.params.get("negative_prompt") or "")
    if not isinstance(facts, PictureFacts):
        return recipe.asked, negative
    prompt = facts.prompt_used or recipe.asked
    tags = (f"<lora:{lora}>" for lora in facts.loras if f"<lora:{lora.rpartition(':')[0]}" not in prompt)
    return " ".join([prompt, *tags]), facts.negative_used or negative


def _varied(recipe: Recipe) -> dict[str, Any]:
    """A variation of the noise, where there is one and it has a seed of its own."""
    strength, seed = recipe.params.get("variation"), recipe.params.get("variation_seed")
    return {VARIED: seed, f"{VARIED} strength": strength} if strength and seed is not None else {}


def _painter(recipe: Recipe) -> str:
    """The model that painted, which is the first; none where others only helped to draw or to read."""
    painted = isinstance(recipe.facts, Denoised) and recipe.facts.steps
    return recipe.models[0].key if painted and recipe.models else ""


def _denoised(facts: Denoised) -> dict[str, Any]:
    return {
        "Steps": facts.steps,
        "Sampler": facts.sampler,
        "Schedule type": facts.schedule,
        "CFG scale": facts.guidance_scale,
    }


def _size(facts: Facts) -> dict[str, str]:
    if isinstance(facts, (PictureFacts, FilmFacts)) and facts.width:
        return {"Size": f"{facts.width}x{facts.height}"}
    return {}
