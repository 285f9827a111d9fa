"""Understanding a prompt: what is named, how much of it, what it is like, where it is, and what is around it.

    English: prompt (prompt.py) -> words (language.parser) -> statement -> picture (english.py) -> Brief (here)
    Chinese: prompt -> saying.py -> terms (tokens.py) -> clauses -> picture (chinese.py) -> Brief (here)

Word lists and grammar first; meaning only for nouns that the lists lack. Without the parser, English is read as terms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pipelines.language.parser import Parser
from pipelines.scene.drawings import Concept, Drawings, singulars
from pipelines.scene.feeling import is_feeling_alone
from pipelines.scene.read.chinese import chinese_of
from pipelines.scene.read.draft import Named, Picture
from pipelines.scene.read.emoji import add_emoji
from pipelines.scene.read.english import English
from pipelines.scene.read.foreign import Gloss, glossed
from pipelines.scene.read.meaning import Meaning
from pipelines.scene.read.nouns import Nearest, nearest_of, read_nouns
from pipelines.scene.read.omitting import is_unheard, lost
from pipelines.scene.read.prompt import prepared, restored, uncounted
from pipelines.scene.read.reader import SCENERY, Reader
from pipelines.scene.read.saying import said as in_plain_words
from pipelines.scene.read.tongue import has_chinese, is_chinese, is_foreign
from pipelines.scene.read.words import WORDS_READ, terms
from pipelines.scene.scene import Brief, Daytime, Missed, Setting, Subject
from pipelines.scene.tables import table

COLOURS = 6
_SHOWN = 40
"""Characters that are shown of what was too much."""


@dataclass(frozen=True)
class _Reading:
    """What either reader found."""

    subjects: tuple[Subject, ...]
    said: Mapping[str, list[str]]
    palette: tuple[str, ...]
    unknown: tuple[str, ...]
    missed: tuple[Missed, ...] = ()
    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    named: tuple[Named, ...] = ()


def understand(prompt: str, drawings: Drawings, meaning: Meaning | None, parser: Parser | None = None) -> Brief:
    """What the prompt asks for. Any text will do; without `meaning`, nouns that the word lists lack are unknown.

    Bounded: at most 12 subjects of at most 60 each, 12 unknown words and 6 colours, however long the prompt.
    """
    if gloss := glossed(prompt):
        return _foreign(prompt, gloss, understand(gloss.english, drawings, meaning, parser))
    read = _read(prompt, drawings, meaning, parser)
    said = read.said
    features = tuple(dict.fromkeys(said["feature"]))
    asked = [colour for value in said["palette"] for colour in value.split()]
    scenery = any(said[kind] for kind in SCENERY) or bool(read.places)
    first: Any = {kind: values[0] for kind, values in said.items() if values}
    subjects = _mounted(tuple(_finished(subject, drawings) for subject in read.subjects), drawings)
    brief = Brief(
        prompt=prompt,
        subjects=subjects,
        setting=_setting(subjects, said, scenery, drawings),
        daytime=first.get("daytime") or _usual_time(subjects, features),
        weather=first.get("weather", "clear"),
        season=first.get("season", ""),
        features=features,
        palette=tuple(dict.fromkeys([*read.palette, *asked]))[:COLOURS],
        mood=first.get("mood", ""),
        camera=next(filter(None, said["camera"]), ""),
        abstract=not subjects and not scenery,
        unknown=read.unknown,
        place=_place(read.places, said["setting"]),
        kind=next(iter(read.kinds), "scene"),  # type: ignore[arg-type]
        missed=(*_language(prompt), *read.missed),
        without=read.without,
    )
    missed = (*brief.missed, *lost(read.named, brief))
    if is_unheard(replace(brief, missed=missed), drawings):
        missed = (Missed(_shown(prompt), "not understood"),)
    # A picture of no thing can be of a feeling: that is not missing then.
    return replace(brief, missed=tuple(one for one in missed if not (brief.abstract and is_feeling_alone(one.word))))


def _place(places: tuple[str, ...], settings: list[str]) -> str:
    """The first place that was named; under water, the first one that is there."""
    wet = "underwater" in settings
    return next((one for one in places if not wet or table("places")[one]["setting"] == "underwater"), "")


def _foreign(prompt: str, gloss: Gloss, brief: Brief) -> Brief:
    """What was read of the English words of another language, in the words that the person wrote."""
    missed = tuple(replace(one, word=gloss.own_words(one.word)) for one in brief.missed)
    strange = tuple(Missed(word, "not understood") for word in gloss.unknown)
    return replace(brief, prompt=prompt, tongue=gloss.tongue, gloss=gloss.english, missed=(*missed, *strange))


def _read(prompt: str, drawings: Drawings, meaning: Meaning | None, parser: Parser | None) -> _Reading:
    if is_chinese(prompt):
        return _in_chinese(prompt, drawings)
    if has_chinese(prompt):
        prompt = chinese_of(drawings).in_english(prompt)
    if parser and not is_foreign(prompt):
        return _by_grammar(prompt, drawings, meaning, parser)
    return _by_terms(prompt, drawings, meaning)


def _in_chinese(prompt: str, drawings: Drawings) -> _Reading:
    """Chinese by its own grammar. What it misses is told in the person's own words."""
    saying = in_plain_words(prompt)
    picture = chinese_of(drawings).read(saying.text)
    add_emoji(picture, saying.emoji)
    for written in saying.written:
        picture.miss(f"“{written}”", "part")
    picture.missed = [replace(one, word=saying.own_words(one.word)) for one in picture.missed]
    return _of_picture(picture)


