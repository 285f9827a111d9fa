"""Which language a prompt is written in, by its script and its most frequent small words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

NAMES = {
    "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "ru": "Russian", "ar": "Arabic", "he": "Hebrew", "hi": "Hindi",
    "th": "Thai", "el": "Greek", "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "pl": "Polish", "sv": "Swedish", "tr": "Turkish", "en": "English",
}  # fmt: skip

SCRIPTS = {
    "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CYRILLIC": "ru", "ARABIC": "ar", "HEBREW": "he",
    "DEVANAGARI": "hi", "THAI": "th", "GREEK": "el",
}  # fmt: skip
"""First word of a letter's Unicode name: the language that script most likely stands for."""

# Words that are also English words (die, man, son, on, me, a, in, no, to) are left out on purpose.
SMALL_WORDS = {
    "en": "the a an of and to in is on with for that who at by from his her their my about it as was are under over into "
    "between when where i you we they she he write poem story letter".split(),
    "fr": "le la les un une des du et est dans sur avec pour qui que aux ses mon ma sous chez vers je il elle nous "
    "vous écris écrire poème histoire lettre petit petite".split(),
    "de": "der das und ein eine einen einem einer ist nicht im mit auf für von zu den dem des wie über unter ich du wir "
    "sie schreibe gedicht geschichte brief kleine kleiner".split(),
    "es": "el la los las un una unos del y es en con por para que su sus mi bajo sobre al escribe poema historia carta "
    "pequeño pequeña".split(),
    "it": "il lo la gli un una di del della dei e è nel nella con per che suo sua sul sulla mio mia scrivi poesia storia "
    "lettera piccolo piccola".split(),
    "pt": "os as um uma do da dos das e é em no na nos nas com por para que seu sua meu minha ao escreva poema história "
    "carta pequeno pequena".split(),
    "nl": "de het een van en is met op voor aan zijn haar niet bij naar onder schrijf gedicht verhaal brief kleine".split(),
    "pl": "i w na z się jest nie do dla pod nad który która o napisz wiersz opowiadanie list mały mała".split(),
    "sv": "och en ett som är på med för av till den det under skriv dikt berättelse brev liten".split(),
    "tr": "bir ve ile için bu şu çok gibi altında üzerinde yaz şiir hikaye mektup küçük".split(),
}  # fmt: skip


def language_of(text: str) -> str:
    """ISO 639-1 code of the language of `text`, or "" when nothing tells (a name, one word, emoji).

    Foreign names inside an English sentence do not make it foreign: the majority of letters and small words decides.
    """
    script = _script_language(text)
    return script if script else _latin_language(text)


def name_of(language: str) -> str:
    """English name of a language by its ISO 639-1 code."""
    return NAMES.get(language, language)


def _script_language(text: str) -> str:
    """The language of the script most letters are in; "" when most are Latin."""
    letters = [char for char in text if char.isalpha()]
    counts = Counter(SCRIPTS.get(unicodedata.name(char, "").split(" ")[0], "") for char in letters)
    latin = counts.pop("", 0)
    # One ideograph says as much as a word of two or three letters.
    if counts["zh"] + counts["ja"]:
        counts["zh"], latin = 3 * counts["zh"], latin
    if not counts or sum(counts.values()) <= latin:
        return ""
    # Japanese mixes kana with ideographs; any kana decides.
    return "ja" if counts["ja"] else counts.most_common(1)[0][0]


def _latin_language(text: str) -> str:
    words = re.findall(r"[^\W\d_]+", text.lower())
    hits = {code: sum(word in set(small) for word in words) for code, small in SMALL_WORDS.items()}
    best = max(hits, key=lambda code: hits[code])
    # Two small words, and more than English has: one "la" in "La Paz" is a name.
    if best != "en" and hits[best] >= 2 and hits[best] > hits["en"]:
        return best
    return "en" if hits["en"] else ""
