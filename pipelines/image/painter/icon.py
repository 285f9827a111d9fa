"""Icon: one thing or two, each in its own colour or another, in a look; and the words that ask the painter for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Look = Literal["3d", "flat"]

LOOKS: tuple[Look, ...] = get_args(Look)
MOST = 2
"""Things in one icon."""
COLOURS = {
    "red": "#d8342f",
    "orange": "#f0851a",
    "yellow": "#f6c915",
    "green": "#3aa648",
    "blue": "#2477d6",
    "purple": "#8640c8",
    "pink": "#f07fae",
    "brown": "#80512c",
    "black": "#2f2f36",
    "white": "#e4e7ee",
    "grey": "#8d939b",
}
"""The colours that it was taught, by name. White is a little darker than the ground it stands on."""


@dataclass(frozen=True)
class Thing:
    """A thing by its name in the painter's list; without a colour it has its usual one."""

    name: str
    colour: str = ""

    @property
    def words(self) -> str:
        """ "blue cat" """
        return f"{self.colour} {self.name}".strip()


@dataclass(frozen=True)
class Icon:
    """What is painted: a thing, or two that are painted by themselves and set together, the first in front."""

    things: tuple[Thing, ...]
    look: Look = "3d"

    @property
    def subject(self) -> str:
        """ "a blue cat and an owl" """
        return " and ".join(with_article(thing.words) for thing in self.things)

    @property
    def words(self) -> str:
        """The whole in words: "a blue cat and an owl, flat"."""
        return self.subject + (", flat" if self.look == "flat" else "")

    @property
    def asked(self) -> list[str]:
        """What the painter is asked, thing by thing: "a blue cat, flat", "an owl, flat"."""
        return [Icon((thing,), self.look).words for thing in self.things]


def tintable(name: str) -> bool:
    """Whether a thing was taught in every colour: not where its name says one, as “red envelope” does."""
    return not set(name.split()) & set(COLOURS)


def with_article(words: str) -> str:
    """ "a cat", "an owl", "scissors"."""
    if words.endswith("s") and not words.endswith(("ss", "us", "is")):
        return words
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