def _by_grammar(prompt: str, drawings: Drawings, meaning: Meaning | None, parser: Parser) -> _Reading:
    """English by the parser."""
    made = prepared(prompt, drawings)
    words = restored(parser.read(made.text), made)
    english = English(made, words[:WORDS_READ], drawings)
    near = nearest_of(english.unknown(), drawings, meaning)
    picture = english.read({word: one.key for word, one in near.items() if one.is_it})
    add_emoji(picture, made.emoji)
    for written in made.quoted:
        picture.miss(f"“{written}”", "part")
    for word in picture.unknown:
        picture.miss(word, "no drawing", _name(word, near, drawings))
    if len(words) > WORDS_READ:
        picture.miss(_shown(made.text[words[WORDS_READ].start :]), "too many")
    return _of_picture(picture)


def _of_picture(picture: Picture) -> _Reading:
    subjects = picture.subjects()
    unknown = tuple(one.word for one in picture.missed if one.why == "no drawing")
    return _Reading(
        subjects,
        picture.said,
        tuple(picture.palette),
        unknown,
        tuple(picture.missed),
        tuple(picture.places),
        tuple(picture.kinds),
        tuple(dict.fromkeys(picture.without)),
        tuple(picture.named),
    )


def _by_terms(prompt: str, drawings: Drawings, meaning: Meaning | None) -> _Reading:
    """English without the parser, by terms from left to right."""
    reader = Reader(drawings)
    found = terms(uncounted(prompt), drawings)
    reader.read(read_nouns(found, drawings, None if is_foreign(prompt) else meaning))
    # What is no English has no meaning to the model of meaning, and its words are missed as a whole.
    unknown = () if is_foreign(prompt) else tuple(reader.unknown)
    missed = [Missed(word, "no drawing") for word in unknown]
    return _Reading(tuple(reader.subjects), reader.said, tuple(reader.palette), unknown, tuple(missed))


def _language(prompt: str) -> tuple[Missed, ...]:
    return (Missed(_shown(prompt), "language"),) if is_foreign(prompt) else ()


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


def _name(word: str, near: Mapping[str, Nearest], drawings: Drawings) -> str:
    """The name of the drawing that is nearest to a word."""
    found = next((near[form] for form in singulars(word.lower()) if form in near), None)
    return drawings[found.key].name if found and found.is_near else ""


def _usual_time(subjects: tuple[Subject, ...], features: tuple[str, ...]) -> Daytime:
    """When it is, by what is seen: stars are there at night, and fireworks are let off then."""
    lit = set(table("aliases")["daytime"]["night"])
    nightly = {"moon", "stars"} & set(features) or any(subject.drawing in lit for subject in subjects)
    return "night" if nightly and "sun" not in features else "day"


def _setting(
    subjects: tuple[Subject, ...], told: Mapping[str, list[str]], scenery: bool, drawings: Drawings
) -> Setting:
    """What was said; else what the things imply; else a meadow under whatever scenery was named."""
    said: Any = told["setting"]
    if "mountain" in said and {"sea", "underwater"} & set(_implied_by(subjects, drawings)[:1]):
        return "sea"  # A whale near a mountain.
    if said:
        # Snow lies on whatever else was named, and what is under water is in the sea as well.
        return (
            "underwater" if "underwater" in said else next((setting for setting in said if setting != "snow"), "snow")
        )
    built = any(drawings[s.drawing].category.startswith(("place", "transport")) for s in subjects)
    if "window" in told["feature"] and not built:
        return "room"
    implied = _implied_by(subjects, drawings)
    if implied:
        # Beside a ship, an octopus comes up to the surface.
        above = "sea" in implied or {"moon", "sun", "clouds", "rainbow", "stars"} & set(told["feature"])
        return "sea" if implied[0] == "underwater" and above else implied[0]
    return "meadow" if scenery else "plain"


_BY = ("beside", "near", "in front of", "behind")


