"""Pictures of any mode and form become what a person sees of them, and nothing else is left in them."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from studio.media.reading.plain import Plain
from studio.media.reading.reader import read
from studio.media.reading.refused import Refused
from tests.inputs import picture, svg
from tests.uploads import png_with

RAMP = np.linspace(0, 255, 64 * 48).reshape(48, 64)


def plain(data: bytes, folder: Path) -> tuple[Plain, Image.Image]:
    """What is read of a picture."""
    (folder / "original").write_bytes(data)
    found, _ = read(folder / "original", folder / "plain", ["picture"])
    image = Image.open(folder / "plain")
    image.load()
    assert image.format == "PNG" and image.mode in ("RGB", "RGBA")
    assert (found.facts.width, found.facts.height) == image.size
    return found, image


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def ramp() -> Image.Image:
    return Image.fromarray(RAMP.round().astype(np.uint8))


@pytest.mark.parametrize(
    ("form", "image", "error"),
    [
        *[(form, ramp().convert(mode), 3) for form in ("PNG", "TIFF") for mode in ("L", "LA", "RGB", "RGBA")],
        ("PNG", ramp().convert("P"), 3),
        ("PNG", Image.fromarray((RAMP * 257).round().astype(np.uint16)), 2),
        ("TIFF", Image.fromarray((RAMP * 257).round().astype(np.uint16)), 2),
        ("TIFF", Image.fromarray((RAMP * 257).round().astype(np.int32)), 2),
        ("TIFF", Image.fromarray((RAMP / 255).astype(np.float32)), 2),
        ("TIFF", Image.fromarray(RAMP.astype(np.float32)), 2),
        ("TIFF", Image.fromarray((RAMP * 1e5 - 1e6).astype(np.float32)), 2),
        ("TIFF", ImageCms.profileToProfile(ramp().convert("RGB"), ImageCms.createProfile("sRGB"),
                                           ImageCms.createProfile("LAB"), outputMode="LAB"), 8),
        ("TIFF", ramp().convert("RGB").convert("CMYK"), 8),
        ("JPEG", ramp().convert("RGB").convert("CMYK"), 12),
        ("JPEG", ramp(), 12),
        ("GIF", ramp(), 6),
        ("BMP", ramp(), 2),
        ("WEBP", ramp().convert("RGB"), 12),
        ("AVIF", ramp().convert("RGB"), 12),
    ],
)  # fmt: skip
def test_every_mode_looks_as_it_did(form: str, image: Image.Image, error: int, tmp_path: Path) -> None:
    _, seen = plain(saved(image, form), tmp_path)
    assert np.abs(np.asarray(seen.convert("RGB"), float) - RAMP[..., None]).max() <= error


def test_brightness_that_has_no_scale_is_stretched_and_told(tmp_path: Path) -> None:
    values = np.array([[np.nan, -5.0], [np.inf, 15.0]], np.float32)
    found, seen = plain(saved(Image.fromarray(values), "TIFF"), tmp_path)
    assert np.asarray(seen)[..., 0].tolist() == [[64, 0], [64, 255]]
    assert [note.key for note in found.notes] == ["upload.stretched"]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_as_the_camera_was_held(orientation: int, form: str, tmp_path: Path) -> None:
    upright = Image.new("RGB", (64, 32), "black")
    upright.paste("red", (0, 0, 32, 16))
    upright.paste("lime", (32, 0, 64, 16))
    ways = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270}  # fmt: skip
    kept = upright.transpose(ways[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    _, seen = plain(saved(kept, form, exif=exif), tmp_path)
    assert seen.size == (64, 32)
    assert np.abs(np.asarray(seen, int) - np.asarray(upright, int)).mean() < 8


def test_nothing_tells_of_the_place_or_the_device(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0110] = "TELEPHONE"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 30.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"exif": exif, "icc_profile": profile, "dpi": (300, 300)}
    for data in (picture("jpeg", comment=b"SECRET", **options), picture("png", **options), picture("tiff", **options)):
        plain(data, tmp_path)
        kept = (tmp_path / "plain").read_bytes()
        assert _chunks(kept) == {b"IHDR", b"IDAT", b"IEND"}


def _chunks(data: bytes) -> set[bytes]:
    found, at = set(), 8
    while at < len(data):
        found.add(data[at + 4 : at + 8])
        at += 12 + int(struct.unpack(">I", data[at : at + 4])[0])
    return found


def test_colours_go_through_the_profile(tmp_path: Path) -> None:
    """A profile whose red is blue."""
    given = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = given.replace(b"rXYZ", b"-XYZ").replace(b"bXYZ", b"rXYZ").replace(b"-XYZ", b"bXYZ")
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "blue".encode("utf-16-be"))
    sheet = Image.new("RGBA", (8, 8), (255, 0, 0, 90))
    for data, alpha in (
        (saved(sheet, "PNG", icc_profile=swapped), 90),
        (saved(sheet.convert("RGB"), "PNG", icc_profile=swapped), 255),
    ):
        _, seen = plain(data, tmp_path)
        red, green, blue, seen_alpha = seen.convert("RGBA").getpixel((4, 4))  # type: ignore[misc]
        assert (blue > 250, red < 5, green < 5, seen_alpha) == (True, True, True, alpha)


def test_only_what_can_be_seen_through_has_an_alpha(tmp_path: Path) -> None:
    _, seen = plain(picture("png", "RGBA"), tmp_path)
    assert seen.mode == "RGB"
    veil = Image.new("RGBA", (9, 9), (10, 20, 30, 40))
    _, seen = plain(saved(veil, "WEBP", lossless=True), tmp_path)
    assert seen.mode == "RGBA" and seen.getpixel((0, 0)) == (10, 20, 30, 40)
    indexed = Image.new("P", (9, 9), 3)
    indexed.putpalette(range(12))
    _, seen = plain(saved(indexed, "PNG", transparency=3), tmp_path)
    assert seen.mode == "RGBA" and seen.getchannel("A").getextrema() == (0, 0)


def test_a_large_one_is_made_smaller_and_told(tmp_path: Path) -> None:
    found, seen = plain(saved(Image.new("L", (8000, 100), 7), "PNG"), tmp_path)
    assert seen.size == (4096, 51) and [note.key for note in found.notes] == ["upload.made_smaller"]


@pytest.mark.parametrize("place", ["pixels", "end"])
def test_a_png_with_a_wrong_checksum_is_refused(place: str, tmp_path: Path) -> None:
    data = picture("png")
    at = data.index(b"IDAT") + 90 if place == "pixels" else data.index(b"IDAT") - 9
    with pytest.raises(Refused, match="damaged"):
        plain(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], tmp_path)


PARAMETERS = "a boat {at} dawn, 船\nNegative prompt: fog\nSteps: 20, Seed: 7"


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le", "utf-8"])
@pytest.mark.parametrize("form", ["jpeg", "webp", "avif"])
def test_parameters_are_found_in_exif(form: str, encoding: str, tmp_path: Path) -> None:
    exif = Image.Exif()
    # Pillow writes no EXIF without a tag of the first level into an AVIF.
    exif[0x0110] = "telephone"
    mark = b"ASCII\0\0\0" if encoding == "utf-8" else b"UNICODE\0"
    exif.get_ifd(0x8769)[0x9286] = mark + PARAMETERS.encode(encoding)
    found, _ = plain(picture(form, exif=exif), tmp_path)
    assert (found.found, found.found_is) == (PARAMETERS, "parameters")


def test_parameters_are_found_in_a_png_unless_they_are_too_long(tmp_path: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    for text, wanted in ((PARAMETERS, PARAMETERS), ("x" * 200_001, ""), ("", "")):
        info = PngInfo()
        info.add_itxt("parameters", text)
        found, _ = plain(picture("png", pnginfo=info), tmp_path)
        assert found.found == wanted
    assert plain(png_with(), tmp_path)[0].found_is == ""


@pytest.mark.parametrize("scheme", ["", "file://"])
@pytest.mark.parametrize("tag", ["image", "feImage", "use", "IMAGE"])
def test_a_drawing_opens_no_file(tag: str, scheme: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    Image.new("RGB", (40, 30), "blue").save(secret)
    link = f'<{tag} width="40" height="30" href="{scheme}{secret}" xlink:href="{scheme}{secret}"/>'
    shown = (
        f'<filter id="f">{link}</filter><rect width="40" height="30" filter="url(#f)"/>' if tag == "feImage" else link
    )
    _, seen = plain(svg(f'<rect width="5" height="5" fill="red"/>{shown}'), tmp_path)
    assert (0, 0, 255) not in {pixel[:3] for _, pixel in seen.convert("RGBA").getcolors(10**7) if pixel[3]}  # type: ignore[union-attr,index]


def test_a_drawing_is_drawn_large_enough_with_what_it_holds(tmp_path: Path) -> None:
    _, seen = plain(svg('<rect width="20" height="30" fill="#ff0000"/>'), tmp_path)
    assert seen.size == (1024, 768) and seen.mode == "RGBA"
    assert seen.getpixel((100, 300)) == (255, 0, 0, 255) and seen.getpixel((900, 300)) == (0, 0, 0, 0)
    _, seen = plain(svg("", attributes='width="90000" height="30000"'), tmp_path)
    assert seen.height == 1365 and seen.width in (4095, 4096)
