"""Adapter: what changes a model for as long as it is leased, and leaves it as it was: a LoRA, a style reader."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

AdapterKind = Literal["lora", "style", "control"]


@dataclass(frozen=True)
class Adapter:
    """One adapter of a lease. As long as adapters are on a model, nobody else is given it."""

    kind: AdapterKind
    key: str
    """What it is called; two of one lease never have the same key."""
    path: Path
    """Its file or folder of weights."""
    weight: float = 1.0

    @property
    def size(self) -> int:
        """Bytes of its file, or of all files in its folder; 0 where there is none. A style comes with what looks at its
        picture, in a folder beside it."""
        beside = self.path.parent.glob("image_encoder/*") if self.kind == "style" else ()
        files = [*(self.path.rglob("*") if self.path.is_dir() else [self.path]), *beside]
        return sum(file.stat().st_size for file in files if file.is_file())


Adapters = tuple[Adapter, ...]
