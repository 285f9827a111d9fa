"""Auto goes on to the next engine when a model cannot be loaded; what a person chose is what they get, or hear of."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from studio.errors import InkstoneError, LoadFailed
from studio.jobs.catalog_engine import MAIN, CatalogEngine
from studio.jobs.engine import Ask, JobContext
from studio.jobs.live import LiveJob
from studio.jobs.mode import Mode, Modes
from studio.jobs.worker import Worker
from studio.words import plain
from studio.works.made import Made
from studio.works.store import Store
from tests.fakes import (
    PATIENCE,
    FakeDevice,
    FakeLoader,
    FakeOutOfMemory,
    Sketcher,
    SketchOptions,
    SketchParams,
    a_sketch,
)
from tests.studio.jobs.test_worker import ANN, ended, sketch


class Brusher(CatalogEngine[SketchParams, SketchOptions]):
    """Draws with the models of the catalog, and can be told to fail after some pieces."""

    key = "brusher"
    task = "text-to-image"
    runtimes = ("diffusers",)

    def __init__(self) -> None:
        self.failing: BaseException | None = None
        self.after = 0
        self.stopping: Callable[[], None] = lambda: None

    def run(self, ask: Ask[SketchParams, SketchOptions], ctx: JobContext) -> Iterator[Made]:
        with ctx.lease(ask.models[MAIN]):
            for piece in range(ask.params.pieces):
                if self.failing and piece == self.after:
                    self.stopping()
                    raise self.failing
                yield a_sketch(ask.params.prompt, ask.seed + piece)


@pytest.fixture
def brusher() -> Brusher:
    return Brusher()


@pytest.fixture
def loader() -> FakeLoader:
    return FakeLoader(FakeDevice())


@pytest.fixture
def worker(
    open_worker: Callable[..., Worker], store: Store, brusher: Brusher, sketcher: Sketcher, loader: FakeLoader
) -> Worker:
    """Two models, "brush" before "pencil", and one who needs none."""
    mode = Mode("sketch", SketchParams, (brusher, sketcher), "image", ("three birds",))
    worker = open_worker(store, Modes((mode,)), loader)
    worker.start()
    return worker


def authors(store: Store, job: LiveJob) -> list[tuple[str, list[str]]]:
    """Engine and models of each work."""
    recipes = [store.work(id).recipe for id in ended(job).works]
    return [(recipe.engine, [use.key for use in recipe.models]) for recipe in recipes]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError("header too large"), "Brush could not be loaded (OSError: header too large)."),
        (AttributeError("no class Nonesuch"), "Brush could not be loaded (AttributeError: no class Nonesuch)."),
        (SystemExit(2), "Brush could not be loaded (SystemExit: 2)."),
        (LoadFailed(plain("Brush has no hairs.")), "Brush has no hairs."),
        (FakeOutOfMemory(), "Fake GPU ran out of memory while Brush was working; the model was dropped to free it."),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_next_one_makes_it_and_the_work_says_why(
    worker: Worker, store: Store, loader: FakeLoader, error: BaseException, told: str
) -> None:
    loader.broken["brush"] = error
    job = sketch(worker, seed=7)
    view = ended(job)
    assert view.state == "done", view.message
    assert authors(store, job) == [("brusher", ["pencil"])]
    note = f"{told} Pencil made it instead."
    assert [str(note) for note in store.work(view.works[0]).recipe.notes] == [note]
    assert str(view.why) == f"{note} Pencil is present and fits this machine."
    assert (view.engine, worker.log.job(job.id).engine) == ("brusher", "brusher")
    assert store.work(view.works[0]).recipe.seed == 7


def test_it_goes_on_until_somebody_can(worker: Worker, store: Store, loader: FakeLoader, sketcher: Sketcher) -> None:
    loader.broken |= {"brush": OSError("gone"), "pencil": OSError("blunt")}
    job = sketch(worker)
    assert authors(store, job) == [("sketcher", [])]
    assert [str(note) for note in store.work(job.view.works[0]).recipe.notes] == [
        "Brush could not be loaded (OSError: gone). Sketcher made it instead.",
        "Pencil could not be loaded (OSError: blunt). Sketcher made it instead.",
    ]
    assert worker.log.job(job.id).engine == "sketcher"


def test_what_was_set_for_the_next_engine_alone_is_kept(worker: Worker, store: Store, loader: FakeLoader) -> None:
    loader.broken |= {"brush": OSError("gone"), "pencil": OSError("blunt")}
    job = sketch(worker, style="ink", seed=None)
    recipe = store.work(ended(job).works[0]).recipe
    assert recipe.params["style"] == "ink" and recipe.seed == recipe.params["seed"]


def test_when_nobody_can_the_last_error_is_told(worker: Worker, loader: FakeLoader, sketcher: Sketcher) -> None:
    loader.broken |= {"brush": OSError("gone"), "pencil": OSError("blunt")}
    sketcher.failing = LoadFailed(plain("The sketcher is asleep."))
    view = ended(sketch(worker))
    assert view.state == "failed" and "asleep" in view.message


@pytest.mark.parametrize("memory", [True, False])
def test_running_out_of_memory_before_anything_is_made_falls_back(
    worker: Worker, store: Store, brusher: Brusher, memory: bool
) -> None:
    brusher.failing = FakeOutOfMemory() if memory else LoadFailed(plain("Its second model cannot be loaded."))
    job = sketch(worker)
    assert authors(store, job) == [("sketcher", [])]


def test_what_was_made_already_stays_and_nobody_takes_over(worker: Worker, store: Store, brusher: Brusher) -> None:
    brusher.failing, brusher.after = FakeOutOfMemory(), 1
    job = sketch(worker, pieces=2)
    assert authors(store, job) == [("brusher", ["brush"])] and job.view.state == "failed"


@pytest.mark.parametrize("error", [OSError("gone"), FakeOutOfMemory()])
def test_a_model_that_was_chosen_by_name_is_not_replaced(
    worker: Worker, loader: FakeLoader, error: BaseException
) -> None:
    loader.broken["brush"] = error
    view = ended(sketch(worker, model="brush"))
    assert view.state == "failed" and view.works == () and "Brush" in view.message
    assert loader.calls == [("load", "brush")]


@pytest.mark.parametrize("error", [ValueError("a bad step"), InkstoneError(plain("No.")), KeyboardInterrupt()])
def test_other_errors_are_told_as_they_are(worker: Worker, brusher: Brusher, error: BaseException) -> None:
    brusher.failing = error
    view = ended(sketch(worker))
    assert view.state == "failed" and view.engine == "brusher"


def test_who_stopped_it_wants_it_from_nobody(worker: Worker, brusher: Brusher, loader: FakeLoader) -> None:
    brusher.failing = LoadFailed(plain("Broken."))
    brusher.stopping = lambda: [worker.cancel(view.id, ANN) for view in worker.line.waiting()] and None
    view = ended(sketch(worker))
    assert view.state == "cancelled" and view.works == () and loader.count("load", "pencil") == 0


def test_a_job_that_waits_for_room_is_stopped_at_once(worker: Worker, loader: FakeLoader) -> None:
    brush, pencil = worker.host.catalog["brush"], worker.host.catalog["pencil"]
    large = pencil.model_copy(update={"key": "large", "weights_mb": 900})
    with worker.cache.lease(large):
        job = sketch(worker, model=brush.key)
        version = 0
        while str(job.view.progress) != "loading Brush":
            version = job.wait(version, PATIENCE).version
        worker.cancel(job.id, ANN)
        assert ended(job).state == "cancelled"
    assert loader.count("load", "brush") == 0
