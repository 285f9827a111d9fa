"""Build starter/drawings: the drawings of the illustrator, with names in English and Chinese.

Run once by whoever changes the pack; its result is in the repository. It wants three npm packages in a folder:

    npm install --prefix FOLDER @iconify-json/fluent-emoji-flat @iconify-json/noto emojibase-data
    python -m scripts.prepare_drawings FOLDER/node_modules --meaning path/to/all_minilm_l6_v2/model
"""

from __future__ import annotations

import argparse
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import resvg_py
from PIL import Image

from pipelines.scene.read.meaning import Meaning
from pipelines.scene.tables import parsed, table

STYLES = {"flat": "@iconify-json/fluent-emoji-flat", "noto": "@iconify-json/noto"}
TARGET = Path(__file__).parent.parent / "starter" / "drawings"
OWN = TARGET / "own"
REDRAWN = OWN / "redrawn"
"""Drawings of ours that stand in for the pack's in its simple style, by key."""
OWN_SIZE = 128
"""Side of the box of the studio's own drawings."""

# Components, symbols and flags are no things one draws into a picture.
LEFT_OUT_GROUPS = {2, 8, 9}
SHAPES = {"🔴": "circle", "🟥": "square", "🔺": "triangle", "🔷": "diamond"}
ONE_SEX = re.compile(
    r"^(?:man|woman|men|women|mx) |: (?:man|woman|men|women|person)|facing right|^(?:kiss|couple with heart|family):"
)
# Kept although a general drawing exists: people name them.
KEPT = {f"{who} {does}" for who in ("man", "woman") for does in ("dancing", "standing", "walking", "running")}
KEPT |= {"woman with headscarf", "man: red hair", "woman: red hair", "woman and man holding hands"}
# These stand on a square of night sky, which is their first shape.
ON_A_TILE = {"shooting-star", "fireworks"}


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def slug(label: str) -> str:
    plain = label.lower().replace("ñ", "n").replace("’", "").replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def chosen(modules: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Entries of emojibase worth drawing, each with its subgroup."""
    subgroups = read(modules / "emojibase-data/meta/groups.json")["subgroups"]
    left_out = table("traits")["left_out"]
    for entry in sorted(read(modules / "emojibase-data/en/data.json"), key=lambda e: e.get("order", 0)):
        subgroup = subgroups.get(str(entry.get("subgroup")), "")
        if entry["emoji"] in SHAPES:
            yield {**entry, "label": SHAPES[entry["emoji"]]}, "geometric"
        elif "group" in entry and entry["group"] not in LEFT_OUT_GROUPS and subgroup not in left_out["subgroups"]:
            label = entry["label"]
            role = subgroup in ("person-role", "person-fantasy") or label in KEPT
            if slug(label) not in left_out["drawings"] and (role or not ONE_SEX.search(label)):
                yield entry, subgroup


class Style:
    """The icons of one npm package, found by the emoji's code points."""

    def __init__(self, folder: Path) -> None:
        pack = read(folder / "icons.json")
        self.icons, self.aliases = pack["icons"], pack.get("aliases", {})
        self.size = pack["width"]
        self.names = read(folder / "chars.json")

    def body(self, hexcode: str) -> str | None:
        code = hexcode.lower()
        name = self.names.get(code) or self.names.get(code.replace("-fe0f", ""))
        name = self.aliases.get(name, {}).get("parent", name)
        return self.icons[name]["body"] if name in self.icons else None


def tidied(key: str, style: str, body: str, size: int) -> str:
    """The drawing without what does not belong to the thing, looking to the left, and cut at its own box."""
    if key in ON_A_TILE:
        body = re.sub(r"<path[^>]*/>", "", body, count=1)
    for colour in table("traits")["stripped"].get(key, ()):
        body = re.sub(rf'<path fill="{colour}"[^>]*/>', "", body)
    if key in table("traits")["mirrored"].get(style, ()):
        body = f'<g transform="translate({size} 0) scale(-1 1)">{body}</g>'
    return f'<svg width="{size}" height="{size}">{body}</svg>' if reaches_out(body, size) else body


def reaches_out(body: str, size: int) -> bool:
    """Whether anything is drawn more than a sixteenth of the size outside of the box."""
    frame = f'viewBox="{-size} {-size} {3 * size} {3 * size}" width="96" height="96"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {frame}>{body}</svg>'
    opaque = np.array(Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg)))).convert("RGBA"))[..., 3] > 32
    opaque[30:66, 30:66] = False
    return bool(opaque.any())


