"""The moving illustration, from a person's words to a film that is decoded and measured."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from pipelines.animation.ask import AnimationParams, dimensions
from pipelines.animation.modes import ANIMATION
from pipelines.animation.moving.engine import Moving
from pipelines.animation.video import VideoDiffusion
from studio.errors import BadInput, Cancelled
from studio.jobs.engine import Host, Preview, Progress
from studio.media.video import probe, read_frames
from studio.models.catalog import Catalog, ModelSpec
from studio.works.facts import FilmFacts
from studio.works.made import Made
from tests.fakes import FakeDevice

(MODE,) = ANIMATION

# Its package is one that nobody has: the engine then reads the prompt by words alone, and no model is loaded here.
MINILM = ModelSpec(
    key="minilm", title="MiniLM", task="meaning", runtime="numpy", package="a_package_nobody_has", path="model",
    weights_mb=90, working_mb=20, licence="Apache-2.0", commercial="yes", cpu=True,
)  # fmt: skip


class Desk:
    """A job's context that notes what it is told, and can stop the job at a frame."""

    def __init__(self, stop_at: int = 0) -> None:
        self.host = Host(Catalog([MINILM]), FakeDevice("cpu"))
        self.steps: list[Progress] = []
        self.previews: list[bytes] = []
        self.latest = Preview()
        self.cancelled = False
        self._stop_at = stop_at

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None:
        self.steps.append(Progress(phase, step, total, values))
        if self._stop_at and phase == "drawing_frames" and step >= self._stop_at:
            raise Cancelled

    def preview(self, *, text: str = "", image: bytes = b"") -> None:
        self.previews.append(image)

    def check(self) -> None: ...

    @contextmanager
    def lease(self, spec: ModelSpec) -> Iterator[None]:
        raise AssertionError("its files are not here")
        yield

    @property
    def folder(self) -> Path:
        raise AssertionError("the moving illustration needs no folder")


def make(prompt: str, desk: Desk | None = None, **values: Any) -> Made:
    desk = desk or Desk()
    few = {"size": 320, "seconds": 2, "fps": 12, "seed": 7, "camera": "still", "prompt": prompt}
    ask = MODE.ask({**few, **values}, desk.host)
    assert isinstance(ask.choice.engine, Moving)
    (made,) = ask.choice.engine.run(ask, desk)
    return made


def facts_of(made: Made) -> FilmFacts:
    assert isinstance(made.facts, FilmFacts)
    return made.facts


@cache
def film(prompt: str, **values: Any) -> NDArray[np.int16]:
    return np.array([frame for frame in read_frames(make(prompt, **values).files[0].data)], np.int16)


def change(one: NDArray[np.int16], two: NDArray[np.int16]) -> float:
    return float(np.abs(one - two).mean())


def test_an_mp4_of_the_size_and_length_that_was_asked_for() -> None:
    made = make("a sailboat on the sea", size=480, seconds=2.5, fps=24)
    data = made.files[0].data
    with av.open(io.BytesIO(data)) as container:
        video = container.streams.video[0]
        assert (video.width, video.height, video.codec_context.pix_fmt) == (480, 272, "yuv420p")
        assert (video.average_rate, sum(1 for _ in container.decode(video))) == (24, 60)
        assert float(container.duration / av.time_base) == pytest.approx(2.5, abs=0.05)
    assert data.index(b"moov") < data.index(b"mdat")
    facts = facts_of(made)
    assert (facts.width, facts.height, facts.frames, facts.fps, facts.seconds) == (480, 272, 60, 24, 2.5)
    assert facts.verbs == {"sailboat": "bob"} and facts.drawings == ("sailboat",)


def test_the_poster_is_a_full_size_picture_of_the_film() -> None:
    made = make("a sailboat on the sea")
    roles = {file.role: file for file in made.files}
    poster = np.asarray(Image.open(io.BytesIO(roles["poster"].data)), np.int16)
    frames = np.array(list(read_frames(roles["main"].data)), np.int16)
    assert min(change(poster, frame) for frame in frames) < 4
    assert made.text and made.kind == "animation"


