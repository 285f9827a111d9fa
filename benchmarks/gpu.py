"""Models of full size on an accelerator: load, rest, switch, rungs of the ladder, out of memory, cancel, studio / bare.

    python -m benchmarks.gpu            full size, on the accelerator of this machine (under 8 minutes on a large card)
    python -m benchmarks.gpu --tiny     the same script with tiny checkpoints, on any machine

The checkpoints are made on the spot from the published configurations with random weights: benchmarks/published.py.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

from benchmarks import jobs
from benchmarks.published import PUBLISHED, Published
from benchmarks.report import Row, machine, table, write
from pipelines.runtimes.compat import prepare
from studio.house import House
from studio.models.catalog import MEBIBYTE, ModelSpec
from studio.models.device import GIBIBYTE, Device, LocalDevice
from studio.models.ladder import Plan, plans
from studio.models.measure import components

PROMPT = "a red boat on a calm sea"
ROUNDS = 3
RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Shelf:
    """The checkpoints of a run: where they lie and how large they are."""

    folder: Path
    full: bool

    @classmethod
    def filled(cls, folder: Path, full: bool, device: str) -> tuple[Shelf, dict[str, float]]:
        """Write all checkpoints. Gives the seconds that each took as well."""
        seconds = {}
        for published in PUBLISHED:
            begun = perf_counter()
            published.write(folder / published.key, full, device)
            seconds[published.key] = perf_counter() - begun
        return cls(folder, full), seconds

    def megabytes(self, published: Published) -> int:
        weights = (self.folder / published.key).rglob("*.safetensors")
        return max(1, sum(file.stat().st_size for file in weights) // MEBIBYTE)

    def forget(self, key: str) -> None:
        """Let the system drop what it has of a model's files in its own cache."""
        os.sync()
        for file in (self.folder / key).rglob("*.safetensors"):
            with file.open("rb") as opened:
                os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def catalog(self, *keys: str) -> str:
        """Entries of the models with these keys, as TOML; of all where none is named."""
        return "".join(
            one.entry(self.folder / one.key, self.megabytes(one), self.full)
            for one in PUBLISHED
            if not keys or one.key in keys
        )

    def values(self, published: Published, **more: Any) -> dict[str, Any]:
        """What a job asks of it: a picture of the size that it was made for."""
        side = {"size": published.side} if self.full else {}
        return {"prompt": PROMPT, "model": published.key, "seed": 7, **side, **more}


def rows(shelf: Shelf, only_resting: bool = False) -> Iterator[Row]:
    if only_resting:
        yield from _resting(shelf)
        return
    with jobs.house(catalog=shelf.catalog()) as house:
        for published in PUBLISHED:
            yield from _of_model(house, shelf, published)
    yield from _resting(shelf)
    yield from _ladder(shelf)
    yield from _out_of_memory(shelf)


def _of_model(house: House, shelf: Shelf, published: Published) -> Iterator[Row]:
    spec = house.catalog[published.key]
    loading = _seconds(lambda: _held(house, spec))
    yield Row(f"{published.key}: load", loading, "s", None, how=f"{shelf.megabytes(published)} MB from the disk")
    house.cache.clear()
    again = _seconds(lambda: _held(house, spec))
    yield Row(f"{published.key}: load again", again, "s", None, how="files in the system's cache, libraries imported")
    yield from _against_bare(house, shelf, published)
    yield _cancelled(house, shelf, published)
    house.cache.clear()


def _held(house: House, spec: ModelSpec) -> None:
    with house.cache.lease(spec):
        _synchronise(house)


