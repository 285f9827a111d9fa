"""Lexicon: the words that verse draws from, by class, sort, beat and rhyme."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from pipelines.writing.smollm.inflect import third
from pipelines.writing.smollm.sounds import phones, rhyme_part, syllables, words_of
from pipelines.writing.smollm.tables import table, word_set

CLASSES = {"G": "ground", "H": "held", "K": "mass", "A": "adjective", "S": "state", "R": "manner", "Q": "place"}
SORTED = {"N": "one", "M": "mass", "L": "many", "V": "do", "D": "do", "T": "touch", "U": "touch"}
"""Classes that have a sort: light, weather, creature ..."""
OF_SUBJECT = {"Y": "do", "Z": "touch"}
SINGULAR = "VT"


def sorts(classes: str) -> list[str]:
    """The sorts that have words of all `classes`."""
    return [name for name, sort in table("lexicon")["sort"].items() if all(SORTED[kind] in sort for kind in classes)]


@cache
def words(kind: str) -> tuple[str, ...]:
    """All words of a kind: a class ("Q"), a class and its sort ("N light"), or a subject's verbs ("V do_alive")."""
    data, (letter, _, name) = table("lexicon"), kind.partition(" ")
    if not name:
        listed = data["words"][CLASSES[letter]]
        return tuple(" ".join(phrase.split()) for phrase in listed.split("|")) if "|" in listed else _once(listed)
    verbs = _once(data["subject"][name] if name in data["subject"] else data["sort"][name][SORTED[letter]])
    return tuple(third(verb) for verb in verbs) if letter in SINGULAR else verbs


@cache
def things() -> tuple[str, ...]:
    """Everything that can be named without a plural."""
    data = table("lexicon")
    groups = [sort[key] for sort in data["sort"].values() for key in ("one", "mass") if key in sort]
    return _once(" ".join([*groups, data["words"]["ground"], data["words"]["held"], data["words"]["mass"]]))


@cache
def tone_words(tone: str) -> frozenset[str]:
    """Words that suit a tone, verbs in both forms."""
    listed = table("lexicon")["tone"][tone].split()
    return frozenset(listed) | {third(word) for word in listed}


@cache
def beat(text: str) -> str:
    """One mark a syllable: "/" stressed, "x" not. Empty when a word is unknown or spoken in several lengths."""
    marks = [_word_beat(word) for word in words_of(text)]
    return "".join(marks) if marks and all(marks) else ""


@cache
def by_beat(kind: str) -> dict[str, tuple[str, ...]]:
    """The words of a kind by their beat."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in words(kind):
        if mark := beat(word):
            found[mark].append(word)
    return {mark: tuple(group) for mark, group in found.items()}


@cache
def families() -> dict[str, frozenset[str]]:
    """For each rhyme, the last words of what may end a line on it; words that sound alike count once."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for phrase in (phrase for kind in _kinds() for phrase in words(kind)):
        if beat(phrase).endswith("/"):
            last = words_of(phrase)[-1]
            found[rhyme_part(last)].setdefault(phones(last), last)
    return {part: frozenset(group.values()) for part, group in found.items()}


def _kinds() -> list[str]:
    sorted_kinds = [f"{letter} {name}" for letter in "VD" for name in sorts(letter)]
    return ["G", "H", "Q", *sorted_kinds]


def _once(listed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(listed.split()))


def _word_beat(word: str) -> str:
    if not syllables(word):
        return ""
    stresses = "".join(char for char in phones(word) if char.isdigit())
    if len(stresses) == 1:
        return "x" if word in word_set("words", "function") else "/"
    return "".join("/" if stress == "1" else "x" for stress in stresses)
