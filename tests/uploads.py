"""Bad and odd files of every kind, made from seeds, as strangers send them."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

import mido
import numpy as np
from PIL import Image

from studio.media.reading.limits import InputKind
from tests.inputs import film, moving, notes, pdf, picture, rotated, sound, svg, tone, whole

ALL: tuple[InputKind, ...] = get_args(InputKind)
Outcome = Literal["read", "refused", "either"]


@dataclass(frozen=True)
class Sent:
    """A file as somebody sends it. `outcome`: what must come of it; a file that was damaged at random may be either."""

    name: str
    data: bytes
    outcome: Outcome = "either"
    wanted: tuple[InputKind, ...] = ALL


def all_sent(seeds: int = 8) -> Iterator[Sent]:
    """Some 500 of them, always the same; with more `seeds` more of those that are damaged at random."""
    yield from _damaged(seeds)
    for family in (_pictures, _bombs, _drawings, _sounds, _films, _notes, _texts, _documents, _pretenders):
        yield from family()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_with(*chunks: bytes, data: bytes | None = None) -> bytes:
    """A PNG with more chunks behind its header."""
    data = data or whole()["png"]
    return data[:33] + b"".join(chunks) + data[33:]


def wav(
    samples: bytes, form: int = 1, channels: int = 2, rate: int = 44_100, bits: int = 16, size: int | None = None
) -> bytes:
    step = channels * bits // 8
    header = struct.pack("<HHIIHH", form, channels, rate, rate * step % 2**32, step % 2**16, bits)
    size = len(samples) if size is None else size
    return (
        b"RIFF"
        + struct.pack("<I", (36 + size) % 2**32)
        + b"WAVEfmt "
        + struct.pack("<I", 16)
        + header
        + b"data"
        + struct.pack("<I", size)
        + samples
    )


def _damaged(seeds: int) -> Iterator[Sent]:
    """Each good file cut short, and with some bytes changed, at random."""
    for number, (name, data) in enumerate(whole().items()):
        yield Sent(f"whole {name}", data, "read")
        for seed in range(seeds):
            dice = np.random.default_rng([number, seed])
            yield Sent(f"cut {seed} {name}", data[: dice.integers(1, len(data))])
            yield Sent(f"changed {seed} {name}", _changed(data, dice, 1 << seed % 8))


def _changed(data: bytes, dice: np.random.Generator, count: int) -> bytes:
    changed = bytearray(data)
    # The first bytes stay, so that it is still taken for what it was.
    for place in dice.integers(12, len(data), count):
        changed[place] = dice.integers(256)
    return bytes(changed)


def _pictures() -> Iterator[Sent]:
    for mode in ("1", "L", "LA", "P", "RGBA", "I;16", "I"):
        yield Sent(f"png {mode}", picture("png", mode), "read")
    for mode in ("1", "L", "LA", "P", "RGBA", "CMYK", "LAB", "I;16", "I", "F"):
        yield Sent(f"tiff {mode}", picture("tiff", mode), "read")
    yield Sent("jpeg CMYK", picture("jpeg", "CMYK"), "read")
    yield Sent("jpeg L", picture("jpeg", "L"), "read")
    yield Sent("jpeg progressive", picture("jpeg", progressive=True), "read")
    strange = np.array([[np.nan, np.inf], [-np.inf, 1e30]], np.float32)
    out = io.BytesIO()
    Image.fromarray(strange).save(out, "TIFF")
    yield Sent("tiff no numbers", out.getvalue(), "read")
    for orientation in range(1, 10):
        exif = Image.Exif()
        exif[0x0112] = orientation
        yield Sent(f"jpeg turned {orientation}", picture("jpeg", exif=exif), "read")
    for name, size in {"1x1": (1, 1), "3x4000": (3, 4000), "5000x5": (5000, 5)}.items():
        yield Sent(f"png {name}", picture("png", size=size), "read")
    for name, exif in {
        "noise": b"Exif\0\0" + bytes(range(200)),
        "loop": b"Exif\0\0II*\0\x08\0\0\0" + b"\xff" * 40,
    }.items():
        yield Sent(f"jpeg exif {name}", picture("jpeg", exif=exif), "read")
    yield Sent("jpeg icc noise", picture("jpeg", icc_profile=bytes(range(256)) * 4), "read")
    yield Sent("png two million pixels a side short", picture("png", size=(20_000, 2)), "refused")


def _bombs() -> Iterator[Sent]:
    """Little data that says it is large."""
    for width, height in ((65_000, 65_000), (2**31 - 1, 2**31 - 1), (16_384, 16_384), (2**32 - 1, 1), (0, 0), (0, 9)):
        header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
        yield Sent(
            f"png {width}x{height}", start + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b""), "refused"
        )
    sheet = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(sheet, "PNG")
    yield Sent("png of 100 megapixels", sheet.getvalue(), "refused")
    sheet = io.BytesIO()
    Image.new("P", (7000, 7000)).save(sheet, "PNG")
    yield Sent("png of 49 megapixels", sheet.getvalue(), "read")
    gif = whole()["gif"]
    yield Sent("gif 65535", gif[:6] + b"\xff\xff\xff\xff" + gif[10:], "refused")
    at = whole()["jpeg"].index(b"\xff\xc0") + 5
    yield Sent("jpeg 65535", whole()["jpeg"][:at] + b"\xff\xff\xff\xff" + whole()["jpeg"][at + 4 :], "refused")
    bmp = whole()["bmp"]
    for size in ((2**31 - 1, 2**31 - 1), (30_000, 30_000), (-5, 40), (40, -(2**31))):
        yield Sent(
            f"bmp {size}",
            bmp[:18] + struct.pack("<ii", *size) + bmp[26:],
            "refused" if size != (40, -(2**31)) else "either",
        )
    webp = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + b"\xff" * 6
    yield Sent("webp 16 million", b"RIFF" + struct.pack("<I", len(webp) + 4) + b"WEBP" + webp, "refused")
    yield Sent("tiff 60000", _tiff(60_000, 60_000), "refused")
    yield Sent("tiff of strips that are not there", _tiff(2000, 2000), "refused")
    zeros = zlib.compress(bytes(200_000_000), 9)
    yield Sent("png text bomb", png_with(chunk(b"zTXt", b"Comment\0\0" + zeros)))
    yield Sent("png iTXt bomb", png_with(chunk(b"iTXt", b"parameters\0\1\0\0\0" + zeros)))
    yield Sent("png profile bomb", png_with(chunk(b"iCCP", b"icc\0\0" + zeros)))
    yield Sent("png of 5000 texts", png_with(*[chunk(b"tEXt", b"k%d\0" % n + b"v" * 4000) for n in range(5000)]))
    yield Sent("png of more data than pixels", _png_of(bytes(100_000_000)))
    yield Sent("gif of 5000 frames", _long_gif(5000), "refused", ("film",))


def _tiff(width: int, height: int) -> bytes:
    tags = [
        (256, 4, width),
        (257, 4, height),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (278, 4, height),
        (279, 4, 2**31),
    ]
    entries = b"".join(struct.pack("<HHII", tag, form, 1, value) for tag, form, value in tags)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + entries + bytes(4)


def _png_of(raw: bytes) -> bytes:
    data = whole()["png"]
    return data[:33] + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")


def _long_gif(count: int) -> bytes:
    one = moving("GIF")
    start = one.index(b"\x21\xf9")
    frame = one[start : one.index(b"\x21\xf9", start + 4)]
    return one[:start] + frame * count + b";"


def _drawings() -> Iterator[Sent]:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    yield Sent("svg laughs", svg("<text>&a9;</text>", f'<!DOCTYPE svg [<!ENTITY a0 "ha">{laughs}]>'), "refused")
    outside = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    yield Sent("svg entity of a file", svg("<text>&x;</text>", outside), "refused")
    yield Sent("svg entity in utf-16", svg("<text>&x;</text>", outside).decode().encode("utf-16"), "refused")
    yield Sent(
        "svg parameter entity", svg("", '<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]>'), "refused"
    )
    for name, link in {
        "file": "/etc/passwd",
        "file address": "file:///etc/passwd",
        "address": "http://127.0.0.1:9/a.png",
        "data of a drawing": "data:image/svg+xml;base64,PHN2Zy8+",
        "no data": "data:image/png;base64,!!!",
        "up": "../../a.png",
    }.items():
        yield Sent(
            f"svg image of {name}",
            svg(f'<image width="9" height="9" xlink:href="{link}"/><rect width="5" height="5"/>'),
            "read",
        )
        yield Sent(
            f"svg filter of {name}",
            svg(f'<filter id="f"><feImage href="{link}"/></filter><rect width="9" height="9" filter="url(#f)"/>'),
            "read",
        )
    small = base64.b64encode(whole()["png"]).decode()
    yield Sent("svg with a picture", svg(f'<image width="9" height="9" href="data:image/png;base64,{small}"/>'), "read")
    large = base64.b64encode(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", b"")
    ).decode()
    yield Sent(
        "svg with a large picture",
        svg(f'<image width="9" height="9" href="data:image/png;base64,{large}"/>'),
        "refused",
    )
    uses = "".join(f'<g id="u{n + 1}">{f"""<use href="#u{n}"/>""" * 10}</g>' for n in range(9))
    yield Sent("svg of a thousand million uses", svg(f'<rect id="u0" width="1" height="1"/>{uses}'), "refused")
    yield Sent("svg that uses itself", svg('<g id="a"><use href="#a"/></g>'))
    yield Sent("svg that uses itself by two", svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'))
    yield Sent(
        "svg pattern of itself",
        svg(
            '<pattern id="p" width="9" height="9"><path fill="url(#p)" d="M0 0h9v9"/></pattern>'
            '<path fill="url(#p)" d="M0 0h9v9"/>'
        ),
    )
    yield Sent("svg of 20000 depths", svg("<g>" * 20_000 + "</g>" * 20_000), "refused")
    yield Sent("svg of 300 depths", svg("<g>" * 300 + "</g>" * 300), "refused")
    yield Sent("svg of 200000 parts", svg('<rect width="1"/>' * 200_000), "refused")
    yield Sent(
        "svg that blurs",
        svg('<filter id="f"><feGaussianBlur stdDeviation="1e9"/></filter><path d="M0 0h9v9" filter="url(#f)"/>'),
    )
    yield Sent(
        "svg of noise",
        svg(
            '<filter id="f"><feTurbulence numOctaves="999999" baseFrequency="9"/></filter>'
            '<path d="M0 0h9v9" filter="url(#f)"/>'
        ),
    )
    yield Sent("svg of dashes", svg('<path d="M0 0H1e9" stroke="red" stroke-dasharray="1e-6"/>'))
    yield Sent("svg script", svg('<script>alert(1)</script><rect width="9" height="9"/>'), "read")
    yield Sent(
        "svg foreign",
        svg('<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="file:///etc/passwd"/></foreignObject>'),
        "read",
    )
    yield Sent(
        "svg style",
        svg(
            '<style>@import url("http://127.0.0.1/x.css"); path {fill: url(http://127.0.0.1/x)}</style>'
            '<path d="M0 0h9v9"/>'
        ),
        "read",
    )
    for size in (
        'width="1e9" height="1e9"',
        'width="100%"',
        'width="0" height="0"',
        'width="-4" height="9"',
        'viewBox="0 0 9 9"',
        'width="nan" height="inf"',
        'viewBox="0 0 1 100000"',
        'viewBox="a b c d"',
        'width="1e999" height="2"',
        "",
    ):
        yield Sent(f"svg {size}", svg('<rect width="5" height="5"/>', attributes=size))
    yield Sent("svg unclosed", b'<svg xmlns="http://www.w3.org/2000/svg"><g>', "refused")
    yield Sent(
        "xml that is no svg", b"<?xml version='1.0'?><html><!-- <svg --></html>", wanted=("picture",), outcome="refused"
    )


def _sounds() -> Iterator[Sent]:
    plain = (tone() * 32_767).astype("<i2").tobytes()
    for size in (0, 1, 2**31, 2**32 - 1, len(plain) * 9):
        yield Sent(f"wav that says {size} bytes", wav(plain, size=size))
    for rate in (0, 1, 10**9, 2**32 - 1):
        yield Sent(f"wav of {rate} Hz", wav(plain, rate=rate), "refused")
    for channels in (0, 9, 255, 65_535):
        yield Sent(f"wav of {channels} channels", wav(plain, channels=channels), "refused")
    for bits in (0, 1, 7, 33, 65_535):
        yield Sent(f"wav of {bits} bits", wav(plain, bits=bits))
    for form in (0, 2, 3, 17, 80, 85, 255, 65_534):
        yield Sent(f"wav of form {form}", wav(plain, form=form))
    yield Sent("wav of nothing", wav(b""), "refused")
    yield Sent("wav header", wav(plain)[:44], "refused")
    for name, value in {"nan": np.nan, "inf": np.inf, "-inf": -np.inf, "1e38": 1e38, "3": 3.0}.items():
        samples = tone().astype(np.float32)
        samples[100:120] = value
        yield Sent(f"wav with {name}", sound("WAV", "FLOAT", samples), "read")
        yield Sent(f"wav of {name} alone", sound("WAV", "DOUBLE", np.full((9000, 1), value)), "read")
    for subtype in ("PCM_U8", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW", "ALAW", "IMA_ADPCM"):
        yield Sent(f"wav {subtype}", sound("WAV", subtype), "read")
    for channels in (1, 3, 4, 6, 8):
        yield Sent(f"flac of {channels} channels", sound("FLAC", samples=tone(channels=channels)), "read")
    for rate in (8000, 11_025, 22_050, 32_000, 48_000, 96_000, 192_000):
        yield Sent(f"wav of {rate} Hz", sound("WAV", samples=tone(0.2, rate), rate=rate), "read")
    yield Sent("silence", sound("FLAC", samples=np.zeros((44_100, 2))), "read")
    yield Sent("one sample", sound("WAV", samples=np.zeros((1, 1))))
    yield Sent(
        "eleven minutes of silence", sound("FLAC", samples=np.zeros((660 * 8000, 1), np.int16), rate=8000), "refused"
    )
    yield Sent("mp3 behind 100 kB of ID3", b"ID3\x04\0\0\0\x06\x0d\x20" + bytes(100_000) + whole()["mp3"])
    yield Sent("mp3 of an ID3 that says 256 MB", b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + whole()["mp3"])


def _films() -> Iterator[Sent]:
    uneven = film(times=(0, 40, 500, 520, 1500, 1501))
    yield Sent("film of uneven frames", uneven, "read")
    yield Sent("film with sound", film(has_sound=True), "read")
    yield Sent("film turned", rotated(film()), "read")
    yield Sent("film turned with sound", rotated(film(has_sound=True)), "read")
    for size in ((63, 47), (17, 200), (2, 2), (4096, 2), (2000, 40)):
        yield Sent(f"film {size}", film(size=size))
    yield Sent("film of one frame", film(times=(0,)), "read")
    yield Sent("film of three minutes", film(times=(0, 40, 180_000)), "refused")
    yield Sent("film only for its sound", film(has_sound=True), "read", ("sound",))
    yield Sent("film without a sound for its sound", film(), "refused", ("sound",))
    yield Sent("sound as a film", whole()["m4a"], "refused", ("film",))
    data = film()
    for name, box, at, value in (
        ("frames", b"stts", 8, 10**9),
        ("length of a frame", b"stts", 12, 2**31 - 1),
        ("sizes", b"stsz", 12, 10**9),
        ("clock", b"mdhd", 12, 0),
        ("fast clock", b"mdhd", 12, 2**31 - 1),
        ("length", b"mvhd", 16, 2**31 - 1),
        ("places", b"stco", 8, 10**9),
        ("parts", b"stsc", 8, 10**9),
        ("children", b"stsd", 8, 10**9),
    ):
        place = data.index(box) + at
        yield Sent(f"film of a thousand million {name}", data[:place] + struct.pack(">I", value) + data[place + 4 :])
    place = data.index(b"avc1") + 28
    yield Sent("film 65535", data[:place] + b"\xff\xff\xff\xff" + data[place + 4 :])
    # A self-reference of the data becomes one to a file beside it.
    yield Sent("film whose data lie elsewhere", data.replace(b"url \0\0\0\1", b"url \0\0\0\0"))
    yield Sent("film without its index", data[: data.index(b"moov") - 4], "refused")
    yield Sent("film of boxes in themselves", b"\0\0\0\x10moov\0\0\0\x08moov" * 5000, "refused")
    yield Sent(
        "matroska of unknown lengths", b"\x1a\x45\xdf\xa3" + b"\x01\xff\xff\xff\xff\xff\xff\xff" * 500, "refused"
    )
    yield Sent("gif of uneven frames", moving("GIF", [20, 500, 20, 700, 0, 60]), "read", ("film",))
    yield Sent("gif that moves as a picture", moving("GIF"), "read", ("picture",))
    yield Sent("gif that stands as a film", whole()["gif"], "read", ("film",))
    yield Sent("webp of an hour", moving("WEBP", 600_000), "refused", ("film",))


def _notes() -> Iterator[Sent]:
    good = whole()["mid"]
    on = mido.Message("note_on", note=60, velocity=64, time=10)
    yield Sent("midi of endless waits", notes(on, on.copy(time=2**28 - 1), on.copy(time=2**28 - 1)), "refused")
    yield Sent("midi without a note", notes(mido.MetaMessage("track_name", name="x")), "refused")
    yield Sent("midi of tempo 0", notes(mido.MetaMessage("set_tempo", tempo=0), on), "read")
    yield Sent("midi of 120000 events", notes(*[on] * 120_000), "refused")
    for ticks in (0, 0x8000, 0xE728, 1, 0x7FFF):
        yield Sent(f"midi of {ticks} ticks", good[:12] + struct.pack(">H", ticks) + good[14:])
    for form, tracks in ((2, 1), (9, 1), (0, 0), (1, 65_535)):
        yield Sent(f"midi of form {form}, {tracks} tracks", good[:8] + struct.pack(">HH", form, tracks) + good[12:])
    for size in (0, 5, 2**31, 2**32 - 1):
        yield Sent(f"midi whose track says {size}", good[:18] + struct.pack(">I", size) + good[22:])
    for name, events in {
        "running status of nothing": b"\x40\x40" * 50,
        "waits without end": b"\xff" * 4000,
        "junk": bytes(range(256)) * 9,
        "a text of 256 MB": b"\0\xff\x01\xff\xff\xff\x7fabc",
        "system messages": b"\0\xf0\x7f" + b"\x11" * 200 + b"\0\xf7\x02ab",
        "a strange key": b"\0\xff\x59\x02\x7f\x09\0\x90\x40\x40",
        "a zero time signature": b"\0\xff\x58\x04\0\xff\0\0\0\x90\x40\x40",
    }.items():
        yield Sent(f"midi of {name}", good[:18] + struct.pack(">I", len(events)) + events)
    many = b"MTrk" + struct.pack(">I", 0)
    yield Sent("midi of 9000 tracks", b"MThd" + struct.pack(">IHHH", 6, 1, 9000, 480) + many * 9000, "refused")


def _texts() -> Iterator[Sent]:
    words = "Grüße aus Köln, naïve façade.\n春眠不觉晓，处处闻啼鸟。\n" * 3
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"):
        yield Sent(
            f"text in {encoding}", words.encode(encoding), "either" if encoding.endswith(("le", "be")) else "read"
        )
    yield Sent("text in cp1252", "Grüße aus Köln, naïve façade – “so”.".encode("cp1252"), "read")
    yield Sent("text with nulls", b"a boat\0 at dawn\0 " * 30)
    yield Sent("text of nulls", bytes(4000), "refused")
    yield Sent("text of controls", bytes(range(1, 9)) * 60, "refused")
    yield Sent("text of spaces", b" \n\t " * 60, "refused")
    yield Sent("text of marks", "\ufeff".encode() * 30, "refused")
    yield Sent("text with slips", b"a boat at dawn \xff and so on " * 2 + b"the sea is calm tonight " * 60)
    yield Sent("text with half letters", "\ud800".encode("utf-8", "surrogatepass") * 9)
    yield Sent("text of 250000 letters", b"a boat at dawn " * 17_000, "refused")
    yield Sent("text of 1.2 million letters", "船".encode() * 600_000, "refused")
    yield Sent("text of 3 MB", b"boats " * 500_000, "refused")
    yield Sent("text that composes for ever", ("a" + "\u0301\u0323" * 90_000).encode())
    yield Sent("text from right to left", "\u202eevil\u202c שלום".encode(), "read")
    yield Sent("markdown", b"# A boat\n\n- at *dawn*\n<script>alert(1)</script>\n", "read")
    for name, text in {
        "playlist": "#EXTM3U\n#EXTINF:10,\n/etc/passwd\n",
        "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n",
        "concat": "ffconcat version 1.0\nfile /etc/passwd\n",
        "html": "<!DOCTYPE html><svg></svg>",
        "sdp": "v=0\nc=IN IP4 127.0.0.1\n",
        "mpd": '<?xml version="1.0"?><MPD><BaseURL>file:///etc/passwd</BaseURL></MPD>',
    }.items():
        yield Sent(f"{name} as a text", text.encode(), "read")
        yield Sent(f"{name} as a film", text.encode(), "refused", ("film", "sound", "picture"))


def _documents() -> Iterator[Sent]:
    good = b"BT /F1 12 Tf 20 50 Td (A boat at dawn) Tj ET"
    yield Sent("pdf of pages in themselves", pdf(good, pages="/Kids [2 0 R 3 0 R] /Count 2"))
    yield Sent("pdf of a million pages", pdf(good, pages="/Kids [3 0 R] /Count 1000000"))
    yield Sent("pdf of 400 pages", pdf(good, pages=f"/Kids [{'3 0 R ' * 400}] /Count 400"))
    yield Sent("pdf without pages", pdf(good, pages="/Kids [] /Count 0"), "refused")
    yield Sent("pdf of no words", pdf(b""), "refused")
    yield Sent("pdf of nested arrays", pdf(good, page="/Parent 2 0 R /X " + "[" * 50_000 + "]" * 50_000))
    bomb = zlib.compress(b" " * 300_000_000, 9)
    yield Sent("pdf bomb", pdf(bomb, extra="/Filter /FlateDecode"))
    yield Sent("pdf bomb of bombs", pdf(zlib.compress(bomb, 9), extra="/Filter [/FlateDecode /FlateDecode]"))
    yield Sent("pdf of a million words", pdf(b"BT /F1 12 Tf " + b"(A boat) Tj " * 200_000 + b"ET"), "refused")
    yield Sent("pdf whose content is its page", pdf(good, page="/Parent 3 0 R /Contents 3 0 R"))
    yield Sent(
        "pdf whose index is its header", whole()["pdf"].replace(b"startxref\n", b"startxref\n0")[:-30] + b"9\n%%EOF"
    )
    yield Sent("pdf of an index that returns", pdf(good).replace(b"/Size 7", b"/Size 7 /Prev 9"))
    yield Sent("pdf that is locked", _locked("opens not"), "refused")
    yield Sent("pdf that is locked with nothing", _locked(""), "read")


def _locked(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    writer.append(PdfReader(io.BytesIO(whole()["pdf"])))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def _pretenders() -> Iterator[Sent]:
    """Files that are nothing, or two things at once, or not what is asked for."""
    yield Sent("nothing", b"", "refused")
    for byte in (0, 10, 65, 0x89, 0xFF):
        yield Sent(f"one byte {byte}", bytes([byte]))
    for seed in range(20):
        dice = np.random.default_rng(seed)
        yield Sent(f"noise {seed}", dice.bytes(int(dice.integers(2, 5000))))
    for start in (
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBP",
        b"RIFF\0\0\0\0WAVE",
        b"II*\0",
        b"MThd",
        b"\0\0\0\x18ftypisom",
        b"\0\0\0\x18ftypavif",
        b"\x1a\x45\xdf\xa3",
        b"OggS",
        b"fLaC",
        b"ID3",
        b"%PDF-1.7",
        b"\xff\xf1",
    ):
        yield Sent(f"only the start {start!r}", start, "refused")
        yield Sent(f"noise behind {start!r}", start + np.random.default_rng(len(start)).bytes(3000), "refused")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("evil.py", "print(1)")
    yield Sent("zip", archive.getvalue(), "refused")
    yield Sent("png that is a zip too", whole()["png"] + archive.getvalue(), "read")
    yield Sent("jpeg that is a page too", whole()["jpeg"] + b"<html><script>alert(1)</script>", "read")
    yield Sent("gif that is a script too", b"GIF89a=1;alert(1)//" + whole()["gif"], "refused")
    yield Sent("pdf that is a page too", whole()["pdf"] + b"<script>alert(1)</script>")
    yield Sent("program", b"\x7fELF\x02\x01\x01" + bytes(500), "refused")
    yield Sent("windows program", b"MZ\x90\0\x03" + bytes(500), "refused")
    yield Sent("heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(300), "refused")
    yield Sent("avi", b"RIFF\x24\0\0\0AVI LIST" + bytes(300), "refused")
    for name in ("png", "wav", "mp4", "mid", "pdf"):
        yield Sent(f"{name} where a text is asked for", whole()[name], "refused", ("text",))
        other: InputKind = "sound" if name == "png" else "picture"
        yield Sent(f"{name} where {other} is asked for", whole()[name], "refused", (other,))
