"""Words: every sentence that a person meets, by its key. A language is one file: languages/<code>.toml.

A template is filled as str.format does it. What is kept (recipes, jobs) keeps key and values, not the words, so that
it can be said in another language later.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
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
        return self.to(ENGLISH)

    def to(self, language: str) -> str:
        """In the words of `language`; a key that nobody knows any more is shown as it is."""
        filled = {name: _shown(value, language) for name, value in self.values.items()}
        return template(self.key, language).format_map(filled)


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
    return sentences[0] if len(sentences) == 1 else Sentence(key="sentences", values={"all": list(sentences)})


def template(key: str, language: str = ENGLISH) -> str:
    """The template with this key; the key itself where there is none."""
    found = words(language).get(key) or words(ENGLISH).get(key)
    return found if found is not None else key.replace("{", "{{").replace("}", "}}")


def known(key: str) -> bool:
    return key in words(ENGLISH)


def spoken(key: str, fallback: str = "") -> str:
    """The words of a key that has no values; `fallback` where there are none."""
    return words(ENGLISH).get(key, fallback)


@cache
def words(language: str) -> Mapping[str, str]:
    """All templates of a language by their dotted keys. Raises FileNotFoundError for a language that nobody wrote."""
    return dict(_flat(tomllib.loads((LANGUAGES / f"{language}.toml").read_text(encoding="utf-8"))))


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


def _shown(value: Any, language: str) -> Any:
    """A value as its template takes it: sentences in words, lists joined."""
    if isinstance(value, Sentence):
        return value.to(language)
    if isinstance(value, list):
        gap = " " if value and isinstance(value[0], Sentence) else ", "
        return gap.join(str(_shown(one, language)) for one in value)
    return value
