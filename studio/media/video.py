"""Moving pictures as files: H.264 MP4, GIF and animated WebP, written frame by frame and read back.

The encoders take a sequence and walk through it once, so a lazy sequence never has more than a few frames in memory.
The same frames give the same bytes: nothing in the files depends on the time, the machine or the number of cores.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import IO, Any, ClassVar

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.errors import BadInput
from studio.media.formats import Frame, VideoFormat
from studio.words import say

_BITEXACT = {"fflags": "+bitexact"}
_PALETTE_SAMPLES = 12
_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.int16)


@dataclass(frozen=True)
class Probe:
    """What a file holds. `codec` is h264, gif or webp; `pixel_format` is empty where the format has only one."""

    codec: str
    frames: int
    fps: float
    seconds: float
    width: int
    height: int
    pixel_format: str = ""


def encode(frames: Sequence[Frame], fps: int, format: VideoFormat) -> bytes:
    """The frames as a file of the given format. Raises BadInput when there are none."""
    return {"mp4": encode_mp4, "gif": encode_gif, "webp": encode_webp}[format](frames, fps)


def encode_mp4(frames: Iterable[Frame], fps: int) -> bytes:
    """H.264, yuv420p, BT.709, the index before the data. An odd last row or column is left out, as the format needs."""
    # Moving the index to the front makes the muxer read what it wrote, which only a real file allows.
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "film.mp4")
        with file.open("w+b") as handle:
            _write(handle.name, "mp4", frames, _H264(fps), {"movflags": "+faststart"})
        return file.read_bytes()


def encode_webp(frames: Sequence[Frame], fps: int) -> bytes:
    """Animated WebP that loops for ever."""
    buffer = io.BytesIO()
    _write(buffer, "webp", frames, _WebP(fps), {"loop": "0"})
    return buffer.getvalue()


def encode_gif(frames: Sequence[Frame], fps: int) -> bytes:
    """GIF that loops for ever, with one palette for all frames. Its clock ticks in 1/100 s: frames are rounded to it,
    the whole is not longer or shorter for it."""
    if not len(frames):
        raise BadInput(say("media.no_frames"))
    last = round(100 * len(frames) / fps) - round(100 * (len(frames) - 1) / fps)
    buffer = io.BytesIO()
    _write(buffer, "gif", frames, _Gif(fps, shared_palette(frames)), {"loop": "0", "final_delay": str(last)})
    return buffer.getvalue()


def shared_palette(frames: Sequence[Frame], colours: int = 256) -> NDArray[np.uint8]:
    """Up to 256 colours (n x 3) that serve all frames, found on samples from the first to the last."""
    picks = np.linspace(0, len(frames) - 1, min(len(frames), _PALETTE_SAMPLES)).round().astype(int)
    sheet = np.concatenate([frames[int(i)][::2, ::2] for i in picks])
    # Median cut alone spends its colours on large flat areas; two rounds of k-means move them to the gradients.
    found = Image.fromarray(sheet).quantize(colours, Image.Quantize.MEDIANCUT, kmeans=2)
    return np.array(found.getpalette(), np.uint8).reshape(-1, 3)[:colours]


def read_frames(data: bytes) -> Iterator[Frame]:
    """The frames of an MP4, GIF or WebP, one after another. Raises BadInput for anything else."""
    try:
        if _is_mp4(data):
            with av.open(io.BytesIO(data), "r") as film:
                for frame in film.decode(video=0):
                    yield np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
        else:
            yield from (np.asarray(image) for image, _ in _stills(data))
    except (av.error.FFmpegError, OSError) as error:
        raise BadInput(say("media.not_a_film")) from error


def probe(data: bytes) -> Probe:
    """What the file holds, by decoding all of it. Raises BadInput for a file that is not a moving picture."""
    try:
        return _probe_mp4(data) if _is_mp4(data) else _probe_stills(data)
    except (av.error.FFmpegError, OSError, IndexError) as error:
        raise BadInput(say("media.not_a_film")) from error


class _Coder:
    """How one kind of file is encoded: the codec, its settings, and frames as it wants them."""

    codec: ClassVar[str]
    pixel_format: ClassVar[str]
    options: ClassVar[dict[str, str]] = {}

    def __init__(self, fps: int) -> None:
        self.fps = fps
        self.ticks = fps
        """Ticks of the stream's clock in a second."""

    def size(self, frame: Frame) -> tuple[int, int]:
        """Width and height of the film."""
        return frame.shape[1], frame.shape[0]

    def set_up(self, context: Any) -> None:
        context.thread_count = 1

    def convert(self, frame: Frame) -> av.VideoFrame:
        raise NotImplementedError


