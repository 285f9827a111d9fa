"""The key that a description asks for: English, German, Romance and Chinese names, and those of chords."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipelines.music.composer.read.beyond import at_odds
from pipelines.music.composer.read.ruling import ruled_out
from pipelines.music.composer.read.wording import wording
from pipelines.music.composer.read.words import find
from pipelines.music.score.theory import MODES, TONICS, Key
from studio.words import Sentence, say

LETTERS = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_ACCIDENTAL = r"(♯|#|♭|b(?![a-z])|[ -]?sharp(?![a-z])|[ -]?flat(?![a-z]))"
_MODE = (
    r"(major|maj(?![a-z])|minor|min(?![a-z])|natural minor|harmonic minor|melodic minor|dorian"
    r"|phrygian dominant|phrygian"
    r"|lydian|mixolydian|aeolian|ionian|locrian|major pentatonic|minor pentatonic|pentatonic|blues scale"
    r"|whole[ -]tone)"
)
_NAMED = re.compile(rf"(?<![A-Za-z♯♭#])([A-Ga-g]){_ACCIDENTAL}?[ -]*{_MODE}(?![a-z])", re.IGNORECASE)
_SHORT = re.compile(r"(?<![A-Za-z♯♭#'/])([A-G])(?:(♯|#|♭|b)(m|min|maj|M)?|(m|min|maj|M))(?![\w'/♯♭#+-])")
_TONIC = re.compile(
    rf"(?<![A-Za-z])(?:in|[Kk]ey(?: of| is|:| =)?|tonic|Key:)\s+(?:the key of )?([A-Ga-g]){_ACCIDENTAL}?"
    r"(m(?![a-z])|min(?![a-z])|maj(?![a-z]))?(?![\w♯♭#&+'-])"
)
_LETTER = re.compile(r"(?:^|[,;(])\s*([A-G])(♯|#|♭|b)?\s*(?=$|[,;.!)])")
"""A letter that stands alone: "bluegrass, 120 bpm, G"."""
_CHINESE = re.compile(
    r"(升|降|#|♯|♭|b)?([A-Ga-g])(♯|#|♭|b|升|降)?\s*(?:自然|和声|旋律)?"
    r"(大调|小调|宫|多利亚|弗里几亚|利底亚|混合利底亚|五声|调(?!子|音|皮|整|节|查))"
)
_JIANPU = re.compile(r"(?<!\d)1\s*=\s*(♭|b|#|♯|降|升)?([A-G])(?![a-z])(♭|b|#|♯)?")
_GERMAN = re.compile(r"(?<![a-z])(ces|cis|des|dis|es|eis|fes|fis|ges|gis|as|ais|his|[a-h])[ -]?(moll|dur)(?![a-z])")
_GERMAN_TONES = {"ces": 11, "cis": 1, "des": 1, "dis": 3, "es": 3, "eis": 5, "fes": 4, "fis": 6, "ges": 6, "gis": 8,
                 "as": 8, "ais": 10, "his": 0, "b": 10, "h": 11}  # fmt: skip
_ROMANCE = re.compile(
    r"(?<![a-zé])(do|ut|ré|re|mi|fa|sol|la|si)[ -]?(dièse|diese|diesis|sostenido|#|bémol|bemol|bemolle|♭)?[ -]"
    r"(majeur|mineur|maggiore|minore|mayor|menor)(?![a-z])"
)
_SYLLABLES = {"do": 0, "ut": 0, "ré": 2, "re": 2, "mi": 4, "fa": 5, "sol": 7, "la": 9, "si": 11}
_ALONE = re.compile(r"\s*(?:$|[\s]*[,.;:!?)。、/]|-\s|(?:and|or|at|with|for|from|to|on|then|by|around|about|that"
    r"|throughout|key|scale|mode|chords?"
                    r"|tempo|in|not|over|\d+)(?![a-z])|[\u3400-\u9fff])", re.IGNORECASE)  # fmt: skip
"""What follows a key, where a word would make something else of it: "in a minor way", "a major battle"."""
MUSIC = (
    r"(?:keys?|modes?|scales?|tonality|chords?|pieces?|songs?|tunes?|melody|melodies|themes?|blues|ballads?"
    r"|waltz|waltzes|marches|march"
    r"|harmony|harmonies|music|groove|riffs?|progressions?|sonata|nocturne|prelude|etude|étude|fugue|lullaby"
    r"|jazz|jig|reel|track|loop"
    r"|symphony|concerto|quartet|quintet|trio|duet|hymn|tonal|sound|feel|mood|arpeggios?|pentatonic|minuet"
    r"|toccata|suite|invention)"
)
_MODE_OF_MUSIC = re.compile(
    rf"(?<![a-z])(major|minor)(?:[ -](?:[a-z]+ )?{MUSIC}(?![a-z])|(?=\s*(?:$|[,.;:!?)])))"
    rf"|(?<![a-z])in (?:a )?(major|minor)(?=\s*(?:$|[,.;]|at|with|for))"
)
_SAME = {"maj": "major", "min": "minor", "ionian": "major", "aeolian": "minor", "minor pentatonic": "minor",
         "natural minor": "minor", "harmonic minor": "minor", "melodic minor": "minor",
         "major pentatonic": "pentatonic", "phrygian dominant": "hijaz"}  # fmt: skip


@dataclass(frozen=True)
class SaidKey:
    """What is said of the key."""

    tonic: int | None = None
    """Pitch class, 0 is C."""
    mode: str = ""
    missed: tuple[Sentence, ...] = ()


def read_key(text: str) -> SaidKey:
    """The key of a description in one spelling, with its capitals, which tell "A" from "a"."""
    low = text.lower()
    for reader in (_chinese, _german, _romance, _english, _short, _bare):
        if said := reader(text, low):
            tonic, mode = said
            return _alone(_known(tonic, mode or _mode(low)), text, low)
    return _known(None, _mode(low))


def _alone(said: SaidKey, text: str, low: str) -> SaidKey:
    """The first of several keys; that there is another is said."""
    for other in _NAMED.finditer(text):
        tonic, mode = (LETTERS[other[1].lower()] + shift(other[2])) % 12, _SAME.get(other[3].lower(), other[3].lower())
        clear = other[1].isupper() and not ruled_out(low, other.start()) and _is_key(text, other)
        if clear and said.tonic is not None and mode in MODES and (tonic, mode) != (said.tonic, said.mode):
            first = str(Key(said.tonic, said.mode)) if said.mode else TONICS[said.tonic]
            return replace(said, missed=(*said.missed, at_odds(first, str(Key(tonic, mode)))))
    return said


def shift(accidental: str | None) -> int:
    """Semitones of a sharp or a flat."""
    sign = (accidental or "").strip(" -").lower()
    return 1 if sign in ("♯", "#", "sharp", "升") else -1 if sign in ("♭", "b", "flat", "降") else 0


def _known(tonic: int | None, mode: str) -> SaidKey:
    mode = _SAME.get(mode, mode)
    if not mode or mode in MODES:
        return SaidKey(tonic, mode)
    taken = wording("mode_nearest").get(mode, "")
    key = "composer.missed.mode_near" if taken else "composer.missed.mode"
    return SaidKey(tonic, taken, (say(key, mode=mode, taken=taken),))


def _mode(low: str) -> str:
    """A mode without its tonic."""
    names = {**wording("mode"), **{f"?{word}": (word,) for word in wording("mode_nearest")}}
    for match in find(low, names):
        if not match.ruled_out:
            return match.key.removeprefix("?")
    said = next((said for said in _MODE_OF_MUSIC.finditer(low) if not ruled_out(low, said.start())), None)
    return (said[1] or said[2]) if said else ""


def _english(text: str, low: str) -> tuple[int, str] | None:
    for said in _NAMED.finditer(text):
        if not ruled_out(low, said.start()) and _is_key(text, said):
            return (LETTERS[said[1].lower()] + shift(said[2])) % 12, said[3].lower()
    return None


def _is_key(text: str, said: re.Match[str]) -> bool:
    """Whether "a major" and "a flat minor" are keys, and not an article and what it stands before."""
    if said[1] not in "aA" or said[3].lower() not in ("major", "minor"):
        return True
    before = text[: said.start()].rstrip()
    if said[1] == "A" and before and before[-1].isalpha():
        return True
    # "In a minor key" names no tonic.
    if said[1] == "a" and re.match(rf"[ -]{MUSIC}(?![a-z])", text[said.end() :]):
        return False
    return bool(_ALONE.match(text, said.end())) or (
        said[1] == "A" and bool(re.match(rf"[ -]{MUSIC}(?![a-z])", text[said.end() :], re.IGNORECASE))
    )


def _short(text: str, low: str) -> tuple[int, str] | None:
    """F#m anywhere; Am and Bb where nothing else stands beside them."""
    for said in _SHORT.finditer(text):
        chord = said[3] or said[4] or ""
        lone = re.search(r"(?:^|[,;:(。、]|(?<![A-Za-z])(?:in|of|key))\s*$", text[: said.start()]) and _ALONE.match(
            text, said.end()
        )
        if (lone or said[3] or chord in ("maj", "min")) and not ruled_out(low, said.start()):
            mode = {"m": "minor", "min": "minor", "": ""}.get(chord, "major")
            return (LETTERS[said[1].lower()] + shift(said[2])) % 12, mode
    return None


