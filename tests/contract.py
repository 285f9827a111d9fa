"""The contract that every model engine keeps, written once: progress, previews, cancel, seed, reset, recipe.

A `Case` is one engine on one tiny checkpoint; a `Bench` runs it through the real cache and loader and records what the
engine says. The checks are functions of a bench, named for what a person would notice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pipelines.runtimes.loading import Loading
from studio.errors import Cancelled
from studio.jobs.engine import Host, Made, Progress
from studio.models.cache import Memory, ModelCache
from studio.models.catalog import Catalog, ModelSpec
from studio.models.device import DeviceKind, LocalDevice
from studio.params import Params

Run = Callable[[Any, ModelSpec, Any], Iterator[Made]]


class Processor(LocalDevice):
    """This machine without its accelerator: only there are the same bytes promised for a seed."""

    kind: DeviceKind = "cpu"


@dataclass(frozen=True)
class Case:
    """One engine on one checkpoint."""

    name: str
    run: Run
    params: Params
    spec: ModelSpec
    checkpoint: Callable[[Path], Path]
    worker: Callable[[Any], Any]
    """The module whose forward is one step of the work: denoiser or language model."""
    phase: str
    previews: str = ""
    """What its previews hold: image, text, or nothing."""

    def seeded(self, seed: int) -> Params:
        return self.params.model_copy(update={"seed": seed})


@dataclass
class Recorder:
    """A JobContext that keeps what it is told, and can be stopped at a step of the work."""

    host: Host
    cache: ModelCache
    folder: Path
    stop_at: int = 0
    phase: str = ""
    steps: list[Progress] = field(default_factory=list)
    images: list[bytes] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    cancelled: bool = False

    def progress(self, phase: str, step: int = 0, total: int = 0) -> None:
        self.check()
        self.steps.append(Progress(phase, step, total))
        # The person presses Stop while this step is on the screen.
        self.cancelled = self.cancelled or bool(self.stop_at and phase == self.phase and step >= self.stop_at)

    def preview(self, *, text: str = "", image: bytes = b"") -> None:
        self.images += [image] if image else []
        self.texts += [text] if text else []
        self.check()

    def check(self) -> None:
        if self.cancelled:
            raise Cancelled()

    def lease(self, spec: ModelSpec) -> AbstractContextManager[Any]:
        self.check()
        return self.cache.lease(spec)


class Bench:
    """A case with its loaded model, ready to be run again and again."""

    def __init__(self, case: Case, checkpoint: Path, scratch: Path) -> None:
        self.case = case
        device = Processor()
        self.host = Host(Catalog([case.spec]), device)
        self.scratch = scratch
        self.cache = ModelCache(device, Loading(), lambda spec: checkpoint, Memory(system=2**40))

    def run(self, seed: int = 7, stop_at: int = 0, params: Params | None = None) -> tuple[list[Made], Recorder]:
        """Everything one job makes, and what it said meanwhile. Raises what the engine raises."""
        ctx = self.context(stop_at)
        with closing(self.case.run(params or self.case.seeded(seed), self.case.spec, ctx)) as pieces:  # type: ignore[type-var]
            return list(pieces), ctx

    def context(self, stop_at: int = 0) -> Recorder:
        return Recorder(self.host, self.cache, self.scratch, stop_at, self.case.phase)

    def worker(self) -> Any:
        """The module that does the steps."""
        with self.cache.lease(self.case.spec) as model:
            return self.case.worker(model)


def check_progress(bench: Bench) -> None:
    """The bar never goes back and reaches its end; the steps are the ones that were done."""
    _, ctx = bench.run()
    steps = [step for step in ctx.steps if step.phase == bench.case.phase]
    assert [step.step for step in steps] == sorted(step.step for step in steps)
    assert len({step.total for step in steps}) == 1
    assert steps[-1].step == steps[-1].total > 1
    assert all(step.phase == step.phase.lower() for step in ctx.steps)


def check_previews(bench: Bench) -> None:
    """Something can be seen before it is done: pictures that open, or a text that grows into the result."""
    from io import BytesIO

    from PIL import Image

    pieces, ctx = bench.run()
    if bench.case.previews == "image":
        assert ctx.images
        for image in ctx.images:
            assert max(Image.open(BytesIO(image)).size) <= 512
    elif bench.case.previews == "text":
        assert len(ctx.texts) > 1
        assert pieces[0].text[:20] in ctx.texts[-1]


def check_cancel(bench: Bench) -> None:
    """Stop works within one step: after it, the model does at most one more."""
    bench.run()
    ctx = bench.context(stop_at=1)
    late = 0

    def count(*_: Any) -> None:
        nonlocal late
        late += ctx.cancelled

    hook = bench.worker().register_forward_hook(count)
    try:
        with pytest.raises(Cancelled), closing(bench.case.run(bench.case.seeded(7), bench.case.spec, ctx)) as pieces:  # type: ignore[type-var]
            list(pieces)
    finally:
        hook.remove()
    assert ctx.cancelled
    assert late <= 1
    assert ctx.steps[-1].step < ctx.steps[-1].total


def check_seed(bench: Bench) -> None:
    """The same seed makes the same bytes, another seed makes others."""
    (first, _), (again, _), (other, _) = bench.run(7), bench.run(7), bench.run(8)
    assert _files(first) == _files(again)
    assert _files(first) != _files(other)


def break_off(bench: Bench) -> None:
    """Let a job fail in the middle: its second step raises."""
    calls = 0

    def fail(*_: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise RuntimeError("a step failed")

    hook = bench.worker().register_forward_pre_hook(fail)
    with pytest.raises(RuntimeError, match="a step failed"):
        bench.run(8)
    hook.remove()


def check_reset(bench: Bench, fresh: Bench) -> None:
    """After a failure and a cancel in the middle of the work, the same loaded model makes what a fresh one makes."""
    expected, _ = fresh.run(7)
    bench.run(8)
    break_off(bench)
    assert _files(bench.run(7)[0]) == _files(expected)
    with pytest.raises(Cancelled):
        bench.run(8, stop_at=2)
    assert bench.cache.loaded(bench.case.spec)
    assert _files(bench.run(7)[0]) == _files(expected)


def check_recipe(bench: Bench) -> None:
    """What was used is in the facts, in JSON; the licence of the weights is told where it forbids something."""
    pieces, _ = bench.run()
    spec = bench.case.spec
    for number, made in enumerate(pieces):
        assert made.files[0].role == "main" and made.files[0].data
        assert made.title and made.text
        assert made.facts["model"] == spec.key
        assert made.facts["seed"] == 7 + number
        assert made.facts["licence"] == spec.licence
        assert json.loads(json.dumps(made.facts)) == made.facts
        assert any(spec.licence in note for note in made.notes) == (spec.commercial != "yes")


def _files(pieces: list[Made]) -> list[bytes]:
    return [file.data for made in pieces for file in made.files]
