"""Understanding a description: what it says outright, and what it means."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.music.composer.genres import Genre, genres, moods
from pipelines.music.composer.read.meanings import meanings
from pipelines.music.composer.read.words import find_words
from pipelines.music.score.instruments import Instrument, instruments
from pipelines.music.score.theory import MODES, TONICS, Key
from studio.words import Sentence

if TYPE_CHECKING:
    import numpy as np

Encode = Callable[[list[str]], "np.ndarray"]
"""Sentences to unit vectors, one row each."""

TEMPO_WORDS: dict[str, tuple[str, ...]] = {
    "48": ("grave", "largo"),
    "66": ("adagio", "lento", "very slow", "很慢", "极慢"),
    "80": ("andante",),
    "104": ("moderato",),
    "132": ("allegro", "allegretto"),
    "152": ("vivace",),
    "174": ("presto", "very fast", "很快", "极快"),
    "slower": ("slow", "slowly", "unhurried", "慢", "缓慢", "徐缓"),
    "faster": ("fast", "quick", "rapid", "up-tempo", "uptempo", "brisk", "快", "快速", "急促"),
}
MODE_WORDS: dict[str, tuple[str, ...]] = {
    "major": ("major", "大调", "大調"),
    "minor": ("minor", "小调", "小調"),
    "dorian": ("dorian", "多利亚"),
    "phrygian": ("phrygian", "弗里几亚", "spanish", "flamenco"),
    "lydian": ("lydian", "利底亚"),
    "mixolydian": ("mixolydian", "混合利底亚"),
    "pentatonic": ("pentatonic", "五声", "宫调"),
}
METRE_WORDS: dict[str, tuple[str, ...]] = {
    "3/4": ("3/4", "three-four", "three four", "triple time", "三拍", "四三拍", "waltz", "圆舞曲", "华尔兹", "minuet"),
    "6/8": ("6/8", "six-eight", "six eight", "jig", "八六拍", "六八拍", "barcarolle"),
    "4/4": ("4/4", "common time", "四拍", "四四拍"),
}
CHOSEN = "chosen in the form"
"""How a genre was found that the words were not asked for."""
SOLO_WORDS = {"solo": ("solo", "alone", "only", "unaccompanied", "独奏")}
ANYWHERE = ("classical", "pop", "lofi", "rock", "film", "bossa", "lullaby", "march")
"""Genres whose instruments play everything else as well."""
_KEY = re.compile(
    r"(?<![a-z])([a-g])(?:\s*(♯|#|♭|b|[\s-]sharp|[\s-]flat))?[\s-]*"
    r"(major|maj|minor|min|dorian|phrygian|lydian|mixolydian|pentatonic)(?![a-z])"
)
_KEY_ALONE = re.compile(
    r"\bin (?:the key of )?([a-g])(?:(♯|#|♭|b|[\s-]sharp|[\s-]flat))?(?=$|[\s,.;])(?!\s+[a-z]+ (?:of|with))"
)
_KEY_CHINESE = re.compile(r"(升|降)?([a-g])\s*(♯|#|♭|b)?\s*(大调|小调|大調|小調)")
_TEMPO = re.compile(r"(\d{2,3})\s*(?:bpm|beats per minute|拍每分|拍/分)")
_LETTERS = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}


@dataclass(frozen=True)
class Reading:
    """A description, understood. Everything is decided: nothing is left to "auto"."""

    genre: Genre
    key: Key
    metre: str
    tempo: float
    tempo_is_given: bool
    """Whether the tempo must be kept exactly, or may be bent a little so that the piece fits its length."""
    energy: float
    named: tuple[Instrument, ...]
    """Instruments that were asked for."""
    refused: frozenset[str]
    """Keys of instruments, or of genres' roles, that were ruled out."""
    solo: bool
    mood: str
    why: str
    """How the genre was found, for the person."""
    structure: tuple[tuple[str, int], ...] = ()
    """Sections that were asked for, with their bars: ("intro", 4), ("verse", 8) ... Empty: the genre's own form."""
    progression: tuple[str, ...] = ()
    """Chords that were asked for, a bar each ("Am", "F", "C,G": two in a bar); empty: the genre's own."""
    alone: bool = False
    """Whether nobody plays but those who were named: a duo, a trio, "for flute and harp"."""
    missed: tuple[Sentence, ...] = ()
    """For the person: what was asked for and not understood, or cannot be."""


@dataclass(frozen=True)
class Wishes:
    """What the form says beside the description; None is "auto"."""

    tempo: float | None = None
    key: str | None = None
    mode: str | None = None
    metre: str | None = None
    energy: float | None = None
    genre: str | None = None
    mood: str | None = None


def read(prompt: str, wishes: Wishes, seed: int, encode: Encode | None = None) -> Reading:
    """Decide genre, key, metre, tempo, energy and instruments. The words of the prompt win over what is usual;
    the form wins over the words. `encode` is asked only where words alone do not tell."""
    text = prompt.lower().replace("–", "-")
    rng = random.Random(f"reading {seed}")
    named, refused = find_words(text, {key: item.words for key, item in instruments().items()})
    mood = wishes.mood or _mood(text)
    genre, why = (genres()[wishes.genre], CHOSEN) if wishes.genre else _genre(text, mood, named, rng, encode)
    if not mood and encode is not None and (why == CHOSEN or why.startswith("by meaning")):
        mood = _closest(text, "moods", encode, 0.3)
    energy = _energy(text, genre, mood, wishes)
    tempo, given = _tempo(text, genre, mood, wishes, rng)
    key = _key(text, genre, mood, wishes, rng)
    return Reading(
        genre=genre,
        key=key,
        metre=_metre(text, genre, wishes, rng),
        tempo=tempo,
        tempo_is_given=given,
        energy=energy,
        named=tuple(instruments()[item] for item in named),
        refused=frozenset(refused),
        solo=bool(find_words(text, SOLO_WORDS)[0]) and bool(named),
        mood=mood,
        why=why,
    )


