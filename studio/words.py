"""Words: every sentence that a person meets, by its key. A language is one file: languages/<code>.toml.

A template is filled as str.format does it. What is kept (recipes, jobs) keeps key and values, not the words, so that
it can be said in another language later. Whoever says something says it in the language of whom it is said to:
`speaking` sets that for a request, and where nothing is set it is English.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, reduce
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

LANGUAGES = Path(__file__).parent / "languages"
ENGLISH = "en"
PLAIN = "plain"
"""Key of what is said as it is: words of another program, and sentences of works from before there were keys."""
_SENTENCES = "sentences"
_FOLLOWED, _LISTED = "followed", "listed"
"""Keys of how a sentence stands after another, and a word after another in a list."""

_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)


class Sentence(BaseModel):
    """What is said: a key of the language files and the values that fill its template."""

    model_config = ConfigDict(frozen=True)

    key: str
    values: dict[str, Any] = {}
    """JSON values, and sentences within the sentence."""

    @field_validator("values")
    @classmethod
    def _read(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {name: _value(value) for name, value in values.items()}

    def __str__(self) -> str:
        return self.to(language())

    def to(self, language: str) -> str:
        """In the words of `language`; a key that nobody knows any more is shown as it is."""
        how = _FOLLOWED if self.key == _SENTENCES else _LISTED
        filled = {name: _shown(value, language, how) for name, value in self.values.items()}
        return template(self.key, language).format_map(filled)


def languages() -> tuple[str, ...]:
    """The codes of all languages, English first."""
    return _codes(LANGUAGES)


def language() -> str:
    """The code of the language that is spoken now."""
    return _spoken.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak the language with this code, in this thread or task and in those that it starts."""
    before = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(before)


def say(key: str, /, **values: Any) -> Sentence:
    """The sentence with this key."""
    return Sentence(key=key, values=values)


def plain(text: object) -> Sentence:
    """What is said as it is."""
    return Sentence(key=PLAIN, values={"text": str(text)})


def called(key: str, name: str) -> Sentence:
    """What something is called by the words' file; by its own name where that says nothing of it."""
    return say(key) if known(key) else plain(name.replace("-", " ").replace("_", " ").capitalize())


def joined(sentences: list[Sentence]) -> Sentence:
    """Several sentences, one after the other, as one."""
    return sentences[0] if len(sentences) == 1 else Sentence(key=_SENTENCES, values={"all": list(sentences)})


def template(key: str, language: str = ENGLISH) -> str:
    """The template with this key, in English where the language lacks it; the key itself where there is none."""
    found = words(language).get(key) or words(ENGLISH).get(key)
    return found if found is not None else key.replace("{", "{{").replace("}", "}}")


def known(key: str) -> bool:
    return key in words(ENGLISH)


def spoken(key: str, fallback: str = "") -> str:
    """The words of a key that has no values, in the language that is spoken now; `fallback` where there are none."""
    return words(language()).get(key) or words(ENGLISH).get(key, fallback)


@cache
def words(language: str) -> Mapping[str, str]:
    """All templates of a language by their dotted keys. Raises FileNotFoundError for a language that nobody wrote."""
    return dict(_flat(tomllib.loads((LANGUAGES / f"{language}.toml").read_text(encoding="utf-8"))))


@cache
def _codes(folder: Path) -> tuple[str, ...]:
    codes = {file.stem for file in folder.glob("*.toml")}
    return (ENGLISH, *sorted(codes - {ENGLISH}))


def _flat(table: Mapping[str, Any], above: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        key = f"{above}{name}"
        found += _flat(value, f"{key}.") if isinstance(value, dict) else [(key, value)]
    return found


def _value(value: Any) -> Any:
    """A value as it was before it was kept as JSON."""
    if isinstance(value, (list, tuple)):
        return [_value(one) for one in value]
    if isinstance(value, dict) and set(value) == {"key", "values"}:
        return Sentence.model_validate(value)
    return value


def _shown(value: Any, language: str, how: str = _LISTED) -> Any:
    """A value as its template takes it: sentences in words, lists strung together."""
    if isinstance(value, Sentence):
        return value.to(language)
    if isinstance(value, list):
        return _strung([str(_shown(one, language)) for one in value], template(how, language))
    return value


def _strung(parts: list[str], how: str) -> str:
    """The parts in a row. `how`: a template of what stands before and what comes after it."""
    return reduce(lambda before, after: how.format(before=before, after=after), parts) if parts else ""
