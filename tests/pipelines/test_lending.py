"""Every engine of the accelerator works where that is lent: in a fork that is killed afterwards, with what goes in and
comes out pickled; and where nothing is lent, the same call is a plain one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import spaces

from pipelines.music.musicgen import early
from pipelines.registry import MODES
from studio.errors import Cancelled, DoesNotFit, InkstoneError, NotLent
from studio.jobs.catalog_engine import obstacle
from studio.jobs.context import RunningContext
from studio.jobs.engine import Ask
from studio.jobs.lending import LONGEST, SHORTEST, Lend, Lending, bounded
from studio.jobs.live import LiveJob
from studio.models.catalog import ModelSpec
from studio.works.made import Made
from tests import tiny
from tests.contract import RUNTIMES, Processor, Recorder
from tests.forks import Forks
from tests.pipelines.family_bench import FamilyBench, spec_of
from tests.pipelines.image.pictures import PICTURE
from tests.pipelines.image.test_captioner import case as captioner
from tests.pipelines.test_contract import CASES

FAMILIES = [
    ("image", "sd-1.5"),
    ("change", "sd-1.5"),
    ("repaint", "sd-1.5"),
    ("extend", "sd-1.5"),
    ("guide", "sd-1.5"),
    ("edit", "flux2-klein"),
    ("layers", "qwen-image-layered"),
]
OTHERS = [*(each for each in CASES if each.phase != "painting"), captioner("qwen3-vl")]
KILLED = -9


class Bench:
    """Tiny checkpoints, loaded once as they are on ZeroGPU; each job may be lent in any way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.families = FamilyBench(folder)
        self._built = tiny.Built(lambda name: Path(folder, name))
        self._models: dict[str, Any] = {}
        self.broken: Any = None
        """The hook that makes a model fail."""

    def ask(self, name: str, base: str = "") -> Ask[Any, Any]:
        if base:
            return self.families.ask(name, base, **({"steps": 1} if name == "layers" else {}))
        case = next(case for case in OTHERS if case.name == name)
        return case.ask(7, **({"picture": PICTURE} if "picture" in type(case.params).model_fields else {}))

    def job(self, ask: Ask[Any, Any]) -> tuple[LiveJob, Recorder]:
        """Of somebody who brought the pictures that it names."""
        recorder = Recorder(self.families.host, self.families.cache, self.folder)
        ids = {getattr(ask.params, name, None) for name in ("picture", "mask")} - {None}
        return LiveJob("job", "ann", ask, brought=tuple(recorder.brought(id)[0] for id in sorted(ids))), recorder

    def lending(self, lend: Lend, *specs: ModelSpec) -> Lending:
        for spec in specs:
            if spec.key not in self._models:
                self._models[spec.key] = RUNTIMES.load(spec, self._files(spec), Processor())
        host = replace(self.families.host, lent=frozenset(self._models))
        return Lending(lend, self._models, RUNTIMES, host, MODES, Processor())

    def run(self, lend: Lend, job: LiveJob, recorder: Recorder, expected: float = 20) -> list[Made]:
        lending = self.lending(lend, *job.ask.models.values())
        return list(lending.run(job, cast(RunningContext, recorder), expected))

    def _files(self, spec: ModelSpec) -> Path:
        if spec.repo:
            path = self.families.host.catalog.locate(spec)
            assert path
            return path
        checkpoint = next(case for case in OTHERS if case.spec.key == spec.key).checkpoint
        place = self.folder / f"tiny-{spec.key}"
        return place if place.exists() else checkpoint(_made(place))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with tiny.at_work():
        yield Bench(tmp_path_factory.mktemp("lent"))


def data(pieces: list[Made]) -> list[bytes]:
    return [file.data for made in pieces for file in made.files]


@pytest.mark.parametrize(
    ("name", "base"), [*FAMILIES, *((each.name, "") for each in OTHERS)], ids=lambda part: part or "own"
)
def test_an_engine_makes_in_a_killed_fork_what_it_makes_at_home(bench: Bench, name: str, base: str) -> None:
    forks, ask = Forks(), bench.ask(name, base)
    job, heard = bench.job(ask)
    there = bench.run(forks, job, heard)

    assert forks.ended == [KILLED], "it ran in a fork, and nothing is left of that"
    assert forks.asked == [30]
    assert any(step.total for step in heard.steps), "its steps are heard of meanwhile"
    here = bench.run(spaces.GPU, *bench.job(ask))
    assert there and data(there) == data(here)
    assert [made.notes for made in there] == [made.notes for made in here]


