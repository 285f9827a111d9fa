"""Words on a melody: a syllable to a note, stress on strong beats or longer notes, a line to a phrase."""

from __future__ import annotations

import random
import re
import time
from functools import cache
from itertools import pairwise

import pytest

from pipelines.music.composer.options import ComposerOptions
from pipelines.music.composer.read.reading import Wishes, read
from pipelines.music.composer.sing.lyric import Lyric, read_lyric, words_of
from pipelines.music.composer.sing.outline import WORDLESS
from pipelines.music.composer.sing.song import song
from pipelines.music.composer.sing.syllables import divided, syllables
from pipelines.music.score.lrc import lrc_bytes
from pipelines.music.score.score import Metre, Note, Score, Track
from studio.errors import BadInput
from tests.pipelines.music.lyrics import LYRICS, POEM


@cache
def sung(prompt: str, text: str, seconds: float = 90, seed: int = 1) -> Score:
    return song(read_lyric(text), read(prompt, Wishes(), seed), seconds, seed)


def lead(score: Score) -> Track:
    return next(track for track in score.tracks if track.role == "lead")


def worded(score: Score) -> list[list[Note]]:
    """The notes of each syllable, those on which it goes on included."""
    found: list[list[Note]] = []
    for note in lead(score).notes:
        if note.lyric == "_":
            found[-1].append(note)
        elif note.lyric:
            found.append([note])
    return found


def text_of(score: Score) -> str:
    return words_of([notes[0].lyric for notes in worded(score)])


def phrases(score: Score) -> list[list[Note]]:
    """What is sung between two rests."""
    notes = [note for note in lead(score).notes if note.lyric]
    found = [[notes[0]]]
    for before, note in pairwise(notes):
        if note.start - before.end > 0.45:
            found.append([])
        found[-1].append(note)
    return found


def heard(lyric: Lyric, score: Score) -> list[tuple[float, list[Note], list[Note]]]:
    """Stress of each syllable that is sung, its notes, and those of the syllables beside it."""
    stress = {line.text: [syllable.stress for syllable in line.syllables] for s in lyric.stanzas for line in s.lines}
    texts = {line.text: [syllable.text for syllable in line.syllables] for s in lyric.stanzas for line in s.lines}
    groups, found = worded(score), []
    while groups:
        said = next(
            line for line, parts in texts.items() if [group[0].lyric for group in groups[: len(parts)]] == parts
        )
        line, groups = groups[: len(texts[said])], groups[len(texts[said]) :]
        for place, (weight, notes) in enumerate(zip(stress[said], line, strict=True)):
            beside = [note for group in line[max(0, place - 1) : place + 2] if group is not notes for note in group]
            found.append((weight, notes, beside))
    return found


def is_borne(notes: list[Note], beside: list[Note], metre: Metre) -> bool:
    """Whether it lies on a strong beat, is held for a beat, or for longer than what is beside it."""
    at, length = notes[0].start % metre.bar, notes[-1].end - notes[0].start
    strong = any(abs(at - beat) < 0.01 for beat in metre.strong)
    return strong or length >= 0.9 or all(length > note.length + 0.01 for note in beside)


@pytest.mark.parametrize("seconds", [75, *(pytest.param(each, marks=pytest.mark.judge) for each in (30, 45, 120, 180))])
@pytest.mark.parametrize("name", LYRICS)
def test_stressed_syllables_lie_on_strong_or_longer_notes(name: str, seconds: float) -> None:
    prompt, text = LYRICS[name]
    score = sung(prompt, text, seconds)
    stressed = [(notes, beside) for weight, notes, beside in heard(read_lyric(text), score) if weight >= 1]
    borne = sum(is_borne(notes, beside, score.metre) for notes, beside in stressed)
    assert len(stressed) >= 4
    assert borne / len(stressed) >= 0.9


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("The quiet river wanders slowly home", "The QUI- et RI- ver WAN- ders SLOW- ly HOME"),
        ("beneath the mountain's shoulder", "be- NEATH the MOUN- tain's SHOUL- der"),
        ("Don't you ever leave me, darlin'", "DON'T you E- ver LEAVE me, DAR- lin'"),
        ("little apples on the table", "LIT- tle AP- ples on the TA- ble"),
        ("in 1999, and 30 fires", "in NINE- TEEN NINE- ty NINE, and THIR- ty FIRES"),
        ("o'er the blue-eyed ocean", "o'er the BLUE EYED O- cean"),
        ("Gandalf rode Shadowfax", "GAN- dalf RODE Sha- DOW- fax"),
        ("flying, created, beautiful", "FLY- ing, cre- A- ted, BEAU- ti- ful"),
    ],
)
def test_words_are_divided_into_syllables_with_their_stress(line: str, parts: str) -> None:
    found = [part.text.upper() if part.stress >= 1 else part.text for part in syllables(line)]
    assert [part.lower() for part in found] == [part.lower() for part in parts.split()]
    assert [part.isupper() for part in found] == [part.isupper() for part in parts.split()]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("床前明月光，疑是", "床 前 明 月 光， 疑 是"),
        ("我 love 你 23 遍", "我 love 你 二 十 三 遍"),
        ("2024年", "二 零 二 四 年"),
        ("Señorita über café", "Se- ño- ri- ta ü- ber ca- fé"),
        ("こんにちは", "こ ん に ち は"),
        ("моя любовь", "мо- я лю- бовь"),
        ("(ooh) … -- 🎵 “yes!”", "ooh yes!"),
    ],
)
def test_other_scripts_numbers_and_signs(line: str, parts: str) -> None:
    assert [part.text for part in syllables(line)] == parts.split()


