"""Record the golden works and the kept home: `python -m tests.golden.record`; `--check` makes them again and compares.

This runs on the code as it was before the house was rearranged, and on no later one: what it wrote is the measure of
all that comes after. `--check` makes the works in the opposite order, since none may depend on those before it.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import platform
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from studio.jobs import Made, MadeFile
from studio.store import Store
from studio.video import read_frames
from studio.works import Recipe, Work
from tests.golden.cases import CASES, Case, Tiny
from tests.golden.home import keep_home
from tests.golden.today import TORCH_SEED, build_checkpoints, make, open_house

HERE = Path(__file__).parent
WORKS, HOME = HERE / "works.json", HERE / "home-2026-11.zip"
_FILMS, _SOUNDS = (".mp4", ".gif", ".webp"), (".wav", ".flac", ".mp3")


def watch(store: Store) -> dict[str, Made]:
    """What the engines hand over from now on, by the id of the work that is kept of it."""
    seen: dict[str, Made] = {}
    keep = store.add

    def add(made: Made, recipe: Recipe, owner: str, job: str) -> Work:
        work = keep(made, recipe, owner, job)
        seen[work.id] = made
        return work

    store.add = add  # type: ignore[method-assign]
    return seen


def record(cases: Iterable[Case], hub: Path) -> dict[str, dict[str, Any]]:
    """An entry for each case, by its name."""
    entries = {}
    with tempfile.TemporaryDirectory() as folder, open_house(Path(folder, "home"), hub) as house:
        seen = watch(house.store)
        for case in cases:
            start = time.monotonic()
            works = [(house.store.work(id), seen[id]) for id in make(house, case).works]
            entries[case.name] = entry(case, works)
            print(f"{time.monotonic() - start:6.1f} s  {case.name}", flush=True)
    return entries


def entry(case: Case, works: list[tuple[Work, Made]]) -> dict[str, Any]:
    """All that is needed to make the case again and to compare what comes of it."""
    return {
        "name": case.name,
        "generator": case.generator,
        "params": case.params,
        "tiny": case.tiny and how_built(case.tiny),
        "works": [
            {
                "recipe": json.loads(work.recipe.to_json()),
                "text": work.text,
                "files": [fingerprint(file) for file in made.files],
            }
            for work, made in works
        ],
    }


def how_built(one: Tiny) -> dict[str, Any]:
    """How the checkpoint is built again."""
    return {"builder": one.builder, "torch_seed": TORCH_SEED, "spec": one.spec.model_dump(mode="json")}


def fingerprint(file: MadeFile) -> dict[str, Any]:
    """The file as its engine made it, before the store writes the recipe into it."""
    return {
        "role": file.role,
        "suffix": file.suffix,
        "size": len(file.data),
        "sha256": hashlib.sha256(file.data).hexdigest(),
        "near": near(file),
    }


def near(file: MadeFile) -> dict[str, Any]:
    """What is seen or heard, roughly: for a processor whose last digits differ."""
    if file.suffix == ".png":
        return {"first": thumbnail(Image.open(io.BytesIO(file.data)))}
    if file.suffix in _FILMS:
        frames = [Image.fromarray(frame) for frame in read_frames(file.data)]
        return {"frames": len(frames), "first": thumbnail(frames[0]), "middle": thumbnail(frames[len(frames) // 2])}
    return {"rms": levels(file.data)} if file.suffix in _SOUNDS else {}


def thumbnail(picture: Image.Image) -> list[int]:
    """Mean colours of 8 x 8 fields, row by row, RGB."""
    return list(picture.convert("RGB").resize((8, 8), Image.Resampling.BOX).tobytes())


def levels(data: bytes) -> list[float]:
    """Loudness of sixteen equal parts, over all channels."""
    import soundfile

    sound, _ = soundfile.read(io.BytesIO(data), always_2d=True)
    return [round(float(np.sqrt(np.mean(part**2))), 4) for part in np.array_split(sound, 16)]


def machine() -> dict[str, Any]:
    """Where the bytes hold: another processor or library may round otherwise."""
    import torch

    return {
        "machine": platform.machine(),
        "cpu_capability": torch.backends.cpu.get_cpu_capability(),
        "numpy": np.__version__,
        "torch": torch.__version__,
        "torch_threads": torch.get_num_threads(),
        "openblas_coretype": os.environ.get("OPENBLAS_CORETYPE", ""),
    }


def written(entries: Iterable[dict[str, Any]]) -> str:
    """JSON with one line for each entry, so that a change shows which one it is."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in entries)
    return f'{{"machine": {json.dumps(machine())},\n"works": [\n{lines}\n]}}\n'


def differing(entries: dict[str, dict[str, Any]]) -> list[str]:
    """Names of the cases that are not as they were recorded."""
    recorded = {one["name"]: one for one in json.loads(WORKS.read_text(encoding="utf-8"))["works"]}
    return [name for name in recorded if recorded[name] != json.loads(json.dumps(entries.get(name)))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="make all works again and compare; writes nothing")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory(prefix="inkstone-golden-") as folder:
        hub = Path(folder, "hub")
        build_checkpoints(hub)
        if check:
            names = differing(record(reversed(CASES), hub))
            print(f"Not as recorded: {', '.join(names)}" if names else "All are as recorded.")
            return bool(names)
        WORKS.write_text(written(record(CASES, hub).values()), encoding="utf-8")
        keep_home(Path(folder, "home"), hub, HOME)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
