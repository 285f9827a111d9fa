"""Pictures of a sound: its waveform and its spectrogram, with axes."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from pipelines.sound.recording import Recording, Samples

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw as Pen
    from PIL.ImageFont import FreeTypeFont
    from PIL.ImageFont import ImageFont as BitmapFont

WIDTH = 1600
_TALL, _SPECTRAL = 480, 720
"""Heights of the waveform and of the spectrogram."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 28, 28, 56
PAPER, INK, GRID, WAVE, BODY = "#fbf7ee", "#2b2a33", "#e3dac6", "#3c7fb0", "#1f4e79"
_HEAT = ("#14132a", "#3a1f5c", "#86306c", "#d1495b", "#e9a23b", "#fdf4d8")
"""From what is hardly there to what is loudest."""
_DEPTH = 90.0
"""Decibels below the loudest that are told apart."""
_COLOURS = 96
_LOWEST = 40.0
"""Hertz at the foot of the spectrogram."""
_WINDOW, _LOOKS = 4096, 4
"""Samples of a spectrum, and the spectra of a column at the most."""
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600)
"""Seconds between two marks of the axis of time."""
_PITCHES = (50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000)


def waveform(sound: Recording) -> bytes:
    """A PNG of 1600 x 480 pixels: a band for each channel, the highest and lowest samples of each column, and the mean
    level inside of them."""
    sheet = _Sheet(_TALL, sound.seconds)
    tall = (sheet.floor - _TOP) / sound.channels
    for channel in range(sound.channels):
        middle, half = _TOP + (channel + 0.5) * tall, tall / 2 - 6
        for level, told in ((1.0, "0 dB"), (0.5, "-6 dB")):
            for side in (-1, 1):
                sheet.line(middle + side * level * half, told if side < 0 else "")
        _draw_wave(sheet, sound.samples[:, channel], middle, half)
    return sheet.png()


def spectrogram(sound: Recording) -> bytes:
    """A PNG of 1600 x 720 pixels: time to the right, pitch upwards by octaves, lighter where it is louder."""
    sheet = _Sheet(_SPECTRAL, sound.seconds)
    height = sheet.floor - _TOP
    highest = sound.rate / 2
    pitches = _LOWEST * (highest / _LOWEST) ** (np.arange(height)[::-1] / (height - 1))
    shares = _columns(sound, sheet.width, pitches)
    colours = _heat()[(shares * 255).astype(int)]
    sheet.image.paste(Image.fromarray(colours), (_LEFT, _TOP))
    for pitch in (pitch for pitch in _PITCHES if pitch < highest):
        place = _TOP + (height - 1) * (1 - np.log(pitch / _LOWEST) / np.log(highest / _LOWEST))
        sheet.mark(float(place), f"{pitch} Hz" if pitch < 1000 else f"{pitch // 1000} kHz")
    return sheet.png()


class _Sheet:
    """Paper with an axis of time."""

    def __init__(self, height: int, seconds: float) -> None:
        self.image = Image.new("RGB", (WIDTH, height), PAPER)
        self.pen: Pen = ImageDraw.Draw(self.image)
        self.width, self.floor = WIDTH - _LEFT - _RIGHT, height - _BOTTOM
        step = next((step for step in _STEPS if seconds / step <= 16), _STEPS[-1])
        for number in range(int(seconds / step) + 1):
            at = _LEFT + self.width * number * step / max(seconds, 1e-6)
            self.pen.line([(at, _TOP), (at, self.floor + 8)], GRID)
            self.pen.text((at, self.floor + 14), _clock(number * step, step), INK, _font(20), anchor="ma")

    def line(self, place: float, told: str) -> None:
        """A line across, and what it stands for."""
        self.pen.line([(_LEFT, place), (_LEFT + self.width, place)], GRID)
        self.mark(place, told)

    def mark(self, place: float, told: str) -> None:
        """What stands before the picture at some height."""
        self.pen.text((_LEFT - 12, place), told, INK, _font(18), anchor="rm")

    def png(self) -> bytes:
        buffer = io.BytesIO()
        # A few colours are enough for either picture, and make a third of the file.
        self.image.quantize(_COLOURS, dither=Image.Dither.NONE).save(buffer, "PNG")
        return buffer.getvalue()


def _draw_wave(sheet: _Sheet, line: NDArray[np.float32], middle: float, half: float) -> None:
    edges = np.linspace(0, len(line), sheet.width + 1).astype(int)
    sheet.pen.line([(_LEFT, middle), (_LEFT + sheet.width, middle)], WAVE)
    for column in range(sheet.width):
        piece = line[edges[column] : max(edges[column] + 1, edges[column + 1])]
        if not len(piece):
            continue
        low, high = float(piece.min()), float(piece.max())
        mean = float(np.sqrt(np.mean(np.square(piece))))
        for top, foot, colour in ((high, low, WAVE), (min(mean, high), max(-mean, low), BODY)):
            at = _LEFT + column
            sheet.pen.line([(at, middle - min(1, top) * half), (at, middle - max(-1, foot) * half)], colour)


def _columns(sound: Recording, width: int, pitches: NDArray[np.float64]) -> NDArray[np.float64]:
    """How loud it is at each pitch (row) and time (column), 0 to 1."""
    looks = int(min(_LOOKS, max(1, np.ceil(sound.frames / width / (_WINDOW / 2)))))
    window = np.hanning(_WINDOW).astype(np.float32)
    bins = pitches / sound.rate * _WINDOW
    powers = np.empty((len(pitches), width))
    for first in range(0, width, 100):
        columns = np.arange(first, min(width, first + 100))
        places = (columns[:, None] + (np.arange(looks) + 0.5) / looks) * sound.frames / width - _WINDOW / 2
        pieces = _pieces(sound.samples, places.ravel().astype(int))
        found = np.square(np.abs(np.fft.rfft(pieces * window))).reshape(len(columns), looks, -1).mean(1)
        powers[:, columns] = np.array([np.interp(bins, np.arange(len(row)), row) for row in found]).T
    decibels = 10 * np.log10(powers + 1e-12)
    return np.clip((decibels - max(decibels.max(), -20)) / _DEPTH + 1, 0, 1)


def _pieces(samples: Samples, starts: NDArray[np.int64]) -> NDArray[np.float32]:
    """The mean of the channels from each start on, of shape (starts, _WINDOW), with silence where there is no sound."""
    first, last = int(starts.min()), int(starts.max()) + _WINDOW
    inside = samples[max(0, first) : max(0, last)].mean(1)
    before = max(0, -first)
    line = np.pad(inside, (before, max(0, last - first - before - len(inside))))
    return np.stack([line[start - first : start - first + _WINDOW] for start in starts])


@cache
def _heat() -> NDArray[np.uint8]:
    """Red, green and blue of 256 levels."""
    stops = np.array([[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in _HEAT])
    places = np.linspace(0, len(stops) - 1, 256)
    lines = [np.interp(places, np.arange(len(stops)), stops[:, part]) for part in range(3)]
    return np.stack(lines, axis=1).astype(np.uint8)


def _clock(seconds: float, step: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:02.0f}" if step >= 1 else f"{int(minutes)}:{rest:04.1f}"


@cache
def _font(size: int) -> FreeTypeFont | BitmapFont:
    return ImageFont.load_default(size)
