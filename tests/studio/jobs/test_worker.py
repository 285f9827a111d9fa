"""Jobs: they go on without the page, stop at the next step, and are told apart by owner."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from typing import Any

import pytest

from studio.errors import BadInput, DiskFull, LoadFailed, NotFound, QueueFull
from studio.jobs.live import JobView, LiveJob
from studio.jobs.log import JobLog, view_of
from studio.jobs.mode import Modes
from studio.jobs.worker import Worker
from studio.words import plain
from studio.works.made import Made
from studio.works.recipe import Recipe
from studio.works.store import Store
from studio.works.upload import Upload
from studio.works.works import Work
from tests.fakes import PATIENCE, Sketcher, sketching

ANN, BOB = "ann", "bob"


def ended(job: LiveJob) -> JobView:
    """The view of the job once it has ended."""
    view = job.view
    while not view.ended:
        newer = job.wait(view.version, PATIENCE)
        assert newer.version > view.version, f"nothing happened any more: {newer}"
        view = newer
    return view


def logged(store: Store, id: str) -> JobView:
    """The job as the log tells of it."""
    return view_of(JobLog(store.database).job(id), ())


def sketch(worker: Worker, prompt: str = "birds", owner: str = ANN, **values: Any) -> LiveJob:
    return worker.submit("sketch", {"prompt": prompt, **values}, owner)


def test_the_result_is_there_when_the_page_comes_back(worker: Worker, store: Store, sketcher: Sketcher) -> None:
    sketcher.gate.hold()
    sketch(worker, "three birds", seed=7)
    sketcher.gate.reached(1)  # The page is closed here: nobody keeps the job or waits for it.
    sketcher.gate.open()
    sketch(worker, "another", owner=BOB)
    sketcher.gate.reached(8)

    (view, _) = worker.known.ended(ANN)[0]
    assert view.state == "done"
    work = store.work(view.works[0])
    assert (work.title, work.owner, work.recipe.seed) == ("three birds", ANN, 7)
    assert store.files.read(work.main).startswith(b"\x89PNG")


def test_a_page_sees_each_step_and_what_came_of_it(worker: Worker, sketcher: Sketcher) -> None:
    sketcher.gate.hold()
    job = sketch(worker)
    sketcher.gate.reached(1)
    assert str(job.view.progress) == "drawing: step 1 of 4"
    assert job.view.state == "running" and str(job.view.why) == "The sketcher needs no model."
    sketcher.gate.open()
    view = ended(job)
    assert str(view.progress) == "drawing: step 4 of 4" and len(view.works) == 1


def test_of_an_ended_job_its_request_is_forgotten(worker: Worker) -> None:
    asking: ContextVar[str] = ContextVar("asking")
    asking.set("a request and all that hangs on it")
    job = sketch(worker)
    assert asking in job.asked_in
    assert ended(job).state == "done" and asking not in job.asked_in


def test_a_seed_is_drawn_when_none_is_given(worker: Worker, store: Store) -> None:
    one, two = (ended(sketch(worker)).works[0] for _ in range(2))
    assert store.work(one).recipe.seed != store.work(two).recipe.seed
    assert store.work(one).recipe.params["seed"] == store.work(one).recipe.seed


def test_cancel_stops_the_work_within_one_step(worker: Worker, sketcher: Sketcher) -> None:
    sketcher.gate.hold(after=2)
    job = sketch(worker, "cancelled", steps=50)
    sketcher.gate.reached(3)
    worker.cancel(job.id, ANN)
    sketcher.gate.open()
    assert ended(job).state == "cancelled"
    assert ended(sketch(worker, "next")).state == "done"
    assert sketcher.gate.steps == {"cancelled": 3, "next": 4}, "the work itself stopped, not only its display"


def test_cancel_keeps_the_finished_pieces_and_frees_the_model(worker: Worker, store: Store, sketcher: Sketcher) -> None:
    sketcher.gate.hold(after=5)
    job = sketch(worker, model="brush", pieces=3)
    sketcher.gate.reached(6)
    worker.cancel(job.id, ANN)
    sketcher.gate.open()
    view = ended(job)
    assert (view.state, view.message) == ("cancelled", "Stopped. What was finished is kept.")
    row = JobLog(store.database).job(job.id)
    assert row.said == [{"key": "job.stopped_late", "values": {}}], "kept so that any language can say it"
    assert [work.id for work in store.works()] == list(view.works) and len(view.works) == 1
    assert [resident.state for resident in worker.cache.residents()] == ["idle"]


def test_a_waiting_job_is_cancelled_at_once(worker: Worker, store: Store, sketcher: Sketcher) -> None:
    sketcher.gate.hold()
    first, second = sketch(worker), sketch(worker, "never begun")
    sketcher.gate.reached(1)
    worker.cancel(second.id, ANN)
    assert (second.view.state, second.view.message) == ("cancelled", "Stopped before it began.")
    assert JobLog(store.database).job(second.id).state == "cancelled"
    sketcher.gate.open()
    ended(first)
    assert "never begun" not in sketcher.gate.steps


def test_ten_jobs_of_one_owner_delay_anothers_first_by_one(worker: Worker, sketcher: Sketcher) -> None:
    sketcher.gate.hold()
    mine = [sketch(worker, f"ann {number}", steps=1) for number in range(10)]
    sketcher.gate.reached(1)
    guest = sketch(worker, "bob", owner=BOB, steps=1)
    sketcher.gate.open()
    ended(guest)
    ended(mine[-1])
    order = list(sketcher.gate.steps)
    assert order.index("bob") == 1


def test_what_waits_is_listed_and_the_wait_grows_with_it(worker: Worker, sketcher: Sketcher) -> None:
    assert worker.line.seconds(BOB) == 0
    sketcher.gate.hold()
    waits = []
    for number in range(3):
        sketch(worker, f"{number}")
        sketcher.gate.reached(1)
        waits.append(worker.line.seconds(ANN))
    assert 0 < waits[0] < waits[1] < waits[2]
    assert [view.state for view in worker.line.waiting()] == ["running", "queued", "queued"]
    assert worker.line.seconds(BOB) < waits[2], "a newcomer waits for one turn of each, not for all"


def test_full_queues_refuse_and_leave_no_trace(
    open_worker: Callable[..., Worker], store: Store, sketcher: Sketcher
) -> None:
    worker = open_worker(store, sketching(sketcher), queue_size=3, owner_limit=2)
    sketch(worker), sketch(worker)
    with pytest.raises(QueueFull, match="one visitor may have: 2"):
        sketch(worker)
    sketch(worker, owner=BOB)
    with pytest.raises(QueueFull, match="the studio takes: 3"):
        sketch(worker, owner="cat")
    assert len(JobLog(store.database).jobs()) == len(worker.line.waiting()) == 3


def test_nobody_touches_anothers_job(worker: Worker, store: Store, sketcher: Sketcher) -> None:
    sketcher.gate.hold()
    job = sketch(worker)
    sketcher.gate.reached(1)
    assert worker.find(job.id, BOB) is None and worker.find(job.id, ANN) is job
    assert worker.known.ended(BOB) == worker.known.of(BOB) == worker.line.of(BOB) == []
    worker.cancel(job.id, BOB)
    with pytest.raises(NotFound, match="no such job of yours"):
        worker.retry(job.id, BOB)
    sketcher.gate.open()
    assert ended(job).state == "done"
    assert store.works(owner=BOB) == []


def test_a_retry_makes_the_same_thing(worker: Worker, store: Store) -> None:
    first = sketch(worker)
    again = worker.retry(ended(first).id, ANN)
    one, two = store.work(first.view.works[0]), store.work(ended(again).works[0])
    assert one.id != two.id and one.files == two.files
    with pytest.raises(NotFound, match="There is no job"):
        worker.retry("unknown", ANN)


def test_bad_input_queues_nothing(worker: Worker, store: Store) -> None:
    for values, told in (
        ({"prompt": ""}, "Prompt: say in a few words what you want; it is empty."),
        ({"prompt": "birds", "width": 0}, "Width: .*greater than or equal to 16"),
        ({"prompt": "birds", "width": 10**9}, "Width: .*less than or equal to 2048"),
        ({"prompt": "birds", "seed": -1}, "Seed: "),
        ({"prompt": "birds", "wings": 2}, "wings: "),
        ({"prompt": "nothing", "model": "brush"}, "Nothing cannot be drawn"),
    ):
        with pytest.raises(BadInput, match=f"{told}.*Nothing was started"):
            worker.submit("sketch", values, ANN)
    with pytest.raises(NotFound, match=r"No model is called “oil”.*brush, pencil"):
        sketch(worker, model="oil")
    with pytest.raises(NotFound, match=r"Nothing here makes “statue”.*sketch"):
        worker.submit("statue", {}, ANN)
    assert JobLog(store.database).jobs() == [] and worker.line.waiting() == []


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("by zero"), SystemExit(2), KeyboardInterrupt(), RecursionError(), MemoryError()]
)
def test_an_unforeseen_error_ends_its_job_alone(worker: Worker, sketcher: Sketcher, error: BaseException) -> None:
    sketcher.failing = error
    view = ended(sketch(worker, pieces=2))
    assert view.state == "failed" and len(view.works) == 1, "the piece that was finished is kept"
    assert type(error).__name__ in view.message and "Try again" in view.message
    sketcher.failing = None
    assert ended(sketch(worker)).state == "done"


def test_an_error_for_the_person_is_shown_as_it_is(worker: Worker, store: Store, sketcher: Sketcher) -> None:
    sketcher.failing = LoadFailed(plain("The brush has no hairs."))
    view = ended(sketch(worker))
    assert view.message == f"The brush has no hairs. {LoadFailed.hint}"
    assert logged(store, view.id).message == view.message


def test_a_full_disk_under_a_generators_own_files_is_named(worker: Worker, sketcher: Sketcher) -> None:
    sketcher.failing = OSError(errno.ENOSPC, "No space left on device")
    assert ended(sketch(worker)).message.startswith("The disk is full: a temporary file could not be written.")


def test_an_error_that_no_database_can_keep_is_shown_all_the_same(
    worker: Worker, sketcher: Sketcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    # pytest's parallel runner cannot pass a captured log with a lone surrogate on to its parent.
    monkeypatch.setattr(logging.getLogger("studio.jobs.worker"), "disabled", True)
    sketcher.failing = ValueError("caf\udce9" + "!" * 100_000)
    view = ended(sketch(worker))
    assert view.state == "failed" and "ValueError: caf" in view.message and len(view.message) < 1000
    sketcher.failing = None
    assert ended(sketch(worker)).state == "done"
    assert worker.log.job(view.id).state == "failed"


def test_the_job_says_so_when_its_result_cannot_be_kept(
    worker: Worker, store: Store, sketcher: Sketcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = store.add

    def full_after_one(made: Made, recipe: Recipe, owner: str, job: str, brought: Sequence[Upload]) -> Work:
        if store.works():
            raise DiskFull(plain("The disk is full."))
        return keep(made, recipe, owner, job)

    monkeypatch.setattr(store, "add", full_after_one)
    view = ended(sketch(worker, model="brush", pieces=3))
    assert view.state == "failed" and "All earlier works are safe" in view.message and len(view.works) == 1
    assert sketcher.gate.total == 8, "nothing more is made once nothing can be kept"
    assert [resident.state for resident in worker.cache.residents()] == ["idle"]


def test_the_page_hears_the_end_even_when_the_log_cannot_be_written(
    worker: Worker, store: Store, sketcher: Sketcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    sketcher.gate.hold()
    job = sketch(worker)
    sketcher.gate.reached(1)

    def broken(**values: Any) -> None:
        raise RuntimeError("the database went away")

    with monkeypatch.context() as patch:
        patch.setattr(worker.log, "save", broken)
        sketcher.gate.open()
        view = ended(job)
    assert view.state == "done" and len(view.works) == 1 and "the database went away" in view.message
    assert ended(sketch(worker)).state == "done"


def test_a_job_that_cannot_be_logged_is_not_queued(
    worker: Worker, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**values: Any) -> None:
        raise RuntimeError("the database went away")

    monkeypatch.setattr(worker.log, "save", broken)
    with pytest.raises(RuntimeError):
        sketch(worker)
    assert worker.line.waiting() == []


def test_stop_does_not_wait_for_a_step_without_an_end(worker: Worker, sketcher: Sketcher, store: Store) -> None:
    """Native code cannot be interrupted; the log is right all the same."""
    sketcher.gate.hold()
    running = worker.submit("sketch", {"prompt": "endless"}, ANN)
    sketcher.gate.reached(1)
    worker.stop(timeout=0.05)
    assert running.view.state == worker.log.job(running.id).state == "interrupted"


def test_stop_interrupts_the_running_job_and_keeps_the_waiting_ones(
    open_worker: Callable[..., Worker], store: Store, sketcher: Sketcher
) -> None:
    worker = open_worker(store, sketching(sketcher))
    worker.start()
    sketcher.gate.hold(after=4)
    running, waiting = sketch(worker, pieces=2), sketch(worker, "later")
    sketcher.gate.reached(5)
    with ThreadPoolExecutor(1) as pool:
        stopping = pool.submit(worker.stop)
        assert running.stopped.wait(PATIENCE)
        sketcher.gate.open()
        stopping.result(PATIENCE)
    assert running.view.state == "interrupted" and len(running.view.works) == 1
    assert JobLog(store.database).job(waiting.id).state == "queued"

    after = open_worker(store, sketching(sketcher))
    after.recover()
    after.start()
    again = after.find(waiting.id, ANN)
    assert again and ended(again).state == "done"
    assert [view.id for view, _ in after.known.ended(ANN)] == [waiting.id, running.id]


def test_a_page_sees_a_job_of_an_earlier_process(
    open_worker: Callable[..., Worker], worker: Worker, store: Store, sketcher: Sketcher
) -> None:
    job = sketch(worker, pieces=2)
    ended(job)
    after = open_worker(store, sketching(sketcher))
    ((view, params),) = after.known.ended(ANN)
    assert (view.id, view.mode, view.state, view.created) == (job.id, "sketch", "done", job.created)
    assert params["prompt"] == "birds" and after.known.works_of(view) == job.view.works
    assert view.ended_at and view.ended_at > view.created


def test_a_waiting_job_that_can_no_longer_be_made_says_why(
    open_worker: Callable[..., Worker], store: Store, sketcher: Sketcher
) -> None:
    before = open_worker(store, sketching(sketcher))
    job = sketch(before)
    after = open_worker(store, Modes(()))
    after.recover()
    view = logged(store, job.id)
    assert view.state == "failed" and "Nothing here makes “sketch”" in view.message


def test_a_waiting_job_keeps_its_place_and_age_over_a_restart(
    open_worker: Callable[..., Worker], store: Store, sketcher: Sketcher
) -> None:
    before = open_worker(store, sketching(sketcher))
    jobs = [sketch(before, f"{number}", steps=1) for number in range(3)]
    after = open_worker(store, sketching(sketcher))
    after.recover()
    assert [view.id for view in after.line.waiting()] == [job.id for job in jobs]
    after.start()
    again = after.find(jobs[-1].id, ANN)
    assert again and ended(again).state == "done"
    assert list(sketcher.gate.steps) == ["0", "1", "2"]
    assert JobLog(store.database).job(jobs[0].id).created.replace(tzinfo=None) == jobs[0].created.replace(tzinfo=None)


@pytest.mark.parametrize("visits", [30, pytest.param(1000, marks=pytest.mark.soak)])
def test_many_submit_and_cancel_at_once(
    worker: Worker, store: Store, visits: int, record_property: Callable[[str, object], None]
) -> None:
    def visit(number: int) -> str:
        job = sketch(worker, f"{number}", owner=f"visitor {number % 5}", steps=2)
        if number % 3 == 0:
            worker.cancel(job.id, job.owner)
        return ended(job).state

    with ThreadPoolExecutor(10) as pool:
        states = list(pool.map(visit, range(visits)))
    record_property("visits", visits)
    record_property("made", states.count("done"))
    assert set(states) <= {"done", "cancelled"} and states.count("done") >= 2 * visits // 3
    assert len(store.works(limit=None)) == states.count("done")
    assert worker.line.waiting() == [] and {row.state for row in JobLog(store.database).jobs()} <= {"done", "cancelled"}
