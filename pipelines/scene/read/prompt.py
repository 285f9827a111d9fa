"""Prompt: what a person typed, made ready to be parsed.

Weights, tags and numbers that count nothing go; prepositions of several words become one that the parser knows, and
it is noted what they meant; emoji are taken out, since the words beside them often say the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from pipelines.language.word import Word, Words, children
from pipelines.scene.drawings import Drawings, singulars
from pipelines.scene.read.words import lexicon
from pipelines.scene.read.written import unwritten
from pipelines.scene.tables import table

LONGEST = 4000
"""Characters that are read."""
EMOJI = re.compile(
    r"[\u2190-\u2bff\U0001f000-\U0001faff](?:[\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[\u2190-\u2bff\U0001f000-\U0001faff])*"
)
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")

_KINDS = {"animal": "cat", "plant-flower": "flower"}
_MANY = ("cat", "flower")
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|\d+)"
_AGE = re.compile(rf"\b({_NUMBER})[\s-]*(?:years?|yrs?|yo|months?)[\s-]*old\b(?P<noun>\s+[a-z]+)?", re.IGNORECASE)
_NO_COUNT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"<[^<>]*>",  # <lora:name:0.8>
        r"(?<!\S)--\w+(?:\s+[\d:.]+)?",  # --ar 16:9
        r"\b\d+\s*(?:k|p|mp|fps|dpi|ppi|px)\b",
        r"\b\d+\s*(?:mm|cm|km|kg|m|ft|inch(?:es)?|feet|foot|meters?|metres?|miles?|hours?|minutes?|seconds?|degrees?)\b",
        rf"\b(?:{_NUMBER}|a few|several|some|a couple of)\s+(?:feet|foot|meters?|metres?|miles?|inch(?:es)?|yards?)\s+"
        r"(?=above|below|tall|high|away|long|wide|in front|behind|from|apart|off|deep|under|over)",
        r"\bf\s*/\s*\d+(?:\.\d+)?",
        r"\b(?:in\s+|from\s+|of\s+)?(?:the\s+)?(?:early\s+|late\s+)?(?:1[1-9]|20)?\d0s\b",
        r"\b\d+(?:st|nd|rd|th)(?:[\s-]+century)?\b",
        r"\b(?:in\s+)?(?:the\s+year\s+)?(?:1[1-9]|20)\d\d\b(?!\s*,\s*\d{3})",
        r"\b(?:at\s+)?\d{1,2}(?::\d\d)?\s*(?:am|pm|o'clock)\b",
        r"\b(?:at\s+)?\d{1,2}:\d{1,2}\b",
        r"\b\d+\s*[x×]\s*\d+\b",
        r"\b\d+\s*/\s*\d+\b",
        r"[$€£¥]\s*\d+(?:[.,]\d+)*|\b\d+(?:\.\d+)?\s*%",
        r"\b(?:[23]\s*d|2\.5d)\b",
        r"\bv\d+\b|(?<=\b[a-eg-z])-?\d+\b|(?<=\bf)-?(?!1\b)\d+\b",  # but F1 is a race
        r"\b(?:no\.|number|route|highway|chapter|level|version|apollo|flight|room)\s*\d+\b",
        rf"\b{_NUMBER}-(?:stor(?:e?y|ied)|legged|headed|wheeled|masted|eyed|armed|tiered|sided|pointed|lane|bedroom|piece"
        r"|way|door|seater|part|color|colour|dimensional|point|quarter|panel)\b",
    )
)
_WEIGHT = re.compile(r":\s*\d+(?:\.\d+)?(?=\s*[)\]])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_SHIRT = re.compile(r"\bt[- ]shirt", re.IGNORECASE)
_ON_TOP = re.compile(r"\bwith ((?:[\w-]+ ){1,5})on top\b(?! of)", re.IGNORECASE)
_TAGGED = re.compile(r"(?<!\w)(\d)(girls?|boys?|women|woman|men|man|cats?|dogs?|others?)\b", re.IGNORECASE)
"""Counts of lists of tags: 1girl."""
_RIDERS = "(?:knight|cowboy|cowgirl|jockey|horseman|samurai|prince|princess|king|queen|warrior)"
_BOUND = "(?:book|novel|notebook|diary|dictionary|textbook)"
_WAYS = "(?:towards?|through|across|into|to|along|past|over|off|away|home|out|up|down|at)"
_WRITING = "(?:a |the |your |some )?(?:text|title|logo|words|lettering|headline|caption|copy)"
_SPACE = (
    r"(?:\b(?:some|lots of|plenty of|much|a|the|enough|empty|blank|clean|free|ample) )*"
    rf"(?:(?:copy|negative|white|blank|text) ?space\b(?: for {_WRITING}\b)?"
    rf"|(?:space|room|area|place) for {_WRITING}\b)"
)
"""The part of a poster that is left free."""
_SIDE = r"(?: (?:on|at|in) (?:the )?(?:left|right|top|bottom|cent(?:er|re)|middle|above|below)(?: side)?)?"
_PLAINLY = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        (r"\b(?:side by side|shoulder to shoulder|hand in hand|arm in arm|back to back)\b(?! with)", "together"),
        (r"\b((?:look|star|smil|gaz|fac)ing) (?:straight )?(?:at |into |towards? )?the (?:camera|viewer)\b", r"\1"),
        (rf"\b({_RIDERS}s?,? (?:is |are )?rid(?:ing|es?))(?= {_WAYS}\b)", r"\1 a horse"),
        (rf",?\s*\b(?:with|and|leaving)? ?{_SPACE}{_SIDE}", ""),
        (r"\bth(?:is|at) size of\b", "the size of"),
        (r"\bhalf[- ](?=(?:buried|hidden|eaten|submerged|sunken|covered|built|melted|drowned)\b)", ""),
        (rf"\b((?:family|group|team|band|crowd|party|class) of {_NUMBER}) (?=[a-z]+ing\b)", r"\1 people who are "),
        (rf"\b(?:the |a )?(?:front )?cover of (an?|the) ((?:[a-z]+ )?{_BOUND})\b", r"\1 closed \2"),
        (r"^\s*he\b", "a man"),
        (r"^\s*she\b", "a woman"),
        (r"\b(?!multi|rainbow|bright|light|dark)([a-z]+)-colou?red\b", r"\1"),
    )
)
"""Ways of speaking that name no thing, and what they say."""
_EACH = re.compile(r",\s+each(?: of them| one)? (with|holding|wearing|carrying)\b", re.IGNORECASE)
"""What each of several has is said of them all."""
_PHOTO = re.compile(r"^\s*(?:an?|the)?\s*(?:photo|photograph|picture|image) of (?=\S)", re.IGNORECASE)
"""A beginning that says nothing, and leads the parser astray."""
_LAND = ("field", "fields", "surface")
_ADJECTIVE = "(?:red|yellow|purple|pink|white|golden|blooming|wild|tall) "
_AFTER = "at|in|on|with|under|near|by|beside|during|and|behind|after|before"
_BRACKETS = re.compile(r"[()\[\]{}]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Prompt:
    """A text for the parser, and what it no longer says by itself."""

    text: str
    marks: dict[int, str] = field(default_factory=dict)
    """Relations that stand-ins mean, by the character where each begins."""
    emoji: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    """What is to be written in the picture."""
    spelled: dict[int, str] = field(default_factory=dict)
    """Words that stand as a commoner one of their kind, by the character where each begins."""


def prepared(prompt: str, drawings: Drawings) -> Prompt:
    """The prompt without what is no English and counts nothing. Linear in its length; read up to LONGEST characters."""
    text = _SHIRT.sub("tshirt", prompt[:LONGEST].replace("’", "'").replace("…", "."))
    emoji = tuple(match[0] for match in re.finditer(f"{FLAG.pattern}|{EMOJI.pattern}", text))
    for pattern, plain in (*_PLAINLY, *_lands()):
        text = pattern.sub(plain, text)
    text, quoted = unwritten(_TAGGED.sub(r"\1 \2", _EACH.sub(r" each \1", text)))
    text = FLAG.sub(" ", text)
    text = _ON_TOP.sub(r"with \1on it", EMOJI.sub(" ", text))
    text = _both().sub(r"\1 \2 \5 and \3 \4 \5", text)
    text = _ones().sub(_one, _each().sub(_with_noun, _PHOTO.sub("", uncounted(text))))
    return replace(_stood_in(text, drawings), emoji=emoji, quoted=quoted)


@cache
def _lands() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Names of places with "of" in them, and the names without that the parser takes for one: a field of poppies."""
    found = []
    for entry in table("places").values():
        plain = next((word for word in entry["words"] if " " in word and " of " not in word), "")
        for head, _, rest in (word.partition(" of ") for word in entry["words"]):
            if plain and head in _LAND:
                said = rf"\b{head} of ({_ADJECTIVE})?{rest}(?= *$| *[,.;]| (?:{_AFTER})\b)"
                found.append((re.compile(said, re.IGNORECASE), rf"\1{plain}"))
    return tuple(found)


