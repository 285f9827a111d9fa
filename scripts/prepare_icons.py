"""Make studio/web/page/icons.svg: one sprite of the Lucide icons that the page uses, out of the published package.

Run by whoever adds an icon to NAMES; its result is in the repository.

    python -m scripts.prepare_icons
"""

from __future__ import annotations

import re
import tarfile
import tempfile
from pathlib import Path

from scripts import npm

PACKAGE = "lucide-static@1.62.0"
SHA256 = "386f9080c440d6f5049cefe3456ae8357f7a0c7f76e59670cd1cb83bc7050a44"
PAGE = Path(__file__).parent.parent / "studio" / "web" / "page"
NAMES = """
    arrow-down-up audio-lines brush calendar camera captions check chevron-down chevron-left chevron-right
    chevron-up circle-alert circle-check circle-help circle-x clock columns-2 contrast copy cpu dice-5
    download ellipsis eraser expand external-link eye film folder folder-plus frame grid-3x3 grip-vertical
    hand heart history image image-plus image-upscale images info languages layers library link list
    list-todo loader lock map-pin maximize-2 menu message-square mic minus moon music paint-roller palette pause
    pen-line pencil-line play plus redo-2 refresh-cw replace reply rotate-ccw scissors search send share-2
    shuffle sliders-horizontal spline square-dashed square-split-horizontal star sticky-note sun tag
    text-cursor-input trash-2 triangle-alert undo-2 upload user user-plus users volume-2 wand-sparkles
    wifi-off x zoom-in zoom-out
"""
RENAMED = {"circle-help": "circle-question-mark"}
"""Names that the page keeps although the package has moved on."""
FILLED = ("heart", "star")
"""Those that also come filled, as <name>-filled."""
_STROKE = 'stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'


def unpack(package: Path, target: Path, sha256: str = SHA256) -> None:
    """Write the sprite and the package's licence to `target`.

    Raises ValueError, with nothing written, when the package is not the one that was pinned.
    """
    npm.check(package, sha256)
    with tarfile.open(package) as archive:
        shapes = {
            name: _shapes(npm.read(archive, f"icons/{RENAMED.get(name, name)}.svg").decode()) for name in NAMES.split()
        }
        licence = npm.read(archive, "LICENSE")
    (target / "icons.svg").write_text(sprite(shapes), encoding="utf-8")
    (target / "vendor").mkdir(parents=True, exist_ok=True)
    (target / "vendor" / "lucide.LICENSE.txt").write_bytes(licence)


def sprite(shapes: dict[str, str]) -> str:
    """One SVG with a symbol for each name, and a second one for those that also come filled."""
    symbols = [_symbol(name, inside, "none") for name, inside in shapes.items()]
    symbols += [_symbol(f"{name}-filled", shapes[name], "currentColor") for name in FILLED if name in shapes]
    lines = "\n".join(symbols)
    credit = f"<!-- {PACKAGE}, ISC: vendor/lucide.LICENSE.txt -->"
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{credit}\n{lines}\n</svg>\n'


def _symbol(name: str, inside: str, fill: str) -> str:
    return f'<symbol id="{name}" viewBox="0 0 24 24" fill="{fill}" {_STROKE}>{inside}</symbol>'


def _shapes(svg: str) -> str:
    """What stands inside the <svg> of one icon, on one line."""
    inside = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
    return re.sub(r"\s*(<[^>]*?)\s*/>\s*", r"\1/>", inside).strip()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        unpack(npm.fetch(PACKAGE, Path(folder)), PAGE)
    print(f"{len(NAMES.split()) + len(FILLED)} icons, {(PAGE / 'icons.svg').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
