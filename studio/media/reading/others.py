"""Others: how ComfyUI, InvokeAI and Fooocus say in a picture how it was made, through sd-parsers, in words of our own.

What comes out is JSON with the fields of Parameters (studio/works/parameters.py), `loras` as texts, and in `lost` the
names of what a picture was made with that has no field here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sd_parsers.data import PromptInfo

LONGEST = 200_000
_LONGEST_SAID = 1_000_000
"""Characters that a program may say of a picture."""
_MOST_LOST = 12
_CHANGING = ("ControlNet", "IPAdapter", "Upscale", "LoadImage", "FaceDetailer", "Inpaint")
"""Parts of the names of ComfyUI's nodes that change a picture and have no field here."""
_NOT_OURS = {
    "controlnets": "ControlNet",
    "ipAdapters": "IP-Adapter",
    "t2iAdapters": "T2I-Adapter",
    "refiner_model": "refiner",
    "hrf_enabled": "high resolution fix",
    "strength": "image to image",
    "init_image": "image to image",
}
"""What InvokeAI calls what has no field here."""


def others_of(info: Mapping[Any, Any], parameters: str) -> str:
    """What another program says, as JSON; nothing where none does.

    `info`: texts of the picture by name; `parameters`: that text of it, wherever it stood.
    """
    for name, read in _READERS.items():
        said = parameters if name == "parameters" else info.get(name)
        if isinstance(said, str) and said.lstrip().startswith("{") and len(said) <= _LONGEST_SAID:
            # A stranger's file: what its reader chokes on says nothing.
            with suppress(Exception):
                found = json.dumps(_kept(read(json.loads(said))), ensure_ascii=False)
                return found if len(found) <= LONGEST else ""
    return ""


def _comfy(graph: dict[str, Any]) -> dict[str, Any]:
    """A graph of ComfyUI's nodes: each with its class and its inputs, values or [node, output]."""
    from sd_parsers.parsers import ComfyUIParser

    info = ComfyUIParser().parse({"prompt": graph, "workflow": {"links": list(_links(graph))}})
    nodes = [node for node in graph.values() if isinstance(node, dict) and isinstance(node.get("inputs"), dict)]
    kinds = [str(node.get("class_type", "")) for node in nodes]
    found = _common(info)
    # Newer graphs have a node for each part of a sampler.
    for field, names in _COMFY.items():
        if found.get(field) in (None, ""):
            said = (value for name in names for value in _inputs(nodes, name))
            found[field] = next(said, None)
    found["model"] = _file(str(found["model"] or ""))
    if not found["prompt"]:
        found["prompt"] = next((text for text in _inputs(nodes, "text") if isinstance(text, str)), "")
    loras = [f"{node['inputs']['lora_name']}:{node['inputs'].get('strength_model', 1)}" for node in nodes
             if isinstance(node["inputs"].get("lora_name"), str)]  # fmt: skip
    lost = [kind for kind in kinds if any(part in kind for part in _CHANGING)]
    return {**found, "generator": "ComfyUI", "loras": [_file(lora) for lora in loras], "lost": lost}


_COMFY = {
    "width": ("width",),
    "height": ("height",),
    "seed": ("seed", "noise_seed"),
    "steps": ("steps",),
    "sampler": ("sampler_name",),
    "schedule": ("scheduler",),
    "guidance_scale": ("cfg", "guidance"),
    "model": ("ckpt_name", "unet_name", "model_name"),
}
"""What its nodes call our fields."""


def _links(graph: dict[str, Any]) -> Iterator[list[Any]]:
    """Links as a workflow lists them: number, from, its output, to, its input, kind."""
    for target, node in graph.items():
        for name, given in (node.get("inputs") or {}).items() if isinstance(node, dict) else ():
            if isinstance(given, list) and len(given) == 2:
                yield [0, str(given[0]), given[1], str(target), 0, "CLIP" if name == "clip" else name.upper()]


def _inputs(nodes: Iterable[dict[str, Any]], name: str) -> Iterator[Any]:
    return (node["inputs"][name] for node in nodes if isinstance(node["inputs"].get(name), (str, int, float)))