def restored(words: Words, prompt: Prompt) -> Words:
    """The words of its text as the person wrote them."""

    def one(word: Word) -> Word:
        said = prompt.spelled.get(word.start)
        if said:
            return replace(word, text=said, lemma=singulars(said.lower())[-1])
        return replace(word, tag="NN") if _is_picture(words, word) else word

    return tuple(map(one, words))


def _is_picture(words: Words, word: Word) -> bool:
    """Whether the parser takes the name of a kind of picture for a verb: "a fox with green eyes, portrait"."""
    names = (name for kind in table("grammar")["kind"].values() for name in kind)
    alone = word.dep == "ROOT" and not any(children(words, word.at, "dobj"))
    return alone and word.tag in ("VB", "VBP", "RB") and word.lower in names


def uncounted(text: str) -> str:
    """The text without numbers that count nothing: weights, sizes, years, ages, ratios, names of lenses and engines."""
    text = _WEIGHT.sub(" ", text)
    text = _AGE.sub(_aged, text)
    for pattern in _NO_COUNT:
        text = pattern.sub(" ", text)
    text = _BRACKETS.sub(" ", _THOUSANDS.sub("", text))
    return re.sub(r"\s+([,.;:])", r"\1", _SPACES.sub(" ", text)).strip(" ,;:")