class _H264(_Coder):
    codec, pixel_format = "libx264", "yuv420p"
    # Without mbtree: with it, two runs over the same frames differ (seen with the x264 that comes with PyAV 18).
    options: ClassVar = {"preset": "faster", "crf": "20", "tune": "animation", "x264-params": "mbtree=0"}

    def size(self, frame: Frame) -> tuple[int, int]:
        return frame.shape[1] // 2 * 2, frame.shape[0] // 2 * 2

    def set_up(self, context: Any) -> None:
        # A fixed number of threads: x264 cuts the picture differently for each number.
        context.thread_count = 2
        context.gop_size = 2 * self.fps
        context.color_primaries = context.color_trc = context.colorspace = 1  # BT.709, else players guess
        context.color_range = 1

    def convert(self, frame: Frame) -> av.VideoFrame:
        width, height = self.size(frame)
        picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(frame[:height, :width]), format="rgb24")
        return picture.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG")


class _WebP(_Coder):
    codec, pixel_format = "libwebp_anim", "bgra"
    options: ClassVar = {"quality": "82", "compression_level": "2"}

    def convert(self, frame: Frame) -> av.VideoFrame:
        return av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="rgb24").reformat(format="bgra")


class _Gif(_Coder):
    codec, pixel_format = "gif", "pal8"

    def __init__(self, fps: int, palette: NDArray[np.uint8]) -> None:
        super().__init__(fps)
        self.ticks = 100
        self._palette = Image.new("P", (1, 1))
        self._palette.putpalette(palette.tobytes())
        self._argb = np.full((256, 4), 255, np.uint8)
        self._argb[: len(palette), 1:] = palette

    def convert(self, frame: Frame) -> av.VideoFrame:
        height, width = frame.shape[:2]
        # An ordered dither stays put while things move; error diffusion would swarm.
        pattern = np.tile(_BAYER - 8, (height // 4 + 1, width // 4 + 1))[:height, :width, None] // 2
        dithered = Image.fromarray(np.clip(frame + pattern, 0, 255).astype(np.uint8))
        indexed = np.asarray(dithered.quantize(palette=self._palette, dither=Image.Dither.NONE))
        both: Any = (indexed, self._argb)
        return av.VideoFrame.from_ndarray(both, format="pal8")


def _write(
    target: str | IO[bytes], container: str, frames: Iterable[Frame], coder: _Coder, options: dict[str, str]
) -> None:
    with av.open(target, "w", format=container, options={**_BITEXACT, **options}) as film:
        stream: Any = None
        for index, frame in enumerate(frames):
            if stream is None:
                stream = film.add_stream(coder.codec, rate=coder.ticks, options=dict(coder.options))
                stream.width, stream.height = coder.size(frame)
                stream.pix_fmt = coder.pixel_format
                # Bit-exact: no version of the encoder in the file.
                stream.codec_context.flags |= 1 << 23
                coder.set_up(stream.codec_context)
            picture = coder.convert(frame)
            picture.pts, picture.time_base = round(index * coder.ticks / coder.fps), Fraction(1, coder.ticks)
            film.mux(stream.encode(picture))
        if stream is None:
            raise BadInput(say("media.no_frames"))
        film.mux(stream.encode(None))


def _is_mp4(data: bytes) -> bool:
    return data[4:8] == b"ftyp"


def _probe_mp4(data: bytes) -> Probe:
    with av.open(io.BytesIO(data), "r") as film:
        stream = film.streams.video[0]
        context = stream.codec_context
        seconds = float((stream.duration or 0) * (stream.time_base or 0))
        count = sum(1 for _ in film.decode(stream))
        fps = float(stream.average_rate or 0)
        return Probe(context.name, count, fps, seconds, stream.width, stream.height, str(context.pix_fmt))


def _probe_stills(data: bytes) -> Probe:
    times, size, kind = [], (0, 0), ""
    with Image.open(io.BytesIO(data)) as image:
        size, kind = image.size, (image.format or "").lower()
    times = [milliseconds for _, milliseconds in _stills(data)]
    seconds = sum(times) / 1000
    return Probe(kind, len(times), len(times) / seconds if seconds else 0.0, seconds, *size)


def _stills(data: bytes) -> Iterator[tuple[Image.Image, float]]:
    """Frames of a GIF or WebP with their durations in milliseconds."""
    with Image.open(io.BytesIO(data)) as image:
        for index in range(getattr(image, "n_frames", 1)):
            image.seek(index)
            image.load()
            yield image.convert("RGB"), float(image.info.get("duration", 0))
