"""English: a statement read into a picture. What is named becomes a subject, a part, clothes or the surroundings.

prompt.py -> parser -> statement -> senses of its nouns (sense.py) -> here: what they are -> placing.py: where
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.language.noun import Noun
from pipelines.language.word import children
from pipelines.scene.drawings import singulars
from pipelines.scene.read.account import Account
from pipelines.scene.read.dividing import ONES, Dividing
from pipelines.scene.read.draft import Picture
from pipelines.scene.read.looks import after, colours_of, counted, material_of
from pipelines.scene.read.omitting import Omissions
from pipelines.scene.read.placing import Placing
from pipelines.scene.read.sense import Sense, Who, full_name, full_phrase, sense_of
from pipelines.scene.read.somebody import done_as
from pipelines.scene.read.surroundings import TIMES, is_tinting
from pipelines.scene.read.words import english
from pipelines.scene.tables import table

FEW = 12
"""From so many on, stars and clouds are the sky's."""
_HUNG = ("on", "under", "above", "behind", "beside", "over", "near", "in front of", "left of", "right of")
_PICTURES = ("painting", "picture", "photo", "photograph", "portrait", "drawing", "poster", "print")
_PICTURE = "framed-picture"
_SELDOM = ("table", "shelf")
"""Furniture that a room has only where the prompt says which room."""
_ALIKE = ("coat", "dress", "shirt", "trousers", "skirt", "scarf", "gloves", "robe", "boots")
"""Clothes that all look much like one another."""
_SHOWN_AS = ("isometric", "aerial", "pixelated", "silhouetted", "8-bit", "16-bit")
"""Adjectives of whole pictures."""
_LIGHT = ("light", "lighting", "glow", "lights")
_WARM = {"#f6c90e", "#f08c00", "#d9a520"}
_OF_ONE = ("portrait", "close-up", "icon", "logo", "sticker", "pattern", "silhouette")
"""Kinds of picture that are named after what they show."""


