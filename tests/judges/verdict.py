"""Verdict: a picture held against the gold of its prompt, wish by wish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tests.judges import colours
from tests.judges.draughtsman import Drawn
from tests.judges.gold import Gold, Thing, Tie
from tests.judges.nouns import known, scenery, shows, spoken, table
from tests.judges.persons import does, has_trait
from tests.judges.placed import between, stands
from tests.judges.scaled import misfits, pairs
from tests.judges.seen import Layer, Seen

What = Literal["there", "count", "colour", "relation", "doing", "person", "around", "kind"]

SEEN = 0.2
"""Part of a thing that must be visible for it to be there."""

_CHINESE = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True)
class Wish:
    """One thing that was asked for, and whether it is so."""

    what: What
    words: str
    kept: bool
    drawable: bool = True
    """False where the pack has no drawing for it."""


@dataclass(frozen=True)
class Verdict:
    """All wishes of one prompt."""

    gold: Gold
    wishes: tuple[Wish, ...]
    told: bool
    """Whether each thing that is missing is named beside the picture, or none is missing."""
    extra: tuple[str, ...]
    """Drawings that nothing of the gold asks for."""
    notes: str
    picture: str
    """Drawn.mark of the picture."""
    sized: bool | None = None
    """Whether all things are as large to each other as they are; None where no two can be compared."""

    @property
    def right(self) -> bool:
        return all(wish.kept for wish in self.wishes)

    @property
    def drawable(self) -> bool:
        return all(wish.drawable or wish.kept for wish in self.wishes)

    def all_kept(self, *what: What) -> bool | None:
        """Whether every wish of these kinds is kept; None where there is none."""
        asked = [wish.kept for wish in self.wishes if wish.what in what]
        return all(asked) if asked else None

    @property
    def broken(self) -> list[Wish]:
        return [wish for wish in self.wishes if not wish.kept]


def judge(gold: Gold, drawn: Drawn) -> Verdict:
    """The verdict on one picture."""
    return _Case(gold, Seen(drawn.svg), drawn).verdict()


class _Case:
    def __init__(self, gold: Gold, seen: Seen, drawn: Drawn) -> None:
        self.gold, self.seen, self.notes, self.picture = gold, seen, drawn.notes, drawn.mark

    def verdict(self) -> Verdict:
        wishes = tuple(wish for part in (self._things(), self._ties(), self._around()) for wish in part)
        sized = not misfits(self.seen) if self.seen.told("kind") in ("", "scene") and pairs(self.seen) else None
        return Verdict(self.gold, wishes, self._told(), self._extra(), self.notes, self.picture, sized)

    @cached_property
    def found(self) -> dict[str, list[Layer]]:
        """Layers by the label of the thing they show. Of several entries of a noun the colours decide."""
        entries = sorted(self.gold.things, key=lambda thing: not thing.colours)
        taken: set[int] = set()
        found: dict[str, list[Layer]] = {}
        for thing in entries:
            mine = [layer for layer in self._named(thing) if layer.order not in taken]
            if self._shared(thing) and thing.colours:
                mine = sorted(mine, key=lambda layer: -self._share(layer, thing))
                mine = [layer for layer in mine if self._has(layer, thing)] or mine
            mine = mine[: thing.high] if self._shared(thing) else mine
            taken.update(layer.order for layer in mine if self._shared(thing) or len(self._rivals(thing)) == 1)
            found[thing.label] = mine
        return found

    def _shared(self, thing: Thing) -> bool:
        """Whether other entries have the same noun."""
        return sum(other.noun == thing.noun for other in self.gold.things) > 1

    def _rivals(self, thing: Thing) -> list[Thing]:
        """Entries that one drawing could stand for both: a man and a person."""
        return [other for other in self.gold.things if any(shows(layer, other.noun) for layer in self._named(thing))]

    def _named(self, thing: Thing) -> list[Layer]:
        """The layers that show its noun and can be seen."""
        shown = [layer for layer in self.seen.things if shows(layer, thing.noun)]
        return [layer for layer in shown if self.seen.visible[layer.order] > SEEN]

    def _has(self, layer: Layer, thing: Thing) -> bool:
        return colours.has(self.seen.pixels(layer), thing.colours)

    def _share(self, layer: Layer, thing: Thing) -> float:
        return min(colours.shares(self.seen.pixels(layer)).get(colour, 0.0) for colour in thing.colours)

    def _behind(self, thing: Thing) -> bool:
        """Whether the background shows it."""
        return bool(self.seen.around & set(scenery(thing.noun, thing.high > 1)))

    def _things(self) -> Iterator[Wish]:
        for thing in self.gold.things:
            layers = self.found[thing.label]
            if thing.high == 0:
                yield Wish("there", f"no {thing.noun}", not layers)
                continue
            there = bool(layers) or self._behind(thing)
            yield Wish("there", thing.noun, there, known(thing.noun))
            if thing.low > 1 or len(layers) > thing.high:
                right = thing.low <= len(layers) <= thing.high or (not layers and there and thing.low == 2)
                yield Wish("count", f"{_number(thing)} {thing.noun}", right, known(thing.noun))
            yield from self._said(thing, layers)

    def _said(self, thing: Thing, layers: list[Layer]) -> Iterator[Wish]:
        if thing.colours:
            right = bool(layers) and all(self._has(layer, thing) for layer in layers)
            yield Wish("colour", f"{'+'.join(thing.colours)} {thing.noun}", right, known(thing.noun))
        if thing.verb:
            yield Wish("doing", f"{thing.noun} {thing.verb}", any(does(layer, thing.verb) for layer in layers))
        for name, value in thing.traits:
            right = any(has_trait(layer, name, value, self.seen.things) for layer in layers)
            yield Wish("person", f"{thing.noun} {name} {value}", right)

    def _ties(self) -> Iterator[Wish]:
        for tie in self.gold.ties:
            words = f"{tie.one} {tie.how} {tie.other}"
            yield Wish(
                "relation",
                words,
                self._tied(tie),
                known(tie.one.partition("#")[0]) and known(tie.other.partition("#")[0]),
            )

    def _tied(self, tie: Tie) -> bool:
        ones, others = self._layers(tie.one), self._layers(tie.other)
        if tie.how == "between":
            return any(between(one, others) for one in ones)
        # Of several, most must stand so; of a background's many parts, one.
        kept = [any(stands(one, tie.how, other) for other in others if other is not one) for one in ones]
        return any(kept) and (sum(kept) * 2 >= len(kept) or not ones[0].drawing)

    def _layers(self, label: str) -> list[Layer]:
        """What shows a label: things, or where there are none the background."""
        noun = label.partition("#")[0]
        return self.found.get(label, self.found.get(noun, [])) or self.seen.scenery(scenery(noun, True))

    def _around(self) -> Iterator[Wish]:
        for place in self.gold.around:
            yield Wish("around", place, bool(self.seen.around & set(places()[place])))
        if self.gold.kind:
            yield Wish("kind", self.gold.kind, self.gold.kind in self.seen.around)

    def _told(self) -> bool:
        missing = [thing for thing in self.gold.things if not self.found[thing.label] and not self._behind(thing)]
        missing = [thing for thing in missing if thing.high]
        lost = [place for place in self.gold.around if not self.seen.around & set(places()[place])]
        return all(self._names(thing.noun) for thing in missing) and all(self._names(place) for place in lost)

    def _names(self, noun: str) -> bool:
        """Whether the notes name it; of a Chinese prompt, whether they quote any word of it."""
        if _CHINESE.search(self.gold.prompt):
            return any(word in self.gold.prompt for word in _CHINESE.findall(self.notes))
        said = self.notes.lower()
        return any(re.search(rf"\b{re.escape(word.lower().strip(chr(34)))}(s|es)?\b", said) for word in spoken(noun))

    def _extra(self) -> tuple[str, ...]:
        asked = {layer.order for layers in self.found.values() for layer in layers}
        asked |= {layer.order for layer in self.seen.things if any(shows(layer, t.noun) for t in self.gold.things)}
        return tuple(dict.fromkeys(layer.drawing for layer in self.seen.things if layer.order not in asked))


def _number(thing: Thing) -> str:
    return str(thing.low) if thing.low == thing.high else f"{thing.low} or more"


def places() -> dict[str, list[str]]:
    """What may show each place, time or weather."""
    return table("around")