@pytest.mark.parametrize("format", ["gif", "webp"])
def test_gif_and_webp_loop_without_a_jump(format: str) -> None:
    made = make("a bird flies over the sea", format=format, camera="push in")
    found = probe(made.files[0].data)
    assert (found.codec, found.frames, made.files[0].suffix) == (format, 24, f".{format}")
    frames = np.array(list(read_frames(made.files[0].data)), np.int16)
    steps = [change(a, b) for a, b in pairwise(frames)]
    assert change(frames[-1], frames[0]) < 2 * max(steps)
    assert change(frames[0], frames[12]) > 2 * np.median(steps) or max(steps) > 1


def test_an_mp4_loops_only_when_it_is_asked_to() -> None:
    assert facts_of(make("a balloon floats", loop="on")).loop is True
    assert facts_of(make("a balloon floats")).loop is False


def test_a_bird_flies_to_its_side_over_a_sky_that_stays() -> None:
    birds = film("a red bird flies over the sea")
    there = birds[..., 0] - birds[..., 1:].max(axis=3) > 60
    xs = [np.nonzero(frame)[1].mean() for frame in there]
    steps = np.diff(xs)
    assert np.abs(xs[-1] - xs[0]) > 60 and (np.sign(steps) == np.sign(xs[-1] - xs[0])).mean() > 0.9
    assert all(frame[:, :4].sum() + frame[:, -4:].sum() < 40 for frame in there)


def test_night_falls() -> None:
    frames = film("as night falls, a fox walks over the hills")
    light = frames.mean(axis=(1, 2, 3))
    assert light[-1] < 0.6 * light[0]
    assert np.all(np.diff(light) < 2)


def test_the_sun_rises() -> None:
    light = film("sunrise over the mountains").mean(axis=(1, 2, 3))
    assert light[-1] > 1.5 * light[0]


def test_it_rains_all_over() -> None:
    frames = film("rain over the city")
    changed = np.abs(np.diff(frames[8:14], axis=0)).max(axis=(0, 3)) > 8
    assert all(tile.mean() > 0.02 for rows in np.array_split(changed, 3) for tile in np.array_split(rows, 4, axis=1))


def test_nothing_is_frozen_even_when_nothing_was_said_of_moving() -> None:
    for prompt in ("a cat in a meadow", "a house by the sea"):
        frames = film(prompt)
        assert (np.abs(frames[0] - frames[12]).max(axis=2) > 12).mean() > 0.003


@pytest.mark.parametrize("finish", ["paper-cut", "pixel"])
def test_finishes_look_different_and_still_move(finish: str) -> None:
    plain, done = film("a dog runs in the meadow"), film("a dog runs in the meadow", finish=finish)
    assert change(plain, done) > 2.5
    assert change(done[0], done[-1]) > 1


def test_pixels_are_even_squares() -> None:
    made = make("a dog runs in the meadow", finish="pixel", format="webp")
    poster = np.asarray(Image.open(io.BytesIO(made.files[1].data)))
    edges = (np.abs(np.diff(poster.astype(int), axis=1)).max(axis=2) > 0).any(axis=0)
    places = np.nonzero(edges)[0] + 1
    assert len(places) > 50 and len(np.unique(np.diff(places))) <= 3
    assert len(np.unique(poster.reshape(-1, 3), axis=0)) <= 64


def test_the_same_seed_makes_the_same_bytes_and_another_one_another_film() -> None:
    one, two, other = (make("two rabbits jump in the snow", seed=seed) for seed in (5, 5, 6))
    assert [file.data for file in one.files] == [file.data for file in two.files]
    assert one.files[0].data != other.files[0].data


def test_progress_is_told_frame_by_frame_with_previews_between() -> None:
    desk = Desk()
    make("a boat on the sea", desk)
    drawn = [one.step for one in desk.steps if one.phase == "drawing_frames" and one.total == 24]
    assert drawn == list(range(1, 25))
    assert [phase for phase in dict.fromkeys(str(one).partition(":")[0] for one in desk.steps)] == [
        "reading the prompt", "composing", "cutting out the layers", "drawing frames", "saving",
    ]  # fmt: skip
    assert Image.open(io.BytesIO(desk.previews[0])).size[0] <= 480


def test_a_stopped_job_draws_no_further_frame() -> None:
    desk = Desk(stop_at=5)
    with pytest.raises(Cancelled):
        make("a boat on the sea", desk, seconds=12)
    assert [one.step for one in desk.steps if one.phase == "drawing_frames"] == [1, 2, 3, 4, 5]