def _mood(text: str) -> str:
    found, _ = find_words(text, {key: mood.words for key, mood in moods().items()})
    return found[0] if found else ""


def _genre(text: str, mood: str, named: list[str], rng: random.Random, encode: Encode | None) -> tuple[Genre, str]:
    found, _ = find_words(text, {key: genre.words for key, genre in genres().items()})
    # "Epic Chinese battle music" names a film score too: what is rarer in a description says more.
    common = ("film", "house", "pop", "classical")
    if found:
        chosen = min(found, key=lambda key: (key in common, found.index(key)))
        return genres()[chosen], "named in the description"
    suggested = [instruments()[key].genre for key in named if instruments()[key].genre]
    # The erhu or the bagpipe says where it comes from; a flute is at home in many kinds, so that a mood says more.
    if suggested and (not mood or suggested[0] not in ANYWHERE):
        return genres()[suggested[0]], "for the instruments"
    if encode is not None and (near := _closest(text, "genres", encode, 0.2)):
        return genres()[near], "by meaning of the description"
    if re.search(r"[\u4e00-\u9fff]", text) and mood in ("", "calm", "sad", "dreamy", "romantic"):
        return genres()["chinese"], "for a description in Chinese"
    usual = moods()[mood].genres if mood else ("film", "pop", "classical", "folk", "lofi")
    return genres()[rng.choice(usual)], "for the mood" if mood else "chosen freely: the description names no genre"


def _closest(text: str, kind: str, encode: Encode, least: float) -> str:
    """The genre or mood whose meaning is nearest to the text, or "" when none is near. Cosine similarity, 0 to 1."""
    keys, vectors = meanings(kind)
    likeness = vectors @ encode([text])[0]
    best = int(likeness.argmax())
    return keys[best] if likeness[best] >= least else ""


def _energy(text: str, genre: Genre, mood: str, wishes: Wishes) -> float:
    if wishes.energy is not None:
        return wishes.energy
    found, _ = find_words(text, {key: item.words for key, item in moods().items()})
    heard = [wishes.mood] if wishes.mood else found or [mood]
    shift = sum(moods()[key].energy for key in heard if key)
    return min(1.0, max(0.05, genre.energy + shift))


def _tempo(text: str, genre: Genre, mood: str, wishes: Wishes, rng: random.Random) -> tuple[float, bool]:
    if wishes.tempo is not None:
        return wishes.tempo, True
    if (said := _TEMPO.search(text)) and 40 <= int(said[1]) <= 220:
        return float(said[1]), True
    low, high = genre.tempo
    usual = rng.uniform(low, high) * (moods()[mood].tempo if mood else 1.0)
    for word in find_words(text, TEMPO_WORDS)[0]:
        if word == "slower":
            usual = low * 0.86
        elif word == "faster":
            usual = high * 1.1
        else:
            usual = float(word)
    return min(220.0, max(40.0, usual)), False


def _key(text: str, genre: Genre, mood: str, wishes: Wishes, rng: random.Random) -> Key:
    tonic, mode = _spoken_key(text)
    usual = list(genre.modes)
    leaning = [name for name in usual if mood and name in moods()[mood].modes]
    # A mood may turn a genre's mode around: a sad waltz is minor even where most are major.
    if mood and not leaning and genre.key not in ("blues", "chinese"):
        leaning = [moods()[mood].modes[0]]
    weights = [genre.modes.get(name, 1.0) for name in leaning or usual]
    drawn = rng.choices(leaning or usual, weights)[0]
    drawn_tonic = rng.choice((0, 2, 3, 4, 5, 7, 9, 10))
    mode = wishes.mode or mode or drawn
    if wishes.key is not None:
        tonic = TONICS.index(wishes.key)
    return Key(drawn_tonic if tonic is None else tonic, mode)


def _spoken_key(text: str) -> tuple[int | None, str]:
    """Tonic and mode that the description names; None and "" where it does not."""
    if said := _KEY_CHINESE.search(text):
        shift = {"升": 1, "降": -1}.get(said[1] or "", 0) + _shift(said[3])
        return (_LETTERS[said[2]] + shift) % 12, "major" if said[4].startswith("大") else "minor"
    if said := _KEY.search(text):
        mode = {"maj": "major", "min": "minor"}.get(said[3], said[3])
        return (_LETTERS[said[1]] + _shift(said[2])) % 12, mode
    modes, _ = find_words(text, MODE_WORDS)
    mode = modes[0] if modes and modes[0] in MODES else ""
    if (said := _KEY_ALONE.search(text)) and (said[1] != "a" or said[2]):
        return (_LETTERS[said[1]] + _shift(said[2])) % 12, mode
    return None, mode


def _shift(accidental: str | None) -> int:
    sign = (accidental or "").strip(" -")
    return 1 if sign in ("♯", "#", "sharp") else -1 if sign in ("♭", "b", "flat") else 0


def _metre(text: str, genre: Genre, wishes: Wishes, rng: random.Random) -> str:
    if wishes.metre is not None:
        return wishes.metre
    said, _ = find_words(text, METRE_WORDS)
    drawn = rng.choices(list(genre.metres), list(genre.metres.values()))[0]
    return said[0] if said else drawn
