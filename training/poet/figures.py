"""The figures of the model card: the shipped poet writes on the judge's themes, and the judge reads it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pipelines.writing.poet.forms import FORMS
from pipelines.writing.poet.poet import Poet, Wish
from pipelines.writing.poet.theme import themes as theme_words
from training.poet.judge import Verdict, Written, judge, timed, training_lines
from training.poet.judge_sounds import Sounds
from training.poet.judge_themes import Meaning, content, of

ASKED = ("七絕", "五律")


class Neighbours(Meaning):
    """The judge's sense of the themes alone, small enough to be kept: each character with what is near it."""

    def __init__(self, near: dict[str, str]) -> None:
        self._near = near

    def near(self, character: str, text: str) -> bool:
        return character in text or bool(set(self._near.get(character, "")) & set(text))

    @classmethod
    def load(cls, path: Path) -> Neighbours:
        return cls(json.loads(path.read_text(encoding="utf-8")))


def keep_neighbours(meaning: Meaning, themes: Iterable[str], characters: Sequence[str], path: Path) -> None:
    """Writes what `Neighbours.load` reads."""
    asked = sorted({character for theme in themes for character in content(theme)})
    near = {one: "".join(other for other in characters if meaning.near(one, other)) for one in asked}
    path.write_text(json.dumps(near, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def write(poet: Poet, themes: Sequence[str], forms: Sequence[str] = ASKED) -> list[Written]:
    """One poem for each theme and form; the seed is the theme's place, none is chosen."""

    def one(theme: str, form: str) -> list[str]:
        words = theme_words(theme, poet.words, poet.vocabulary.ids)
        return poet.write(Wish(FORMS[form], tuple(words)), seed=themes.index(theme))

    poems = [timed(theme, form, one) for form in forms for theme in themes]
    # What must hold of the time is said of quatrains.
    return [poem if len(poem.lines) == 4 else replace(poem, seconds=0.0) for poem in poems]


def full(folder: Path, target: Path, themes: Sequence[str]) -> Verdict:
    """Everything that must hold, over all themes, with the training poems at hand in `folder`."""
    poems = write(Poet.load(target), themes)
    return judge(poems, Sounds.load(), of(folder), training_lines(folder))
