"""The contract that every model engine keeps, written once: progress, previews, cancel, seed, reset, recipe.

A `Case` is one engine on one tiny checkpoint; a `Bench` runs it through the real cache and runtimes and records what
the engine says. The checks are functions of a bench, named for what a person would notice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipelines.registry import MODES
from pipelines.runtimes.audiocraft import Audiocraft
from pipelines.runtimes.diffusers import Diffusers
from pipelines.runtimes.transformers import Transformers
from studio.errors import Cancelled
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, Choice, Engine, Host, Preview, Progress
from studio.jobs.heard import Chunk
from studio.jobs.live import LiveJob
from studio.jobs.outcome import recipe_of
from studio.jobs.within import made_within
from studio.media.reading.limits import InputKind
from studio.models.adapter import Adapter
from studio.models.cache import ModelCache
from studio.models.catalog import Catalog, ModelSpec
from studio.models.device import DeviceKind, LocalDevice
from studio.models.memory import Memory
from studio.models.runtime import Runtimes
from studio.params import FieldsT, Params
from studio.words import known
from studio.works.kinds import KINDS
from studio.works.made import Made
from studio.works.recipe import ModelUse, Recipe
from studio.works.upload import Upload
from studio.works.works import now

RUNTIMES = Runtimes((Diffusers(), Transformers(), Audiocraft()))


class Processor(LocalDevice):
    """This machine without its accelerator: only there are the same bytes promised for a seed."""

    kind: DeviceKind = "cpu"


@dataclass(frozen=True)
class Case:
    """One engine on one checkpoint."""

    name: str
    engine: Engine[Any, Any]
    params: Params
    spec: ModelSpec
    checkpoint: Callable[[Path], Path]
    worker: Callable[[Any], Any]
    """The module whose forward is one step of the work: denoiser or language model."""
    phase: str
    previews: str = ""
    """What its previews hold: image, text, or nothing."""

    def ask(self, seed: int, spec: ModelSpec | None = None, **changes: Any) -> Ask[Any, Any]:
        """What the engine is asked, with some fields of its params or options changed."""
        options = self.engine.options()
        assert changes.keys() <= type(self.params).model_fields.keys() | type(options).model_fields.keys()
        params, options = _changed(self.params, {"seed": seed, **changes}), _changed(options, changes)
        return Ask(self.name, params, options, Choice(self.engine, self.spec.key, {MAIN: spec or self.spec}))


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
    chunks: list[Chunk] = field(default_factory=list)
    latest: Preview = field(default_factory=Preview)
    cancelled: bool = False

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None:
        self.check()
        self.steps.append(Progress(phase, step, total, values))
        # The person presses Stop while this step is on the screen.
        self.cancelled = self.cancelled or bool(self.stop_at and phase == self.phase and step >= self.stop_at)

    def preview(self, *, text: str = "", image: bytes = b"", sound: Chunk | None = None) -> None:
        self.chunks += [sound] if sound else []
        self.images += [image] if image else []
        self.texts += [text] if text else []
        self.latest = Preview(text, image)
        self.check()

    def check(self) -> None:
        if self.cancelled:
            raise Cancelled()

    def brought(self, id: str) -> tuple[Upload, Path]:
        """A picture or a sound that lies in the bench's folder under its id."""
        path = next(self.folder.glob(f"{id}.*"))
        kind: InputKind = "picture" if path.suffix == ".png" else "sound"
        plain = {"suffix": path.suffix, "size": path.stat().st_size, "name": f"{kind}{path.suffix}", "created": now()}
        return Upload(id=id, owner="", kind=kind, **plain), path

    def make(self, mode: str, values: Mapping[str, Any], part: tuple[int, int] = (0, 1)) -> Iterator[Made]:
        yield from made_within(self, MODES, mode, values, part)

    def lease(self, spec: ModelSpec, adapters: Sequence[Adapter] = ()) -> AbstractContextManager[Any]:
        self.check()
        return self.cache.lease(spec, adapters=adapters)


class Bench:
    """A case with its loaded model, ready to be run again and again."""

    def __init__(self, case: Case, checkpoint: Path, scratch: Path) -> None:
        self.case = case
        device = Processor()
        self.host = Host(Catalog([case.spec]), device, scratch)
        self.scratch = scratch
        self.cache = ModelCache(device, RUNTIMES, lambda spec: checkpoint, Memory(system=2**40))

    @cached_property
    def first(self) -> tuple[list[Made], Recorder]:
        """What the model made and said with seed 7 before it did anything else; checks that only look share it."""
        assert not self.cache.residents(), "asked for too late: the model has worked already"
        return self.run(7)

    def run(self, seed: int = 7, stop_at: int = 0, **changes: Any) -> tuple[list[Made], Recorder]:
        """Everything one job makes, and what it said meanwhile. Raises what the engine raises."""
        ctx = self.context(stop_at)
        return list(self.pieces(ctx, self.case.ask(seed, **changes))), ctx

    def pieces(self, ctx: Recorder, ask: Ask[Any, Any]) -> Iterator[Made]:
        """Each thing as soon as it is made. Raises what the engine raises."""
        with closing(self.case.engine.run(ask, ctx)) as pieces:  # type: ignore[type-var]
            yield from pieces

    def context(self, stop_at: int = 0) -> Recorder:
        return Recorder(self.host, self.cache, self.scratch, stop_at, self.case.phase)

    def worker(self) -> Any:
        """The module that does the steps."""
        with self.cache.lease(self.case.spec) as model:
            return self.case.worker(model)


