"""Words of other languages for what can be drawn, with their English: pipelines/scene/data/tongues/<language>.json.

Run once by whoever adds a language; its result is in the repository. It wants the npm package emojibase-data (MIT, with
the annotations of Unicode's CLDR):

    npm install --prefix FOLDER emojibase-data
    python -m scripts.prepare_tongues FOLDER/node_modules

A name of one emoji means the English name of that emoji. A keyword that several have means the English keyword that is
had by nearly the same ones: French "arbre" and English "tree".
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

LANGUAGES = ("da", "de", "es", "fr", "hu", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "uk", "vi")
ALIKE = 0.5
"""How much of all emoji that either keyword has both must have."""
TO = Path("pipelines/scene/data/tongues")

Words = dict[str, set[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", type=Path, help="folder of the npm packages")
    modules = parser.parse_args().modules
    TO.mkdir(exist_ok=True)
    english = entries(modules, "en")
    for language in LANGUAGES:
        found = meanings(entries(modules, language), english)
        text = json.dumps(found, ensure_ascii=False, indent=0, sort_keys=True)
        (TO / f"{language}.json").write_text(text + "\n", encoding="utf-8")


def entries(modules: Path, language: str) -> dict[str, Any]:
    """What a language says of each emoji that shows a thing, by its code points."""
    read = json.loads((modules / "emojibase-data" / language / "data.json").read_text(encoding="utf-8"))
    return {entry["hexcode"]: entry for entry in read if entry.get("group", 0) in (1, 3, 4, 5, 6, 7)}


def meanings(foreign: dict[str, Any], english: dict[str, Any]) -> dict[str, str]:
    """Each word of the language with its English one."""
    known = keywords(english)
    by_emoji: dict[str, list[str]] = defaultdict(list)
    for word, had in known.items():
        for code in had:
            by_emoji[code].append(word)
    found = {}
    for word, had in keywords(foreign).items():
        near = {one for code in had for one in by_emoji[code]}
        likeness = {one: len(had & known[one]) / len(had | known[one]) for one in near}
        best = max(sorted(near), key=likeness.__getitem__, default="")
        if len(had) > 1 and best and likeness[best] >= ALIKE:
            found[word] = best
    names = {
        entry["label"].lower(): english[code]["label"].lower() for code, entry in foreign.items() if code in english
    }
    return {word: meaning for word, meaning in (found | names).items() if word != meaning or len(word) > 2}


def keywords(spoken: dict[str, Any]) -> Words:
    """The emoji that each word is a name or a keyword of."""
    found: Words = defaultdict(set)
    for code, entry in spoken.items():
        for word in {entry["label"].lower(), *(tag.lower() for tag in entry.get("tags", ()))}:
            found[word].add(code)
    return found


if __name__ == "__main__":
    main()
