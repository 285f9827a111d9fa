"""What the child process runs that reads one file: confined first, then the file, then the recipe within it."""

from __future__ import annotations

import os
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from studio.media.reading.child import Answer
from studio.media.reading.confinement import confine
from studio.media.reading.limits import LIMITS, InputKind
from studio.media.reading.parameters import LONGEST
from studio.media.reading.plain import Plain
from studio.media.reading.reader import read
from studio.media.reading.refused import Refused, broken, too_costly
from studio.media.reading.sniff import Format
from studio.works.embed import extract, plain_text

_SUFFIXES = {"jpeg": ".jpg", "midi": ".mid", "text": ".txt"}
"""What embed calls the forms whose suffix is not their name."""


def main(arguments: Sequence[str]) -> None:
    """Read SOURCE into TARGET as one of KIND..., and write the answer to where standard output went at the start."""
    source, target, *kinds = arguments
    wanted = cast("list[InputKind]", kinds)
    # Libraries write what they like to standard output.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    confine(max((LIMITS[kind] for kind in wanted), key=lambda limits: limits.patience))
    out.write(answer(Path(source), Path(target), wanted).model_dump_json().encode())
    out.flush()
    # At once: what a broken file did to a library may come to light when it is taken down.
    os._exit(0)


def answer(source: Path, target: Path, wanted: Sequence[InputKind]) -> Answer:
    """What is in the file, or why it is not read."""
    try:
        plain, format = read(source, target, wanted)
        return Answer(plain=_with_recipe(plain, source, target, format))
    except Refused as refused:
        return Answer(refused=refused.message)
    except (MemoryError, RecursionError):
        return Answer(refused=too_costly().message)
    except Exception:
        traceback.print_exc()
        return Answer(refused=broken().message)


def _with_recipe(plain: Plain, source: Path, target: Path, format: Format) -> Plain:
    """With the studio's own recipe, where the original has one: it says more than the parameters beside it."""
    if plain.kind == "weights":
        return plain
    found = extract(source.read_bytes(), _SUFFIXES.get(format.name, f".{format.name}"))
    text = found[0].to_json() if found else ""
    if not 0 < len(text) <= LONGEST:
        return plain
    facts = plain.facts
    if plain.kind == "text":
        # Among the words it would be read for one of them.
        words = plain_text(target.read_bytes(), plain.suffix)
        target.write_text(words + "\n", encoding="utf-8", newline="\n")
        facts = facts.model_copy(update={"characters": len(words)})
    return plain.model_copy(update={"found": text, "found_is": "recipe", "facts": facts})
