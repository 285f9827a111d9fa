"""Whatever is brought to a picture's field is read or refused with words, what was read is worked on or refused with
words, memory stays bounded, and nothing is left behind."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from itertools import chain, cycle
from pathlib import Path
from typing import Any

import psutil
import pytest

from pipelines.image.mask import read_mask
from pipelines.registry import MODES, RUNTIMES
from studio.errors import BadInput
from studio.house import House
from studio.jobs.live import LiveJob
from studio.media.reading.refused import Refused
from studio.models.loras import Loras
from studio.settings import Settings
from studio.works.upload import Upload
from tests.pipelines.image.odd import Odd, masks, pictures, weights

OWNER = "somebody"
TURNS: tuple[tuple[str, dict[str, Any]], ...] = (
    *(2 * (("enhance", {}), ("cutout", {}), ("style", {"size": 256}), ("describe", {}))),
    ("enlarge", {"material": "drawing"}),
    ("lines", {}),
)
"""What every machine can make, the slow ones less often."""
LONGEST_SIDE = 1200
"""Pixels of the longer side of what is worked on here: larger ones are the modes' own tests."""
MOST_MB = 1500
"""By how much the process may grow: the networks of all these modes, and one picture at a time."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    opened = House.open(Settings(home=tmp_path_factory.mktemp("home")), MODES, RUNTIMES)
    yield opened
    opened.close()


def brought(house: House, odd: Odd) -> Upload | None:
    """The file as it was read; None where it was refused, with words."""
    try:
        return house.uploads.take(io.BytesIO(odd.data), OWNER, ("picture",), odd.name)
    except Refused as refused:
        assert odd.outcome != "read", f"{odd.name}: {refused}"
        assert len(str(refused)) > 10
        return None


def ended(job: LiveJob) -> LiveJob:
    while not job.view.ended:
        job.wait(job.view.version, 60)
    return job


def left_behind(house: House) -> list[Path]:
    return [file for file in (house.settings.home / "passing").rglob("*") if file.is_file()]


def rss_mb() -> float:
    return psutil.Process(os.getpid()).memory_info().rss / 2**20


def at_the_door(house: House, odds: list[Odd]) -> list[Upload | None]:
    """Each as it was read, None where it was refused."""
    came = [brought(house, odd) for odd in odds]
    assert [odd.name for odd, upload in zip(odds, came, strict=True) if upload and odd.outcome == "refused"] == []
    return came


def small(uploads: list[Upload | None]) -> list[Upload]:
    """Those that are worked on here."""
    came = [upload for upload in uploads if upload]
    return [upload for upload in came if max(upload.facts.width or 0, upload.facts.height or 0) <= LONGEST_SIDE]


def work_on(house: House, uploads: list[Upload]) -> int:
    """How many the modes could work on, by turns; all others are refused with words."""
    before, turns, made = rss_mb(), cycle(TURNS), 0
    for upload in uploads:
        mode, more = next(turns)
        view = ended(house.worker.submit(mode, {"picture": upload.id, **more}, OWNER)).view
        keys = [said.key for said in view.said]
        assert view.state in ("done", "failed") and "job.unforeseen" not in keys, f"{upload.name}, {mode}: {view.said}"
        made += view.state == "done"
    assert rss_mb() - before < MOST_MB
    assert left_behind(house) == []
    return made


def test_odd_pictures_are_read_or_refused_and_some_of_each_kind_worked_on(house: House) -> None:
    """All come through the door; the first and the last of each kind go on to the modes."""
    came = [at_the_door(house, odds) for odds in pictures().values()]
    assert sum(uploads.count(None) for uploads in came) >= 40
    sorts = [small(uploads) for uploads in came]
    assert sum(map(len, sorts)) >= 70
    some = [upload for uploads in sorts for upload in uploads[:1] + uploads[1:][-1:]]
    assert len(some) >= len(TURNS)
    assert work_on(house, some) >= len(some) / 2


@pytest.mark.judge
def test_every_odd_picture_is_worked_on_or_refused_with_words(house: House) -> None:
    every = [upload for odds in pictures().values() for upload in small(at_the_door(house, odds))]
    assert work_on(house, every) >= 70


def test_masks_fit_or_are_refused_with_words(house: House) -> None:
    for odd, expected in masks():
        upload = brought(house, odd)
        assert upload, odd.name
        if expected == "fits":
            assert read_mask(house.uploads.path(upload), (64, 48)).size == (64, 48)
        else:
            with pytest.raises(BadInput, match=r"mask|marked"):
                read_mask(house.uploads.path(upload), (64, 48))
    assert left_behind(house) == []


def test_what_is_no_weights_is_refused_with_words(house: House, tmp_path: Path) -> None:
    """As an upload, and as a file in the folder of LoRAs."""
    folder = tmp_path / "loras"
    folder.mkdir()
    for number, odd in enumerate(weights()):
        with pytest.raises(Refused) as refused:
            house.uploads.take(io.BytesIO(odd.data), OWNER, ("weights",), f"{odd.name}.safetensors")
        assert len(str(refused.value)) > 10, odd.name
        (folder / f"{number}.safetensors").write_bytes(odd.data)
    assert Loras(folder).all() == []
    assert left_behind(house) == []


def test_there_are_more_than_two_hundred() -> None:
    assert len([*chain.from_iterable(pictures().values()), *masks(), *weights()]) >= 200
