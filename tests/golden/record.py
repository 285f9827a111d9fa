"""Record golden works of some engines anew, after these have changed on purpose: their recipes stay as they were.

python -m tests.golden.record illustrator moving
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from studio.works.made import Made
from studio.works.recipe import Recipe
from tests.golden.test_make_again import HERE, RECORDED, here, made_again, opened, summary


def main() -> None:
    engines = set(sys.argv[1:])
    works = [work for entry in RECORDED["works"] for work in entry["works"] if work["recipe"]["engine"] in engines]
    with tempfile.TemporaryDirectory() as folder, opened(_new(folder, "home"), _new(folder, "hub")) as studio:
        assert here() == RECORDED["machine"], "the other works were recorded on another kind of machine"
        for work in works:
            _record(work, made_again(studio, Recipe.model_validate(work["recipe"])))
    (HERE / "works.json").write_text(_text(), encoding="utf-8")


def _new(folder: str, name: str) -> Path:
    path = Path(folder, name)
    path.mkdir()
    return path


def _record(work: dict[str, Any], made: Made) -> None:
    work["text"] = made.text
    work["files"] = [
        {
            "role": file.role,
            "suffix": file.suffix,
            "size": len(file.data),
            "sha256": hashlib.sha256(file.data).hexdigest(),
            "near": summary(file),
        }
        for file in made.files
    ]


def _text() -> str:
    """The file with a line for each entry."""
    works = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in RECORDED["works"])
    return f'{{"machine": {json.dumps(RECORDED["machine"])},\n"works": [\n{works}\n]}}\n'


if __name__ == "__main__":
    main()
