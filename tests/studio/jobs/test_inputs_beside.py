"""A work is an input by a file beside its main one, where a field takes that and not the main one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from pydantic import Field

from studio.errors import BadInput
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.jobs.mode import Mode, Modes
from studio.jobs.worker import Worker
from studio.media.audio import encode
from studio.params import Brought, MaybeBrought, Options, Params
from studio.works.facts import MusicFacts
from studio.works.made import Made, MadeFile
from studio.works.store import Store
from tests.studio.jobs.test_inputs import ANN, done


def wav() -> bytes:
    return encode(np.zeros((800, 2), np.float32), 8000)


class NoteParams(Params):
    """A piece: with its notes, or without."""

    noted: bool = Field(True, title="Noted", description="Whether it has notes.")


class EditParams(Params):
    """Notes to change, and a sound to hear."""

    piece: Brought = Field(title="Piece", description="Notes.", json_schema_extra={"takes": ["score"]})
    sound: MaybeBrought = Field("", title="Sound", description="Any.", json_schema_extra={"takes": ["sound", "midi"]})


class Noter(Engine[NoteParams, Options]):
    """Writes a piece. For the tests."""

    key = "noter"

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key)

    def run(self, ask: Ask[NoteParams, Options], ctx: JobContext) -> Iterator[Made]:
        notes = (MadeFile("score", ".json", b'{"notes":[60]}'),) if ask.params.noted else ()
        yield Made("music", "A piece", (MadeFile("main", ".wav", wav()), *notes), MusicFacts(seconds=1))


class Editor(Engine[EditParams, Options]):
    """Hands over what it was brought. For the tests."""

    key = "editor"

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key)

    def run(self, ask: Ask[EditParams, Options], ctx: JobContext) -> Iterator[Made]:
        upload, path = ctx.brought(ask.params.piece)
        files = (MadeFile("main", ".wav", wav()), MadeFile("score", ".json", path.read_bytes() + b" "))
        kinds = [upload.kind, ctx.brought(ask.params.sound)[0].kind if ask.params.sound else ""]
        yield Made("music", upload.title, files, MusicFacts(seconds=1), text=" ".join(kinds))


@pytest.fixture
def worker(open_worker: Callable[..., Worker], store: Store) -> Worker:
    modes = Mode("note", NoteParams, (Noter(),), "music"), Mode("edit", EditParams, (Editor(),), "music")
    worker = open_worker(store, Modes(modes))
    worker.start()
    return worker


def made(worker: Worker, store: Store, mode: str, values: dict[str, Any]) -> Any:
    return store.work(done(worker.submit(mode, values, ANN)).view.works[0])


def test_a_piece_is_taken_by_its_notes_and_is_their_parent(worker: Worker, store: Store) -> None:
    piece = made(worker, store, "note", {})
    edited = made(worker, store, "edit", {"piece": piece.id, "sound": piece.id})
    score = piece.file("score")
    assert score and edited.recipe.params["piece"] == score.sha256 == edited.file("input").sha256
    assert edited.recipe.params["sound"] == piece.main.sha256
    assert edited.recipe.parents == (piece.id,) and edited.recipe.title == "A piece"
    assert edited.text == "score sound"


def test_it_is_made_again_from_what_the_work_has_kept(worker: Worker, store: Store) -> None:
    piece = made(worker, store, "note", {})
    edited = made(worker, store, "edit", {"piece": piece.id})
    worker.uploads.delete(edited.recipe.params["piece"], ANN)
    store.delete(piece)
    again = store.work(done(worker.again(edited.recipe, ANN, 0, (edited.id,))).view.works[0])
    assert again.file("score") == edited.file("score") and again.recipe.params == edited.recipe.params


def test_a_piece_without_notes_is_refused_at_its_field(worker: Worker, store: Store) -> None:
    piece = made(worker, store, "note", {"noted": False})
    with pytest.raises(BadInput, match="a piece with its notes") as refused:
        worker.submit("edit", {"piece": piece.id}, ANN)
    assert "piece" in refused.value.fields
