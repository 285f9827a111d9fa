"""Looks: how many there are of a noun, of which colours and size, by the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from pipelines.language.noun import Noun
from pipelines.scene.drawings import Drawings, singulars
from pipelines.scene.read.sense import Sense
from pipelines.scene.read.sentence import COUNT
from pipelines.scene.read.words import Term, english, lexicon
from pipelines.scene.tables import table

PAIR = 2
_PAIRS = "pair-of-"
"""Drawings of two."""
_BLACK_AND_WHITE = ("black and white", "黑白")
_OF_ALL = ("cyberpunk", "synthwave", "vaporwave", "noir")
"""Palettes of whole pictures, though a noun follows: no cyberpunk samurai is pink."""
FEW = 4
"""From so many colours on there is one thing of each, else two."""
ACCENTS = 6
"""Colours of one thing: a rainbow has no more."""
USUAL = 3
"""How many a plural is where no number is said."""


def counted(text: str) -> int | None:
    """What a number in words or digits says, at most COUNT; None for what is no number."""
    total = 0
    for word in text.replace("-", " ").split():
        value = (
            int(word)
            if word.isdecimal()
            else next((n for k, n in lexicon("english").get(word, ()) if k == "number"), None)
        )
        if value is None:
            if word not in ("and", "a", "zero", "no"):
                return None
            continue
        total = max(total, 1) * value if value >= 12 and total else total + value
    return min(COUNT, total)


def count_of(noun: Noun, sense: Sense, drawings: Drawings, measure: int = 0) -> int:
    """How many: as said, as a measure says (a flock), or as many as a plural is taken for."""
    said = counted(noun.number) if noun.number else None
    if said is None:
        said = next((int(term.get("number")) for term in sense.said if term.has("number")), None)
    pair = (sense.thing.startswith(_PAIRS) or sense.thing in table("grammar")["pair"]["drawings"]) and not said
    whole = sense.thing and noun.plural and drawings[sense.thing].name.lower() == sense.word
    if pair or (whole and measure == PAIR and not said):
        return 1  # A pair of glasses is one.
    if said or measure:
        return max(1, min(COUNT, said or measure))
    if sense.many:
        return sense.many
    if noun.determiner in ("a", "an") and not noun.before:  # "A skis."
        return 1
    if not _is_plural(noun, sense, drawings) or (
        sense.thing and drawings[sense.thing].name.lower().endswith(sense.word)
    ):
        return 1
    alone = " " not in sense.word and not sense.before
    if sense.thing and alone and drawings.find(noun.lemma) not in (None, sense.thing):
        return 1  # Drums are one kit, where a drum is another drawing.
    return USUAL


def _is_plural(noun: Noun, sense: Sense, drawings: Drawings) -> bool:
    """Whether there are several: in a name, which the parser takes for one, by the name of the drawing as well."""
    last = sense.word.split()[-1:]
    name = drawings[sense.thing].name.lower() if sense.thing else ""
    return noun.plural or any(name != word and name in singulars(word) for word in last)


def after(noun: Noun, drawings: Drawings) -> list[Term]:
    """Terms of what is said of a noun behind it, without what it is said not to be."""
    return [term for one in noun.after if one.is_so for term in english(one.word.split(), drawings)]


def colours_of(terms: Iterable[Term]) -> list[str]:
    """Their colours, in order."""
    found = [colour for term in terms for colour in (term.all("colour")[:1] or _palette(term))]
    return list(dict.fromkeys(map(str, found)))


def palette_of(terms: Iterable[Term]) -> list[str]:
    """The colours of a thing that is called black and white; other palettes are those of the whole picture."""
    return next((_palette(term) for term in terms if term.text in _BLACK_AND_WHITE), [])


def _palette(term: Term) -> list[str]:
    """The colours of a palette as those of one thing: "black and white" is two, without the greys between."""
    if term.text.lower() in _OF_ALL:
        return []
    shades = str(term.get("palette") or "").split()
    return [shades[0], shades[-1]] if shades and term.text in _BLACK_AND_WHITE else shades


def material_of(words: Iterable[str]) -> str:
    """The colour of what something is made of, or empty."""
    return next((materials()[word] for word in words if word in materials()), "")


def textures_of(words: Iterable[str]) -> list[str]:
    """Words for surfaces and shapes that no drawing can take on."""
    known = table("grammar")["texture"]["words"]
    return [word for word in words if word in known and word not in surfaces()]


def surface_of(words: Iterable[str], colours: Sequence[str] = ()) -> str:
    """The name of a surface that can be painted, or empty. English and Chinese. Gold beside another colour is one."""
    found = next((surfaces()[word] for word in words if word in surfaces()), "")
    return "" if found == "metal" and len(colours) > 1 else found


def looks(colours: list[str], count: int, plural: bool, numbered: bool) -> dict[str, Any]:
    """Fields of Subject: one colour for all, or some of each where many have several."""
    if len(colours) < 2 or not (plural or count > 1):
        return {"count": count, "colour": colours[0] if colours else "", "accents": tuple(colours[1:ACCENTS])}
    each = 2 if len(colours) < FEW else 1
    total = min(COUNT, count if numbered and count > 1 else len(colours) * each)
    share = [colours[at * len(colours) // total] for at in range(total)]
    return {"count": total, "colours": tuple(share)}


def size_of(terms: Iterable[Term]) -> float:
    return next((float(term.get("size")) for term in terms if term.has("size")), 1.0)


@cache
def surfaces() -> dict[str, str]:
    return {word: name for name, words in table("surfaces")["words"].items() for word in words}


@cache
def materials() -> dict[str, str]:
    return {word: colour for colour, words in table("grammar")["material"].items() for word in words}
