"""Chinese: a prompt read into a picture, clause by clause.

saying.py, tokens.py -> units.py -> here: what 的 says of the noun behind it -> clause.py -> casting.py, acts.py
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise

from pipelines.scene.drawings import Drawings
from pipelines.scene.read.casting import Casting
from pipelines.scene.read.chunk import PEOPLE, Chunk, Unit, is_belonging
from pipelines.scene.read.clause import Clause
from pipelines.scene.read.draft import Picture
from pipelines.scene.read.owning import Owners
from pipelines.scene.read.saying import simplified
from pipelines.scene.read.telling import Topic
from pipelines.scene.read.tokens import Tokens
from pipelines.scene.read.units import units_of
from pipelines.scene.read.vocabulary import Vocabulary
from pipelines.scene.read.words import WORDS_READ, Term

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_REACHES = ("verb", "at", "has", "away", "passive", "toward", "object", "like")
"""Units whose noun comes behind them."""
_PRONOUNS = {"她": "grown/woman", "他": "grown/man"}
_RELATED = ("朋友", "伙伴", "邻居", "兄弟", "姐妹")
"""What some are to each other, and nobody besides them: 猫和狗是好朋友."""
_STYLES = ("风格", "画风")
_COUNTS_OTHERS = "只位名匹个"


@cache
def chinese_of(drawings: Drawings) -> Chinese:
    """The reader for a pack of drawings, made once."""
    return Chinese(drawings)


class Chinese:
    """Reads prompts. One holds the vocabulary of a pack of drawings."""

    def __init__(self, drawings: Drawings) -> None:
        self._drawings = drawings
        self._known = Vocabulary(drawings)
        self._tokens = Tokens(self._known, drawings)

    def read(self, text: str) -> Picture:
        """The picture that a text in simplified characters asks for. Bounded: WORDS_READ terms."""
        terms = _referred(self._tokens.read(text))
        reading = _Reading(self._drawings, self._known)
        reading.read(terms[:WORDS_READ])
        if left := terms[WORDS_READ:]:
            reading.casting.picture.miss("".join(term.text for term in left)[:40], "too many")
        for word in _untold(terms):
            reading.casting.picture.miss(word, "part")
        return reading.casting.picture

    def terms(self, text: str) -> list[Term]:
        """What each word of a text says, in any characters, without its grammar."""
        return self._tokens.read(simplified(text))

    def in_english(self, text: str) -> str:
        """An English text with the Chinese words in it put into English, as far as drawings have names for them."""
        return _HAN.sub(lambda match: f" {self._name(match[0])} ", simplified(text))

    def _name(self, words: str) -> str:
        keys = (str(term.get("thing") or "") for term in self._tokens.read(words))
        return " ".join(self._drawings[key].name for key in keys if key)


def _untold(terms: list[Term]) -> Iterator[str]:
    """Halves of things, and manners of painting that nobody here knows: 半个西瓜, 梵高风格."""
    for first, second in pairwise(terms):
        half = first.text.startswith("半") and not first.says and second.has("thing")
        style = second.text in _STYLES and (first.has("unknown") or not first.says)
        if half or style:
            yield first.text + second.text


class _Reading:
    """One prompt while it is read."""

    def __init__(self, drawings: Drawings, known: Vocabulary) -> None:
        self.casting = Casting(drawings, known)
        self._owners = Owners(self.casting.picture)

    def read(self, terms: list[Term]) -> None:
        topic, at = Topic(), 0
        for stops, group in groupby(terms, key=lambda term: term.has("stop")):
            clause = list(group)
            if not stops:
                units = self._nested(_predicated(units_of(clause, at)))
                topic = Clause(self.casting, self._owners, topic).read(units)
            at += len(clause)
        self.casting.several.finish()
        picture = self.casting.picture
        if not picture.places and not picture.said["setting"] and "river" in picture.said["feature"]:
            self.casting.place("river")
        if not (picture.drafts or picture.places or picture.said["setting"]) and any(term.has("sky") for term in terms):
            picture.said["setting"].append("meadow")  # 没有云的天空
        for term in terms:
            picture.say([term], *(("mood", "camera") if not _names(term) else ()))
            picture.say([term], *(("daytime", "weather", "season") if not _names(term) else ()))

    def _nested(self, units: list[Unit]) -> list[Unit]:
        """The units with every 的 read: what stands before it is said of the noun behind it."""
        while (at := next((at for at, unit in enumerate(units) if _is_next(units, at, unit)), None)) is not None:
            behind = units[at + 1] if at + 1 < len(units) else None
            if behind is None or behind.chunk is None or at == 0:
                units = [*units[:at], *units[at + 1 :]]
            else:
                units = self._described(units, at, behind.chunk)
        return units

    def _described(self, units: list[Unit], at: int, noun: Chunk) -> list[Unit]:
        first = units[at - 1].chunk
        alone = first is not None and (_is_look(units, at) or self._is_owner(units, at, first, noun))
        start = at - 1 if alone else _start(units, at)
        segment = units[start:at]
        rest = units[at + 2 :]
        if start and units[start - 1].role == "open":
            start -= 1
            noun = noun.with_before(units[start].said)
        noun = _counted(noun, segment)
        if len(segment) == 1 and first is not None:
            kept = self._owned(first, noun)
        else:
            self._said_of(segment, noun)
            kept = []
        return [*units[:start], *kept, Unit("noun", noun.head, noun), *rest]

    def _is_owner(self, units: list[Unit], at: int, first: Chunk, noun: Chunk) -> bool:
        """Whether 的 only joins two nouns, although a verb stands before them: 牵着妈妈的手."""
        if is_belonging(noun) and not is_belonging(first):
            return True
        before = units[at - 2] if at > 1 else None
        subject = units[at - 3].chunk if at > 2 else None
        return bool(before and before.role in ("verb", "has") and subject)

    def _owned(self, first: Chunk, noun: Chunk) -> list[Unit]:
        """A noun of a noun: what of it stays in the clause."""
        if is_belonging(noun) and not is_belonging(first):
            owner = self.casting.cast(first)
            if isinstance(owner, int):
                self._owners.give(noun, owner)
            return []
        if is_belonging(first) and noun.has("thing", *PEOPLE, "unknown"):
            owner = self.casting.cast(noun)
            if isinstance(owner, int):
                Clause(self.casting, self._owners, Topic([owner]), True).read([Unit("noun", first.head, first)])
            return []
        self.casting.cast(noun)
        if noun.has("kind") and (first.has(*PEOPLE) or (first.has("thing") and not first.has("place"))):
            return [Unit("noun", first.head, first)]  # 老人的肖像，白胡子: what follows is said of him.
        self.casting.cast(first, inside=True)
        return []

    def _said_of(self, segment: list[Unit], noun: Chunk) -> None:
        """A clause about the noun behind it."""
        about = self.casting.cast(noun, inside=False)
        who = [about] if isinstance(about, int) else []
        Clause(self.casting, self._owners, Topic(who), describes=True).read(segment)


def _is_look(units: list[Unit], at: int) -> bool:
    """戴眼镜的短发女生: the hair between 的 and the girl is hers, and so are the glasses."""
    first = units[at - 1].chunk if at > 1 and units[at - 2].role == "of" else None
    return first is not None and is_belonging(first)


def _is_next(units: list[Unit], at: int, unit: Unit) -> bool:
    """Whether a 的 can be read: all behind it that is said of the same noun has been."""
    behind = units[at + 2] if at + 2 < len(units) else None
    return unit.role == "of" and not (behind and behind.role == "of" and _is_look(units, at + 2))


def _referred(terms: list[Term]) -> list[Term]:
    """她 and 他 are somebody where nobody else is named."""
    if any(term.has(*PEOPLE, "unknown") or (term.has("thing") and not term.has("garment")) for term in terms):
        return terms
    at = next((at for at, term in enumerate(terms) if term.text in _PRONOUNS), None)
    if at is None:
        return terms
    return [*terms[:at], Term(terms[at].text, (("somebody", _PRONOUNS[terms[at].text]),)), *terms[at + 1 :]]


def _names(term: Term) -> bool:
    return term.has("thing", "feature", "setting", "place", "somebody", "role")


def _start(units: list[Unit], at: int) -> int:
    """Where what 的 says of its noun begins: behind the last noun that does something by itself."""
    start = at
    placed = at + 2 < len(units) and units[at + 2].role == "loc"
    while start and units[start - 1].role not in ("open", "side", "is"):
        unit, before = units[start - 1], units[start - 2] if start > 1 else None
        if unit.chunk and not _is_reached(units, start - 1) and not _is_listed(units, start - 1):
            break
        stands = placed and start + 1 < at and units[start + 1].role == "loc"
        if unit.role in ("verb", "at") and start < at and (stands or _has_subject(units, start - 1)):
            break
        if unit.role in ("verb", "at") and start < at and units[start].role in ("verb", "away", "has") and before:
            break
        start -= 1
    while start < at and units[start].role == "join":
        start += 1
    return start if start < at else at - 1


def _has_subject(units: list[Unit], at: int) -> bool:
    """Whether somebody stands before a verb, who then does it: 小猫盯着鱼缸里的金鱼."""
    before = at - 1
    while before >= 0 and units[before].role == "away":
        before -= 1
    return before >= 0 and units[before].chunk is not None and not _is_reached(units, before)


def _is_listed(units: list[Unit], at: int) -> bool:
    """黑头发、戴眼镜的男人: clothes and looks in a row, before anything that has them."""
    chunk, after = units[at].chunk, units[at + 1]
    first = at == 0 or units[at - 1].role in ("open", "join")
    return chunk is not None and is_belonging(chunk) and after.role == "join" and first


def _is_reached(units: list[Unit], at: int) -> bool:
    """Whether a noun is the object of something, or a place."""
    after = units[at + 1] if at + 1 < len(units) else None
    before = units[at - 1] if at else None
    if after and after.role == "loc":
        return True
    if before and before.role == "join" and at > 1:
        return _is_reached(units, at - 2) if units[at - 2].chunk else False
    if after and after.role == "join" and at + 3 < len(units) and units[at + 3].role == "loc":
        return True
    return before is not None and before.role in _REACHES


def _counted(noun: Chunk, segment: list[Unit]) -> Chunk:
    """三只树上的鸟: the number is the birds', and 一个长发女孩 is one girl."""
    first = segment[0].chunk if segment else None
    if first is None or noun.number or not first.number or (first.has("part") and first.number > 1):
        return noun  # 三条腿的椅子 has three legs.
    if len(segment) > 1 and segment[1].term.get("after") == "between":
        return noun  # 两只大象之间的长颈鹿
    placed = len(segment) > 1 and segment[1].role == "loc" and first.classifier and first.classifier in _COUNTS_OTHERS
    animate = first.has(*PEOPLE) or first.head.text in first.classifier
    if is_belonging(first) or (placed and not animate):
        return noun.with_before(tuple(term for term in first.before if term.has("number")))
    return noun


def _predicated(units: list[Unit]) -> list[Unit]:
    """The units with what 是 says of a noun before that noun: 眼睛是蓝色的 is 蓝色的眼睛."""
    for at in range(len(units) - 2):
        noun, verb, said = units[at : at + 3]
        if noun.chunk and verb.role == "is" and said.role == "adj" and not any(one.has("number") for one in said.said):
            chunk = noun.chunk.with_before(said.said)
            return _predicated([*units[:at], Unit("noun", noun.term, chunk), *units[at + 3 :]])
        if noun.chunk and verb.role == "is" and said.chunk and said.chunk.head.text.endswith(_RELATED):
            return _predicated([*units[: at + 1], *units[at + 3 :]])
    return units
