"""The judge in half precision with the classes of the chosen names: small enough to stand beside the tests."""

from __future__ import annotations

import json
from pathlib import Path

from safetensors import safe_open
from safetensors.torch import save_file

from training.painter.judge import Judge, load
from training.painter.prepare import pooled


def keep(folder: Path, target: Path) -> None:
    """Writes the judge of a training `folder` to the file `target`."""
    classes = len(pooled(folder))
    places = json.loads((folder / "chosen.json").read_text(encoding="utf-8"))
    weights = load(folder / "judge", classes).state_dict()
    half = {name: value.half().contiguous() if value.is_floating_point() else value for name, value in weights.items()}
    save_file(half, target, {"places": json.dumps(places), "classes": str(classes)})


def read(file: Path) -> tuple[Judge, list[int]]:
    """The judge, and the class of each name of concepts.json."""
    with safe_open(file, "pt") as kept:
        weights = {name: kept.get_tensor(name) for name in kept.keys()}  # noqa: SIM118 (no mapping)
        told = kept.metadata()
    judge = Judge(int(told["classes"]))
    judge.load_state_dict({name: v.float() if v.is_floating_point() else v for name, v in weights.items()})
    return judge.eval(), list(json.loads(told["places"]))
