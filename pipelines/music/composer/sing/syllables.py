"""Words as syllables with their stress: English by the CMU dictionary, others by their vowels, Chinese by signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipelines.music.composer.tables import read_table

LONGEST = 40
"""Letters of a syllable that are kept."""
SIGN = r"\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af"
"""Scripts in which a sign is a syllable: Han, kana, hangul."""
_TOKEN = re.compile(
    rf"(?P<sign>[{SIGN}])|(?P<number>\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)"
    rf"|(?P<word>(?:(?![{SIGN}\d_])[^\W]|['’](?=\w))+(?:['’])?)"
)
_VOWELS = re.compile(r"[aeiouyæœαεηιουω]+|[аеёиоуыэюяіїє]")
_SILENT = re.compile(r"(?<=[^aeiouy])e$|(?<=[^aeioudty])e(?=d$)|(?<=[^aeiouyszxc])e(?=s$)")
_SYLLABIC = re.compile(r"(?<=[^aeiouyl])le$|(?<=[^aeiouy])les$")
_DIGITS = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
_LONGEST_NUMBER = 12


@dataclass(frozen=True)
class Syllable:
    """What is sung on one note. `stress` is 0 to 1."""

    text: str
    """As it is shown: with the punctuation behind it, and a hyphen where its word goes on."""
    stress: float


def syllables(line: str) -> list[Syllable]:
    """All that can be sung of a line, in order; signs that are not spoken are left out."""
    is_chinese = bool(re.search(r"[\u3400-\u9fff]", line))
    found: list[Syllable] = []
    run = 0
    for token in _TOKEN.finditer(line):
        tail = _tail(line, token.end())
        if token["sign"]:
            run = run + 1 if line[token.start() - 1 : token.start()].strip() or not found else 1
            found.append(Syllable(token[0] + tail, 0.6 if run % 2 else 0.3))
            run = 0 if tail else run
            continue
        run = 0
        parts = list(_numbered(token[0], is_chinese)) if token["number"] else _word(token[0])
        found += _with_tail(parts, tail)
    return found


def _tail(line: str, end: int) -> str:
    """The punctuation right behind a word."""
    mark = re.match(r"[,.;:!?…，。；：！？、—]+", line[end:])
    return mark[0][:3] if mark else ""


def _with_tail(parts: list[Syllable], tail: str) -> list[Syllable]:
    return [*parts[:-1], Syllable(parts[-1].text + tail, parts[-1].stress)] if parts else []


def _numbered(digits: str, is_chinese: bool) -> Iterator[Syllable]:
    """A number as it is read: in words; long ones and those of Chinese lines digit by digit."""
    digits = digits.replace(",", "")
    if is_chinese:
        said = _chinese_number(digits)
        yield from (Syllable(sign, 0.6 if place % 2 == 0 else 0.3) for place, sign in enumerate(said))
        return
    for word in _english_number(digits):
        yield from _word(word)


def _chinese_number(digits: str) -> str:
    """十二, 三百零五; from four digits on as a year is read, digit by digit."""
    if len(digits) > 3 or digits[0] == "0":
        return "".join(_DIGITS[digit] for digit in digits)
    places = zip(digits, ("百", "十", "")[-len(digits) :], strict=True)
    said = "".join(_DIGITS[digit] + (place if digit != "0" else "") for digit, place in places)
    said = re.sub("零+", "零", said).rstrip("零") or "零"
    return said.removeprefix("一") if said.startswith("一十") else said


def _english_number(digits: str) -> list[str]:
    from num2words import num2words

    if len(digits) > _LONGEST_NUMBER or (digits[0] == "0" and len(digits) > 1):
        return [str(num2words(int(sign))) for sign in digits]
    is_year = len(digits) == 4 and 1100 <= int(digits) <= 2099
    return re.findall(r"[a-z]+", str(num2words(int(digits), to="year" if is_year else "cardinal")))


def _word(word: str) -> list[Syllable]:
    """One word in its syllables, all but the last with a hyphen."""
    plain = _plain(word)
    stresses = _stresses(plain)
    pieces = divided(word, len(stresses) or None)
    if len(stresses) != len(pieces):
        stresses = _guessed(len(pieces))
    if len(pieces) == 1:
        stresses = (0.0,) if plain.strip("'") in _weak() or plain in _weak() else (1.0,)
    texts = [f"{piece[:LONGEST]}-" for piece in pieces[:-1]] + [pieces[-1][:LONGEST]]
    return [Syllable(text, stress) for text, stress in zip(texts, stresses, strict=True)]


def divided(word: str, count: int | None = None) -> list[str]:
    """A word's letters in `count` syllables, or in as many as it has groups of vowels.

    It is divided before the consonant that a vowel follows, and between two.
    """
    letters = _plain(word, keep=True)
    groups = _nuclei(letters)
    if count is not None:
        groups = _as_many(letters, groups, count)
    cuts = [_cut(letters, before[1], after[0]) for before, after in pairwise(groups)]
    edges = [0, *cuts, len(word)]
    return [word[begin:end] for begin, end in pairwise(edges)]


def _nuclei(letters: str) -> list[tuple[int, int]]:
    """Where the vowels of a word's syllables stand."""
    silent = {place for match in _SILENT.finditer(letters) for place in range(*match.span())}
    syllabic = _SYLLABIC.search(letters)
    if syllabic:
        silent -= set(range(*syllabic.span()))
    groups: list[tuple[int, int]] = []
    for match in _VOWELS.finditer(letters):
        begin, end = match.span()
        if syllabic and begin == syllabic.start() + 1:
            # The l is the heart of lit-tle.
            begin -= 1
        if groups and letters[groups[-1][1] : begin] == "'":
            groups[-1] = (groups[-1][0], end)
            continue
        if letters[begin] == "u" and letters[max(0, begin - 1) : begin] == "q":
            begin += 1
        if begin == 0 and letters[0] == "y" and end > 1:
            begin += 1
        if begin < end and not set(range(begin, end)) <= silent:
            groups.append((begin, end))
    return groups


