"""Good files of every form that people bring, made here."""

from __future__ import annotations

import io
import struct
from fractions import Fraction
from functools import cache
from typing import Any

import av
import mido
import numpy as np
import soundfile
from PIL import Image


@cache
def whole() -> dict[str, bytes]:
    """A good file of each form."""
    return {
        **{name: picture(name) for name in ("png", "jpeg", "gif", "webp", "bmp", "tiff", "avif")},
        "moving.gif": moving("GIF"),
        "moving.webp": moving("WEBP"),
        "wav": sound("WAV"),
        "flac": sound("FLAC"),
        "mp3": sound("MP3", "MPEG_LAYER_III"),
        "ogg": sound("OGG", "VORBIS"),
        "opus": sound("OGG", "OPUS"),
        "m4a": voice("mp4", "aac"),
        "microphone.webm": voice("webm", "libopus"),
        "mp4": film("mp4", "libx264"),
        "mov": film("mov", "libx264"),
        "webm": film("webm", "libvpx"),
        "mkv": film("matroska", "libx264"),
        "mid": notes(),
        "pdf": pdf(b"BT /F1 12 Tf 20 50 Td (A boat at dawn) Tj ET"),
        "svg": svg('<rect width="30" height="20" fill="red"/>'),
    }


def picture(form: str, mode: str = "RGB", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    noise = np.random.default_rng(len(form)).integers(0, 256, (size[1], size[0], 3), np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).convert(mode).save(out, form.upper(), **options)
    return out.getvalue()


def moving(form: str, milliseconds: int | list[int] = 80) -> bytes:
    frames = [Image.new("RGB", (32, 24), (40 * n, 90, 200 - 30 * n)) for n in range(6)]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=milliseconds, loop=0)
    return out.getvalue()


def tone(seconds: float = 0.4, rate: int = 44_100, channels: int = 2) -> np.ndarray[Any, Any]:
    return np.repeat(0.5 * np.sin(np.arange(round(seconds * rate)) / 9)[:, None], channels, 1)


def sound(form: str, subtype: str = "PCM_16", samples: np.ndarray[Any, Any] | None = None, rate: int = 44_100) -> bytes:
    out = io.BytesIO()
    rate = 48_000 if subtype == "OPUS" else rate
    soundfile.write(out, tone() if samples is None else samples, rate, format=form, subtype=subtype)
    return out.getvalue()


def voice(container: str, codec: str, seconds: float = 0.5) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=container) as target:
        stream: Any = target.add_stream(codec, rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(tone(seconds, 48_000, 1).T.astype(np.float32), "fltp", "mono")
        frame.sample_rate, frame.pts, frame.time_base = 48_000, 0, Fraction(1, 48_000)
        target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return out.getvalue()


def film(
    container: str = "mp4",
    codec: str = "libx264",
    size: tuple[int, int] = (64, 48),
    times: tuple[int, ...] = tuple(range(0, 480, 40)),
    has_sound: bool = False,
) -> bytes:
    """A film whose left half is red and whose frames are shown at `times`, in milliseconds."""
    picture = np.zeros((size[1], size[0], 3), np.uint8)
    picture[:, : size[0] // 2, 0] = 255
    out = io.BytesIO()
    with av.open(out, "w", format=container) as target:
        stream: Any = target.add_stream(codec, rate=25)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv444p" if size[0] % 2 or size[1] % 2 else "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        tones: Any = target.add_stream("aac", rate=44_100, layout="mono") if has_sound else None
        for time in times:
            frame = av.VideoFrame.from_ndarray(picture, "rgb24")
            frame.pts, frame.time_base = time, Fraction(1, 1000)
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
        if tones:
            heard = av.AudioFrame.from_ndarray(tone(times[-1] / 1000, 44_100, 1).T.astype(np.float32), "fltp", "mono")
            heard.sample_rate, heard.pts, heard.time_base = 44_100, 0, Fraction(1, 44_100)
            target.mux(tones.encode(heard))
            target.mux(tones.encode(None))
    return out.getvalue()


def rotated(data: bytes) -> bytes:
    """An MP4 as a telephone held upright writes it: its matrix turns it clockwise by a quarter."""
    upright = struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
    turned = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    at = data.index(b"tkhd")
    return data[:at] + data[at:].replace(upright, turned, 1)


def notes(*events: Any, ticks: int = 480) -> bytes:
    track = mido.MidiTrack(events or [mido.Message("note_on", note=60 + n, velocity=64, time=240) for n in range(8)])
    out = io.BytesIO()
    mido.MidiFile(tracks=[track], ticks_per_beat=ticks).save(file=out)
    return out.getvalue()


def svg(inside: str, head: str = "", attributes: str = 'width="40" height="30"') -> bytes:
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{head}<svg {space} {attributes}>{inside}</svg>".encode()


def pdf(content: bytes, pages: str = "/Kids [3 0 R] /Count 1", page: str = "/Parent 2 0 R", extra: str = "") -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages {pages} >>".encode(),
        f"<< /Type /Page {page} /MediaBox [0 0 200 100] /Contents 4 0 R /Resources 6 0 R >>".encode(),
        b"<< /Length %d %s >> stream\n%s\nendstream" % (len(content), extra.encode(), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Root 1 0 R /Size 7 >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 7\n0000000000 65535 f \n" + table + trailer
