"""Write the tables of docs/models.md anew: the models of pictures, as the catalog has them.

python -m scripts.list_models           write them
python -m scripts.list_models --check   exit with 1 when they are not up to date
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator

from pipelines.runtimes.families import uses_of
from scripts.imports import ROOT
from studio.models.catalog import Catalog, ModelSpec, Task

TARGET = ROOT / "docs" / "models.md"
PAINTS: tuple[Task, ...] = ("text-to-image", "editing", "layering")
BESIDE: tuple[Task, ...] = ("control", "style-reading", "depth", "describing")
_SALE = {"yes": "yes", "no": "no", "ask": "conditions"}

Column = tuple[str, Callable[[ModelSpec], str]]


def gigabytes(mebibytes: int) -> str:
    return f"{mebibytes / 1024:.1f}"


COMMON: tuple[Column, ...] = (
    ("model", lambda spec: f"[{spec.title}](https://huggingface.co/{spec.repo})"),
    ("revision", lambda spec: f"`{spec.revision[:8]}`"),
    ("licence", lambda spec: spec.licence + (", gated" if spec.gated else "")),
    ("may be sold", lambda spec: _SALE[spec.commercial]),
    ("disk, GB", lambda spec: gigabytes(spec.disk_mb)),
    ("at rest, GB", lambda spec: gigabytes(spec.weights_mb)),
    ("at work, GB", lambda spec: gigabytes(spec.weights_mb + spec.working_mb)),
)
PAINTER: tuple[Column, ...] = (
    *COMMON,
    ("steps", lambda spec: str(spec.defaults.steps)),
    ("side", lambda spec: str(spec.defaults.side)),
    ("uses", lambda spec: ", ".join(uses_of(spec))),
)
HELPER: tuple[Column, ...] = (*COMMON, ("for", lambda spec: spec.base or "pictures of any kind"))


def table(specs: Iterable[ModelSpec], columns: tuple[Column, ...]) -> str:
    """A table in Markdown, one row a model."""
    rows = [[title for title, _ in columns], ["---"] * len(columns)]
    rows += [[cell(spec) for _, cell in columns] for spec in specs]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def tables() -> Iterator[tuple[str, str]]:
    """Each table by the name that marks its place in the file."""
    downloaded = [spec for spec in Catalog.read() if spec.repo]
    yield "painters", table((spec for task in PAINTS for spec in downloaded if spec.task == task), PAINTER)
    yield "beside", table((spec for task in BESIDE for spec in downloaded if spec.task == task), HELPER)


def written(text: str) -> str:
    """The file with its tables as they should be."""
    for name, rows in tables():
        place = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- end -->)", re.DOTALL)
        text = place.sub(lambda found, rows=rows: found[1] + rows + found[2], text)
    return text


if __name__ == "__main__":
    old = TARGET.read_text(encoding="utf-8")
    new = written(old)
    if "--check" in sys.argv:
        sys.exit(old != new)
    TARGET.write_text(new, encoding="utf-8")