def _invoke(said: dict[str, Any]) -> dict[str, Any]:
    from sd_parsers.parsers import InvokeAIParser

    said.setdefault("scheduler", "euler")
    model = said.get("model") if isinstance(said.get("model"), dict) else {}
    info = InvokeAIParser().parse({"invokeai_metadata": json.dumps(said)})
    loras = [f"{_name(one.get('lora') or one.get('model'))}:{one.get('weight', 1)}" for one in said.get("loras") or ()]
    sizes = {name: said.get(name) for name in ("width", "height")}
    lost = [title for name, title in _NOT_OURS.items() if said.get(name)]
    return {**_common(info), **sizes, "model": _name(model), "generator": "InvokeAI", "loras": loras, "lost": lost}


def _name(model: Any) -> str:
    return str(model.get("name") or model.get("model_name") or "") if isinstance(model, dict) else ""


def _fooocus(said: dict[str, Any]) -> dict[str, Any]:
    from sd_parsers.parsers import FooocusParser

    loras = [f"{_file(one[0])}:{one[1]}" for one in said.get("loras") or () if isinstance(one, list) and len(one) > 1]
    styles = said.get("styles")
    info = FooocusParser().parse({"parameters": json.dumps(said)})
    width, height = _sides(said.get("resolution"))
    lost = [f"styles {styles}"] if styles not in (None, "", "[]", []) else []
    return {**_common(info), "width": width, "height": height, "generator": "Fooocus", "loras": loras, "lost": lost}


def _sides(resolution: Any) -> tuple[int | None, int | None]:
    """Of "(1152, 896)"."""
    numbers = [part.strip(" ()[]") for part in str(resolution or "").split(",")]
    if len(numbers) != 2 or not all(map(str.isdecimal, numbers)):
        return None, None
    return int(numbers[0]), int(numbers[1])


def _common(info: PromptInfo) -> dict[str, Any]:
    """What sd-parsers has the same words for, of the last sampler: the first may be a draft."""
    sampler = info.samplers[-1] if info.samplers else None
    values = sampler.parameters if sampler else {}
    # Behind a LoRA it takes the link to the model for its name.
    model = sampler.model.name if sampler and sampler.model else ""
    return {
        "prompt": ", ".join(map(str, sampler.prompts)) if sampler else "",
        "negative_prompt": ", ".join(map(str, sampler.negative_prompts)) if sampler else "",
        "seed": values.get("seed", values.get("noise_seed")),
        "steps": values.get("steps"),
        "guidance_scale": values.get("cfg_scale"),
        "sampler": sampler.name if sampler else "",
        "schedule": values.get("scheduler", ""),
        "model": _file(model) if isinstance(model, str) else "",
    }


def _file(path: str) -> str:
    """A file of weights without its folder and suffix; what stands after a colon stays."""
    return path.replace("\\", "/").rpartition("/")[2].replace(".safetensors", "").replace(".ckpt", "")


def _kept(found: dict[str, Any]) -> dict[str, Any]:
    """Only what is of the kind that it should be: numbers as numbers, texts short."""
    lists = {name: [str(one)[:200] for one in found.get(name) or ()][:_MOST_LOST] for name in ("loras", "lost")}
    numbers = {name: _number(found.get(name)) for name in ("seed", "steps", "width", "height", "guidance_scale")}
    names = ("prompt", "negative_prompt", "sampler", "schedule", "model", "generator")
    texts = {name: found.get(name) for name in names}
    words = {name: text if isinstance(text, str) else "" for name, text in texts.items()}
    return {**words, **numbers, **{name: list(dict.fromkeys(all)) for name, all in lists.items()}}


def _number(value: Any) -> float | int | None:
    if isinstance(value, str):
        with suppress(ValueError):
            value = float(value) if "." in value else int(value[:20])
    fits = isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 2**64
    return value if fits else None


_READERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "parameters": _fooocus,
    "prompt": _comfy,
    "invokeai_metadata": _invoke,
}
"""By the name of the text in which a program says it."""
