"""Odd and bad files as people bring them to a picture's field, made from seeds: some 200 of them, always the same."""

from __future__ import annotations

import io
import json
import pickle
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from PIL import Image

from tests.uploads import chunk, png_with

Outcome = Literal["read", "refused", "either"]


@dataclass(frozen=True)
class Odd:
    """A file, and what must come of it; of one that was damaged at random either may."""

    name: str
    data: bytes
    outcome: Outcome = "either"


def pictures() -> dict[str, list[Odd]]:
    """Everything that may be brought where a picture is wanted, by what is odd about it."""
    kinds = (_cut, _changed, _bombs, _moving, _deep, _turned, _clear, _narrow, _pretending, _told)
    return {kind.__name__.strip("_"): list(kind()) for kind in kinds}


def weights() -> Iterator[Odd]:
    """What may be brought as weights and is none."""
    yield Odd("nothing", b"", "refused")
    yield Odd("words", b"these are no weights\n" * 50, "refused")
    for length in (0, 1, 7, 2**31, 2**40, 2**63 - 1, 2**64 - 1):
        yield Odd(f"header of {length}", struct.pack("<Q", length) + b'{"a":1}', "refused")
    for name, header in _HEADERS.items():
        body = header if isinstance(header, bytes) else json.dumps(header).encode()
        yield Odd(f"header {name}", struct.pack("<Q", len(body)) + body + bytes(64), "refused")
    deep = b'{"a":' * 4000 + b"1" + b"}" * 4000
    yield Odd("header of 4000 depths", struct.pack("<Q", len(deep)) + deep, "refused")
    many = json.dumps({f"k{n}": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]} for n in range(50_000)}).encode()
    yield Odd("header of 50000 tensors in one place", struct.pack("<Q", len(many)) + many + bytes(4), "refused")
    yield Odd("pickle", pickle.dumps({"lora_down.weight": [1.0]}), "refused")
    yield Odd("pickle that runs a program", pickle.dumps(_Runs()), "refused")
    yield Odd("pickle of the first protocol", pickle.dumps({"a": 1}, protocol=0), "refused")
    yield Odd("zip of a pickle", _zipped({"archive/data.pkl": pickle.dumps({"a": 1})}), "refused")
    yield Odd("gguf", b"GGUF" + struct.pack("<IQQ", 3, 0, 0) + bytes(64), "refused")
    yield Odd("a picture", _png(), "refused")
    whole = tensors({"a": np.zeros((4, 4), np.float32)})
    for share in (0.2, 0.5, 0.9):
        yield Odd(f"cut at {share}", whole[: int(len(whole) * share)], "refused")


def masks() -> Iterator[tuple[Odd, str]]:
    """Masks for a picture of 64 x 48, and what must come of a job with them: "fits" or "refused"."""
    for size in ((64, 48), (128, 96), (32, 24), (640, 480)):
        yield Odd(f"mask {size}", _mask(size)), "fits"
    for size in ((48, 64), (64, 64), (1, 1), (64, 12), (4096, 5), (65, 20)):
        yield Odd(f"mask {size}", _mask(size)), "refused"
    yield Odd("mask of nothing", _mask((64, 48), None)), "refused"


def tensors(values: dict[str, np.ndarray[Any, Any]], metadata: dict[str, str] | None = None) -> bytes:
    """A good safetensors file."""
    header: dict[str, Any] = {"__metadata__": metadata} if metadata else {}
    at, body = 0, b""
    for name, value in values.items():
        data = value.tobytes()
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [at, at + len(data)]}
        at, body = at + len(data), body + data
    head = json.dumps(header).encode()
    return struct.pack("<Q", len(head)) + head + body


class _Runs:
    def __reduce__(self) -> Any:
        return (exec, ("raise SystemExit('it ran')",))


