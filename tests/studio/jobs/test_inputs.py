"""What a person brings into a job: found by id, kept with the work, and nobody else's."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from PIL import Image
from pydantic import Field

from studio.errors import BadInput, NotFound
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.jobs.live import LiveJob
from studio.jobs.mode import Mode, Modes
from studio.jobs.sweeper import Sweeper
from studio.jobs.worker import Worker
from studio.params import Brought, Options, Params
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile
from studio.works.store import Store
from studio.works.tables import UploadRow
from studio.works.upload import Upload
from studio.works.works import now
from tests.fakes import PATIENCE, Sketcher, sketching

ANN, BOB = "ann", "bob"


class TurnParams(Params):
    """A picture to turn upside down."""

    picture: Brought = Field(title="Picture", description="Any.", json_schema_extra={"takes": ["picture"]})


class Turner(Engine[TurnParams, Options]):
    """Turns a picture upside down. For the tests."""

    key = "turner"

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key)

    def run(self, ask: Ask[TurnParams, Options], ctx: JobContext) -> Iterator[Made]:
        upload, path = ctx.brought(ask.params.picture)
        with Image.open(path) as picture:
            turned = picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        out = io.BytesIO()
        turned.save(out, "PNG")
        yield Made("image", upload.name or "turned", (MadeFile("main", ".png", out.getvalue()),), PictureFacts())


@pytest.fixture
def worker(open_worker: Callable[..., Worker], store: Store, sketcher: Sketcher) -> Worker:
    modes = sketching(sketcher)
    worker = open_worker(store, Modes((*modes.values(), Mode("turn", TurnParams, (Turner(),), "image"))))
    worker.start()
    return worker


def a_file(colour: str = "red", suffix: str = "png") -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (32, 24), colour).save(file, suffix)
    file.seek(0)
    return file


def bring(worker: Worker, owner: str = ANN, colour: str = "red") -> Upload:
    return worker.uploads.take(a_file(colour), owner, ("picture",), f"{colour}.png")


def done(job: LiveJob) -> LiveJob:
    while not job.view.ended:
        version = job.view.version
        assert job.wait(version, PATIENCE).version > version, "nothing happened any more"
    assert job.view.state == "done", job.view.message
    return job


def test_a_work_names_what_went_into_it_by_hash_and_keeps_it(worker: Worker, store: Store) -> None:
    upload = bring(worker)
    job = done(worker.submit("turn", {"picture": upload.id}, ANN))
    work = store.work(job.view.works[0])
    assert work.recipe.params["picture"] == upload.id and work.recipe.parents == ()
    kept = work.file("input")
    assert kept is not None and kept.sha256 == upload.id and store.files.read(kept)


def test_a_work_made_from_a_work_knows_its_parent(worker: Worker, store: Store) -> None:
    first = done(worker.submit("sketch", {"prompt": "three birds", "seed": 7}, ANN)).view.works[0]
    second = store.work(done(worker.submit("turn", {"picture": first}, ANN)).view.works[0])
    assert second.recipe.parents == (first,)
    assert second.recipe.params["picture"] == store.work(first).main.sha256


def test_made_again_it_is_the_same(worker: Worker, store: Store) -> None:
    work = store.work(done(worker.submit("turn", {"picture": bring(worker).id}, ANN)).view.works[0])
    again = store.work(done(worker.again(work.recipe, ANN, work.recipe.seed, (work.id,))).view.works[0])
    assert again.recipe.params == work.recipe.params and again.recipe.parents == (work.id,)
    with Image.open(store.path(again.main)) as one, Image.open(store.path(work.main)) as other:
        assert one.tobytes() == other.tobytes()


def test_what_a_work_needs_outlives_the_upload(worker: Worker, store: Store) -> None:
    """Removed from the form, or swept: the work can still be made again."""
    upload = bring(worker)
    work = store.work(done(worker.submit("turn", {"picture": upload.id}, ANN)).view.works[0])
    worker.uploads.delete(upload.id, ANN)
    assert done(worker.again(work.recipe, ANN, 0, ())).view.works


def test_nobody_uses_what_another_brought(worker: Worker, store: Store) -> None:
    upload = bring(worker)
    work = done(worker.submit("turn", {"picture": upload.id}, ANN)).view.works[0]
    for id in (upload.id, work, store.work(work).main.sha256, "0" * 64, "0" * 32):
        with pytest.raises(NotFound):
            worker.submit("turn", {"picture": id}, BOB)
    assert not worker.log.jobs(owner=BOB)


@pytest.mark.parametrize(
    "value", ["", "x", "/etc/passwd", "http://example.com/x.png", "../" * 21 + "a", None, 7, ["a"]]
)
def test_what_is_no_id_is_refused(worker: Worker, value: Any) -> None:
    with pytest.raises((BadInput, NotFound)):
        worker.submit("turn", {"picture": value}, ANN)


def test_a_field_takes_its_own_kinds_only(worker: Worker) -> None:
    text = worker.uploads.take(io.BytesIO(b"Some words on a line.\n"), ANN, ("text", "picture"), "words.txt")
    with pytest.raises(BadInput, match="a text") as told:
        worker.submit("turn", {"picture": text.id}, ANN)
    assert list(told.value.fields) == ["picture"], "the page says it beside the field"


def test_a_job_that_waits_over_a_restart_finds_its_file(
    open_worker: Callable[..., Worker], worker: Worker, store: Store, sketcher: Sketcher, tmp_path: Path
) -> None:
    upload = bring(worker)
    sketcher.gate.hold()
    worker.submit("sketch", {"prompt": "three birds"}, ANN)
    waiting = worker.submit("turn", {"picture": upload.id}, ANN)
    worker.stop(0)
    later = open_worker(store, worker.modes)
    later.recover()
    later.start()
    found = later.find(waiting.id, ANN)
    assert found is not None and done(found).view.works


def test_what_nobody_uses_is_swept_after_a_day(
    worker: Worker, store: Store, sketcher: Sketcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, waiting, unused = (bring(worker, colour=colour) for colour in ("red", "green", "blue"))
    done(worker.submit("turn", {"picture": kept.id}, ANN))
    sketcher.gate.hold()
    worker.submit("sketch", {"prompt": "three birds"}, ANN)
    worker.submit("turn", {"picture": waiting.id}, ANN)
    with store.database.session() as session:
        session.execute(sa.update(UploadRow).values(created=now() - timedelta(hours=25)))
    young = bring(worker, colour="white")
    swept = threading.Event()
    sweep = worker.uploads.sweep
    monkeypatch.setattr(worker.uploads, "sweep", lambda used: (sweep(used), swept.set()))
    sweeper = Sweeper(worker, first=0)
    sweeper.start()
    assert swept.wait(PATIENCE)
    sweeper.stop(PATIENCE)
    left = {upload.id for upload in worker.uploads.all(ANN)}
    assert left == {kept.id, waiting.id, young.id}
    with pytest.raises(NotFound):
        worker.uploads.of(unused.id, ANN)
