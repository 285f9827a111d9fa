"""Weights: a file of safetensors, kept as it is once its header holds."""

from __future__ import annotations

import shutil
from pathlib import Path

from studio.media.reading.limits import Limits
from studio.media.reading.plain import InputFacts, Plain
from studio.media.reading.safetensors import read_header
from studio.media.reading.sniff import Format


def read(source: Path, target: Path, format: Format, limits: Limits) -> Plain:
    """Copy the file to `target`. Raises Refused."""
    read_header(source)
    shutil.copyfile(source, target)
    return Plain(kind="weights", facts=InputFacts())
