"""Parser: English text to words that know what they depend on, by spaCy's small model."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from types import ModuleType
from typing import Any

from pipelines.language.word import Word, Words
from studio.errors import LoadFailed
from studio.words import say

UNUSED = ("ner", "senter", "tokenizer")
"""Parts of the model that nobody here asks for; its tokenizer is the library's own, read once more."""
UNWANTED = ("torch", "cupy", "h5py")
"""Libraries that spaCy's own tensors would import wherever they are installed, for seconds, and never use."""
LONGEST = 4000
"""Characters that are read of a text."""


class Parser:
    """A loaded model. Some 5 ms a sentence on one core; 140 MB with the library."""

    def __init__(self, folder: Path) -> None:
        """Load the pipeline of `folder`. Raises LoadFailed if it is damaged or the library is missing."""
        try:
            self._read: Any = library().load(folder, exclude=list(UNUSED))
        except (OSError, ValueError, KeyError) as error:
            raise LoadFailed(say("parser.unreadable", folder=folder.name, words=str(error))) from error

    def read(self, text: str) -> Words:
        """The words of a text, spaces left out. Bounded: LONGEST characters."""
        found = [token for token in self._read(text[:LONGEST]) if not token.is_space]
        place = {token.i: at for at, token in enumerate(found)}
        return tuple(
            Word(
                at=at,
                text=token.text,
                lemma=token.lemma_.lower(),
                tag=token.tag_,
                dep=token.dep_,
                head=place.get(token.head.i, at),
                start=token.idx,
            )
            for at, token in enumerate(found)
        )


def library() -> Any:
    """spaCy, imported by whoever asks first. Raises LoadFailed where it is not installed."""
    try:
        with _without(UNWANTED), _without_commands():
            import spacy
    except ImportError as error:
        raise LoadFailed(say("parser.missing", words=str(error))) from error
    return spacy


class _Refusal:
    """An importer that finds none of some libraries for the thread that made it; other threads find what there is."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._thread = get_ident()

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if get_ident() == self._thread and name.partition(".")[0] in self._names:
            raise ModuleNotFoundError(name=name)


@contextmanager
def _without(names: Sequence[str]) -> Iterator[None]:
    """Imports that do without libraries that are not loaded yet."""
    refusal = _Refusal(names)
    sys.meta_path.insert(0, refusal)
    try:
        yield
    finally:
        sys.meta_path.remove(refusal)


@contextmanager
def _without_commands() -> Iterator[None]:
    """An import of spaCy without its command line, a third of its time: the package imports one name of it for itself.

    Whoever imports `spacy.cli` afterwards gets the real one.
    """
    names = () if "spacy" in sys.modules else ("spacy.cli", "spacy.cli.info")
    for name in names:
        sys.modules[name] = ModuleType(name)
        sys.modules[name].__dict__["info"] = None
    try:
        yield
    finally:
        for name in names:
            sys.modules.pop(name, None)