def _aged(match: re.Match[str]) -> str:
    years = int(match[1]) if match[1].isdigit() else 7
    noun = match["noun"] or ""
    if "month" in match[0].lower():
        years = 1
    word = next(
        (word for limit, word in ((2, "baby"), (12, "little"), (19, "young"), (59, "grown")) if years <= limit), "old"
    )
    if noun.strip() in ("", "with", "in", "on", "is", "and", "who", "at"):
        return {"baby": "baby", "little": "child", "young": "teenager"}.get(word, f"{word} person") + noun
    return word + noun


def _stood_in(text: str, drawings: Drawings) -> Prompt:
    """The text with one word for each preposition of several and for each rare noun, and what those were."""
    pattern, meanings = _stand_ins()
    common = _common(drawings)
    parts: list[str] = []
    marks: dict[int, str] = {}
    spelled: dict[int, str] = {}
    at = length = 0
    for match in pattern.finditer(text):
        said = match[0].lower()
        can = _can(said, text[: match.start()], drawings)
        word, relation = meanings.get(said, (can or common.get(said, match[0]), ""))
        before = text[at : match.start()]
        parts += [before, word]
        if relation:
            marks[length + len(before)] = relation
        elif word != match[0]:
            spelled[length + len(before)] = match[0]
        length += len(before) + len(word)
        at = match.end()
    return Prompt("".join([*parts, text[at:]]), marks, spelled=spelled)