def _implied_by(subjects: tuple[Subject, ...], drawings: Drawings) -> list[Setting]:
    """What the things imply, that first which tells most: what others are in or on.

    People, and what somebody holds, are anywhere.
    """
    under = {s.other for s in subjects if s.relation in ("on", "in") and isinstance(s.other, int)}
    # Who is by the hearth is in the room; a cow beside a chair may be anywhere.
    fixed = {at for at, s in enumerate(subjects) if s.drawing in table("aliases")["fixed"]["keys"]}
    under |= fixed & {s.other for s in subjects if s.relation in _BY}
    # Roses in a vase are where vases are.
    held = {at for at, s in enumerate(subjects) if s.relation == "in" and _on_tables(subjects, s.other, drawings)}
    found = [
        (at, setting) for at, s in enumerate(subjects) if at not in held and (setting := _implied(drawings[s.drawing]))
    ]

    def rank(pair: tuple[int, Setting]) -> tuple[bool, bool]:
        at, setting = pair
        anywhere = subjects[at].person is not None or subjects[at].relation == "with"
        return not (at in under and setting in ("sea", "room")), anywhere

    return [setting for _, setting in sorted(found, key=rank)]


def _on_tables(subjects: tuple[Subject, ...], at: int | str | None, drawings: Drawings) -> bool:
    """Whether that subject is one of the things that stand on tables."""
    return isinstance(at, int) and drawings[subjects[at].drawing].place == "floor"


def _implied(concept: Concept) -> Setting | None:
    """Where a thing is usually seen, by its drawing or else by its category; from data/aliases.toml."""
    lists: Any = table("aliases")
    by_drawing = (setting for setting, keys in lists["setting"].items() if concept.key in keys)
    by_category = (setting for setting, kinds in lists["setting_of_kind"].items() if concept.category in kinds)
    return next(by_drawing, None) or next(by_category, None)


def _finished(subject: Subject, drawings: Drawings) -> Subject:
    """Choose the posture that fits the verb, and the usual motion where nothing was said."""
    if subject.person:
        return replace(subject, verb="" if subject.verb == "still" else subject.verb)
    stranded = subject.relation == "on" and subject.other == "beach"
    beside = subject.relation in ("on", "in", "beside", "under", "with") and isinstance(subject.other, int)
    placed = stranded or beside
    verb = subject.verb or ("" if placed else drawings[subject.drawing].motion)
    drawing = table("aliases")["postures"].get(subject.drawing, {}).get(verb, subject.drawing)
    size = round(subject.size * (1.0 if drawing == subject.drawing else _smaller(subject.drawing)), 2)
    return replace(subject, drawing=drawing, verb="" if verb == "still" else verb, size=size)


def _mounted(subjects: tuple[Subject, ...], drawings: Drawings) -> tuple[Subject, ...]:
    """Somebody on a horse or bicycle is one drawing."""
    riding: dict[str, str] = table("aliases")["riding"]
    for at, rider in enumerate(subjects):
        mount = subjects[rider.other] if isinstance(rider.other, int) and rider.relation == "on" else None
        somebody = drawings[rider.drawing].category in ("person", "person-activity") or rider.drawing in riding.values()
        if mount and rider.person and mount.drawing in riding:
            person = replace(rider.person, pose=rider.person.pose or "ride")
            mounted = replace(rider, relation="riding", person=person)
            return _mounted((*subjects[:at], mounted, *subjects[at + 1 :]), drawings)
        if mount and somebody and mount.drawing in riding and mount.count == rider.count:
            word = f"{rider.word} on a {mount.word}" if rider.word.isascii() else f"骑{mount.word}的{rider.word}"
            one = replace(
                mount,
                drawing=riding[mount.drawing],
                word=word,
                size=rider.size,
                verb=drawings[riding[mount.drawing]].motion or mount.verb or rider.verb,
                horizontal=mount.horizontal or rider.horizontal,
            )
            return _mounted(_merged(subjects, at, int(str(rider.other)), one), drawings)
    return _each_on_one(subjects)


def _each_on_one(subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """As many mounts as riders, where both are several."""
    riders = {one.other: one.count for one in subjects if one.relation == "riding" and one.count > 1}
    return tuple(
        replace(one, count=riders[at]) if at in riders and one.count > 1 else one for at, one in enumerate(subjects)
    )


def _merged(subjects: tuple[Subject, ...], first: int, second: int, one: Subject) -> tuple[Subject, ...]:
    """The subjects with one in the place of two."""
    keep, gone = min(first, second), max(first, second)

    def moved(other: int | str | None) -> int | str | None:
        if not isinstance(other, int):
            return other
        return keep if other == gone else other - (other > gone)

    kept = [one if at == keep else subject for at, subject in enumerate(subjects) if at != gone]
    return tuple(replace(one, other=moved(one.other), beyond=moved(one.beyond)) for one in kept)  # type: ignore[arg-type]


def _smaller(drawing: str) -> float:
    """A child is drawn as a grown person who is not as tall."""
    return next((float(factor) for factor, keys in table("aliases")["smaller"].items() if drawing in keys), 1.0)
