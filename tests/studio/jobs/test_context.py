"""A work says how its model was made to fit."""

from __future__ import annotations

from studio.jobs.worker import Worker
from studio.models.catalog import MEBIBYTE
from studio.models.memory import Memory
from studio.works.facts import PictureFacts
from studio.works.store import Store
from tests.fakes import PATIENCE


def finished(worker: Worker, store: Store) -> tuple[str, list[str]]:
    """The rung among the facts of a work by a model of 150 MB, and its notes."""
    job = worker.submit("sketch", {"prompt": "three birds", "model": "brush"}, "owner")
    view = job.view
    while not view.ended:
        view = job.wait(view.version, PATIENCE)
    recipe = store.work(view.works[0]).recipe
    assert isinstance(recipe.facts, PictureFacts)
    return recipe.facts.memory, [str(note) for note in recipe.notes]


def test_a_rung_below_the_first_is_told_and_kept_in_the_recipe(worker: Worker, store: Store) -> None:
    worker.cache.budget = Memory(120 * MEBIBYTE)
    memory, notes = finished(worker, store)
    assert memory == "int8"
    assert any(note.startswith("Brush runs with weights rounded to eight bits") for note in notes)


def test_of_a_model_that_is_as_it_is_nothing_is_said(worker: Worker, store: Store) -> None:
    memory, notes = finished(worker, store)
    assert memory == "" and not any("Brush runs" in note for note in notes)
