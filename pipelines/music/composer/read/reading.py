"""Understanding a description: what it says outright, and what it means."""

from __future__ import annotations

import random
from dataclasses import dataclass

from pipelines.music.composer.genres import Genre, Mood, genres, moods
from pipelines.music.composer.read.beds import UNSAID, Beds, read_beds
from pipelines.music.composer.read.beyond import read_beyond
from pipelines.music.composer.read.description import is_chinese, plainly
from pipelines.music.composer.read.ensemble import Wanted, find_players, home_of
from pipelines.music.composer.read.genre import CHOSEN, MEANT, Encode, Found, closest, find_genre
from pipelines.music.composer.read.key import SaidKey, read_key
from pipelines.music.composer.read.length import read_length
from pipelines.music.composer.read.metre import read_metre
from pipelines.music.composer.read.mood import Moods, read_moods
from pipelines.music.composer.read.outline import Outline, read_outline
from pipelines.music.composer.read.players import Players, choose_players
from pipelines.music.composer.read.tempo import Tempo, read_tempo
from pipelines.music.score.instruments import Instrument
from pipelines.music.score.score import Metre
from pipelines.music.score.symbols import key_of
from pipelines.music.score.theory import TONICS, Key
from studio.words import Sentence

SLOWEST, FASTEST = 40.0, 220.0
"""Quarter notes a minute of a tempo that is not given."""
FACTORS = {"very slow": 0.72, "slow": 0.86, "medium": 1.0, "fast": 1.1, "very fast": 1.25, "double": 2.0, "half": 0.5}
"""How a pace goes beside a genre's slowest, middle or fastest."""
_TONICS = (0, 2, 3, 4, 5, 7, 9, 10)
"""Pitch classes that chance chooses a tonic from."""


@dataclass(frozen=True)
class Reading:
    """A description, understood. Everything is decided: nothing is left to "auto"."""

    genre: Genre
    key: Key
    metre: str
    tempo: float
    """Quarter notes a minute."""
    tempo_is_given: bool
    """Whether the tempo must be kept exactly, or may be bent a little so that the piece fits its length."""
    energy: float
    named: tuple[Instrument, ...]
    """Instruments that were asked for; several of a kind stand there as often."""
    refused: frozenset[str]
    """Keys of instruments that were ruled out."""
    solo: bool
    mood: str
    why: str
    """How the genre was found, for the person."""
    structure: tuple[tuple[str, int], ...] = ()
    """Sections that were asked for, with their bars: ("intro", 4), ("verse", 8) ... Empty: the genre's own form."""
    elastic: bool = False
    """Whether nobody said how long those sections are, so that they may be shorter."""
    progression: tuple[str, ...] = ()
    """Chords that were asked for, a bar each ("Am", "F", "C,G": two in a bar); empty: the genre's own."""
    leads: str = ""
    """The instrument that is to have the tune, by its key; "" where nothing is said of it."""
    untuned: bool = False
    """Whether there is to be no tune."""
    alone: bool = False
    """Whether nobody plays but those who were named: a duo, a trio, "for flute and harp"."""
    missed: tuple[Sentence, ...] = ()
    """For the person: what was asked for and not understood, or cannot be."""
    near: str = ""
    """What the description calls its kind of music, where that is not written here and the genre is the nearest."""
    seconds: float | None = None
    """The length that the description asks for; None where it asks for none."""
    unstruck: frozenset[str] = frozenset()
    """Sounds of the drum kit that are ruled out: SOUNDS of write/drums.py."""
    sparing: bool = False
    """Whether drums are to be few and soft."""
    beds: Beds = UNSAID
    """What is to lie under the music, and what is not."""

    @property
    def notes(self) -> tuple[Sentence, ...]:
        """All that the person should know of it: a genre that was guessed, and what was missed."""
        return (*Found(self.genre, self.why, self.near).said(), *self.missed)


@dataclass(frozen=True)
class Wishes:
    """What the form says beside the description; None and nothing are "auto"."""

    tempo: float | None = None
    """What the metre counts, a minute."""
    key: str | None = None
    mode: str | None = None
    metre: str | None = None
    energy: float | None = None
    genre: str | None = None
    mood: str | None = None
    structure: tuple[tuple[str, int], ...] = ()
    progression: tuple[str, ...] = ()
    seconds: float | None = None


@dataclass(frozen=True)
class Said:
    """What a description says outright."""

    text: str
    """In small letters and one spelling, without what says sections and chords."""
    outline: Outline
    players: Wanted
    moods: Moods
    tempo: Tempo
    key: SaidKey
    metre: str
    seconds: float | None
    missed: tuple[Sentence, ...]
    beds: Beds

    @classmethod
    def of(cls, prompt: str) -> Said:
        outline = read_outline(plainly(prompt))
        text = outline.rest.lower()
        tempo, key = read_tempo(text), read_key(outline.rest)
        metre, unmetred = read_metre(text)
        seconds, unlasting = read_length(text)
        beds = read_beds(text)
        missed = (*outline.missed, *tempo.missed, *key.missed, *unmetred, *unlasting, *beds.missed, *read_beyond(text))
        return cls(text, outline, find_players(text), read_moods(text), tempo, key, metre, seconds, missed, beds)


