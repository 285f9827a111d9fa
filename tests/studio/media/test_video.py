"""Moving pictures as files, judged by decoding them again."""

from __future__ import annotations

import io
import weakref
from collections.abc import Sequence

import av
import numpy as np
import pytest
from PIL import Image

from studio.errors import BadInput
from studio.media.video import Frame, encode, encode_gif, encode_mp4, probe, read_frames, shared_palette


def ball(index: int, width: int = 96, height: int = 64) -> Frame:
    """A red ball that goes 2 pixels to the right in each frame, over a smooth background."""
    y, x = np.mgrid[0:height, 0:width]
    frame = np.stack([60 + 0 * x, 90 + x // 2, 150 + y // 2], axis=2).astype(np.uint8)
    frame[np.hypot(x - 12 - 2 * index, y - height / 2) < 9] = (230, 30, 40)
    return frame


def ball_x(frame: Frame) -> float:
    """Where the red is."""
    return float(np.nonzero((frame[..., 0] > 170) & (frame[..., 1] < 110))[1].mean())


FILM = [ball(index) for index in range(30)]


@pytest.mark.parametrize("format", ["mp4", "gif", "webp"])
def test_a_film_comes_back_as_it_was(format: str) -> None:
    data = encode(FILM, 24, format)
    found = probe(data)
    assert (found.frames, found.width, found.height) == (30, 96, 64)
    assert found.fps == pytest.approx(24, rel=0.01) and found.seconds == pytest.approx(1.25, abs=0.01)
    back = list(read_frames(data))
    for index in (0, 13, 29):
        assert ball_x(back[index]) == pytest.approx(12 + 2 * index, abs=1)
        assert np.abs(back[index].astype(int) - FILM[index]).mean() < 6


def test_an_mp4_plays_in_a_browser_before_it_is_all_there() -> None:
    data = encode_mp4(FILM, 30)
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(io.BytesIO(data)) as film:
        video = film.streams.video[0]
        assert (video.codec_context.name, video.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert video.average_rate == 30


def test_mp4_keeps_colours() -> None:
    patches = np.zeros((64, 96, 3), np.uint8)
    patches[:, :32], patches[:, 32:64], patches[:, 64:] = (200, 40, 40), (40, 160, 60), (60, 80, 210)
    back = next(read_frames(encode_mp4([patches] * 4, 12)))
    for x in (16, 48, 80):
        assert np.abs(back[32, x].astype(int) - patches[32, x]).max() < 8


def test_odd_sides_lose_one_row_only_where_the_format_needs_it() -> None:
    odd = [ball(index, 97, 63) for index in range(3)]
    assert (probe(encode(odd, 12, "mp4")).width, probe(encode(odd, 12, "mp4")).height) == (96, 62)
    assert (probe(encode(odd, 12, "gif")).width, probe(encode(odd, 12, "gif")).height) == (97, 63)
    assert (probe(encode(odd, 12, "webp")).width, probe(encode(odd, 12, "webp")).height) == (97, 63)


@pytest.mark.parametrize("format", ["mp4", "gif", "webp"])
def test_the_same_frames_give_the_same_bytes_and_no_trace_of_the_encoder(format: str) -> None:
    data = encode(FILM, 24, format)
    assert all(encode(FILM, 24, format) == data for _ in range(4))
    assert b"Lavf" not in data


@pytest.mark.parametrize("fps", [12, 24, 30])
def test_a_gif_is_as_long_as_the_film_and_loops(fps: int) -> None:
    with Image.open(io.BytesIO(encode_gif(FILM, fps))) as image:
        assert image.info["loop"] == 0
        times = []
        for index in range(image.n_frames):
            image.seek(index)
            times.append(image.info["duration"])
    assert sum(times) == pytest.approx(30000 / fps, abs=10)
    assert max(times) - min(times) <= 10


def test_one_palette_serves_the_start_and_the_end_of_a_gif() -> None:
    night, day = np.full((32, 32, 3), (10, 14, 60), np.uint8), np.full((32, 32, 3), (250, 220, 120), np.uint8)
    palette = shared_palette([night, day]).astype(int)
    assert len(palette) <= 256
    for colour in (night[0, 0], day[0, 0]):
        assert np.abs(palette - colour).sum(axis=1).min() < 8


class Counted(Sequence[Frame]):
    """A film that is drawn when asked for, and knows how many of its frames are still held by somebody."""

    def __init__(self, count: int) -> None:
        self.alive = self.most = 0
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> Frame:  # type: ignore[override]
        if index >= self._count:
            raise IndexError(index)
        frame = ball(index % 30)
        self.alive += 1
        self.most = max(self.most, self.alive)
        weakref.finalize(frame, self._gone)
        return frame

    def _gone(self) -> None:
        self.alive -= 1


def test_a_long_film_is_never_all_in_memory() -> None:
    film = Counted(360)
    assert probe(encode_mp4(film, 30)).frames == 360
    assert film.most <= 4


def test_a_single_frame_is_a_film_too() -> None:
    assert [probe(encode(FILM[:1], 24, format)).frames for format in ("mp4", "gif", "webp")] == [1, 1, 1]


@pytest.mark.parametrize("format", ["mp4", "gif", "webp"])
def test_no_frame_is_said_clearly(format: str) -> None:
    with pytest.raises(BadInput, match="no frame"):
        encode([], 24, format)


@pytest.mark.parametrize("data", [b"", b"not a film", b"\0\0\0\x20ftypisom broken"])
def test_a_broken_file_is_said_clearly(data: bytes) -> None:
    with pytest.raises(BadInput, match="moving picture"):
        probe(data)
    with pytest.raises(BadInput, match="moving picture"):
        list(read_frames(data))
