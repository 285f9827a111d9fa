"""Tempi that are read in descriptions: whole kinds of phrases, and what must not be read into others."""

from __future__ import annotations

import pytest

from pipelines.music.composer.genres import genres
from pipelines.music.composer.read.numerals import chinese, english
from tests.pipelines.music.described import heard, missed


@pytest.mark.parametrize(
    ("words", "tempo"),
    [
        ("bpm: 90", 90), ("tempo 90", 90), ("90bpm", 90), ("90 BPM", 90), ("BPM=174", 174), ("bpm120", 120),
        ("♩=72", 72), ("♩ = 72", 72), ("q=100", 100), ("quarter note = 88", 88), ("crotchet = 66", 66),
        ("at 90 beats per minute", 90), ("90 beats a minute", 90), ("a 90-bpm groove", 90), ("tempo of about 75", 75),
        ("Tempo is 100", 100), ("tempo: 132", 132), ("M.M. 60", 60), ("metronome 88", 88), ("92.5 bpm", 92.5),
        ("between 90 and 100 bpm", 95), ("80 to 90 BPM", 85), ("90-100 bpm", 95), ("ninety beats per minute", 90),
        ("a hundred and twenty bpm", 120), ("ninety-six bpm", 96), ("half note = 50", 100), ("at 140", 140),
        ("每分钟90拍", 90), ("速度90", 90), ("速度：90", 90), ("120拍", 120), ("每分钟一百二十拍", 120),
        ("１２０ＢＰＭ", 120),
        ("九十拍每分", 90), ("每分钟大约70拍", 70), ("bpm 66, 4/4", 66), ("100拍左右", 100),
    ],
)  # fmt: skip
def test_a_number_for_the_tempo_is_read_as_people_write_it(words: str, tempo: float) -> None:
    reading = heard(f"pop, {words}")
    assert (reading.tempo, reading.tempo_is_given) == (tempo, True)
    assert not reading.missed


@pytest.mark.parametrize(
    "prompt",
    [
        "pop from the year 1984",
        "pop, 24/7",
        "3 friends, pop",
        "pop, 6000 steps",
        "pop, 3/4",
        "流行，四三拍",
        "pop 80s",
        "tempo: 3/4, pop",
    ],
)
def test_other_numbers_are_no_tempo(prompt: str) -> None:
    assert not heard(prompt).tempo_is_given


@pytest.mark.parametrize(
    ("metre", "pulse"), [("6/8", 1.5), ("9/8", 1.5), ("12/8", 1.5), ("4/4", 1.0), ("5/4", 1.0), ("7/8", 1.0)]
)
def test_a_tempo_counts_the_beats_of_the_metre(metre: str, pulse: float) -> None:
    """120 in six-eight is 120 dotted quarters, in the form as in the words."""
    assert heard(f"folk in {metre} at 120 bpm").tempo == 120 * pulse
    assert heard("folk", metre=metre, tempo=100.0).tempo == 100 * pulse


def test_a_note_that_is_written_for_the_beat_is_counted() -> None:
    assert heard("folk in 6/8, ♩. = 60").tempo == 90
    assert heard("folk in 6/8, dotted quarter = 60").tempo == 90
    assert heard("folk in 6/8, ♩ = 90").tempo == 90
    assert heard("folk in 12/8, ♪=180").tempo == 90


@pytest.mark.parametrize(("said", "taken"), [("tempo 5", 40), ("tempo 5000", 220), ("800 bpm", 220), ("12 bpm", 40)])
def test_a_tempo_that_cannot_be_played_is_said_and_the_nearest_taken(said: str, taken: int) -> None:
    reading = heard(f"pop, {said}")
    (sentence,) = reading.missed
    assert sentence.key == "composer.missed.tempo"
    assert (reading.tempo, sentence.values["taken"]) == (taken, str(taken))
    assert "40" in str(sentence)
    assert not missed(f"pop, {said}", tempo=100.0), "the form decides"


def test_paces_follow_the_words_and_their_negations() -> None:
    def tempo(words: str) -> float:
        return heard(f"pop, {words}").tempo

    low, high = genres()["pop"].tempo
    assert tempo("very slow") < tempo("slow") < low
    assert high < tempo("fast") < tempo("very fast")
    assert tempo("largo") < tempo("adagio") < tempo("andante") < tempo("allegro") < tempo("presto")
    for words in ("not too fast", "not slow", "不要太快的", "moderate tempo"):
        assert tempo(words) == (low + high) / 2, words
    assert heard("很慢的流行歌").tempo < low
    assert heard("快节奏的流行歌").tempo > high
    assert heard("twice as fast pop").tempo > 1.5 * high
    for words in ("欢快", "breakfast", "grave in the mist", "慢慢"):
        assert low * 0.8 <= tempo(words) <= high * 1.1, words


def test_numbers_in_words() -> None:
    assert [english(words) for words in ("ninety", "a hundred and five", "two hundred", "twenty-one", "house")] == [
        90, 105, 200, 21, None,
    ]  # fmt: skip
    assert [chinese(words) for words in ("九十", "一百二十", "一百二", "十二", "四三")] == [90, 120, 120, 12, None]