class Benches(dict[str, Bench]):
    """A bench a case by the case's name, made when it is first asked for: one loaded model for all checks, as the
    studio has it too."""

    def __init__(self, cases: Sequence[Case], checkpoint: Callable[[Case], Path], scratch: Callable[[], Path]) -> None:
        """`checkpoint`: where that of a case lies; `scratch`: a new folder, with all in it that jobs are brought."""
        super().__init__()
        self._cases = {case.name: case for case in cases}
        self._checkpoint, self._scratch = checkpoint, scratch

    def __missing__(self, name: str) -> Bench:
        case = self._cases[name]
        bench = self[name] = Bench(case, self._checkpoint(case), self._scratch())
        assert bench.first, "made while the model is fresh"
        return bench


def check_progress(bench: Bench) -> None:
    """The bar never goes back and reaches its end; the steps are the ones that were done; each has its words."""
    _, ctx = bench.first
    steps = [step for step in ctx.steps if step.phase == bench.case.phase]
    assert [step.step for step in steps] == sorted(step.step for step in steps)
    assert len({step.total for step in steps}) == 1
    assert steps[-1].step == steps[-1].total > 1
    for step in ctx.steps:
        assert known(f"phase.{step.phase}")
        assert str(step) == str(step).lower()


def check_previews(bench: Bench) -> None:
    """Something can be seen before it is done: pictures that open, or a text that grows into the result."""
    pieces, ctx = bench.first
    if bench.case.previews == "image":
        assert ctx.images
        for image in ctx.images:
            assert max(Image.open(BytesIO(image)).size) <= 512
    elif bench.case.previews == "text":
        assert len(ctx.texts) > 1
        assert pieces[0].text[:20] in ctx.texts[-1]
    else:
        assert not ctx.images and not ctx.texts, "a case says what its previews hold"


def check_cancel(bench: Bench) -> None:
    """Stop works within one step: after it, the model does at most one more."""
    ctx = bench.context(stop_at=1)
    late = 0

    def count(*_: Any) -> None:
        nonlocal late
        late += ctx.cancelled

    hook = bench.worker().register_forward_hook(count)
    try:
        with pytest.raises(Cancelled):
            list(bench.pieces(ctx, bench.case.ask(7)))
    finally:
        hook.remove()
    assert ctx.cancelled
    assert late <= 1
    assert ctx.steps[-1].step < ctx.steps[-1].total


def check_seed(bench: Bench) -> None:
    """The same seed makes the same bytes, another seed makes others."""
    (first, _), (other, _), (again, _) = bench.first, bench.run(8), bench.run(7)
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


def check_reset(bench: Bench) -> None:
    """After a failure and a cancel in the middle of the work, the same loaded model makes what a fresh one makes."""
    expected, _ = bench.first
    break_off(bench)
    assert _files(bench.run(7)[0]) == _files(expected)
    with pytest.raises(Cancelled):
        bench.run(8, stop_at=2)
    assert bench.cache.loaded(bench.case.spec)
    assert _files(bench.run(7)[0]) == _files(expected)


def check_recipe(bench: Bench) -> None:
    """What was used is in the recipe, in JSON; the licence of the weights is told where it forbids something."""
    pieces, _ = bench.first
    case, ask = bench.case, bench.case.ask(7)
    assert pieces
    for number, made in enumerate(pieces):
        assert made.files[0].role == "main" and made.files[0].data
        assert made.title and made.text
        assert type(made.facts) is KINDS[made.kind].facts
        recipe = recipe_of(LiveJob("job", "owner", ask), made)
        assert Recipe.model_validate_json(recipe.to_json()) == recipe
        assert recipe.seed == 7 + number
        assert (recipe.engine, recipe.models) == (case.engine.key, (ModelUse.of(case.spec),))
        assert any(case.spec.licence in str(note) for note in made.notes) == (case.spec.commercial != "yes")


def _changed(fields: FieldsT, changes: dict[str, Any]) -> FieldsT:
    """The fields with those changes that are theirs."""
    names = type(fields).model_fields.keys() & changes.keys()
    return fields.model_copy(update={name: changes[name] for name in names})


def _files(pieces: list[Made]) -> list[bytes]:
    return [file.data for made in pieces for file in made.files]
