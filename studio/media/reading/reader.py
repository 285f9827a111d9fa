"""Reader: one file, by what it is and what is asked for. Runs in the child process alone."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from studio.media.reading.admission import admitted, too_large
from studio.media.reading.container import opened, stream_of
from studio.media.reading.limits import LIMITS, InputKind
from studio.media.reading.plain import Plain
from studio.media.reading.refused import broken
from studio.media.reading.sniff import HEAD, Format


def read(source: Path, target: Path, wanted: Sequence[InputKind]) -> tuple[Plain, Format]:
    """Write what is in `source` to `target`, plain, and say what it was. Raises Refused."""
    with source.open("rb") as file:
        format = admitted(file.read(HEAD), wanted)
    kind = _kind(source, format, wanted)
    limits = LIMITS[kind]
    if source.stat().st_size > limits.bytes:
        raise too_large(limits.bytes)
    name = "svg" if (kind, format.name) == ("picture", "svg") else kind
    plain: Plain = import_module(f"{__package__}.{name}").read(source, target, format, limits)
    return plain, format


def _kind(source: Path, format: Format, wanted: Sequence[InputKind]) -> InputKind:
    """What the file is read as, where it can be several things: a film where it moves, else a picture or a sound.
    Raises Refused where it holds nothing at all."""
    kinds = [kind for kind in format.kinds if kind in wanted]
    if "film" not in format.kinds:
        return kinds[0]
    held = _streams(source, format) if format.container else _frames(source, format)
    if not held:
        raise broken()
    # What is wanted and is not there is missed by its own reader.
    return next((kind for kind in held if kind in kinds), kinds[0])


def _streams(source: Path, format: Format) -> list[InputKind]:
    with opened(source, format) as media:
        types: dict[str, InputKind] = {"video": "film", "audio": "sound"}
        return [kind for type, kind in types.items() if stream_of(media, type) is not None]


def _frames(source: Path, format: Format) -> list[InputKind]:
    from PIL import Image

    try:
        with Image.open(source, formats=(format.name.upper(),)) as image:
            return ["film", "picture"] if getattr(image, "n_frames", 1) > 1 else ["picture", "film"]
    except (OSError, ValueError, SyntaxError, EOFError):
        # Read as a picture, it is told what is wrong.
        return ["picture", "film"]