def test_a_sound_is_heard_out_of_the_fork(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(early, "EVERY", 0.3)
    job, recorder = bench.job(bench.ask("musicgen"))
    assert bench.run(Forks(), job, recorder)
    assert [len(chunk.samples) / chunk.rate for chunk in recorder.chunks] == [pytest.approx(0.3)] * 2


class Stopping(Recorder):
    """Somebody presses Stop when the first step is seen."""

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None:
        super().progress(phase, step, total, **values)
        self.cancelled = self.cancelled or bool(total)


def test_stop_reaches_the_fork(bench: Bench) -> None:
    forks, ask = Forks(), bench.families.ask("image", "sd-1.5", steps=100, count=4)
    job, _ = bench.job(ask)
    with pytest.raises(Cancelled):
        bench.run(forks, job, Stopping(bench.families.host, bench.families.cache, bench.folder))
    assert forks.ended == [KILLED]


def test_the_engine_stops_when_nobody_listens_any_more(bench: Bench) -> None:
    """The same fork may be given the next job, so it has to stop by itself."""
    ask = bench.families.ask("image", "sd-1.5", steps=100, count=4)
    job, _ = bench.job(ask)
    lending = bench.lending(spaces.GPU, *ask.models.values())
    steps = 0

    def count(*_: Any) -> None:
        nonlocal steps
        steps += 1

    hook = lending.models[next(iter(ask.models.values())).key].unet.register_forward_hook(count)
    try:
        with pytest.raises(Cancelled):
            bench.run(spaces.GPU, job, Stopping(bench.families.host, bench.families.cache, bench.folder))
    finally:
        hook.remove()
    assert steps < 200, "of four pictures with a hundred each"


def broken_by(bench: Bench, error: BaseException) -> tuple[LiveJob, Recorder]:
    """A job whose denoiser raises an error, in the fork."""
    job, heard = bench.job(bench.ask("image", "sd-1.5"))
    bench.lending(spaces.GPU, *job.ask.models.values())

    def fail(*_: Any) -> None:
        raise error

    (spec,) = job.ask.models.values()
    bench.broken = bench._models[spec.key].unet.register_forward_pre_hook(fail)
    return job, heard


@pytest.mark.parametrize(
    ("error", "kind", "says"),
    [
        (RuntimeError("a step failed"), InkstoneError, "RuntimeError: a step failed"),
        (MemoryError(), DoesNotFit, "ran out of memory"),
    ],
)
def test_an_error_comes_back_in_words(bench: Bench, error: BaseException, kind: type, says: str) -> None:
    forks = Forks()
    job, heard = broken_by(bench, error)
    try:
        with pytest.raises(kind, match=says):
            bench.run(forks, job, heard)
    finally:
        bench.broken.remove()
    assert bench.run(forks, *bench.job(job.ask)), "the next one is made"


def test_a_fork_that_is_ended_from_outside_ends_the_job(bench: Bench) -> None:
    """The platform takes back what it lent for longer than was asked for."""

    def lend(task: Any, *, duration: Any) -> Any:
        def call(order: Any) -> Iterator[Any]:
            yield None
            raise RuntimeError("GPU task aborted")

        return call

    job, heard = bench.job(bench.ask("image", "sd-1.5"))
    with pytest.raises(NotLent, match="GPU task aborted"):
        bench.run(lend, job, heard)


def test_who_asked_is_known_where_it_is_lent(bench: Bench) -> None:
    """The platform counts the seconds of each visitor, whom it knows by the request that asked."""
    from contextvars import ContextVar

    asking: ContextVar[str] = ContextVar("asking", default="nobody")
    seen = []

    def lend(task: Any, *, duration: Any) -> Any:
        def call(order: Any) -> Iterator[Any]:
            seen.append(asking.get())
            yield from task(order)

        return call

    mark = asking.set("ann")
    job, heard = bench.job(bench.ask("image", "sd-1.5"))
    asking.reset(mark)
    bench.run(lend, job, heard)
    assert seen == ["ann"]


def test_what_needs_no_accelerator_is_lent_none(bench: Bench) -> None:
    forks = Forks()
    ask = MODES["image"].ask({"prompt": "a fox", "size": 512, "seed": 7, "model": "illustrator"}, bench.families.host)
    lending = bench.lending(forks)
    assert list(lending.run(*cast(Any, bench.job(ask)), expected=1)) and not forks.asked


def test_a_model_that_was_not_made_ready_says_why(bench: Bench) -> None:
    """Of large ones; what works on the processor is offered as everywhere."""
    ready, other = spec_of("sd-1.5"), spec_of("flux2-klein")
    for base in ("sd-1.5", "flux2-klein"):
        bench.families.checkpoint(base)
    bench.families.host.catalog.refresh()
    host = replace(bench.families.host, lent=frozenset({ready.key}))
    assert obstacle(ready, host) is None
    with pytest.raises(NotLent, match=f"{ready.title}. {other.title} is none of them"):
        raise cast(Exception, obstacle(other, host))
    assert obstacle(other.model_copy(update={"cpu": True}), host) is None
    assert obstacle(other, bench.families.host) is None, "nothing is lent where the machine has its own"


def test_as_much_time_is_asked_for_as_jobs_like_it_took() -> None:
    assert [bounded(seconds) for seconds in (0.1, 20, 40, 1e9)] == [SHORTEST, 30, 60, LONGEST]


def test_models_are_loaded_before_the_first_call(bench: Bench) -> None:
    """Those that are named and here; one whose files are missing keeps nobody from starting."""
    bench.families.checkpoint("sd-1.5")
    bench.families.host.catalog.refresh()
    ready, absent = spec_of("sd-1.5"), spec_of("sdxl")
    lending = Lending.of(
        [ready.key, absent.key, "no-such-model"], spaces.GPU, RUNTIMES, bench.families.host, MODES, Processor()
    )
    assert lending.models.keys() == {ready.key} == lending.outside.lent
