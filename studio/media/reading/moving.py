"""Moving: the frames of a film with the time that each is shown, upright and no larger than is kept."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.media.formats import Frame
from studio.media.reading.container import Decoded, stream_of
from studio.media.reading.limits import Limits
from studio.media.reading.picture import check_size
from studio.media.reading.refused import Refused, broken
from studio.media.reading.sniff import Format
from studio.words import Sentence, say

if TYPE_CHECKING:
    from av.container import InputContainer

Shown = tuple[float, float, Frame]
"""When a frame is first seen and for how long, in seconds, and the frame."""
_FPS, _FASTEST = 25, 60
_BT709, _FULL_RANGE, _HIGH_DEFINITION = 1, 2, 720


class Moving:
    """The picture of a film. Raises Refused."""

    def __init__(self, media: InputContainer, limits: Limits) -> None:
        stream = stream_of(media, "video")
        if stream is None:
            raise Refused(say("upload.no_film"))
        check_size(stream.width, stream.height, limits)
        self._limits, self._decoded = limits, Decoded(media, stream, limits)
        self._width, self._height = _kept_size(stream, limits.kept_side)
        self._smaller = (self._width, self._height) < (stream.width, stream.height)
        self._rate = float(stream.average_rate or _FPS)
        self.fps = _fps(stream, self._rate, (media.duration or 0) / 1e6, limits)
        self.start = 0.0
        """The moment of the first frame on the file's own clock, which its sound goes by too."""

    def __iter__(self) -> Iterator[Shown]:
        last, step = -1.0, 1 / min(max(self._rate, 1), 240)
        for number, frame in enumerate(self._decoded):
            if number > 10 * self._limits.frames:
                raise Refused(say("upload.too_many_frames", limit=self._limits.frames))
            moment = number * step if frame.time is None else float(frame.time)
            self.start = moment if number == 0 else self.start
            # Clocks that run backwards are taken for standing ones.
            last = max(last, moment - self.start)
            yield last, step, self._upright(frame)

    def notes(self) -> list[Sentence]:
        """What had to be done to it."""
        notes = [say("upload.made_smaller", width=self._width, height=self._height)] if self._smaller else []
        return notes + ([say("upload.parts_lost", count=self._decoded.lost)] if self._decoded.lost else [])

    def _upright(self, frame: Any) -> Frame:
        """The frame in RGB; its colours are those of the standard that it names, or else that its size suggests."""
        is_high = frame.colorspace == _BT709 or (frame.colorspace == 2 and frame.height >= _HIGH_DEFINITION)
        small = frame.reformat(
            self._width,
            self._height,
            "rgb24",
            src_colorspace="ITU709" if is_high else "ITU601",
            src_color_range="JPEG" if frame.color_range == _FULL_RANGE else "MPEG",
        )
        return np.ascontiguousarray(np.rot90(small.to_ndarray(), round(frame.rotation / 90)))


def frames_of_stills(source: Path, format: Format, limits: Limits) -> Iterator[Shown]:
    """The frames of a GIF or WebP, on white where they can be seen through. Raises Refused."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    warnings.simplefilter("ignore")
    now = 0.0
    try:
        with Image.open(source, formats=(format.name.upper(),)) as image:
            check_size(*image.size, limits)
            for number in range(getattr(image, "n_frames", 1)):
                image.seek(number)
                # Browsers show a frame without a time for a tenth of a second.
                seconds = float(image.info.get("duration", 0) or 100) / 1000
                yield now, seconds, _on_white(image.convert("RGBA"), limits)
                now += seconds
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError) as error:
        raise broken() from error


def _on_white(image: Any, limits: Limits) -> Frame:
    from PIL import Image

    sheet = Image.new("RGBA", image.size, "white")
    sheet.alpha_composite(image)
    sheet.thumbnail((limits.kept_side, limits.kept_side))
    return np.asarray(sheet.convert("RGB"))


def _kept_size(stream: Any, side: int) -> tuple[int, int]:
    """Width and height that are kept, of square pixels."""
    aspect = float(stream.sample_aspect_ratio or 1)
    width = stream.width * (aspect if 0.1 <= aspect <= 10 else 1)
    scale = min(1.0, side / max(width, stream.height))
    return max(2, round(width * scale)), max(2, round(stream.height * scale))


def _fps(stream: Any, average: float, seconds: float, limits: Limits) -> int:
    """Frames a second, whole: the rate that all times of the film are multiples of, or 30 or 60 where that would be
    some clock's; fewer where a long film would have more frames than are read."""
    common = float(stream.guessed_rate or average)
    rate = common if common <= _FASTEST else _FASTEST if average > _FASTEST / 2 else _FASTEST / 2
    most = int(limits.frames / seconds) if 0 < seconds <= limits.seconds else _FASTEST
    return max(1, min(round(rate), most))