def test_no_letter_of_a_word_is_lost_when_it_is_divided() -> None:
    words = re.findall(r"[A-Za-z']+", " ".join(text for _, text in LYRICS.values()))
    for word in {*words, "strengths", "queue", "rhythm", "zzz", "aeiou", "ﬁre", "İstanbul", "x" * 300}:
        for count in (None, 1, 2, 3, 5):
            assert "".join(divided(word, count)) == word
            assert all(divided(word, count))


def test_stanzas_are_verses_and_what_is_named_keeps_its_name() -> None:
    named = read_lyric("[Verse 1]\nla la\n\n[Chorus]\nhey\n(ho)\n\n[Verse 2]\nlo lo\n\n[Chorus]\n\n[Bridge: all]\nmm")
    assert [stanza.label for stanza in named.stanzas] == ["verse", "chorus", "verse", "chorus", "bridge"]
    assert [len(stanza.lines) for stanza in named.stanzas] == [1, 2, 1, 2, 1]
    bare = read_lyric("# A title\n\none two\n\nhey hey\n\nthree four\n\nhey hey")
    assert [stanza.label for stanza in bare.stanzas] == ["verse", "chorus", "verse", "chorus"]
    chinese = read_lyric("主歌：\n我走在路上\n\n副歌：\n啊啊\n")
    assert [stanza.label for stanza in chinese.stanzas] == ["verse", "chorus"]


@pytest.mark.parametrize("name", ["river", "city"])
def test_a_stanza_is_a_section_and_a_chorus_returns_with_its_tune(name: str) -> None:
    prompt, text = LYRICS[name]
    score = sung(prompt, text, 120)
    bar, tunes = score.metre.bar, dict[str, list[list[int]]]()
    for section in score.sections:
        notes = [n for n in lead(score).notes if section.start_bar * bar <= n.start + 1 < section.end_bar * bar + 0.01]
        words = [note for note in notes if note.lyric]
        assert bool(words) == (section.kind not in WORDLESS), section.label
        tunes.setdefault(section.kind, []).append([n.pitch for n in words if n.start >= section.start_bar * bar])
    assert len({section.kind for section in score.sections if section.kind not in WORDLESS}) == 2
    first = tunes["chorus"][0]
    assert all(tune[: len(first) - 1] == first[: len(tune)][: len(first) - 1] for tune in tunes["chorus"])


@pytest.mark.parametrize(("name", "seconds"), [("train", 75), ("harbour", 75), ("hymn", 75), ("city", 40)])
def test_a_line_is_a_phrase_with_a_breath_behind_it(name: str, seconds: float) -> None:
    prompt, text = LYRICS[name]
    score = sung(prompt, text, seconds)
    lines = {line.text for stanza in read_lyric(text).stanzas for line in stanza.lines}
    spoken = [words_of([note.lyric for note in phrase if note.lyric != "_"]) for phrase in phrases(score)]
    assert set(spoken) == lines
    shown = lrc_bytes(score, "song", "Inkstone", seconds).decode()
    assert {re.sub(r"\[.*?\]", "", row) for row in shown.splitlines() if re.match(r"\[\d", row)} == lines