def peak(**values: Any) -> int:
    """The most memory in bytes that a film of 30 frames a second takes while it is made."""
    tracemalloc.start()
    make("a boat on the sea", fps=30, **values)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_memory_does_not_grow_with_the_length() -> None:
    # 60 frames of 320 x 176 are 10 MB.
    assert peak(seconds=2) < 5_000_000


@pytest.mark.soak
def test_memory_does_not_grow_with_the_length_of_a_large_film(record_property: Callable[[str, object], None]) -> None:
    short, long = peak(seconds=2, size=1280), peak(seconds=12, size=1280)
    record_property("MB for 2 seconds", round(short / 1e6, 1))
    record_property("MB for 12 seconds", round(long / 1e6, 1))
    # All 360 frames of 1280 x 720 are 1 GB; the film itself, which is kept, is a few.
    assert long < 45_000_000


@pytest.mark.parametrize(
    ("aspect", "size", "expected"),
    [
        ("16:9", 768, (768, 432)),
        ("16:9", 1280, (1280, 720)),
        ("9:16", 1280, (720, 1280)),
        ("1:1", 480, (480, 480)),
        ("21:9", 480, (480, 208)),
    ],
)
def test_sizes(aspect: str, size: int, expected: tuple[int, int]) -> None:
    params = AnimationParams.read({"prompt": "x", "aspect": aspect, "size": size})
    assert dimensions(params) == expected


def test_no_format_is_larger_than_promised() -> None:
    for aspect in ("16:9", "1:1", "9:16", "4:3", "3:4", "21:9"):
        width, height = dimensions(AnimationParams.read({"prompt": "x", "aspect": aspect, "size": 1280}))
        assert width * height <= 1280 * 720 * 1.02 and width % 16 == height % 16 == 0


@pytest.mark.parametrize("aspect", ["9:16", "21:9"])
def test_extreme_formats_have_no_gap_at_their_edges(aspect: str) -> None:
    frames = film("a ship on the sea", aspect=aspect, camera="pan left")
    border = np.concatenate([frames[:, 0], frames[:, -1]], axis=1).max(axis=2)
    assert (border < 6).mean() < 0.02


@pytest.mark.parametrize(
    "values",
    [{"seconds": 1}, {"seconds": 13}, {"fps": 0}, {"fps": 10**9}, {"size": 0}, {"size": 10**9}, {"format": "exe"},
     {"camera": "drone"}, {"seed": -1}, {"prompt": ""}, {"prompt": "x" * 100_000}, {"seconds": "long"}],
)  # fmt: skip
def test_what_cannot_be_is_said_before_anything_starts(values: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        MODE.ask({"prompt": "a fox", **values}, Desk().host)


@pytest.mark.parametrize(
    "prompt", ["🦊🦊🦊", "ثعلب تحت القمر", "一只狐狸在雪地里走", "qwxz", "rich colours, flowing lines"]
)
def test_any_words_make_a_film(prompt: str) -> None:
    frames = film(prompt)
    assert frames.shape == (24, 176, 320, 3) and frames.std() > 8


def test_a_word_without_a_drawing_is_named() -> None:
    made = make("a fox and a flibbertigibbet in the snow")
    assert any("flibbertigibbet" in str(note) for note in made.notes)


def test_a_film_takes_the_finish_that_the_prompt_names_or_says_that_it_cannot() -> None:
    assert facts_of(make("pixel art, a cat walks")).finish == "pixel"
    made = make("a cat walks, watercolour")
    assert facts_of(made).finish == "flat"
    assert any("watercolour" in str(note) for note in made.notes)


def test_a_video_model_goes_first_where_its_files_are(tmp_path: Path) -> None:
    film = ModelSpec(
        key="film", title="Film", task="text-to-video", runtime="diffusers", path=str(tmp_path), weights_mb=1,
        working_mb=1, licence="MIT", commercial="yes", cpu=True,
    )  # fmt: skip
    here, absent = (Host(Catalog([MINILM, *more]), FakeDevice("cpu")) for more in ([film], []))
    values = {"prompt": "a fox", "loop": "on", "steps": 5}
    ask = MODE.ask(values, here)
    assert (type(ask.choice.engine), ask.options.steps) == (VideoDiffusion, 5)
    for own in (MODE.ask(values, absent), MODE.ask({**values, "model": "moving"}, here)):
        assert (type(own.choice.engine), own.options.loop) == (Moving, "on")
        assert "moving illustration draws it" in str(own.choice.why)
