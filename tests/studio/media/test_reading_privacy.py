"""Files as telephones and programs write them, with places, names and notes in every corner: none of it is kept."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import mido
import numpy as np
import pytest
from PIL import Image, PngImagePlugin, TiffImagePlugin

from studio.media.reading.limits import InputKind
from studio.media.reading.reader import read
from tests.inputs import notes, pdf, svg, tone

MARK = "Rosenweg 12"
PLACE = "+48.8583+002.2945/"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r xmlns:e="http://ns.adobe.com/exif/1.0/" e:GPSLatitude="{MARK}"/>'
XMP += "</x:xmpmeta>"


def exif() -> Image.Exif:
    made = Image.Exif()
    for tag in (0x010E, 0x010F, 0x0110, 0x013B, 0x8298):  # Description, make, model, artist, copyright.
        made[tag] = MARK
    inner, place = made.get_ifd(0x8769), made.get_ifd(0x8825)
    inner[0x9286] = b"ASCII\0\0\0" + MARK.encode()
    inner[0xA430] = inner[0xA431] = inner[0x927C] = MARK  # Owner, serial number, maker's note.
    place[1], place[2], place[3], place[4] = "N", (48.0, 51.0, 29.88), "E", (2.0, 17.0, 40.2)
    place[29] = MARK
    return made


def still(form: str) -> bytes:
    picture, out = Image.new("RGB", (40, 30), "teal"), io.BytesIO()
    options: dict[str, Any] = {"exif": exif(), "xmp": XMP.encode()}
    if form == "JPEG":
        options |= {"comment": MARK.encode()}
    elif form == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", MARK)
        info.add_itxt("XML:com.adobe.xmp", XMP)
        info.add_text("Raw profile type exif", MARK, zip=True)
        options |= {"pnginfo": info}
    elif form == "TIFF":
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        for tag in (270, 271, 272, 305, 315, 33432):
            tags[tag] = MARK
        tags[700], tags[33723] = XMP.encode(), MARK.encode()  # XMP and IPTC.
        options = {"tiffinfo": tags}
    elif form == "GIF":
        options = {"comment": MARK.encode()}
    picture.save(out, form, **options)
    data = out.getvalue()
    return _with_iptc(data) if form == "JPEG" else data


def _with_iptc(data: bytes) -> bytes:
    """Photoshop's segment with a caption behind the first marker."""
    caption = b"\x1c\x02\x78" + struct.pack(">H", len(MARK)) + MARK.encode()
    block = (
        b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(caption)) + caption + b"\0" * (len(caption) % 2)
    )
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + data[2:]


def heard(container: str, codec: str) -> bytes:
    """A sound with tags."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as target:
        _tag(target)
        stream: Any = target.add_stream(codec, rate=48_000, layout="mono")
        wants = stream.codec_context.codec.audio_formats[0].name
        samples = tone(0.5, 48_000, 1).T.astype(np.float32)
        frame = av.AudioFrame.from_ndarray(samples, "fltp", "mono")
        frame.sample_rate, frame.pts, frame.time_base = 48_000, 0, Fraction(1, 48_000)
        resampler = av.AudioResampler(wants, "mono", 48_000, frame_size=stream.codec_context.frame_size or 1024)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            target.mux(stream.encode(part))
        target.mux(stream.encode(None))
    return out.getvalue()


def filmed(container: str, codec: str) -> bytes:
    """A film with tags and a place."""
    out = io.BytesIO()
    with av.open(out, "w", format=container, options={"movflags": "use_metadata_tags"}) as target:
        _tag(target)
        stream: Any = target.add_stream(codec, rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.metadata["title"] = MARK
        for _ in range(8):
            target.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), "rgb24")))
        target.mux(stream.encode(None))
    return out.getvalue()


def _tag(target: Any) -> None:
    for name in ("title", "artist", "author", "comment", "copyright", "description", "encoder"):
        target.metadata[name] = MARK
    for name in ("location", "com.apple.quicktime.location.ISO6709", "com.apple.quicktime.model"):
        target.metadata[name] = PLACE


def noted() -> bytes:
    meta = (mido.MetaMessage(kind, text=MARK) for kind in ("text", "copyright", "cue_marker"))
    played = (mido.Message("note_on", note=60 + n, velocity=64, time=240) for n in range(8))
    return notes(*meta, mido.Message("sysex", data=list(MARK.encode())), *played)


def drawn() -> bytes:
    said = f"<title>{MARK}</title><desc>{MARK}</desc><metadata>{MARK}</metadata><!-- {MARK} -->"
    return svg(f"{said}<rect width='9' height='9'/>")


def written() -> bytes:
    data = pdf(b"BT /F1 12 Tf 20 50 Td (A quiet page) Tj ET")
    return (
        data
        + f"\n7 0 obj << /Author ({MARK}) /Title ({MARK}) >> endobj\ntrailer << /Info 7 0 R /Root 1 0 R >>".encode()
    )


FILES: dict[str, tuple[InputKind, Callable[[], bytes]]] = {
    **{form: ("picture", lambda form=form: still(form)) for form in ("JPEG", "PNG", "WEBP", "TIFF", "AVIF", "GIF")},  # type: ignore[misc]
    "SVG": ("picture", drawn),
    "MP3": ("sound", lambda: heard("mp3", "libmp3lame")),
    "FLAC": ("sound", lambda: heard("flac", "flac")),
    "WAV": ("sound", lambda: heard("wav", "pcm_s16le")),
    "Ogg": ("sound", lambda: heard("ogg", "libopus")),
    "M4A": ("sound", lambda: heard("mp4", "aac")),
    "MP4": ("film", lambda: filmed("mp4", "libx264")),
    "MOV": ("film", lambda: filmed("mov", "libx264")),
    "WebM": ("film", lambda: filmed("webm", "libvpx-vp9")),
    "MIDI": ("midi", noted),
    "PDF": ("document", written),
}


@pytest.mark.parametrize("form", FILES)
def test_nothing_is_kept_of_who_made_it_where_and_with_what(form: str, tmp_path: Path) -> None:
    kind, make = FILES[form]
    data = make()
    assert MARK.encode() in data, "the file does carry it"
    (tmp_path / "original").write_bytes(data)
    plain, _ = read(tmp_path / "original", tmp_path / "plain", [kind])
    kept = (tmp_path / "plain").read_bytes() + plain.model_dump_json().encode()
    for secret in (MARK, PLACE, "Rosenweg", "48.8583", "GPS", "quicktime"):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert secret.encode(encoding) not in kept
    if kind == "picture":
        with Image.open(tmp_path / "plain") as picture:
            assert not picture.getexif() and not picture.info


def test_the_place_is_in_the_files_that_carry_one(tmp_path: Path) -> None:
    for form in ("JPEG", "PNG", "WEBP", "AVIF"):
        with Image.open(io.BytesIO(still(form))) as picture:
            assert picture.getexif().get_ifd(0x8825)[2][0] == 48
    for container in ("mp4", "mov"):
        assert PLACE.encode() in filmed(container, "libx264")
