"""Surroundings: what a prompt says of place, time, weather, season and mood."""

from __future__ import annotations

from pipelines.language.noun import Noun
from pipelines.language.statement import Statement
from pipelines.language.word import children
from pipelines.scene.read.draft import Draft, Named, Picture
from pipelines.scene.read.looks import colours_of
from pipelines.scene.read.sense import Sense, named
from pipelines.scene.read.words import Term, english
from pipelines.scene.tables import table

TIMES = ("daytime", "weather", "season")
_EVERYWHERE = ("mood", "palette", "camera")
_OF_PLACES = ("interior", "exterior", "scene", "background", "setting", "view", "window", "corner", "counter", "room")
_ENDINGS = ("y", "ing", "lit", "al", "water", "ish", "cast", "doors", "door", "ic", "cloudy", "sea")
"""Of a word that describes: a snowy village is in the snow, and a winter coat says nothing of the season."""


def is_tinting(word: str) -> bool:
    """Whether the colour of what a word names is the colour of the whole picture: the sky, the light, a background."""
    return any(part in table("grammar")["tinting"]["words"] for part in word.split()[-1:])


class Surroundings:
    """Notes what nouns and other words say of everything around the subjects."""

    def __init__(self, picture: Picture, statement: Statement) -> None:
        self._picture = picture
        self._statement = statement

    def scenery(self, at: int, noun: Noun, sense: Sense) -> None:
        """A noun that is itself a place, a part of the background, a time or a season."""
        picture = self._picture
        terms = [sense.term]
        if not any(one.lower in ("its", "their") for one in children(self._statement.words, at, "poss")):
            self._named(sense.word, sense.place, sense.term)  # The slopes of a volcano are a part of it.
        if sense.place:
            self._land(sense)
            self.place("street" if self._is_facade(at, sense) else sense.place)
        if sense.furniture:
            picture.said["setting"].append("room")
        picture.say(terms, "setting", "feature", *TIMES, *_EVERYWHERE)
        parts = sense.word.split()
        if len(parts) > 1:
            picture.say(english(parts[:-1], picture.drawings), *TIMES)  # A snowy village.
            self._crop(parts, sense.place)
        self.described(sense)
        word = "sky" if sense.term.has("sky") else str(sense.term.get("feature") or sense.term.get("setting") or "")
        usual = table("colours")["usual"].get(word) or table("colours")["usual"].get(sense.place, ())
        colours = [colour for colour in colours_of(sense.said) if colour not in usual]
        if is_tinting(sense.word):
            picture.palette += colours
        elif colours and not sense.furniture:
            picture.miss(" ".join([*sense.before, sense.word]), "part")

    def _is_facade(self, at: int, sense: Sense) -> bool:
        """Whether it is seen from outside: whoever is in front of a bakery is in the street."""
        facades = table("grammar")["facades"]
        outside = any(link.second == at and link.word in facades["sides"] for link in self._statement.links)
        return outside and sense.word.split()[-1] in facades["words"]

    def _land(self, sense: Sense) -> None:
        """A desert road: what leads through all lands is in the one that was named."""
        lands = table("places")[sense.place].get("through", ())
        said = [str(term.get("setting")) for term in sense.said if term.get("setting") in lands]
        self._picture.said["setting"] += said

    def _crop(self, parts: list[str], place: str) -> None:
        """A corn field is a field; that there is corn on it, the picture does not show."""
        key = self._picture.drawings.find(parts[0])
        plant = bool(key) and self._picture.drawings[str(key)].category.startswith(("food", "plant"))
        shows = table("grammar")["shows"]
        if plant and parts[-1] in shows["fields"] and parts[0] not in (*place.split(), *shows["crops"]):
            self._picture.miss(parts[0], "part")

    def described(self, sense: Sense, thing: bool = False) -> None:
        """What the words before a noun say. Before a thing, only what can be no name counts."""
        picture = self._picture
        picture.say(sense.said, "mood", "camera", *(() if thing else ("palette",)))
        for term in sense.said:
            if not thing or term.text.lower().endswith(_ENDINGS):
                picture.say([term], "setting", *TIMES)
                if not thing or not term.has("thing"):
                    picture.say([term], "feature")
        if not thing and (sense.kind or sense.term.has("art", "vague") or sense.word in _OF_PLACES):
            self._compound_place(sense)

    def _compound_place(self, sense: Sense) -> None:
        """ "Coffee shop interior": the words before the noun name the place."""
        words = list(sense.before)
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                found = named(" ".join(words[start : start + length]), self._picture.drawings)
                if found and found.place:
                    self.place(found.place)
                    return

    def _named(self, word: str, place: str, term: Term) -> None:
        """Keep what a word may mean, to see afterwards whether the picture shows any of it."""
        meanings = [("place", place)] if place else []
        meanings += [(kind, str(value)) for kind in ("setting", "feature", *TIMES) for value in term.all(kind)]
        if meanings:
            self._picture.named.append(Named(word, tuple(meanings)))

    def place(self, name: str) -> None:
        self._picture.places.append(name)
        self._picture.said["setting"].append(table("places")[name]["setting"])

    def free(self, left_out: set[int]) -> None:
        """What words beside the nouns say: "underwater", "raining", "at night", "on the left"."""
        run: list[int] = []
        absent = left_out | {word.at for word in self._statement.words if word.head in left_out}
        for word in self._statement.words:
            if word.dep == "punct" or word.at in absent or word.tag in (",", ".", ":"):
                self._run(run)
                run = []
            else:
                run.append(word.at)
        self._run(run)

    def _run(self, run: list[int]) -> None:
        words = self._statement.words
        at = 0
        for term in english([words[one].lower for one in run], self._picture.drawings):
            length = len(term.text.split())
            places = run[at : at + length]
            at += length
            self._said(term, places, places[:1] == run[:1])

    def _said(self, term: Term, places: list[int], leads: bool) -> None:
        free = not any(self._belongs(at) for at in places)
        if len(places) > 1 or free:
            self._picture.say([term], *TIMES, "mood", "camera", *(("palette",) if free else ()))
            self._named(term.text, "", term)
            if free or term.get("setting") == "underwater":
                self._picture.say([term], "setting")
        for kind in ("horizontal", "vertical"):
            if (side := term.get(kind)) and (draft := self._nearest(places[0], leads)):
                draft.what[kind] = side

    def _belongs(self, at: int) -> bool:
        """Whether a word names or describes a noun."""
        word = self._statement.words[at]
        return at in self._statement.nouns or (
            word.head in self._statement.nouns and word.dep in ("compound", "amod", "nmod")
        )

    def _nearest(self, at: int, leads: bool) -> Draft | None:
        """The subject that a side is said of: the one before, or the next one where the side comes first."""
        drafts = self._picture.drafts
        before = [draft for key, draft in sorted(drafts.items()) if key < at]
        behind = [draft for key, draft in sorted(drafts.items()) if key > at]
        chosen = behind[:1] or before[-1:] if leads else before[-1:] or behind[:1]
        return chosen[0] if chosen else None
