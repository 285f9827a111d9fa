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
from pipelines.scene.drawings import Drawings, singulars
from pipelines.scene.feeling import is_feeling_alone
from pipelines.scene.read.chinese import chinese_of
from pipelines.scene.read.draft import Named, Picture
from pipelines.scene.read.emoji import add_emoji
from pipelines.scene.read.english import English
from pipelines.scene.read.filled import potted
from pipelines.scene.read.foreign import Gloss, glossed
from pipelines.scene.read.forms import are_forms, is_abstract
from pipelines.scene.read.laid import laid
from pipelines.scene.read.manner import shown, unsaid
from pipelines.scene.read.meaning import Meaning
from pipelines.scene.read.mounting import mounted
from pipelines.scene.read.nouns import Nearest, nearest_of, read_nouns
from pipelines.scene.read.omitting import is_unheard, lost
from pipelines.scene.read.prompt import prepared, restored, uncounted
from pipelines.scene.read.reader import SCENERY, Reader
from pipelines.scene.read.saying import said as in_plain_words
from pipelines.scene.read.setting import MOUNTAINS, place_of, setting_of, usual_season, usual_time
from pipelines.scene.read.tongue import has_chinese, is_chinese, is_foreign
from pipelines.scene.read.words import WORDS_READ, terms
from pipelines.scene.scene import RESTING, Brief, Missed, Subject
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
    subjects = mounted(tuple(_finished(subject, drawings) for subject in read.subjects), drawings)
    subjects = tuple(replace(one, word=one.word.replace("tshirt", "t-shirt")) for one in subjects)
    subjects = shown(laid(potted(subjects, drawings)), prompt)
    if forms := are_forms(subjects, prompt):
        asked += [colour for one in subjects for colour in (one.colour, *one.colours) if colour]
        subjects = ()
    setting = setting_of(subjects, said, scenery, drawings)
    if setting == "sea" and "mountain" in said["setting"]:
        features = (*features, MOUNTAINS)
    brief = Brief(
        prompt=prompt,
        subjects=subjects,
        setting=setting,
        daytime=first.get("daytime") or usual_time(subjects, features),
        weather=first.get("weather", "clear"),
        season=first.get("season") or usual_season(subjects, setting, drawings),
        features=features,
        palette=tuple(dict.fromkeys([*read.palette, *asked]))[:COLOURS],
        mood=first.get("mood", ""),
        camera=next(filter(None, said["camera"]), ""),
        abstract=not subjects and (not scenery or forms or is_abstract(prompt)),
        unknown=read.unknown,
        place=place_of(read.places, said["setting"]),
        kind=next(iter(read.kinds), "scene"),  # type: ignore[arg-type]
        missed=(*_language(prompt), *read.missed),
        without=read.without,
        named=tuple((one.word, value) for one in read.named for kind, value in one.meanings if kind == "feature"),
        unsaid=not (said["setting"] or read.places),
    )
    missed = (*brief.missed, *lost(read.named, brief))
    if not (scenery or forms) and is_unheard(replace(brief, missed=missed), drawings):
        missed = (Missed(_shown(prompt), "not understood"),)
    # A picture of no thing can be of a feeling: that is not missing then.
    missed = unsaid(missed, brief.subjects, prompt)
    return replace(brief, missed=tuple(one for one in missed if not (brief.abstract and is_feeling_alone(one.word))))


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


def _finished(subject: Subject, drawings: Drawings) -> Subject:
    """Choose the posture that fits the verb, and the usual motion where nothing was said."""
    if subject.person:
        return replace(subject, verb="" if subject.verb in RESTING else subject.verb)
    stranded = subject.relation == "on" and subject.other == "beach"
    beside = subject.relation in ("on", "in", "beside", "under", "with") and isinstance(subject.other, int)
    placed = stranded or beside
    verb = subject.verb or ("" if placed else drawings[subject.drawing].motion)
    drawing = table("aliases")["postures"].get(subject.drawing, {}).get(verb, subject.drawing)
    size = round(subject.size * (1.0 if drawing == subject.drawing else _smaller(subject.drawing)), 2)
    return replace(subject, drawing=drawing, verb="" if verb in RESTING else verb, size=size)


def _smaller(drawing: str) -> float:
    """A child is drawn as a grown person who is not as tall."""
    return next((float(factor) for factor, keys in table("aliases")["smaller"].items() if drawing in keys), 1.0)