def _against_bare(house: House, shelf: Shelf, published: Published) -> Iterator[Row]:
    """Time and peak memory of the accelerator, in pairs, each first in every other round."""
    ours: list[tuple[float, int]] = []
    bare: list[tuple[float, int]] = []

    def by_studio() -> None:
        jobs.make(house, "image", shelf.values(published))

    def by_library() -> None:
        _picture(house, shelf, published)

    by_studio()
    by_library()
    for number in range(ROUNDS):
        sides = [(ours, by_studio), (bare, by_library)]
        for kept, call in sides if number % 2 else reversed(sides):
            kept.append(_measured(house, call))
    ratio = median(mine[0] / its[0] for mine, its in zip(ours, bare, strict=True))
    seconds = [median(time for time, _ in side) for side in (ours, bare)]
    how = f"{seconds[0]:.2f} s / {seconds[1]:.2f} s, {ROUNDS} pairs, file and database included"
    yield Row(f"{published.key}: studio / bare", ratio, "x", 1.02 if shelf.full else None, how=how)
    peaks = [max(peak for _, peak in side) for side in (ours, bare)]
    if peaks[1]:
        how = f"{peaks[0] / GIBIBYTE:.2f} GB / {peaks[1] / GIBIBYTE:.2f} GB allocated at most"
        yield Row(f"{published.key}: peak memory", peaks[0] / peaks[1], "x", 1.05, how=how)


def _picture(house: House, shelf: Shelf, published: Published) -> None:
    """The same picture as a PNG straight from the library, with the loaded model."""
    import torch

    side = published.side if shelf.full else 64
    with house.cache.lease(house.catalog[published.key]) as pipe:
        result = pipe(
            prompt=PROMPT,
            width=side,
            height=side,
            num_inference_steps=published.steps,
            guidance_scale=published.guidance_scale,
            generator=torch.Generator("cpu").manual_seed(7),
        )
        result.images[0].save(BytesIO(), "PNG")


def _cancelled(house: House, shelf: Shelf, published: Published) -> Row:
    """Seconds from the wish to stop until the job has ended."""
    job = house.worker.submit("image", shelf.values(published, steps=100, count=4), jobs.OWNER)
    while not job.view.ended and job.view.progress.step < 3:
        sleep(0.002)
    begun = perf_counter()
    house.worker.cancel(job.id, jobs.OWNER)
    while not job.view.ended:
        job.wait(job.view.version, 1)
    return Row(f"{published.key}: cancel", perf_counter() - begun, "s", 2.0, how=f"{job.view.state} at the next step")


def _resting(shelf: Shelf) -> Iterator[Row]:
    """Two models that do not fit together: each switch puts one to rest and wakes the other."""
    large, small = PUBLISHED[-1], PUBLISHED[1]
    budget = _gigabytes(shelf, large) + 4.0
    with jobs.house(catalog=shelf.catalog(large.key, small.key), accelerator_gb=budget) as house:
        specs = [house.catalog[one.key] for one in (large, small)]
        loads = [_from_disk(house, shelf, spec) for spec in specs]
        for spec in specs:
            # The first rest makes the copy that later ones come back to.
            _held(house, spec)
        wakes = [[_seconds(lambda spec=spec: _held(house, spec)) for spec in specs] for _ in range(ROUNDS)]
        for number, published in enumerate((large, small)):
            waking = median(wake[number] for wake in wakes)
            how = f"{waking:.2f} s, {loads[number]:.2f} s from the disk; the other one goes to rest meanwhile"
            limit = 0.1 if shelf.full else None
            yield Row(f"{published.key}: wake / load", waking / loads[number], "x", limit, how=how)
        for _, said in house.cache.decisions():
            print(said, file=sys.stderr)


def _from_disk(house: House, shelf: Shelf, spec: ModelSpec) -> float:
    """Seconds of a load with nothing else in memory, the files neither."""
    house.cache.clear()
    shelf.forget(spec.key)
    return _seconds(lambda: _held(house, spec))


def _ladder(shelf: Shelf) -> Iterator[Row]:
    """The same picture on each rung, within just what that rung needs: what it costs."""
    published = PUBLISHED[-1]
    with jobs.house(catalog=shelf.catalog(published.key)) as house:
        spec, device = house.catalog[published.key], house.device
        found = plans(spec, components(spec, house.catalog.locate(spec), device), device)
    for number, each in enumerate(found):
        if any(earlier.full.fits(each.full) for earlier in found[:number]):
            continue
        place, need = _need(each, device)
        budget: dict[str, Any] = {f"{place}_gb": need * 1.001 / GIBIBYTE}
        with jobs.house(catalog=shelf.catalog(published.key), **budget) as house:
            yield _on_rung(house, shelf, published, each)