def traits(key: str, subgroup: str) -> dict[str, Any]:
    """Height in metres, place, motion and facing of a drawing, from data/traits.toml."""
    known = table("traits")
    group = known["groups"].get(subgroup, known["groups"]["faces"])

    def said(section: str, usual: Any) -> Any:
        return next((value for value, keys in known[section].items() if key in keys), usual)

    motion = said("motion", group[2])
    return {
        "metres": float(said("metres", group[0])),
        "place": said("place", group[1]),
        "motion": "" if motion == "still" else motion,
        "facing": said("facing", group[3] if len(group) > 3 else "front"),
    }


def own_entries() -> Iterator[tuple[str, dict[str, Any]]]:
    """What own/*.toml say of each of the studio's own drawings, file by file."""
    for path in sorted(OWN.glob("*.toml")):
        yield from parsed(path).items()


def own(styles: dict[str, Style]) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """The studio's own drawings: the entry of each in the index, and its body in each style."""
    for key, entry in own_entries():
        hexcode = entry.pop("emoji", "")
        if hexcode:
            bodies = {name: style.body(hexcode) or "" for name, style in styles.items()}
        else:
            bodies = {name: own_body(OWN / f"{key}.svg", name, style.size) for name, style in styles.items()}
        yield {"key": key, "emoji": "", **entry, "styles": list(bodies)}, bodies


def own_body(path: Path, style: str, size: int) -> str:
    """One of the studio's own drawings, scaled to the box of a style; the simple style leaves out its details."""
    found = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"{path.name} is not an SVG file"
    body = re.sub(r"<!--.*?-->|\n", "", found[1])
    body = re.sub(r'<\w+ class="detail"[^>]*/>', "", body) if style == "flat" else body.replace(' class="detail"', "")
    return f'<g transform="scale({size / OWN_SIZE:g})">{body}</g>'


def words(entry: dict[str, Any]) -> list[str]:
    return sorted({tag.lower() for tag in entry.get("tags", ())} - {entry["label"].lower()})


def build(modules: Path) -> tuple[list[dict[str, Any]], dict[str, dict[str, str]]]:
    """The index and, by style, the drawings by key."""
    styles = {name: Style(modules / package) for name, package in STYLES.items()}
    chinese = {entry["hexcode"]: entry for entry in read(modules / "emojibase-data/zh/data.json")}
    index: list[dict[str, Any]] = []
    bodies: dict[str, dict[str, str]] = {name: {} for name in styles}
    for entry, subgroup in chosen(modules):
        found = {name: body for name, style in styles.items() if (body := style.body(entry["hexcode"]))}
        if not found:
            continue
        key, zh = slug(entry["label"]), chinese[entry["hexcode"]]
        for name, body in found.items():
            bodies[name][key] = tidied(key, name, body, styles[name].size)
        redrawn = {}
        if (ours := REDRAWN / f"{key}.svg").exists():
            bodies["flat"][key] = own_body(ours, "flat", styles["flat"].size)
            redrawn = {"redrawn": ["flat"]}
        index.append(
            {
                "key": key,
                "emoji": entry["emoji"].replace("\ufe0f", ""),
                "name": entry["label"].lower(),
                "words": words(entry),
                "zh": zh["label"],
                "zh_words": words(zh),
                "category": subgroup,
                "styles": list(found),
                **traits(key, subgroup),
                **redrawn,
            }
        )
    for entry, found in own(styles):
        index.append(entry)
        for name, body in found.items():
            bodies[name][entry["key"]] = body
    return index, bodies


def write_archive(path: Path, bodies: dict[str, str], size: int) -> None:
    """A zip of SVG files with fixed dates, so that the same input gives the same bytes."""
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
    # In place at once: whoever reads the old one goes on with it.
    part = path.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for key, body in bodies.items():
            info = zipfile.ZipInfo(f"{key}.svg", date_time=(2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, f"{frame}{body}</svg>")
    part.replace(path)


def write_vectors(path: Path, index: list[dict[str, Any]], meaning: Meaning) -> None:
    """float16 (2, drawings, 384): what the names mean, and what the names with their keywords mean."""
    names = [entry["name"] for entry in index]
    full = [f"{entry['name']}, {', '.join(entry['words'])}" for entry in index]
    np.save(path, np.stack([meaning.encode(names), meaning.encode(full)]).astype(np.float16))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", type=Path, help="folder of the npm packages")
    parser.add_argument("--meaning", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    args = parser.parse_args()
    index, bodies = build(args.modules)
    TARGET.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in index)
    (TARGET / "index.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    for name, package in STYLES.items():
        write_archive(TARGET / f"{name}.zip", bodies[name], Style(args.modules / package).size)
    write_vectors(TARGET / "vectors.npy", index, Meaning(args.meaning))
    print(f"{len(index)} drawings;", ", ".join(f"{name} {len(found)}" for name, found in bodies.items()))


if __name__ == "__main__":
    main()
