"""LoRAs: small files of weights that change a model, as they lie in a folder; known by their headers alone.

Of which model they are is told by what their makers wrote (`ss_base_model_version` of kohya's scripts,
`modelspec.architecture` of Stability's model spec), or by the names and widths of their tensors.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from studio.errors import BadInput
from studio.media.reading.refused import Refused
from studio.media.reading.safetensors import Header, read_header
from studio.words import Sentence, say

FOLDER = "loras"
"""Of the studio's home."""
SUFFIX = ".safetensors"
_FILES, _SHOWN = 2000, 8
_TRIGGERS, _LONGEST_TRIGGER = 6, 60
_NAMES = (
    (r"qwen[-_ ]?image", "qwen-image"),
    (r"z[-_ ]?image", "z-image"),
    (r"flux[-_. ]?2|klein", "flux2-klein"),
    (r"flux", "flux1"),
    (r"sdxl|stable-diffusion-xl|pony|illustrious", "sdxl"),
    (r"sd3|stable-diffusion-3|stable-diffusion-v3", "sd-3.5"),
    (r"sd[_-]?v?2|stable-diffusion-v2|stable-diffusion-2", "sd-2.1"),
    (r"sd[_-]?v?1|stable-diffusion-v1|stable-diffusion-1", "sd-1.5"),
)
"""What makers call the families of models, the particular before the general."""
_WIDTHS = {768: "sd-1.5", 1024: "sd-2.1", 2048: "sdxl"}
"""Width of the words that a U-Net's cross attention takes in."""
_PARTS = (
    (r"to_qkv_mlp_proj|double_stream_modulation|single_stream_modulation", "flux2-klein"),
    (r"context_refiner|noise_refiner", "z-image"),
    (r"(img|txt)_(mlp|mod)\b.*|transformer_blocks[._]\d+[._](img|txt)_mod", "qwen-image"),
    (r"single_transformer_blocks|double_blocks|single_blocks", "flux1"),
    (r"joint_blocks|transformer_blocks[._]\d+[._]attn[._]add_q_proj", "sd-3.5"),
)
"""Names of parts that one family alone has, in this order."""
_CROSS = re.compile(r"attn2[._]to_k[._](lora[._]down|lora_down|lora_A|lora[._]A)\b.*weight")
_IS_LORA = re.compile(r"lora|hada_w|lokr_w|\.diff\b", re.IGNORECASE)


@dataclass(frozen=True)
class LoraFile:
    """One LoRA."""

    name: str
    """Its path inside of the folder without the suffix: what it is called by."""
    path: Path
    base: str = ""
    """Family of the models that it fits, as the catalog has it; empty where nothing says so."""
    triggers: tuple[str, ...] = ()
    """Words that bring it out."""
    title: str = ""
    """What its maker calls it."""


class Loras:
    """The LoRAs of a folder and the folders within."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[LoraFile]:
        """All that can be used, by name."""
        return [found for _, found in self._looked_at() if isinstance(found, LoraFile)]

    def refused(self) -> list[tuple[str, Sentence]]:
        """Names of files that are none, each with the reason."""
        return [(name, found) for name, found in self._looked_at() if isinstance(found, Sentence)]

    def find(self, name: str) -> LoraFile | None:
        """The one with this name, or the only one whose file is called so, whatever the case of its letters. Raises
        BadInput for a file that is none."""
        wanted = name.removesuffix(SUFFIX).casefold()
        known = self._files()
        same = [path for path in known if path.casefold() == wanted]
        alike = [path for path in known if path.rpartition("/")[2].casefold() == wanted]
        meant = same[0] if same else alike[0] if len(alike) == 1 else None
        found = _of(meant, known[meant]) if meant else None
        if isinstance(found, Sentence):
            raise BadInput(say("loras.unread", name=name, reason=found))
        return found

    def _looked_at(self) -> Iterator[tuple[str, LoraFile | Sentence]]:
        for name, file in self._files().items():
            yield name, _of(name, file)

    def _files(self) -> dict[str, Path]:
        """By name; none of them is opened."""
        files = sorted(islice(self._folder.rglob(f"*{SUFFIX}"), _FILES)) if self._folder.is_dir() else []
        return {file.relative_to(self._folder).with_suffix("").as_posix(): file for file in files}


def unknown(name: str, known: list[str]) -> BadInput:
    """The refusal of a LoRA that there is not."""
    told = say("loras.unknown", name=name[:80])
    hint = say("loras.known", names=known[:_SHOWN]) if known else say("loras.none", folder=FOLDER)
    return BadInput(told, hint=hint, fields={"loras": told})


def lora_of(name: str, path: Path) -> LoraFile:
    """What a file says of itself. Raises Refused for what is no LoRA, and OSError."""
    stat = path.stat()
    return _read(name, path, stat.st_mtime_ns, stat.st_size)


def _of(name: str, path: Path) -> LoraFile | Sentence:
    try:
        return lora_of(name, path)
    except Refused as refused:
        return refused.message
    except OSError as error:
        return say("loras.not_opened", reason=error.strerror or type(error).__name__)


@lru_cache(maxsize=_FILES)
def _read(name: str, path: Path, changed: int, size: int) -> LoraFile:
    """Read once, until the file changes."""
    header = read_header(path)
    if not any(map(_IS_LORA.search, header.shapes)):
        raise Refused(say("upload.no_lora"))
    title = header.texts.get("modelspec.title") or header.texts.get("ss_output_name") or ""
    return LoraFile(name, path, base_of(header), _triggers(header.texts), _line(title))


def base_of(header: Header) -> str:
    """The family that a LoRA is of; empty where nothing says so."""
    for key in ("modelspec.architecture", "ss_base_model_version", "ss_sd_model_name"):
        said = header.texts.get(key, "").lower()
        found = next((base for pattern, base in _NAMES if re.search(pattern, said)), "")
        if found:
            return found
    return _of_widths(header) or _of_parts(header)


def _of_widths(header: Header) -> str:
    shapes = (shape for name, shape in header.shapes.items() if _CROSS.search(name) and len(shape) > 1)
    return next((_WIDTHS[shape[1]] for shape in shapes if shape[1] in _WIDTHS), "")


def _of_parts(header: Header) -> str:
    names = "\n".join(islice(header.shapes, 5000))
    return next((base for pattern, base in _PARTS if re.search(pattern, names)), "")


def _triggers(texts: dict[str, str]) -> tuple[str, ...]:
    """The phrase that the maker names; else what most of the pictures were tagged with that it was made from."""
    if phrase := _line(texts.get("modelspec.trigger_phrase", "")):
        return (phrase,)
    try:
        folders: Any = json.loads(texts.get("ss_tag_frequency", "{}"))
        counts: Counter[str] = Counter()
        for tags in folders.values():
            counts.update({_line(tag): int(count) for tag, count in tags.items()})
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return ()
    return tuple(tag for tag, _ in counts.most_common(_TRIGGERS) if tag)


def _line(text: str) -> str:
    seen = "".join(char if char.isprintable() else " " for char in text[: 4 * _LONGEST_TRIGGER])
    return " ".join(seen.split())[:_LONGEST_TRIGGER]
