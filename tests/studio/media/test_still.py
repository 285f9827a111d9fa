"""A picture or a film is stood for by one picture that shows something."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.media.still import still
from studio.media.video import VideoFormat, encode

BLACK = np.zeros((64, 96, 3), np.uint8)
HALF = np.concatenate([BLACK[:32], np.full((32, 96, 3), (250, 60, 20), np.uint8)])


def kept(tmp_path: Path, data: bytes, suffix: str) -> Path:
    file = tmp_path / f"file{suffix}"
    file.write_bytes(data)
    return file


@pytest.mark.parametrize("format", ["mp4", "gif", "webp"])
def test_of_a_film_that_fades_in_comes_a_frame_that_shows_something(tmp_path: Path, format: VideoFormat) -> None:
    file = kept(tmp_path, encode([BLACK] * 8 + [HALF] * 8, 8, format), f".{format}")
    red, green, blue = still(file, file.suffix).getpixel((48, 60))  # type: ignore[misc]
    assert red > 200 and green < 110 and blue < 90


@pytest.mark.parametrize("format", ["mp4", "gif", "webp"])
def test_a_film_that_is_black_is_black(tmp_path: Path, format: VideoFormat) -> None:
    file = kept(tmp_path, encode([BLACK] * 60, 8, format), f".{format}")
    assert still(file, file.suffix).size == (96, 64)


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    for number, picture in enumerate((Image.new("RGBA", (8, 8)), Image.new("RGBA", (8, 8)).convert("P"))):
        picture.save(tmp_path / f"{number}.png", transparency=0 if number else None)
        assert still(tmp_path / f"{number}.png", ".png").getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("suffix", [".png", ".gif", ".webp", ".mp4"])
@pytest.mark.parametrize(
    "data", [b"", b"what it is", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, b"#EXTM3U\nfile:///etc/passwd\n"]
)
def test_a_file_that_shows_nothing_is_told(tmp_path: Path, data: bytes, suffix: str) -> None:
    with pytest.raises((OSError, ValueError)):
        still(kept(tmp_path, data, suffix), suffix)
