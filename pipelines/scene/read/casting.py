"""Casting: Chinese noun phrases as subjects of the picture, or as its place, time, light and kind."""

from __future__ import annotations

import re
from typing import Any

from pipelines.language.noun import Noun
from pipelines.scene.drawings import Drawings
from pipelines.scene.read.chunk import PEOPLE, SCENERY, Chunk, is_belonging
from pipelines.scene.read.clothing import look_of, portrayed
from pipelines.scene.read.draft import TOGETHER, Draft, Named, Picture
from pipelines.scene.read.filled import is_flat, made_of, shows_many, vessel_of
from pipelines.scene.read.looks import looks, palette_of, surface_of
from pipelines.scene.read.reader import places
from pipelines.scene.read.sense import Sense
from pipelines.scene.read.sentence import COUNT, YOUNG
from pipelines.scene.read.several import Several
from pipelines.scene.read.vocabulary import Vocabulary
from pipelines.scene.read.whos import USUAL, whos_of
from pipelines.scene.read.words import Term
from pipelines.scene.tables import table

Ref = int | str | None
"""A subject, by its index; a word of the scenery; or nothing that can be referred to."""
TIMES = ("daytime", "weather", "season")
_OF_ALL = re.compile("色彩|颜色|色调")
"""Of words for many colours: they are those of the whole picture."""
_MADE = ("transport", "household", "place-building")
_EVERYWHERE = ("mood", "camera")
_MIXED = ("相间", "两色", "双色", "条纹", "格子", "波点")
"""What says that two colours are those of one thing."""
_PAIRS = ("双", "对")
_HUED = ("五颜六色", "五彩缤纷")
"""What is said of things of which each has another colour."""
WATERS = ("river", "sea", "lake")
FEW = 12
"""From so many on, stars and clouds are the sky's."""