_HEADERS: dict[str, Any] = {
    "that is a list": [1, 2],
    "that is a number": 7,
    "cut": b'{"a": {"dtype"',
    "of bytes": bytes(range(128, 192)),
    "without a type": {"a": {"shape": [1], "data_offsets": [0, 4]}},
    "of an unknown type": {"a": {"dtype": "X9", "shape": [1], "data_offsets": [0, 4]}},
    "of a negative shape": {"a": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}},
    "of a huge shape": {"a": {"dtype": "F32", "shape": [2**40, 2**40], "data_offsets": [0, 4]}},
    "beyond the end": {"a": {"dtype": "F32", "shape": [1000], "data_offsets": [0, 4000]}},
    "backwards": {"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 0]}},
    "whose length does not fit": {"a": {"dtype": "F32", "shape": [3], "data_offsets": [0, 4]}},
}


def _cut() -> Iterator[Odd]:
    for form in ("png", "jpeg", "webp", "gif", "tiff", "bmp"):
        data = _picture(form)
        for tenths in (1, 3, 5, 7, 9):
            yield Odd(f"{form} cut at {tenths} tenths", data[: len(data) * tenths // 10])


def _changed() -> Iterator[Odd]:
    for form in ("png", "jpeg", "webp", "gif", "tiff"):
        data = _picture(form)
        for seed in range(8):
            dice = np.random.default_rng([len(form), seed])
            changed = bytearray(data)
            for place in dice.integers(12, len(data), 1 << seed):
                changed[place] = dice.integers(256)
            yield Odd(f"{form} changed {seed}", bytes(changed))


def _bombs() -> Iterator[Odd]:
    for width, height in ((60_000, 60_000), (2**31 - 1, 2), (20_000, 20_000), (0, 0)):
        header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        data = chunk(b"IDAT", zlib.compress(bytes(5000))) + chunk(b"IEND", b"")
        yield Odd(f"png that says {width} x {height}", b"\x89PNG\r\n\x1a\n" + header + data, "refused")
    sheet = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(sheet, "PNG")
    yield Odd("png of 144 megapixels", sheet.getvalue(), "refused")
    zeros = zlib.compress(bytes(100_000_000), 9)
    yield Odd("png with a text of 100 MB", png_with(chunk(b"zTXt", b"parameters\0\0" + zeros)))
    yield Odd("png with a profile of 100 MB", png_with(chunk(b"iCCP", b"icc\0\0" + zeros)))
    yield Odd("zip of zeros", _zipped({"a.png": bytes(50_000_000)}), "refused")


def _moving() -> Iterator[Odd]:
    frames = [Image.new("RGBA", (48, 32), (40 * n, 90, 200 - 30 * n, 255 - 20 * n)) for n in range(5)]
    for form in ("GIF", "WEBP", "PNG", "TIFF"):
        out = io.BytesIO()
        frames[0].save(out, form, save_all=True, append_images=frames[1:], **({} if form == "TIFF" else {"loop": 0}))
        yield Odd(f"moving {form.lower()}", out.getvalue(), "read")


def _deep() -> Iterator[Odd]:
    for form, mode in (("jpeg", "CMYK"), ("tiff", "CMYK"), ("tiff", "LAB"), ("tiff", "F"), ("jpeg", "L"), ("png", "1")):
        yield Odd(f"{form} {mode}", _picture(form, mode), "read")
    for name, pixels in {
        "grey of 16 bits": np.linspace(0, 65535, 64 * 48).reshape(48, 64).astype(np.uint16),
        "grey of 16 bits, all dark": np.full((48, 64), 300, np.uint16),
    }.items():
        for form in ("PNG", "TIFF"):
            out = io.BytesIO()
            Image.fromarray(pixels).save(out, form)
            yield Odd(f"{form.lower()}: {name}", out.getvalue(), "read")
    wide = np.random.default_rng(3).integers(0, 65535, (30, 40, 3), np.uint16).astype(">u2")
    rows = b"".join(b"\0" + row.tobytes() for row in wide)
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 30, 16, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    yield Odd("png of 48 bits", b"\x89PNG\r\n\x1a\n" + header + body, "read")


def _turned() -> Iterator[Odd]:
    for orientation in range(10):
        exif = Image.Exif()
        exif[0x0112] = orientation
        for form in ("jpeg", "png"):
            yield Odd(f"{form} turned {orientation}", _picture(form, exif=exif.tobytes()), "read")


def _clear() -> Iterator[Odd]:
    for mode in ("RGBA", "LA", "PA"):
        for alpha in (0, 128, 255):
            image = Image.new("RGBA", (64, 48), (200, 60, 30, alpha))
            image.paste((20, 90, 200, 255 - alpha), (10, 10, 40, 30))
            out = io.BytesIO()
            (image.convert("LA") if mode == "LA" else image).save(out, "PNG" if mode != "PA" else "WEBP")
            yield Odd(f"{mode} of {alpha}", out.getvalue(), "read")
    out = io.BytesIO()
    Image.new("P", (32, 32), 1).save(out, "PNG", transparency=1)
    yield Odd("palette that is clear", out.getvalue(), "read")


def _narrow() -> Iterator[Odd]:
    for size in ((1, 1), (1, 2), (2, 1), (3, 3), (1, 300), (300, 1), (7, 2000), (2000, 7), (5, 4096), (4096, 5)):
        for form in ("png", "jpeg"):
            yield Odd(f"{form} {size[0]} x {size[1]}", _picture(form, size=size), "read")
    for size in ((1, 20_000), (20_000, 1)):
        yield Odd(f"png {size[0]} x {size[1]}", _picture("png", size=size), "refused")


def _pretending() -> Iterator[Odd]:
    for name, data in {
        "words": b"a fox under the moon\n" * 40,
        "nothing": b"",
        "one byte": b"\x89",
        "a page": b"<!doctype html><script>alert(1)</script>",
        "a program": b"\x7fELF" + bytes(200),
        "a pickle": pickle.dumps({"picture": [1, 2, 3]}),
        "a pdf": b"%PDF-1.4\n%%EOF",
        "json": b'{"width": 40}',
        "weights": tensors({"a": np.zeros((4, 4), np.float32)}),
        "a signature alone": b"\x89PNG\r\n\x1a\n",
        "png within words": b"words " + _png(),
    }.items():
        yield Odd(f"{name}, called a picture", data, "refused")


def _told() -> Iterator[Odd]:
    """Pictures that say of themselves how they were made, as no program would."""
    hostile = {
        "parameters": [
            "Steps: " + "9" * 5000,
            "x" * 300_000 + "\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512",
            "\nNegative prompt:\nSteps: -1, Seed: 1e999, Size: 0x99999999",
            "a\x00b\x1b[31m\nSteps: 20",
            '<img src=x onerror="alert(1)">\nSteps: 20, Seed: 5',
        ],
        "prompt": [
            '{"1":' * 3000 + "1" + "}" * 3000,
            '{"3": {"class_type": "KSampler", "inputs": {"model": ["3", 0]}}}',
            "[]",
        ],
        "workflow": ['{"nodes": [{"id": 1, "inputs": [{"link": 1}]}], "links": [[1, 1, 0, 1, 0, "X"]]}', "null", "{"],
        "invokeai_metadata": ['{"positive_prompt": 7, "width": "a"}', '{"seed": 1e400}', "?"],
        "inkstone": ['{"schema_number": 99}', '{"mode": "image", "params": 3}', "{}"],
    }
    for key, texts in hostile.items():
        for number, text in enumerate(texts):
            body = key.encode() + b"\0\0\0\0\0" + text.encode("utf-8", "replace")
            yield Odd(f"png that says {key} {number}", png_with(chunk(b"iTXt", body)))


def _picture(form: str, mode: str = "RGB", size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    noise = np.random.default_rng(size[0]).integers(0, 256, (size[1], size[0], 3), np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).convert(mode).save(out, form.upper(), **options)
    return out.getvalue()


def _mask(size: tuple[int, int], share: float | None = 0.5) -> bytes:
    """White on the left."""
    image = Image.new("L", size)
    if share:
        image.paste(255, (0, 0, max(1, round(size[0] * share)), size[1]))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _png() -> bytes:
    return _picture("png")


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