def _as_many(letters: str, groups: list[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """The groups of vowels, parted where a word has more syllables and joined where it has fewer."""
    groups = list(groups)
    if len(groups) < count and letters.endswith("e") and (len(letters) - 1, len(letters)) not in groups:
        others = [match.span() for match in _VOWELS.finditer(letters)]
        wide = any(end - begin > 1 for begin, end in groups)
        groups = groups if wide or others[-1] in groups else [*groups, others[-1]]
    while len(groups) < count and (wide_ones := [group for group in groups if group[1] - group[0] > 1]):
        begin, end = wide_ones[-1]
        place = groups.index((begin, end))
        groups[place : place + 1] = [(begin, begin + 1), (begin + 1, end)]
    while len(groups) > max(1, count):
        # An e between consonants is the first to fall silent: ev(e)ry, heav(e)n.
        weak = [place for place in range(1, len(groups)) if letters[slice(*groups[place])] == "e"]
        del groups[weak[0] if weak else -1]
    return groups


def _cut(letters: str, begin: int, end: int) -> int:
    """Where to divide between two groups of vowels, with the consonants from `begin` to `end` between them."""
    between = letters[begin:end].replace("'", "")
    width = end - begin
    if width <= 1:
        return begin
    table = read_table("lyrics")
    last = between[-2:]
    if width == 2:
        return begin if last in table["digraphs"] and last not in ("ck", "ng") else begin + 1
    return end - 2 if last in (*table["digraphs"], *table["blends"]) and last not in ("ck", "ng") else end - 1


@cache
def _stresses(word: str) -> tuple[float, ...]:
    """The stress of each syllable by the CMU dictionary; none for a word that it lacks."""
    import pronouncing

    forms = [word, word.strip("'"), word.removesuffix("'s"), word.removesuffix("'")]
    if word.rstrip("'").endswith("in"):
        forms.append(word.rstrip("'") + "g")
    for form in forms:
        if found := pronouncing.phones_for_word(form):
            # Where a word can be said longer or shorter, a singer takes it short: fire, ev'ry.
            marks = min(map(pronouncing.stresses, found), key=len)
            return tuple({"0": 0.0, "1": 1.0, "2": 0.5}[mark] for mark in marks)
    return ()


def _guessed(count: int) -> tuple[float, ...]:
    """Of a word that no dictionary has: the last but one of three or more, the first of two."""
    stressed = 0 if count <= 2 else count - 2
    return tuple(float(place == stressed) for place in range(count))


def _plain(word: str, keep: bool = False) -> str:
    """Small letters without accents; `keep`: as many as the word has."""
    letters = unicodedata.normalize("NFC", word.replace("’", "'")).lower()
    bare = "".join(unicodedata.normalize("NFD", letter)[0] for letter in letters)
    return bare[: len(word)].ljust(len(word), "'") if keep else bare


@cache
def _weak() -> frozenset[str]:
    return frozenset(read_table("lyrics")["weak"])
