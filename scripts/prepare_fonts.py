"""Make studio/web/page/fonts: the serif of headings and poems, cut down to Latin letters, out of a published package.

Run by whoever changes the letters; its result is in the repository. It wants fontTools and Brotli:

    python -m pip install fonttools brotli
    python -m scripts.prepare_fonts
"""

from __future__ import annotations

import io
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from scripts import npm

PACKAGE = "@fontsource-variable/source-serif-4@5.3.1"
SHA256 = "8c452853c74be1e43e9fbfe76321c26f4678a2d431e93209ff1d9faec03fd96f"
TARGET = Path(__file__).parent.parent / "studio" / "web" / "page" / "fonts"
FAMILY = "Inkstone Serif"
"""“Source” is a reserved name: what is changed has another one."""
CUTS = {"serif": ("normal", (400.0, 600.0)), "serif-italic": ("italic", 400.0)}
"""The upright one has every weight between two, the italic one a single weight."""
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "–—‘’“”…•′×−")]
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark"]


def cut(data: bytes, weight: float | tuple[float, float]) -> bytes:
    """A WOFF2 font with these weights and our letters alone."""
    font = instancer.instantiateVariableFont(TTFont(io.BytesIO(data)), {"wght": weight})
    options = subset.Options()
    options.layout_features, options.hinting = FEATURES, False
    letters = subset.Subsetter(options)
    letters.populate(unicodes=LETTERS)
    letters.subset(font)
    for name in (1, 4, 16):
        font["name"].setName(FAMILY, name, 3, 1, 0x409)
    font["name"].setName(FAMILY.replace(" ", ""), 6, 3, 1, 0x409)
    font.flavor = "woff2"
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()


def unpack(package: Path, target: Path, sha256: str = SHA256) -> None:
    """Write the fonts and their licence to `target`.

    Raises ValueError, with nothing written, when the package is not the one that was pinned.
    """
    npm.check(package, sha256)
    target.mkdir(parents=True, exist_ok=True)
    with tarfile.open(package) as archive:
        fonts = {
            name: (npm.read(archive, f"files/source-serif-4-latin-wght-{slope}.woff2"), weight)
            for name, (slope, weight) in CUTS.items()
        }
        licence = npm.read(archive, "LICENSE").decode()
    # The package's text names its packer; whose font it is stands in the font.
    terms = licence[licence.index("\n") :]
    (target / "OFL.txt").write_text(f"{owner(fonts['serif'][0])}\n{terms}", encoding="utf-8")
    for name, (data, weight) in fonts.items():
        (target / f"{name}.woff2").write_bytes(cut(data, weight))


def owner(data: bytes) -> str:
    """The copyright that a font tells."""
    return str(TTFont(io.BytesIO(data))["name"].getDebugName(0))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        unpack(npm.fetch(PACKAGE, Path(folder)), TARGET)
    print(", ".join(f"{file.name} {file.stat().st_size:,} bytes" for file in sorted(TARGET.iterdir())))


if __name__ == "__main__":
    main()