def test_a_line_that_begins_before_its_bar_leaves_a_breath_too() -> None:
    text = (
        "Every bell in town is ringing\nAnd the moon is on the wall\nIn the morning we are singing\nAnd the leaves fall"
    )
    score = sung("pop song, 100 bpm", text, 40)
    shown = lrc_bytes(score, "song", "Inkstone", 40).decode()
    assert all(f"]{line}\n" in shown for line in text.splitlines())


def test_chinese_is_sung_one_character_to_a_note() -> None:
    score = sung("江南水乡，古筝", POEM, 60)
    assert set(re.sub(r"\W", "", POEM)) == {notes[0].lyric[0] for notes in worded(score)}
    assert all(len(re.sub(r"\W", "", notes[0].lyric)) == 1 for notes in worded(score))
    assert "床前明月光" in text_of(score)


def test_all_words_are_sung_in_their_order() -> None:
    for name in ("train", "numbers"):
        prompt, text = LYRICS[name]
        lines = [line.text for stanza in read_lyric(text).stanzas for line in stanza.lines]
        assert text_of(sung(prompt, text, 75)).startswith(" ".join(lines))


def test_a_syllable_that_is_held_goes_on_over_a_second_note() -> None:
    score = sung("a slow folk song", "Come home, come home\nThe lamps are in the window", 60)
    held = [notes for notes in worded(score) if len(notes) > 1]
    assert held and all(notes[0].end <= notes[1].start + 0.01 for notes in held)


@pytest.mark.parametrize("seconds", [10, 20, 60])
def test_what_there_is_no_time_for_is_said(seconds: float) -> None:
    text = LYRICS["river"][1]
    score = sung("pop song, 100 bpm", text, seconds)
    lines = [line.text for stanza in read_lyric(text).stanzas for line in stanza.lines]
    missing = [line for line in lines if line not in text_of(score)]
    said = [sentence for sentence in score.said if sentence.key == "sing.left_out"]
    assert [sentence.values["count"] for sentence in said] == ([len(missing)] if missing else [])
    assert not missing or said[0].values["line"] == missing[0]
    assert bool(missing) == (seconds < 60)


@pytest.mark.parametrize("prompt", ["techno", "solo drums", "solo violin", "raga", "march in 7/8"])
def test_there_is_always_somebody_who_has_the_tune(prompt: str) -> None:
    score = sung(prompt, LYRICS["city"][1], 40)
    low, high = lead(score).instrument.range
    notes = sorted((note for note in lead(score).notes if note.lyric), key=lambda note: note.start)
    assert notes and all(low <= note.pitch <= high and note.length > 0.1 for note in notes)
    assert all(before.end <= after.start + 1e-6 for before, after in pairwise(notes))
    assert any(sentence.key == "sing.set" for sentence in score.said)


@pytest.mark.parametrize("prompt", ["soul ballad with piano and a singer", "rock with guitar and choir", "钢琴与女声"])
def test_voices_that_were_asked_for_have_the_tune(prompt: str) -> None:
    assert lead(sung(prompt, LYRICS["city"][1], 40)).instrument.key in ("oohs", "choir")


def test_sections_that_were_asked_for_are_kept() -> None:
    score = sung("pop song, structure: intro 2, verse 8, solo 4, chorus 4, outro 2, 110 bpm", LYRICS["city"][1], 60)
    assert [section.label for section in score.sections][:4] == ["intro", "verse", "solo", "chorus"]
    assert text_of(score).endswith("hold on to me")


def test_one_seed_repeats_and_another_differs() -> None:
    prompt, text = LYRICS["hymn"]
    again = song(read_lyric(text), read(prompt, Wishes(), 1), 75, 1)
    assert again == sung(prompt, text, 75)
    assert lead(again).notes != lead(sung(prompt, text, 75, 2)).notes


@pytest.mark.parametrize("text", ["🎵🎵 …", "---", "[Chorus]", "# Title"])
def test_what_has_no_word_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        ComposerOptions.read({"lyrics": text})
    assert "lyrics" in refused.value.fields


def test_strange_lyrics_are_set_in_a_moment() -> None:
    rng = random.Random(3)
    letters = "ab c,d'e!\n\n 你好 3 é — [x] (y): ñ \u0301 \u200d 字"
    texts = ["a " * 999, "word" * 500, "1" * 2000, "!" * 1000 + "a", "[Verse]\n" * 200 + "la", "啊" * 2000]
    texts += ["".join(rng.choices(letters, k=400)) for _ in range(3)]
    for text in texts:
        begun = time.process_time()
        score = sung("pop song", text, 15)
        assert any(note.lyric for note in lead(score).notes)
        assert time.process_time() - begun < 3
