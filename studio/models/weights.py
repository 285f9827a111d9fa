"""Weights: whether files of models are whole, told without reading the tensors.

safetensors: 8 bytes with the length of a header, the header as JSON, the tensors at the offsets that it names
(https://huggingface.co/docs/safetensors). An index names the file of each tensor of a model in several parts.
"""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_TYPES = (
    ".bin", ".ckpt", ".gguf", ".h5", ".npy", ".npz", ".onnx", ".param", ".pt", ".pth", ".safetensors", ".sf2", ".th",
)  # fmt: skip
_PART = re.compile(r"-\d{5}-of-\d{5}\b")
_INDEX = re.compile(r"\.(safetensors|bin)(\.[\w-]+)?\.index(\.[\w-]+)?\.json$")
_LONGEST_HEADER = 100_000_000


def whole(file: Path) -> bool:
    """Whether a file is there, and as long as it says of itself. A link that leads nowhere is no file."""
    try:
        facts = file.stat()
        return file.is_file() and facts.st_size > 0 and _as_long_as_it_says(file, facts.st_size, facts.st_mtime_ns)
    except OSError:
        return False


def broken(folder: Path) -> Path | None:
    """The first file of weights directly in the folder that is not whole, or that an index names and that is absent.

    An index none of whose files is here belongs to a variant that nobody downloaded.
    """
    indexed = (files for files in _indexed(folder) if any(map(os.path.lexists, files)))
    named = {file for files in indexed for file in files}
    return next((file for file in sorted({*named, *weights(folder)}) if not whole(file)), None)


def has_all(folder: Path) -> bool:
    """Whether the weights of a model lie directly in the folder: all parts of it, or a file that is no part."""
    parts = {file for file in weights(folder) if _PART.search(file.name)}
    if not parts:
        return any(map(whole, weights(folder)))
    return parts <= {file for files in _indexed(folder) if all(map(whole, files)) for file in files}


def weights(folder: Path) -> list[Path]:
    """Files of weights directly in the folder, whole or not."""
    return sorted(file for file in folder.iterdir() if file.name.endswith(_TYPES))


def _indexed(folder: Path) -> Iterator[set[Path]]:
    """The files that each index in the folder names."""
    for index in sorted(folder.iterdir()):
        if _INDEX.search(index.name):
            yield {folder / name for name in _named(index)}


def _named(index: Path) -> set[str]:
    try:
        return {str(name) for name in json.loads(index.read_bytes())["weight_map"].values()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # Nothing is known of its files: it stands for one that is never there.
        return {f"{index.name}!"}


@lru_cache(maxsize=4096)
def _as_long_as_it_says(file: Path, size: int, changed: int) -> bool:
    """`size` in bytes and `changed` in nanoseconds tell one state of the file from another."""
    with file.open("rb") as opened:
        start = opened.read(8)
        if file.suffix == ".safetensors":
            length = int.from_bytes(start, "little")
            return size >= 8 + length <= _LONGEST_HEADER and size == 8 + length + _end(opened.read(length))
        if file.suffix == ".gguf":
            return start.startswith(b"GGUF")
        # torch.save writes an archive, whose table of contents comes last.
        return not start.startswith(b"PK") or zipfile.is_zipfile(opened)


def _end(header: bytes) -> int:
    """Where the last tensor ends, counted from the end of the header; -1 for a header that cannot be read."""
    try:
        tensors = json.loads(header)
        return max((entry["data_offsets"][1] for name, entry in tensors.items() if name != "__metadata__"), default=0)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return -1
