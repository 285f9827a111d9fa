"""Reading: which things, colours and look a prompt names, in English or Chinese, by the Illustrator's words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from pipelines.image.painter.icon import COLOURS, MOST, Look, Thing, tintable
from pipelines.scene.palette import to_oklab
from pipelines.scene.read.briefing import drawings
from pipelines.scene.read.chinese import chinese_of
from pipelines.scene.read.tongue import is_chinese
from pipelines.scene.read.words import Term, terms

_LOOKS: dict[Look, re.Pattern[str]] = {
    "3d": re.compile(r"\b(in )?(3-?d|three-dimensional)\b|三维立体|三维|立体", re.IGNORECASE),
    "flat": re.compile(r"\b(in )?flat( style)?\b|扁平化?|平面", re.IGNORECASE),
}
_FRAME = re.compile(
    r"\b(icons?|stickers?|emojis?|logos?|pictures?|drawings?|images?|style|look)\b|图标|圖標|贴纸|貼紙|表情|图案|风格|風格",
    re.IGNORECASE,
)
"""What the whole is called: it says nothing of what is on it."""
_GREY = 0.03
"""OKLab chroma below which a colour has no hue that people would name."""
_SILENT = ("determiner", "join", "of", "classifier", "stop", "with", "function", "art", "at", "space", "particle")
"""Kinds of words between the things that promise nothing that is not kept."""


@dataclass
class Reading:
    """What was found in a prompt."""

    things: list[Thing] = field(default_factory=list)
    look: Look | None = None
    missed: list[str] = field(default_factory=list)
    """Words that say something which the painter cannot do, as the person wrote them."""
    colour: str = ""
    """A colour that was named, while no thing has taken it."""


def read(prompt: str, known: dict[str, str]) -> Reading:
    """The prompt's things among `known`, names by the keys of their drawings; two at the most."""
    names = _names(known)
    look, rest = _look(prompt)
    reading = Reading(look=look)
    text = _FRAME.sub(" ", rest)
    found = chinese_of(drawings()).terms(text) if is_chinese(text) else terms(text, drawings())
    away = False
    for term, following in zip(found, [*found[1:], Term("")], strict=False):
        if away and term.has("thing"):
            reading.missed.append(term.text)
            away = False
            continue
        away = away or term.has("away")
        if not term.has("thing") and term.text.lower() in names:
            _add(reading, Thing(names[term.text.lower()]))
        else:
            _take(reading, term, following, known)
    _dye_last(reading)
    reading.missed += [thing.words for thing in reading.things[MOST:]]
    del reading.things[MOST:]
    return reading


def _names(known: dict[str, str]) -> dict[str, str]:
    """The names by themselves and by their Chinese: some are too short to be looked for inside of other words."""
    chinese = {drawings()[key].zh: name for key, name in known.items() if key in drawings()}
    return chinese | {name: name for name in known.values()}


def _look(prompt: str) -> tuple[Look | None, str]:
    """The look that is named, and the prompt without its name."""
    for look, pattern in _LOOKS.items():
        if pattern.search(prompt):
            return look, pattern.sub(" ", prompt)
    return None, prompt


def _take(reading: Reading, term: Term, following: Term, known: dict[str, str]) -> None:
    colour = term.get("colour")
    # An orange is a fruit; an orange cat is none.
    if colour and not (term.has("thing") and not following.has("thing")):
        reading.colour = colour_name(colour)
    elif term.has("thing"):
        _take_thing(reading, term, known)
    elif (term.get("number") or 1) != 1 or not term.has("number", *_SILENT):
        reading.missed.append(term.text)


def _take_thing(reading: Reading, term: Term, known: dict[str, str]) -> None:
    thing = next(_things(term.all("thing"), known), None)
    if thing is None:
        reading.missed.append(term.text)
        return
    _add(reading, thing)


def _add(reading: Reading, thing: Thing) -> None:
    """Takes a thing, in the colour that was named before it, unless its name says one: it is known in no other."""
    if reading.colour and not tintable(thing.name):
        reading.missed.append(reading.colour)
        reading.colour = ""
    reading.things.append(Thing(thing.name, reading.colour or thing.colour))
    reading.colour = ""


def _things(keys: list[str], known: dict[str, str]) -> Iterator[Thing]:
    """The drawings as things that are known. A black cat has a drawing of its own, but is a cat in black here."""
    for key in keys:
        if key in known:
            yield Thing(known[key])
        colour, _, rest = key.removeprefix("light-").partition("-")
        rest = drawings().find(rest.replace("-", " ")) or "" if colour in COLOURS else ""
        if rest in known:
            yield Thing(known[rest], colour)


def _dye_last(reading: Reading) -> None:
    """A colour after the things, as in “a cat, blue”, belongs to the last."""
    if reading.colour and reading.things and not reading.things[-1].colour:
        _add(reading, Thing(reading.things.pop().name))


@cache
def colour_name(colour: str) -> str:
    """The painter's colour that is nearest to "#rrggbb": greys by lightness, others by hue above all."""
    value, *axes = to_oklab(colour)
    grey = math.hypot(*axes) < _GREY

    def away(name: str) -> float:
        other, *its = to_oklab(COLOURS[name])
        turned = abs(math.remainder(math.atan2(*axes) - math.atan2(*its), math.tau))
        return 0.8 * abs(value - other) + (0 if grey else turned)

    return min((name for name in COLOURS if (math.hypot(*to_oklab(COLOURS[name])[1:]) < _GREY) == grey), key=away)
