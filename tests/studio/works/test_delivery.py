"""A work is handed over under the same names and as the same values through every door."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from studio.params import SEED_LIMIT
from studio.works.delivery import NAME_BYTES, described, file_name, named_url, thumb_role, thumb_url, url
from studio.works.recipe import Recipe
from studio.works.store import Store
from studio.works.works import Work, WorkFile, now
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


@pytest.mark.parametrize(
    ("files", "shown"),
    [
        (("main.png", "svg.svg"), "main"),
        (("main.gif",), "main"),
        (("main.mp4", "poster.png", "input.png"), "poster"),
        (("main.mp4", "input.png"), "main"),
        (("main.wav", "midi.mid", "roll.png"), "roll"),
        (("main.wav", "input.png", "input-2.mp4"), ""),
        (("main.md",), ""),
    ],
)
def test_what_is_seen_of_a_work_is_its_own(files: tuple[str, ...], shown: str) -> None:
    parts = tuple(WorkFile(role=Path(name).stem, suffix=Path(name).suffix, sha256="0" * 64, size=1) for name in files)
    recipe = Recipe(mode="m", engine="e", kind="image", title="birds", params={}, seed=1)
    work = Work(id="1", owner="ann", job="j", created=now(), recipe=recipe, files=parts)
    assert thumb_role(work) == shown
    assert thumb_url(work) == (f"works/1/{shown}?thumb=1" if shown else "")


@hypothesis(max_examples=200, deadline=None)
@given(
    title=st.text(max_size=80),
    role=st.sampled_from(["main", "svg", "poster", "input-" + "x" * 20]),
    seed=st.integers(0, SEED_LIMIT),
)
@example("𠀀" * 60, "poster", SEED_LIMIT)
@example("İ" * 60, "main", 0)
@example("a" + "墨" * 59, "main", 7)
@example("\ud800", "main", 7)
def test_a_name_fits_every_system_whatever_the_title(title: str, role: str, seed: int) -> None:
    file = WorkFile(role=role, suffix=".webp", sha256="0" * 64, size=1)
    recipe = Recipe(mode="m", engine="e", kind="image", title=title, params={}, seed=seed)
    name = file_name(Work(id="1", owner="ann", job="j", created=now(), recipe=recipe, files=(file,)), file)
    assert len(name.encode()) <= NAME_BYTES
    assert name == Path(name).name and not set(name) & set('/\\:*?"<>|\0\n') and not name.startswith((".", "-"))
    drawn = f"-{seed}" if seed else ""
    assert name.endswith(f"{drawn}.webp" if role in ("main", "svg") else f"{drawn}-{role}.webp")