def read(prompt: str, wishes: Wishes, seed: int, encode: Encode | None = None) -> Reading:
    """Decide genre, key, metre, tempo, energy and instruments. The words of the prompt win over what is usual;
    the form wins over the words. `encode` is asked only where words alone do not tell."""
    said = Said.of(prompt)
    rng = random.Random(f"reading {seed} {said.text}")
    found = _genre(said, wishes, rng, encode)
    mood = wishes.mood or said.moods.first or _meant_mood(said, found, encode)
    metre = wishes.metre or said.metre or _drawn(found.genre.metres, rng)
    tempo, is_given = _tempo(said, found.genre, mood, metre, wishes, rng)
    progression = wishes.progression or said.outline.progression
    players = choose_players(said.players, found.genre)
    return Reading(
        genre=found.genre,
        key=_key(said.key, progression, found.genre, mood, wishes, rng),
        metre=metre,
        tempo=tempo,
        tempo_is_given=is_given,
        energy=_energy(said.moods, found.genre, mood, wishes),
        named=players.players(),
        refused=players.refused,
        solo=players.solo,
        mood=mood,
        why=found.why,
        near=found.name,
        structure=wishes.structure or said.outline.structure,
        elastic=said.outline.elastic and not wishes.structure,
        progression=progression,
        alone=players.alone,
        missed=_missed(said, players, wishes),
        seconds=said.seconds,
        unstruck=players.unstruck,
        sparing=players.sparing,
        leads=players.leads,
        untuned=players.untuned,
        beds=said.beds,
    )


def _genre(said: Said, wishes: Wishes, rng: random.Random, encode: Encode | None) -> Found:
    if wishes.genre:
        return Found(genres()[wishes.genre], CHOSEN)
    return find_genre(said.text, said.moods, home_of(said.players), rng, encode)


def _meant_mood(said: Said, found: Found, encode: Encode | None) -> str:
    """The mood that a description means, where no word names one and the genre was not named either."""
    if encode is None or found.why not in (CHOSEN, MEANT) or is_chinese(said.text):
        return ""
    return closest(said.text, "moods", encode, 0.3, said.moods.refused)


def _energy(felt: Moods, genre: Genre, mood: str, wishes: Wishes) -> float:
    if wishes.energy is not None:
        return wishes.energy
    heard = [wishes.mood] if wishes.mood else list(felt.all) or [mood]
    shift = sum(moods()[key].energy for key in heard if key) + felt.louder
    return min(1.0, max(0.05, genre.energy + shift))


def _tempo(said: Said, genre: Genre, mood: str, metre: str, wishes: Wishes, rng: random.Random) -> tuple[float, bool]:
    """Quarter notes a minute, and whether they were given. What a person says counts the metre's own beats."""
    low, high = genre.tempo
    usual = rng.uniform(low, high) * (moods()[mood].tempo if mood else 1.0)
    pulse = Metre(metre).pulse
    if wishes.tempo is not None:
        return wishes.tempo * pulse, True
    if said.tempo.beats is not None:
        return said.tempo.beats * (said.tempo.length or pulse), True
    return min(FASTEST, max(SLOWEST, _paced(said.tempo.pace, usual, low, high, pulse))), False


def _paced(pace: str, usual: float, low: float, high: float, pulse: float) -> float:
    """Quarter notes a minute of a pace."""
    if pace.isdigit():
        return float(pace) * pulse
    base = {"": usual, "double": usual, "half": usual, "medium": (low + high) / 2}
    return FACTORS.get(pace, 1.0) * base.get(pace, low if "slow" in pace else high)


def _key(
    said: SaidKey, progression: tuple[str, ...], genre: Genre, mood: str, wishes: Wishes, rng: random.Random
) -> Key:
    tonic = TONICS.index(wishes.key) if wishes.key is not None else said.tonic
    mode = wishes.mode or said.mode
    drawn_mode, drawn_tonic = _drawn(_modes(genre, moods().get(mood)), rng), rng.choice(_TONICS)
    if progression and tonic is None and not mode and (heard := key_of(progression)):
        return heard
    if progression and not mode:
        mode = _numeral_mode(progression)
    return Key(drawn_tonic if tonic is None else tonic, mode or drawn_mode)


def _modes(genre: Genre, mood: Mood | None) -> dict[str, float]:
    """The modes of a piece with their weights."""
    if mood is None:
        return genre.modes
    leaning = {name: weight for name, weight in genre.modes.items() if name in mood.modes}
    # A mood may turn a genre's mode around, as a sad waltz is minor; not where another scale is the genre itself.
    turned = {mood.modes[0]: 1.0} if {"major", "minor"} & genre.modes.keys() else genre.modes
    return leaning or turned


def _numeral_mode(progression: tuple[str, ...]) -> str:
    """The mode of roman numerals: minor where the tonic's is written small."""
    first = [chord.rstrip("0123456789majsudg+o°ø") for bar in progression for chord in bar.split(",")]
    return "minor" if "i" in first else "major" if "I" in first else ""


def _drawn(weights: dict[str, float], rng: random.Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _missed(said: Said, players: Players, wishes: Wishes) -> tuple[Sentence, ...]:
    """What was not understood; nothing of that which the form decides."""
    decided = {
        "composer.missed.tempo": wishes.tempo, "composer.missed.metre": wishes.metre,
        "composer.missed.metre_near": wishes.metre, "composer.missed.mode": wishes.mode,
        "composer.missed.mode_near": wishes.mode, "composer.missed.structure": wishes.structure,
        "composer.missed.chord": wishes.progression, "composer.missed.length": wishes.seconds,
    }  # fmt: skip
    return tuple(sentence for sentence in (*said.missed, *players.missed) if not decided.get(sentence.key))
