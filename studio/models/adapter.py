"""Adapter: what changes a model for as long as it is leased, and leaves it as it was: a LoRA, a style reader."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

AdapterKind = Literal["lora", "style", "control"]


@dataclass(frozen=True)
class Adapter:
    """One adapter of a lease. Two leases with equal adapters may share a model; others wait for each other."""

    kind: AdapterKind
    key: str
    """What it is called; two of one lease never have the same key."""
    path: Path
    """Its file or folder of weights."""
    weight: float = 1.0
