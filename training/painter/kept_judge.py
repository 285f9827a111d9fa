"""The judge in half precision with the names of its classes: small enough to stand beside the tests."""

from __future__ import annotations

import json
from pathlib import Path

from safetensors import safe_open
from safetensors.torch import save_file

from training.painter.judge import Judge, load
from training.painter.prepare import pooled


def keep(folder: Path, target: Path, judge: str = "judge-all") -> None:
    """Writes a judge of a training `folder` to the file `target`."""
    names = [entry["name"] for entry in pooled(folder)]
    weights = load(folder / judge, len(names)).state_dict()
    half = {name: value.half().contiguous() if value.is_floating_point() else value for name, value in weights.items()}
    save_file(half, target, {"names": json.dumps(names)})


def read(file: Path) -> tuple[Judge, list[str]]:
    """The judge, and the names of its classes."""
    with safe_open(file, "pt") as kept:
        weights = {name: kept.get_tensor(name) for name in kept.keys()}  # noqa: SIM118 (no mapping)
        names = [str(name) for name in json.loads(kept.metadata()["names"])]
    judge = Judge(len(names))
    judge.load_state_dict({name: v.float() if v.is_floating_point() else v for name, v in weights.items()})
    return judge.eval(), names