def _can(said: str, before: str, drawings: Drawings) -> str:
    """What the parser knows as a noun, for the can of "trash can", which it takes for a verb; empty for others."""
    if said not in ("can", "cans") or not drawings.names(f"{before.rstrip().rpartition(' ')[2].lower()} can"):
        return ""
    return "box" if said == "can" else "boxes"


@cache
def _ones() -> re.Pattern[str]:
    """ "One black" where no noun follows."""
    colours = "|".join(word for word, says in lexicon("english").items() if any(kind == "colour" for kind, _ in says))
    return re.compile(
        rf"\b(one|another|the other|two|three)\s+((?:dark |light |pale )?(?:{colours}))(?=\s*(?:$|[,.;]|and\b))"
    )


@cache
def _both() -> re.Pattern[str]:
    """ "A red and a blue car"."""
    colours = "|".join(word for word, says in lexicon("english").items() if any(kind == "colour" for kind, _ in says))
    return re.compile(rf"\b(an?|one) ({colours}) and (an?|one) ({colours}) ([a-z]+)\b", re.IGNORECASE)


@cache
def _each() -> re.Pattern[str]:
    """ "Two red and three white flowers"."""
    colours = "|".join(word for word, says in lexicon("english").items() if any(kind == "colour" for kind, _ in says))
    return re.compile(rf"\b({_NUMBER}) ({colours})(?=,? and ({_NUMBER}) ({colours}) ([a-z]+)\b)", re.IGNORECASE)


def _with_noun(match: re.Match[str]) -> str:
    """The noun of the last ones for the first ones too."""
    noun = singulars(match[5])[-1] if match[1].lower() in ("one", "1") else match[5]
    return f"{match[1]} {match[2]} {noun}"


def _one(match: re.Match[str]) -> str:
    """ "A black one", as the parser knows it."""
    first = match[1] if match[1] in ("two", "three") else "a"
    return f"{first} {match[2]} {'ones' if first != 'a' else 'one'}"


@cache
def _common(drawings: Drawings) -> dict[str, str]:
    """Animals and flowers as the parser is to see them: it takes a zebra that drinks for a kind of drink."""
    found: dict[str, str] = {}
    for concept in drawings:
        kind = next((word for start, word in _KINDS.items() if concept.category.startswith(start)), "")
        names = [concept.name.lower(), *table("aliases")["english"].get(concept.key, ())] if kind else []
        found |= {name: kind for name in names} | {f"{name}s": f"{kind}s" for name in names}
    people = table("people")
    for words in (*people["somebody"].values(), *people["role"].values()):
        found |= {name: "man" for name in words} | {f"{name}s": "men" for name in words}
    for words in people["garment"].values():
        found |= dict.fromkeys(words, "coat")
    for plain, words in table("grammar")["plain"].items():
        found |= dict.fromkeys(words, plain)
    irregular = {many: f"{found[one]}s" for many, one in table("aliases")["plurals"].items() if found.get(one) in _MANY}
    said = {word for word, says in lexicon("english").items() if any(kind != "feature" for kind, _ in says)}
    unsure = {*said, *table("grammar")["unsure"]["words"]}
    return {word: kind for word, kind in (found | irregular).items() if word.isalpha() and word not in unsure}


@cache
def _stand_ins() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    meanings = {
        words: (word, relation)
        for word, relations in table("grammar")["stand_in"].items()
        for relation, phrases in relations.items()
        for words in phrases
    }
    pictures = "|".join(table("grammar")["side"]["picture"])
    longest = sorted(meanings, key=len, reverse=True)
    # "on the left of the picture" is a part of the picture, and beside nothing.
    of_picture = rf"(?!\s+(?:the|this|a)\s+(?:{pictures})\b)"
    phrases = "|".join(map(re.escape, longest))
    pattern = rf"(?<![\w-])(?:(?:{phrases})(?![\w-]){of_picture}|[a-z]+(?![\w-]))"
    return re.compile(pattern, re.IGNORECASE), meanings