def _bare(text: str, low: str) -> tuple[int, str] | None:
    """A tonic without a mode: "in D", "key of B flat"."""
    for said in _TONIC.finditer(text):
        of_key = "ey" in said[0][:-1].lower().replace("they", "")
        if said[1] == "a" and not (of_key or said[3]):
            continue
        if (of_key or _ALONE.match(text, said.end())) and not ruled_out(low, said.start()):
            mode = {"m": "minor", "min": "minor", "maj": "major"}.get(said[3] or "", "")
            return (LETTERS[said[1].lower()] + shift(said[2])) % 12, mode
    letters = list(_LETTER.finditer(text))
    if len(letters) == 1:
        return (LETTERS[letters[0][1].lower()] + shift(letters[0][2])) % 12, ""
    return None


def _chinese(text: str, low: str) -> tuple[int, str] | None:
    if (said := _CHINESE.search(text)) and not ruled_out(low, said.start()):
        modes = {"大": "major", "小": "minor", "多": "dorian", "弗": "phrygian", "利": "lydian", "混": "mixolydian"}
        mode = modes.get(said[4][0], "pentatonic" if said[4] in ("宫", "五声") else "")
        return (LETTERS[said[2].lower()] + shift(said[1]) + shift(said[3])) % 12, mode
    if said := _JIANPU.search(text):
        return (LETTERS[said[2].lower()] + shift(said[1]) + shift(said[3])) % 12, ""
    return None


def _german(text: str, low: str) -> tuple[int, str] | None:
    said = _GERMAN.search(low)
    if not said:
        return None
    return _GERMAN_TONES.get(said[1], LETTERS.get(said[1], 0)), "minor" if said[2] == "moll" else "major"


def _romance(text: str, low: str) -> tuple[int, str] | None:
    said = _ROMANCE.search(low)
    if not said:
        return None
    sign = said[2] or ""
    step = 1 if sign.startswith(("di", "so", "#")) else -1 if sign else 0
    return (_SYLLABLES[said[1]] + step) % 12, "minor" if said[3][:3] in ("min", "men") else "major"