class English(Dividing):
    """Reads one prompt. The result is in `picture`."""

    def read(self, nearest: dict[str, str]) -> Picture:
        """Read it all. `nearest` has drawings for words that the lists lack."""
        for at, sense in self.senses.items():
            if not sense.is_known and (key := nearest.get(unknown_word(sense))):
                somebody = self.drawings[key].category.startswith("person")
                self.senses[at] = replace(sense, people=(Who(),)) if somebody else replace(sense, thing=key)
        self._grounds()
        self._homonyms()
        for at, noun in self.statement.nouns.items():
            if at not in self.belongings.left_out:
                self._noun(at, noun, self.senses[at])
            elif noun.absent:
                self._absent(noun, self.senses[at])
            elif at in self.belongings.depicted:
                frame = self.statement.nouns[self.belongings.depicted[at]].word
                self.picture.miss(f"{frame} of {full_phrase(self.senses[at])}", "part")
            elif at in self.belongings.likened and not self.senses[at].term.has("vague", "art", "mood"):
                self.picture.miss(f"{self.belongings.likened[at]} {full_phrase(self.senses[at])}", "part")
        self.picture.kinds += self._shown_as()
        self._brought()
        placing = Placing(self.picture, self.statement, self.prompt, self.belongings, self.senses)
        placing.place()
        self.surroundings.free(self.belongings.left_out)
        Omissions(self.picture, self.statement, self.belongings, placing.followed).note()
        Account(self.picture, self.statement, self.belongings, self.senses).note()
        return self.picture

    def _shown_as(self) -> list[str]:
        """Kinds of picture that an adjective names: an isometric room, a silhouetted horse."""
        kinds = {word: kind for kind, words in table("grammar")["kind"].items() for word in words if word in _SHOWN_AS}
        said = [term.text.lower() for sense in self.senses.values() for term in sense.said]
        return [kinds[word] for word in said if word in kinds]

    def _absent(self, noun: Noun, sense: Sense) -> None:
        """What is not there; of a part of something that is drawn whole, that it cannot be left out."""
        picture = self.picture
        features = [str(feature) for feature in sense.term.all("feature")]
        if sense.part and picture.drafts and not sense.garment:
            picture.miss(f"no {sense.word}", "part")
        else:
            picture.without += features or ["person" if sense.people else sense.thing or noun.lemma]

    def _brought(self) -> None:
        """What those who do something have around them: stars over those who gaze at them."""
        brings = table("grammar")["brings"]
        for deed in self.statement.deeds:
            if deed.verb in brings and not deed.absent:
                self.picture.say(english([brings[deed.verb]], self.drawings), "setting", "feature", *TIMES)

    def unknown(self) -> list[str]:
        """Nouns that the lists lack, once each, in order."""
        here = (at for at in self.senses if at not in self.belongings.left_out and not self._is_silent(at))
        return list(dict.fromkeys(unknown_word(self.senses[at]) for at in here if not self.senses[at].is_known))

    def _is_silent(self, at: int) -> bool:
        """Whether a noun only says where, or which of several."""
        noun = self.statement.nouns[at]
        sides = (word for words in table("grammar")["side"].values() for word in words)
        if noun.lemma in (*sides, *ONES) or at in self.belongings.owners:
            return True
        return len(noun.word) < 3 and not noun.word.isupper()

    def _noun(self, at: int, noun: Noun, sense: Sense) -> None:
        if self._is_done(at, noun):
            self.surroundings.described(sense)
        elif at in self.belongings.stands_for:
            self.picture.same[at] = self.belongings.stands_for[at]
            self.surroundings.described(sense)
            self._kind(sense)
        elif self._is_one_of(at, noun, sense):
            self._one_of(at, noun, sense)
        elif at in self.belongings.owners:
            self._belonging(at, noun, sense)
        elif sense.people or sense.many:
            self._people(at, noun, sense)
        elif sense.term.has("art") and self._is_object(at):
            self._thing(at, noun, replace(sense, thing=_PICTURE))
        elif sense.kind and self._is_shown_on(at):
            self._badge(at, noun, sense)
        elif self._is_form(at, sense):
            self.picture.miss(full_phrase(sense), "no drawing")
        elif self._is_kind(at, sense):
            self._kind(sense)
            self.surroundings.described(sense)
            self._shown_by(at, noun, sense)
        elif (
            sense.term.has("feature") and any(term.has("thing") for term in sense.said[-1:]) and "window" in sense.word
        ):
            self.picture.miss(full_phrase(sense), "part")  # The window of a car is no window of a room.
        elif self._is_place(at, noun, sense):
            self._bare_list(at, sense)
            self.surroundings.scenery(at, noun, sense)
            self._furnished(noun, sense)
        elif sense.thing:
            self._thing(at, noun, sense)
        elif sense.garment:
            self._garment(at, noun, sense)
        else:
            self._other(at, sense)

    def _garment(self, at: int, noun: Noun, sense: Sense) -> None:
        """A piece of clothing that nobody wears. A sweater may be drawn as a shirt, but no helmet as a hat."""
        key = self.drawings.find(sense.garment)
        if key and sense.garment in _ALIKE:
            self._thing(at, noun, replace(sense, thing=key))
        else:
            self.picture.miss(sense.word, "no drawing", sense.garment if key else "")

    def _other(self, at: int, sense: Sense) -> None:
        self.surroundings.described(sense)
        if sense.is_known:
            if self._is_event(at, sense):
                self.picture.miss(full_phrase(sense), "no drawing")
            self.picture.say([sense.term], "mood", "palette")
            if sense.word == "light" and any(at in deed.doers for deed in self.statement.deeds):
                self.picture.said["feature"].append("sun")  # Light that shines on something.
            colours = colours_of([sense.term, *sense.said])
            if colours and sense.word in _LIGHT and set(colours) <= _WARM:
                self.picture.said["mood"].append("warm")  # Warm light is on things, and does not paint them over.
            elif sense.term.has("colour") or is_tinting(sense.word):
                self.picture.palette += colours
        elif not self._is_silent(at):
            self.picture.unknown.append(full_name(sense))

    def _is_event(self, at: int, sense: Sense) -> bool:
        """Whether it is something that goes on, named by a noun and what the sentence is about: a horse race."""
        word = self.statement.words[at]
        about = word.dep in ("ROOT", "nsubj") and any(
            one.dep == "compound" for one in children(self.statement.words, at)
        )
        return about and sense.term.has("verb", "vague") and not self.statement.links

    def _is_kind(self, at: int, sense: Sense) -> bool:
        placed = any(link.first == at and link.word != "of" for link in self.statement.links)
        return bool(sense.kind) and not (placed and sense.thing)

    def _is_shown_on(self, at: int) -> bool:
        """Whether something has it, so that it is no kind of picture."""
        return any(link.second == at and link.word in ("with", "bearing") for link in self.statement.links)

    def _badge(self, at: int, noun: Noun, sense: Sense) -> None:
        """A balloon with a logo is no logo: on the face of a flag or a shirt it is what the logo shows."""
        owners = [self.picture.draft(link.first) for link in self.statement.links if link.second == at]
        printed = table("grammar")["printed"]["drawings"]
        if any(owner and owner.drawing in printed for owner in owners):
            self._shown_by(at, noun, sense)
        if at not in self.picture.drafts:
            self.picture.miss(full_phrase(sense), "part")

    def _is_form(self, at: int, sense: Sense) -> bool:
        """Whether a line or a swirl is above or beside something, as things are."""
        placed = any(at in (link.first, link.second) and link.word in _HUNG for link in self.statement.links)
        return sense.term.has("art") and not sense.kind and placed and not is_tinting(sense.word)

    def _is_object(self, at: int) -> bool:
        """Whether something is done with a picture, so that it is a thing in the picture."""
        done = any(at in deed.objects for deed in self.statement.deeds)
        hung = any(
            link.first == at and (self.belongings.meant(link) or link.word) in _HUNG for link in self.statement.links
        )
        shown = any(link.second == at and link.word == "with" for link in self.statement.links)
        hangs = self.statement.nouns[at].lemma in _PICTURES
        return hangs and _PICTURE in self.drawings and (done or hung or shown)

    def _kind(self, sense: Sense) -> None:
        if sense.kind:
            self.picture.kinds.append(sense.kind)
        if sense.kind and sense.place:
            self.surroundings.place(sense.place)

    def _shown_by(self, at: int, noun: Noun, sense: Sense) -> None:
        """A fox sticker is a sticker of a fox; a pencil portrait of a fox is of no pencil."""
        of = any(link.first == at and link.word == "of" for link in self.statement.links)
        if of or not sense.before or sense.kind not in _OF_ONE:
            return
        one = replace(noun, word=sense.before[-1], lemma=sense.before[-1], before=sense.before[:-1])
        shown = sense_of(one, self.drawings)
        named = shown.thing and self.drawings.names(shown.word) and not (shown.place or shown.term.has("art", "colour"))
        if shown.people or shown.many or named:
            self._noun(at, one, shown)

    def _is_place(self, at: int, noun: Noun, sense: Sense) -> bool:
        if sense.thing:
            usual = table("colours")["usual"].get(str(sense.term.get("feature") or ""), ())
            coloured = bool(set(colours_of(sense.said)) - set(usual)) or 1 < _told(noun, sense) < FEW
            if sense.term.has("feature", "setting"):
                return not coloured
            inside = any(
                link.second == at and link.word in ("in", "inside", "at", "into") for link in self.statement.links
            )
            planet = self.drawings[sense.thing].category == "sky-weather" and any(
                link.second == at and link.word in ("on", "across") for link in self.statement.links
            )
            return bool(sense.place) and (inside or planet)
        return bool(sense.place) or sense.is_scenery

    def _furnished(self, noun: Noun, sense: Sense) -> None:
        """A table of a colour, or several: the place has one of its own."""
        looks_so = colours_of([*sense.said, *after(noun, self.drawings)]) or material_of(sense.before)
        many = noun.number not in ("", "one")
        if sense.furniture and (looks_so or many or (sense.furniture in _SELDOM and not self.picture.places)):
            self.picture.miss(" ".join([*sense.before, sense.word]), "no drawing")

    def _belonging(self, at: int, noun: Noun, sense: Sense) -> None:
        """Clothes and parts are said of their owner."""
        owner = self.picture.draft(self.belongings.owners[at])
        terms = [*sense.said, *after(noun, self.drawings)]
        if owner is None:
            if sense.garment:
                self.picture.miss(full_phrase(sense), "part")  # The clothes of somebody who is not drawn.
            return
        left = self.belongings.given(owner, noun, sense, terms)
        if left == "thing" and sense.thing:
            self._thing(at, noun, sense)
        elif left:
            self.picture.miss(left, "part")

    def _is_done(self, at: int, noun: Noun) -> bool:
        """Whether it is what somebody does, and no thing: yoga, a nap."""
        doers = (one for deed in self.statement.deeds if at in deed.objects for one in deed.doers)
        somebody = any(self.senses[one].people for one in doers if one in self.senses)
        return somebody and bool(done_as(" ".join([*noun.before, noun.lemma])))


def unknown_word(sense: Sense) -> str:
    return singulars(sense.word.lower())[-1]


def _told(noun: Noun, sense: Sense) -> int:
    """How many were said, by a number or a word like "few"."""
    return counted(noun.number) or next((int(term.get("number")) for term in sense.said if term.has("number")), 0)
