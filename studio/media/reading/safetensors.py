"""Safetensors: what a file of weights says of itself in its header; not one weight is read.

Eight bytes of length (little endian), then JSON: for each tensor its type, shape and place, and `__metadata__`, texts
by name; then the weights, without a gap (huggingface/safetensors, "Format").
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.media.reading.refused import Refused
from studio.words import say

LONGEST_HEADER = 8 * 10**6
_MOST_TENSORS, _MOST_AXES, _LARGEST = 50_000, 8, 2**40
PICKLES = (b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
"""How files of weights begin that run code when they are read: torch's zip archives, and bare pickles."""


@dataclass(frozen=True)
class Header:
    """Shapes of all tensors by name, and the file's own texts."""

    shapes: dict[str, tuple[int, ...]]
    texts: dict[str, str]


def looks_like_weights(head: bytes) -> bool:
    """Whether a file that begins so may be one."""
    return len(head) > 9 and 2 <= _length(head) <= LONGEST_HEADER and head[8:9] == b"{"


def read_header(file: Path) -> Header:
    """Raises Refused with the reason for what is none, is cut short, or runs code."""
    size = file.stat().st_size
    with file.open("rb") as source:
        head = source.read(10)
        if head.startswith(PICKLES):
            raise Refused(say("upload.pickle"))
        if not looks_like_weights(head):
            raise Refused(say("upload.no_weights"))
        text = head[8:] + source.read(_length(head) - len(head[8:]))
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(say("upload.no_weights")) from None
    return _header(values, size - 8 - _length(head))


def _length(head: bytes) -> int:
    return int(struct.unpack("<Q", head[:8])[0])


def _header(values: Any, room: int) -> Header:
    """`room`: bytes that are left for the weights."""
    if not isinstance(values, dict) or len(values) > _MOST_TENSORS:
        raise Refused(say("upload.no_weights"))
    texts = values.pop("__metadata__", {})
    if not values or not isinstance(texts, dict):
        raise Refused(say("upload.no_weights"))
    places = sorted(_place(tensor) for tensor in values.values())
    ends = [0, *(end for _, end in places)]
    if [start for start, _ in places] != ends[:-1] or ends[-1] != room:
        raise Refused(say("upload.weights_cut"))
    shapes = {name: tuple(tensor["shape"]) for name, tensor in values.items()}
    return Header(shapes, {str(name): text for name, text in texts.items() if isinstance(text, str)})


def _place(tensor: Any) -> tuple[int, int]:
    """First and last byte among the weights."""
    try:
        (start, end), shape = tensor["data_offsets"], tensor["shape"]
        numbers = [start, end, *shape]
        fits = all(type(number) is int and 0 <= number < _LARGEST for number in numbers) and start <= end
    except (TypeError, KeyError, ValueError):
        fits = False
    if not fits or len(shape) > _MOST_AXES or not isinstance(tensor.get("dtype"), str):
        raise Refused(say("upload.no_weights"))
    return start, end
