"""Measure: of which components a model consists, and what the weights of each take in memory, told from its files.

safetensors name the type and shape of each tensor in a header (https://huggingface.co/docs/safetensors), so nothing has
to be loaded for it. A component is known by its content: the hub's cache names files by their hashes. So two models
with the same text encoder, byte for byte, are seen to share it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod
from pathlib import Path
from typing import Any

from studio.models.catalog import MEBIBYTE, ModelSpec
from studio.models.device import Device

WIDTHS = {"float32": 4, "float16": 2, "bfloat16": 2}
"""Bytes of a number in the types that models run in."""
ENCODER = "text_encoder"
"""How the components begin that read the prompt: text_encoder, text_encoder_2 ..."""
DENOISERS = ("unet", "transformer")
ROUNDED = (*DENOISERS, ENCODER)
"""How the components begin whose linear layers are rounded: nearly all of a model lies in them."""

_INT8_SHARE, _NF4_SHARE = 0.55, 0.33
"""What is left of half precision, where nothing can be measured: layers that are not linear stay as they are."""
BLOCK = 64
"""Numbers in four bits that have one scale, of four bytes. Layers of another width are not rounded to four bits."""
_FLOATS = ("F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2")
_OTHERS = {"I64": 8, "U64": 8, "I32": 4, "U32": 4, "I16": 2, "U16": 2}
_WEIGHTS = re.compile(r"(diffusion_pytorch_)?model(?P<half>\.fp16)?(-\d{5}-of-\d{5})?(\.fp16)?\.safetensors")
_WORDS = re.compile("embed|shared|wte")
"""Tables of vectors have two dimensions as linear layers do, but are not rounded."""
_LONGEST_HEADER = 100_000_000


@dataclass(frozen=True)
class Component:
    """One part of a model. Sizes in bytes: as it runs, and with its linear layers in eight and in four bits."""

    name: str
    """What the pipeline calls it; empty for a model in one piece."""
    key: str
    """The same for every model that it is part of."""
    whole: int
    int8: int
    nf4: int
    shared: bool = True
    """Whether other models that it is part of take the same one."""

    @property
    def reads(self) -> bool:
        """Whether it reads the prompt."""
        return self.name.startswith(ENCODER)


def type_of(spec: ModelSpec, device: Device) -> str:
    """The torch dtype that a model runs in, by name."""
    # Half precision on a plain processor is slower than float32, and some operations lack it.
    return device.dtype if spec.dtype == "auto" or device.kind == "cpu" else spec.dtype


def components(spec: ModelSpec, path: Path | None, device: Device) -> tuple[Component, ...]:
    """The components of the model whose files lie at `path`; as its entry declares them where none can be measured."""
    folder = path if path is None or path.is_dir() else path.parent
    if folder is None or spec.place == "system":
        return _declared(spec)
    dtype = type_of(spec, device)
    try:
        measured = tuple(_measured(spec, folder, dtype))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # Files that cannot be read are told when they are loaded.
        return _declared(spec)
    apart = (_estimate(name, part.key, part.weights_mb) for name, part in spec.parts.items())
    return (*measured, *apart) if measured else _declared(spec)


def component_key(folder: Path, kind: str, dtype: str) -> str:
    """What a component of a class is known by: the hashes of its files in the hub's cache, or else its folder."""
    files = weight_files(folder)
    blobs = [file.resolve() for file in files]
    if not blobs or any(blob.parent.name != "blobs" for blob in blobs):
        return f"{folder.resolve()}:{dtype}"
    told = "\n".join((kind, _settings(folder / "config.json"), *(blob.name for blob in blobs)))
    return f"{kind}:{hashlib.sha256(told.encode()).hexdigest()[:20]}:{dtype}"


def pipeline_classes(folder: Path) -> dict[str, str]:
    """Names and classes of a pipeline's components; empty where the folder holds no pipeline."""
    index = folder / "model_index.json"
    told = json.loads(index.read_bytes()) if index.is_file() else {}
    return {name: str(pair[1]) for name, pair in told.items() if isinstance(pair, list) and len(pair) == 2 and pair[1]}


