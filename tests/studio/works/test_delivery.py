"""A work is handed over under the same names and as the same values through every door."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.works.delivery import described, file_name, named_url, numbered, places, url
from studio.works.store import Store
from tests.studio.works.test_store import keep


def test_a_work_is_described_in_json(store: Store) -> None:
    work = keep(store)
    told = json.loads(json.dumps(described(work)))
    assert (told["id"], told["kind"], told["title"], told["text"]) == (work.id, "image", "birds", work.text)
    assert told["recipe"]["params"] == {"prompt": "birds", "seed": 7}
    assert told["notes"] == []


def test_an_address_ends_with_a_speaking_name(store: Store) -> None:
    work = keep(store, "Three birds")
    svg = work.file("svg")
    assert svg
    assert url(work, svg) == f"works/{work.id}/svg"
    assert (
        named_url(work, svg) == f"works/{work.id}/svg/three-birds-7.svg" == f"{url(work, svg)}/{file_name(work, svg)}"
    )


def test_files_of_one_suffix_get_their_roles(store: Store) -> None:
    work = keep(store)
    two = work.model_copy(update={"files": (work.main, work.main.model_copy(update={"role": "poster"}))})
    assert [place.name for place in places(two, Path("out/film.png")).values()] == ["film.png", "film-poster.png"]


@pytest.mark.parametrize(
    ("out", "number", "name"),
    [("a.png", 0, "a.png"), ("a.png", 1, "a-2.png"), ("v1.2", 2, "v1.2-3")],
)
def test_later_works_of_a_job_are_numbered(out: str, number: int, name: str) -> None:
    assert numbered(Path(out), number) == Path(name)
    assert numbered(None, number) is None
