"""Account: the nouns of a prompt of which nothing came, so that no word is lost in silence.

Each noun is drawn, belongs to something drawn, names what is around, or only says how the picture is made. What is left
is told. Scenery that another place took the room of is found later, by omitting.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.language.noun import Noun
from pipelines.language.statement import Link, Statement
from pipelines.language.word import Word
from pipelines.scene.read.belonging import Belongings
from pipelines.scene.read.comparing import STYLE
from pipelines.scene.read.draft import Picture
from pipelines.scene.read.looks import materials, surfaces
from pipelines.scene.read.sense import Sense, full_phrase, named
from pipelines.scene.read.words import english_term
from pipelines.scene.tables import table

_LEADING = ("ROOT", "nsubj", "nsubjpass")
"""What a sentence is about."""
_SMALL = ("vague", "function", "art", "number", "verb", "daytime", "season", "weather")


class Account:
    """Notes what was lost of a statement in its picture."""

    def __init__(
        self, picture: Picture, statement: Statement, belongings: Belongings, senses: dict[int, Sense]
    ) -> None:
        self._picture = picture
        self._statement = statement
        self._belongings = belongings
        self._senses = senses

    def note(self) -> None:
        """Note it all in the picture."""
        for word in [
            *self._lost(),
            *self._styles(),
            *self._dropped(),
            *self._kinds(),
            *self._turned(),
            *self._events(),
        ]:
            if not self._is_told(word):
                self._picture.miss(word, "part")

    def _is_told(self, word: str) -> bool:
        last = word.lower().rpartition(" ")[2]
        return any(last in one.word.lower().split() for one in self._picture.missed)

    def _lost(self) -> Iterator[str]:
        """Nouns that are known and came to nothing: parts of nobody, and what is seen but never painted."""
        for at, noun in self._statement.nouns.items():
            sense = self._senses[at]
            owned = at in self._belongings.owners or at in self._belongings.left_out
            if self._is_shadow(noun):
                yield noun.word
            if owned or self._picture.draft(at) or sense.place or sense.kind:
                continue
            if self._is_part(at, noun, sense) or self._is_seen(noun, sense):
                yield full_phrase(sense)
            yield from (f"{noun.word} of {stuff}" for stuff in self._belongings.made_of.get(at, ()))

    def _is_part(self, at: int, noun: Noun, sense: Sense) -> bool:
        """Whether it is a part of nothing that is there: the strings of nobody knows what."""
        if not sense.part or sense.thing or sense.is_scenery or sense.term.has("vague"):
            return False
        usual = sense.part in table("grammar")["part"]["usual"]
        does = any(self._picture.resolved(one) == at for deed in self._statement.deeds for one in deed.doers)
        return not usual or does or self._statement.words[at].dep in _LEADING

    def _is_seen(self, noun: Noun, sense: Sense) -> bool:
        return noun.lemma in table("grammar")["unpainted"]["words"] and not self._mirrors(noun)

    def _is_shadow(self, noun: Noun) -> bool:
        """Whether the picture is to be of a shadow itself; whoever stands in the light has one anyway."""
        return noun.lemma == "shadow" and self._statement.words[noun.at].dep in _LEADING

    def _mirrors(self, noun: Noun) -> bool:
        """Whether it is seen in water, which mirrors what is on it."""
        water = {"sea", "river", "lake"} & {*self._picture.places, *self._picture.said["setting"]}
        return noun.lemma == "reflection" and bool(water)

    def _turned(self) -> Iterator[str]:
        """Ways of being of a thing that is drawn as it always is: upside down."""
        text = f" {' '.join(word.lower for word in self._statement.words)} "
        yield from (one for one in table("grammar")["unpainted"]["phrases"] if f" {one} " in text)

    def _events(self) -> Iterator[str]:
        """What goes on and is named after a thing that is not there: a tea party."""
        for at, noun in self._statement.nouns.items():
            sense = self._senses[at]
            vague = sense.term.has("vague") and not (sense.thing or sense.place or sense.kind or sense.people)
            alone = at not in self._belongings.left_out and at not in self._belongings.stands_for
            if vague and alone and any(term.has("thing") for term in sense.said[-1:]):
                yield f"{sense.before[-1]} {noun.word}"

    def _styles(self) -> Iterator[str]:
        """Manners of painting that nobody here knows: "in the style of da Vinci"."""
        for link in self._statement.links:
            noun = self._statement.nouns[link.second]
            if noun.at in self._belongings.left_out and self._is_manner(link) and not self._is_known(noun):
                yield " ".join([*noun.before, noun.word])

    def _is_manner(self, link: Link) -> bool:
        first = self._statement.nouns[link.first]
        styled = first.lemma in STYLE and link.word == "of"
        return styled or (link.word == "by" and self._senses[link.first].term.has("art"))

    def _is_known(self, noun: Noun) -> bool:
        return any(english_term(word, self._picture.drawings).has("art") for word in (*noun.before, noun.word.lower()))

    def _dropped(self) -> Iterator[str]:
        """Words that name something and were taken for no noun at all."""
        words, nouns = self._statement.words, self._statement.nouns
        inner = {word for noun in nouns.values() for word in (*noun.before, *noun.word.lower().split())}
        for word in words:
            if word.is_noun and word.at not in nouns and word.lower not in inner and not self._is_small(word):
                yield word.text

    def _is_small(self, word: Word) -> bool:
        """Whether it may be missed in any picture: what the lists know to be no thing."""
        term = english_term(word.lower, self._picture.drawings)
        return len(word.text) < 3 or term.has(*_SMALL)

    def _kinds(self) -> Iterator[str]:
        """Nouns before a noun that say which kind of it is meant, and that nobody here knows: a garbage bag."""
        for at, draft in list(self._picture.drafts.items()):
            sense = draft.sense
            heard = {word for term in sense.said if term.says for word in term.text.lower().split()}
            if draft.person and draft.person.role:
                yield from (f"{word} {sense.word}" for word in sense.before if self._is_creature(word))
            for word in sense.before if not draft.person else ():
                if word not in heard and self._is_name(word, at) and not self._is_heeded(word):
                    yield f"{word} {sense.word}"

    def _is_creature(self, word: str) -> bool:
        """Whether a word before somebody says what they are, and no person: a robot chef, a cat doctor."""
        found = named(word, self._picture.drawings)
        key = found.thing if found and not found.people else ""
        animal = bool(key) and self._picture.drawings[key].category.startswith("animal")
        return animal or word in table("grammar")["unpainted"]["creatures"]

    def _is_name(self, word: str, at: int) -> bool:
        """Whether a word before a noun is a noun itself, or a participle, and no half of one: polka-dot."""
        words = self._statement.words
        here = next((one for one in words[max(0, at - 6) : at] if one.lower == word), None)
        return here is not None and here.tag in ("NN", "VBN") and (here.at == 0 or words[here.at - 1].text != "-")

    def _is_heeded(self, word: str) -> bool:
        stuff = word in materials() or word in surfaces() or word in table("grammar")["texture"]["words"]
        return stuff or word in table("grammar")["unheeded"]["words"]