def variant_of(folder: Path) -> str | None:
    """ "fp16" where only the half-precision files were downloaded."""
    weights = [file.name for file in folder.glob("**/*.safetensors")]
    return "fp16" if weights and all(".fp16" in name for name in weights) else None


def weight_files(folder: Path) -> list[Path]:
    """The files that a component is loaded from: of whole precision where they are there."""
    files = sorted(file for file in folder.iterdir() if _WEIGHTS.fullmatch(file.name)) if folder.is_dir() else []
    return [file for file in files if ".fp16" not in file.name] or files


def rounded(name: str) -> bool:
    """Whether the linear layers of a component are rounded below the first rung."""
    return not name or name.startswith(ROUNDED)


def _declared(spec: ModelSpec) -> tuple[Component, ...]:
    """Its parts from other repositories, and the rest as one."""
    rest = spec.weights_mb - sum(part.weights_mb for part in spec.parts.values())
    apart = (_estimate(name, part.key, part.weights_mb) for name, part in spec.parts.items())
    return (replace(_estimate("", spec.key, rest), shared=False), *apart)


def _estimate(name: str, key: str, megabytes: int) -> Component:
    whole = megabytes * MEBIBYTE
    return Component(name, key, whole, int(whole * _INT8_SHARE), int(whole * _NF4_SHARE))


def _measured(spec: ModelSpec, folder: Path, dtype: str) -> Iterator[Component]:
    kinds = pipeline_classes(folder)
    for name, kind in kinds.items():
        if name not in spec.without and name not in spec.parts and weight_files(folder / name):
            weighed = _weighed(name, component_key(folder / name, kind, dtype), folder / name, dtype)
            # With parts from elsewhere a pipeline builds a denoiser of its own from them.
            yield replace(weighed, shared=not (spec.parts and name.startswith(DENOISERS)))
    if not kinds and weight_files(folder):
        yield replace(_weighed("", spec.key, folder, dtype), shared=False)


def _weighed(name: str, key: str, folder: Path, dtype: str) -> Component:
    facts = ((file, file.stat()) for file in weight_files(folder))
    each = [_sizes(file, fact.st_size, fact.st_mtime_ns, WIDTHS[dtype]) for file, fact in facts]
    whole, int8, nf4 = (sum(sizes) for sizes in zip(*each, strict=True))
    return Component(name, key, whole, int8, nf4) if rounded(name) else Component(name, key, whole, whole, whole)


@lru_cache(maxsize=4096)
def _sizes(file: Path, size: int, changed: int, width: int) -> tuple[int, int, int]:
    """Bytes as it runs, in eight bits and in four. `size` and `changed` tell one state of the file from another."""
    whole = int8 = nf4 = 0
    for name, tensor in _tensors(file).items():
        numbers = prod(tensor["shape"])
        plain = numbers * (width if tensor["dtype"] in _FLOATS else _OTHERS.get(tensor["dtype"], 1))
        linear = len(tensor["shape"]) == 2 and name.endswith(".weight") and not _WORDS.search(name)
        whole += plain
        int8 += numbers + tensor["shape"][0] * width if linear else plain
        nf4 += numbers // 2 + 4 * numbers // BLOCK if linear and tensor["shape"][1] % BLOCK == 0 else plain
    return whole, int8, nf4


def _tensors(file: Path) -> dict[str, Any]:
    with file.open("rb") as opened:
        length = int.from_bytes(opened.read(8), "little")
        if length > _LONGEST_HEADER:
            raise ValueError(f"{file.name} is none of safetensors")
        header: dict[str, Any] = json.loads(opened.read(length))
    return {name: tensor for name, tensor in header.items() if name != "__metadata__"}


def _settings(file: Path) -> str:
    """A component's settings without those that say where and by what they were written."""
    told = json.loads(file.read_bytes()) if file.is_file() else {}
    ours = {name: value for name, value in told.items() if not name.startswith("_")}
    return json.dumps({**ours, "transformers_version": "", "dtype": "", "torch_dtype": ""}, sort_keys=True)