def _on_rung(house: House, shelf: Shelf, published: Published, plan: Plan) -> Row:
    name = f"{published.key}: {plan.rung}"
    try:
        first, _ = _measured(house, lambda: jobs.make(house, "image", shelf.values(published)))
        seconds, peak = _measured(house, lambda: jobs.make(house, "image", shelf.values(published, seed=8)))
        repainting = _seconds(lambda: _repainted(house, published))
    except RuntimeError as error:
        return Row(name, 0.0, "s", None, how=f"failed: {error}"[:300])
    taken = house.cache.plan(house.catalog[published.key]).rung
    _, need = _need(plan, house.device)
    sizes = f"planned {need / GIBIBYTE:.1f} GB, {peak / GIBIBYTE:.1f} GB allocated at most"
    how = f"{taken}; repaint {repainting:.2f} s; {sizes}"
    return Row(name, seconds, "s", None, first, how=how)


def _repainted(house: House, published: Published) -> None:
    """The same model as another class of pipeline; the picture serves as its own mask."""
    work = next(iter(house.store.works(jobs.OWNER))).id
    jobs.make(house, "repaint", {"prompt": PROMPT, "model": published.key, "picture": work, "mask": work, "seed": 7})


def _need(plan: Plan, device: Device) -> tuple[str, int]:
    """Where a rung needs memory, and how many bytes."""
    return ("memory", plan.full.system) if device.kind == "cpu" else ("accelerator", plan.full.accelerator)


def _out_of_memory(shelf: Shelf) -> Iterator[Row]:
    """Somebody else fills the card: the job fails with words, and the next one after that runs."""
    device = LocalDevice()
    if device.kind == "cpu":
        return
    import torch

    published = PUBLISHED[0]
    with jobs.house(catalog=shelf.catalog(published.key)) as house:
        jobs.make(house, "image", shelf.values(published))
        # What the last job worked with would serve the next one.
        device.empty()
        filler = torch.empty(device.free() - 300 * MEBIBYTE, dtype=torch.uint8, device=device.kind)
        said = "no error"
        try:
            jobs.make(house, "image", shelf.values(published, size=1024))
        except RuntimeError as error:
            said = str(error)
        del filler
        device.empty()
        seconds = _seconds(lambda: jobs.make(house, "image", shelf.values(published)))
        house.cache.clear()
        how = f"{said[-120:]!r}; then the next job"
        yield Row(f"{published.key}: after out of memory", seconds, "s", None, how=how)


def _gigabytes(shelf: Shelf, published: Published) -> float:
    return shelf.megabytes(published) / 1024


def _measured(house: House, call: Any) -> tuple[float, int]:
    """Seconds, and the most that was allocated on the accelerator."""
    if house.device.kind != "cuda":
        return _seconds(call), 0
    import torch

    torch.cuda.synchronize()
    torch.cuda.reset_peak_memory_stats()
    begun = perf_counter()
    call()
    torch.cuda.synchronize()
    return perf_counter() - begun, torch.cuda.max_memory_allocated()


def _seconds(call: Any) -> float:
    begun = perf_counter()
    call()
    return perf_counter() - begun


def _synchronise(house: House) -> None:
    if house.device.kind == "cuda":
        import torch

        torch.cuda.synchronize()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gpu", description="Measure models of full size.")
    parser.add_argument("--tiny", action="store_true", help="tiny checkpoints, for a machine without an accelerator")
    parser.add_argument("--folder", type=Path, help="where the checkpoints are written: 26 GB")
    parser.add_argument("--resting", action="store_true", help="only rest and wake")
    given = parser.parse_args()
    prepare()
    device = LocalDevice()
    if device.kind == "cpu" and not given.tiny:
        parser.error("there is no accelerator here; --tiny runs anywhere")
    where = {**machine(), "accelerator": str(device.name)}
    with tempfile.TemporaryDirectory(prefix="inkstone-gpu-", dir=given.folder) as folder:
        shelf, written = Shelf.filled(Path(folder), not given.tiny, device.kind)
        found = []
        for row in rows(shelf, given.resting):
            found.append(row)
            print(" ".join(row.cells()), file=sys.stderr, flush=True)
    print(f"{device.name}; checkpoints written in {sum(written.values()):.0f} s")
    print(table(found, where))
    print(f"\nWritten to {write(found, where, RESULTS)}")
    return 0 if all(row.kept for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
