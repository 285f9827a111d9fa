"""Crowds: the fullest picture that can be asked for is drawn as before, and stops soon and stays small while it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.image.ask import ImageParams
from pipelines.image.illustrator.engine import Illustrator
from pipelines.image.illustrator.options import IllustratorOptions
from pipelines.scene.finish.finish import FINISHES, finish
from pipelines.scene.lay.figure import figure
from pipelines.scene.lay.spot import Crowd, Spot, overlap
from pipelines.scene.options import Finish
from pipelines.scene.paint import resvg
from pipelines.scene.paint.compose import compose
from pipelines.scene.paint.render import render
from pipelines.scene.read.briefing import drawings
from pipelines.scene.scene import Brief, Scene, Subject
from studio.errors import Cancelled
from studio.jobs.engine import Ask, Choice, Host
from studio.models.catalog import Catalog
from tests.fakes import FakeDevice

FULLEST = (
    "sixty cats and sixty dogs and sixty birds and sixty trees and sixty flowers and sixty houses and sixty boats and "
    "sixty horses and sixty rabbits and sixty butterflies and sixty mushrooms and sixty foxes on the sea"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><circle cx="20" cy="15" r="9" fill="#c54"/></svg>'


class Watched:
    """What of a job's context the illustrator calls; notes the longest time in which a stop would not be heard."""

    host = Host(Catalog([]), FakeDevice("cpu"))

    def __init__(self) -> None:
        # The thread's own time: how busy the machine is with other things does not count.
        self.longest, self._heard = 0.0, time.thread_time()

    def check(self) -> None:
        now = time.thread_time()
        self.longest, self._heard = max(self.longest, now - self._heard), now

    def progress(self, phase: str, step: int = 0, total: int = 0) -> None:
        self.check()

    def preview(self, *, image: bytes) -> None:
        self.check()


class Growth:
    """The most memory that this process takes within the block, in bytes above what it had."""

    def __enter__(self) -> Growth:
        self._process, self._ended = psutil.Process(), threading.Event()
        self.start = self.peak = self._process.memory_info().rss
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.005):
            self.peak = max(self.peak, self._process.memory_info().rss)

    @property
    def bytes(self) -> int:
        return self.peak - self.start


def fullest(finish: Finish, size: int) -> Ask[ImageParams, IllustratorOptions]:
    params = ImageParams(prompt=FULLEST, size=size, seed=1)
    options = IllustratorOptions(finish=finish, style="noto")
    return Ask("image", params, options, Choice(Illustrator(), "illustrator"))


@pytest.mark.parametrize(
    ("finish", "size"), [("oil", 1024), *(pytest.param(finish, 2048, marks=pytest.mark.soak) for finish in FINISHES)]
)
def test_the_fullest_picture_can_be_stopped_and_fits(
    finish: Finish, size: int, record_property: Callable[[str, object], None]
) -> None:
    desk = Watched()
    with Growth() as growth:
        (made,) = Illustrator().run(fullest(finish, size), desk)  # type: ignore[arg-type]
    desk.check()
    record_property("longest_seconds_without_a_check", round(desk.longest, 2))
    record_property("megabytes_more", growth.bytes // 10**6)
    assert len(made.text.split()) > 10
    assert desk.longest < 2
    assert growth.bytes < 500e6


def a_scene(subjects: tuple[Subject, ...], side: int = 96) -> Scene:
    return compose(Brief("x", subjects), side, side, 1, "flat", drawings())


@pytest.mark.parametrize("name", [name for name in FINISHES if name not in ("flat", "pixel")])
def test_every_finish_can_be_stopped_between_its_steps(name: Finish) -> None:
    """The one is over before it can be stopped, the other is none."""
    scene, calls = a_scene((Subject("cat", "cat"),), 300), 0
    picture = render(scene, 300, 300)

    def check() -> None:
        nonlocal calls
        calls += 1

    finish(picture, scene, name, 1, check)
    assert calls >= 4
    for last in range(1, calls + 1):
        left = iter(range(last - 1))

        def stop(left: object = left) -> None:
            if next(left, None) is None:  # type: ignore[call-overload]
                raise Cancelled

        with pytest.raises(Cancelled):
            finish(picture, scene, name, 1, stop)


def test_composing_can_be_stopped_at_any_thing() -> None:
    calls = 0

    def stop() -> None:
        nonlocal calls
        calls += 1
        if calls == 7:
            raise Cancelled

    with pytest.raises(Cancelled):
        compose(Brief("x", (Subject("cat", "cat", 30),)), 96, 96, 1, "flat", drawings(), stop)
    assert calls == 7


places = st.tuples(st.floats(0, 100), st.floats(0, 100), st.floats(1, 60))


@given(st.lists(places, max_size=12), places)
def test_a_crowd_is_overlapped_as_its_things_are(standing: list[tuple[float, float, float]], one: object) -> None:
    """To the last bit: the same seed makes the same picture as ever."""
    cat = figure(drawings(), "cat", "flat")

    def spot(place: tuple[float, float, float]) -> Spot:
        return Spot(Subject("cat", "cat"), 0, cat, *place, "ground")

    spots, new = [spot(place) for place in standing], spot(one)  # type: ignore[arg-type]
    assert Crowd(spots).overlap(new) == sum(overlap(new, other) for other in spots)


def test_a_crowded_document_is_drawn_as_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    here = resvg.draw(SVG, 40, 30, lambda: None)
    monkeypatch.setattr(resvg, "CROWDED", 0)
    assert resvg.draw(SVG, 40, 30, lambda: None) == here


def test_a_drawing_that_begins_late_is_given_all_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than a pipe holds, read only after the first look at whether it is still wanted."""
    document = SVG.replace("</svg>", f"<!-- {'long ' * 40_000}--></svg>")
    here = resvg.draw(document, 40, 30, lambda: None)
    monkeypatch.setattr(resvg, "CROWDED", 0)
    monkeypatch.setattr(resvg, "GLANCE", 0.01)
    monkeypatch.setattr(resvg, "_DRAW", f"import time; time.sleep(0.3); {resvg._DRAW}")
    latest = time.monotonic() + 20

    def check() -> None:
        assert time.monotonic() < latest, "it waits for the end of the document"

    assert resvg.draw(document, 40, 30, check) == here


def test_a_crowded_document_is_given_up_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resvg, "CROWDED", 0)
    monkeypatch.setattr(resvg, "GLANCE", 0.01)
    monkeypatch.setattr(resvg, "_DRAW", "import time; time.sleep(60)")

    def stop() -> None:
        raise Cancelled

    children = set(psutil.Process().children())
    with pytest.raises(Cancelled):
        resvg.draw(SVG, 40, 30, stop)
    assert set(psutil.Process().children()) <= children, "nothing goes on drawing"


def test_a_drawing_that_breaks_off_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(resvg, "CROWDED", 0)
    with pytest.raises(RuntimeError, match="ended with 1"):
        resvg.draw("<svg", 40, 30, lambda: None)
    assert "root node" in capfd.readouterr().err


def test_memory_of_the_finishes_follows_the_picture() -> None:
    """No step keeps more than a few copies of it: 100 bytes a pixel are 420 MB at the largest size."""
    import tracemalloc

    side = 512
    scene = a_scene((Subject("cat", "cat"),), side)
    picture, small = render(scene, side, side), render(scene, 64, 64)
    for name in FINISHES:
        finish(small, scene, name, 1)
        tracemalloc.start()
        finish(picture, scene, name, 1)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak / side**2 < 100, name