class Casting:
    """Gives each noun phrase of one prompt its part. The result is in `picture`."""

    def __init__(self, drawings: Drawings, vocabulary: Vocabulary) -> None:
        self.picture = Picture(drawings)
        self._drawings = drawings
        self._known = vocabulary
        self._done: dict[int, Ref] = {}
        self.several = Several(self.picture)

    def cast(self, chunk: Chunk, inside: bool = False) -> Ref:
        """Note what a noun phrase stands for, once. `inside`: something is in it, so that a place is one."""
        if chunk.at not in self._done:
            self._done[chunk.at] = self._cast(chunk, inside)
        return self._done[chunk.at]

    def _cast(self, chunk: Chunk, inside: bool) -> Ref:
        if chunk.number < 0:
            self.absent(chunk)
            return None
        self._say(chunk.before, TIMES, _EVERYWHERE)
        self._say(tuple(term for term in chunk.before if _OF_ALL.search(term.text)), ("palette",))
        if chunk.has(*PEOPLE) or any(term.has("groups") for term in chunk.before):
            return self._people(chunk)
        if chunk.has("kind") and not (chunk.has("thing") and chunk.number):
            self.kind(chunk.head)
            return None
        if self._is_place(chunk, inside):
            return self._scenery(chunk)
        if key := self._key(chunk):
            return self._thing(chunk, key)
        if chunk.has(*SCENERY):
            return self._scenery(chunk)
        self._missing(chunk)
        return None

    def _say(self, terms: tuple[Term, ...], *kinds: tuple[str, ...]) -> None:
        self.picture.say(terms, *(kind for group in kinds for kind in group))

    def _key(self, chunk: Chunk) -> str:
        """The drawing of a noun, or empty."""
        garment = str(chunk.head.get("garment") or "")
        worn = self._drawings.find(garment) if garment else None
        kind = self._known.kind_of(chunk.head.text) if chunk.has("unknown") else ""
        return str(chunk.head.get("thing") or worn or kind)

    def is_figure(self, chunk: Chunk) -> bool:
        """Whether the drawing of a noun is of somebody."""
        key = self._key(chunk)
        return bool(key) and self._drawings[key].category.startswith("person")

    def _missing(self, chunk: Chunk) -> None:
        if chunk.has("part", "hair", "beard") or chunk.head.get("unknown") == "phrase":
            self.picture.miss(chunk.text, "part")
        elif chunk.has("unknown", "garment", "wholes"):
            self.picture.miss(chunk.head.text, "no drawing", self._known.nearest(chunk.head.text))

    def absent(self, chunk: Chunk, owned: bool = False, described: bool = False) -> None:
        """Note what is not there; of a part of something that is drawn whole, that it cannot be left out."""
        picture = self.picture
        if is_belonging(chunk) and owned:
            if chunk.has("part"):
                picture.miss(f"没有{chunk.head.text}", "part")
            return
        if owned and described and not chunk.has(*PEOPLE, *SCENERY):
            picture.miss(f"没有{chunk.head.text}", "part")
        features = [str(feature) for feature in chunk.head.all("feature")]
        whole = "person" if chunk.has(*PEOPLE) else str(chunk.head.get("wholes") or self._key(chunk))
        picture.without += features or [whole or chunk.head.text]

    def _is_place(self, chunk: Chunk, inside: bool) -> bool:
        if not chunk.has("thing"):
            return chunk.has(*SCENERY) and not is_belonging(chunk)
        if chunk.has("feature", "setting"):
            usual = table("colours")["usual"].get(str(chunk.head.get("feature") or ""), ())
            several = 1 < chunk.number < FEW or (chunk.number == FEW and chunk.classifier)
            return not (set(chunk.colours) - set(usual) or several)
        return chunk.has("place") and inside

    def kind(self, head: Term) -> None:
        """Let the picture be of that kind."""
        self.picture.kinds.append(str(head.get("kind")))
        self._say((head,), ("palette",))
        if place := head.get("place"):
            self.place(str(place))

    def is_worn(self, word: str) -> bool:
        """Whether a word names clothes or glasses."""
        return any(kind in ("garment", "glasses") for kind, _ in self._known.says(word))

    def place(self, name: str) -> None:
        """Let the picture be there."""
        self.picture.places.append(name)
        self.picture.said["setting"].append(table("places")[name]["setting"])

    def _scenery(self, chunk: Chunk) -> str:
        """A place, a part of the background, furniture: the word that a relation may refer to, or empty."""
        picture, head = self.picture, chunk.head
        told = tuple((kind, str(value)) for kind, value in head.says if kind in ("place", "setting", "feature", *TIMES))
        picture.named += [Named(head.text, told)] if told and not head.has("furniture", "sky") else []
        if place := head.get("place"):
            self.place(str(place))
        self._say((head,), ("setting", "feature"), TIMES, _EVERYWHERE, ("palette",))
        self._say(chunk.before, ("palette",))
        self._say(tuple(Term(part, self._known.says(part)) for part in _parts(head.text)), TIMES)
        furniture = str(head.get("furniture") or "")
        if furniture:
            picture.said["setting"].append("room")
            if chunk.colours or chunk.number > 1 or (furniture == "table" and not picture.places):
                picture.miss(chunk.text, "no drawing")
        word = "sky" if head.has("sky") else str(head.get("feature") or head.get("setting") or "")
        usual = table("colours")["usual"].get(word, ())
        picture.palette += [] if furniture else [colour for colour in chunk.colours if colour not in usual]
        return furniture or ("lake" if place == "lake" else word)

    def _thing(self, chunk: Chunk, key: str) -> int:
        known = self._again(chunk, key)
        if known is not None:
            return known
        self._say((chunk.head,), ("season", "daytime"))
        content, what = self._drawings[key], self._what(chunk)
        key = made_of(chunk.classifier, content) or key
        self.picture.drafts[chunk.at] = Draft(_noun(chunk), Sense(chunk.head.text, thing=key), key, what)
        if vessel := vessel_of(chunk.classifier, content):
            self._fill(chunk, vessel)
        for term in chunk.before:
            if (
                term.has("texture")
                and not surface_of((term.text,))
                and not self._drawings[key].category.startswith("animal")
            ):
                self.picture.miss(term.text + chunk.head.text, "part")
        return chunk.at

    def _fill(self, chunk: Chunk, vessel: str) -> None:
        """Let what a noun stands for be in a vessel, which is what the clause is then about: 一篮苹果."""
        at, inner = chunk.at, self.picture.drafts[chunk.at]
        several = int(inner.what.get("count", 1))
        inner.what["count"] = 1 if several > 1 or shows_many(self._drawings[inner.drawing]) else USUAL
        sense = Sense(chunk.classifier, thing=vessel)
        self.picture.drafts[at] = Draft(_noun(chunk), sense, vessel, {"count": several})
        self.picture.drafts[at + TOGETHER] = inner
        inner.relate("on" if is_flat(vessel) else "in", at)

    def _again(self, chunk: Chunk, key: str) -> int | None:
        """The subject of the same name that was spoken of before: no number is said, and nothing else of it."""
        for at, draft in self.picture.drafts.items():
            same = draft.drawing == key and draft.sense.word == chunk.head.text and at < TOGETHER
            told = draft.what.get("colour")
            if same and not chunk.number and (not chunk.colours or chunk.colours[0] == told):
                return at
            if not chunk.before and self._is_short_for(chunk.head.text, draft):
                return at
        return None

    def _is_short_for(self, word: str, draft: Draft) -> bool:
        """小船 is 船 when it is spoken of again; but no 热狗 is a 狗."""
        made = self._drawings[draft.drawing].category.startswith(_MADE)
        return made and len(draft.sense.word) > len(word) and draft.sense.word.endswith(word)

    def _what(self, chunk: Chunk) -> dict[str, Any]:
        """Fields of Subject that the describing words say."""
        colours = chunk.colours or palette_of(chunk.before) or [str(one) for one in _all(chunk, "material")[:1]]
        count = min(COUNT, self._number(chunk) or (USUAL if chunk.head.plural else 1))
        many = bool(chunk.number > 1 or chunk.head.plural)
        alone = chunk.number or chunk.head.plural or any(term.text in _MIXED for term in chunk.before)
        joined = len(colours) > 1 and not alone
        verb = next((str(value) for value in _all(chunk, "verb")), "")
        size = next((float(value) for value in _all(chunk, "size")), 1.0)
        surface = surface_of((term.text for term in chunk.before), colours)
        return {**looks(colours, count, many or joined, many), "surface": surface, "size": size, "verb": verb}

    def _number(self, chunk: Chunk) -> int:
        """How many drawings a number means: 一双筷子 is one of a pair, 一串葡萄 one bunch; 五颜六色的气球 are some."""
        said = next((term.text for term in chunk.before if term.has("number")), "")
        wholes = table("chinese")["pairs" if said.endswith(_PAIRS) else "bunches"]["drawings"]
        measure = dict(self._known.says(said[-1:])).get("measure")
        hued = not chunk.number and any(term.text in _HUED for term in chunk.before)
        if hued and not self._drawings[self._key(chunk)].category.startswith("animal"):
            return USUAL
        return chunk.number // int(measure) if measure and self._key(chunk) in wholes else chunk.number

    def _kin(self, chunk: Chunk, animal: Term) -> int:
        """A family of animals: two grown ones and their young."""
        key, at = str(animal.get("thing")), chunk.at
        sense = Sense(animal.text, thing=key)
        self.picture.drafts[at] = Draft(_noun(chunk), sense, key, {"count": 2})
        young = Draft(_noun(chunk), sense, key, {"count": 2, "size": YOUNG})
        self.picture.drafts[at + TOGETHER] = young
        young.relate("beside", at)
        return at

    def _people(self, chunk: Chunk) -> int:
        animal = next(
            (term for term in (*chunk.before, chunk.head) if term.has("thing") and not term.has(*PEOPLE)), None
        )
        if animal and any(term.has("groups") for term in (*chunk.before, chunk.head)):
            return self._kin(chunk, animal)
        whos, many = whos_of(chunk.head)
        known = self._again(chunk, "person") if not chunk.before else None
        if known is not None:
            return known
        sense = Sense(chunk.head.text, people=whos)
        what = self._what(chunk) if len(whos) == 1 else {}
        if many and not chunk.number:
            what["count"] = many
        for number, who in enumerate(whos):
            key = chunk.at + number * TOGETHER
            person = portrayed(who, chunk.before)
            told = {**what, **look_of(chunk.before), "size": 1.0, "colour": ""}
            self.picture.drafts[key] = Draft(_noun(chunk), sense, "person", told, person)
            if number:
                self.picture.drafts[key].relate("beside", key - TOGETHER)
        return chunk.at

    def ground(self, draft: Draft, relation: str, other: Ref) -> None:
        """Place a subject by another one or by the scenery."""
        if isinstance(other, int) and self.picture.draft(other) is not draft:
            draft.relate(relation, self.picture.resolved(other))
        elif isinstance(other, str) and other == "sky":
            draft.what["vertical"] = "top"
        elif isinstance(other, str) and other:
            self._by_scenery(draft, relation, other)

    def _by_scenery(self, draft: Draft, relation: str, word: str) -> None:
        if relation == "on" and word == "moon" and "moon" not in self.picture.places:
            self.place("moon")
        if relation in ("left of", "right of"):
            draft.what["horizontal"] = relation.partition(" ")[0]
            relation = "beside"
        if draft.person and relation == "on" and word in WATERS:
            relation = "beside"  # Nobody stands on a river.
        if relation in ("over", "above"):
            draft.what["vertical"] = "top"
        furniture = word in table("chinese")["furniture"]
        if not draft.relation and (furniture or places(relation, word)):
            draft.relate(relation, word)


def _noun(chunk: Chunk) -> Noun:
    plural = chunk.number > 1 or chunk.head.plural
    number = str(chunk.number) if chunk.number else ""
    return Noun(chunk.at, chunk.head.text, chunk.head.text, number=number, plural=plural)


def _parts(word: str) -> list[str]:
    """The beginnings of a longer word: 秋天的森林 is in autumn."""
    return [word[:length] for length in range(2, len(word))]


def _all(chunk: Chunk, kind: str) -> list[Any]:
    return [value for term in chunk.before for value in term.all(kind)]
