"""Wishes that strangers have: kinds of music by other names, who leads, lists that are all there is, what cannot be."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from pipelines.music.composer.read.reading import Reading, Wishes, read
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.score.score import Note, Score


def heard(prompt: str) -> Reading:
    return read(prompt, Wishes(), 1)


def told(prompt: str) -> str:
    return " ".join(str(note) for note in heard(prompt).notes)


@cache
def a_piece(prompt: str, seconds: float = 30.0) -> Score:
    return compose(heard(prompt), seconds, 1)


def players(prompt: str) -> dict[str, str]:
    return {track.role: track.instrument.key for track in a_piece(prompt).tracks}


def notes_of(score: Score, role: str) -> list[Note]:
    return [note for track in score.tracks if track.role == role for note in track.notes]


@pytest.mark.parametrize(
    ("prompt", "name", "genre"),
    [
        ("zydeco for a saturday night", "zydeco", "country"),
        ("qawwali at a shrine", "qawwali", "raga"),
        ("mariachi with trumpets", "mariachi", "salsa"),
        ("a shoegaze wall of sound", "shoegaze", "rock"),
        ("uk drill, 142", "uk drill", "trap"),
        ("昆曲，笛子", "昆曲", "chinese"),
        ("粤语老歌，怀旧", "粤语老歌", "pop"),
    ],
)
def test_a_kind_that_is_not_written_is_said_with_the_one_that_comes_nearest(prompt: str, name: str, genre: str) -> None:
    assert heard(prompt).genre.key == genre
    assert f"“{name}”" in told(prompt)


@pytest.mark.parametrize(
    ("prompt", "genre"),
    [
        ("haunted carnival waltz", "waltz"),
        ("a tavern polka", "polka"),
        ("jazz for a birthday party", "jazz"),
        ("马戏团里的爵士", "jazz"),
    ],
)
def test_a_name_says_more_than_an_occasion(prompt: str, genre: str) -> None:
    assert heard(prompt).genre.key == genre


@pytest.mark.parametrize(
    ("prompt", "genre"),
    [
        ("podcast intro, friendly", "pop"),
        ("a hobbit walking home", "celtic"),
        ("night market in taipei", "chinese"),
        ("末班地铁上的孤独", "lofi"),
        ("过年了，锣鼓喧天", "chinese"),
    ],
)
def test_a_scene_leads_somewhere_in_both_languages_and_it_is_said(prompt: str, genre: str) -> None:
    assert heard(prompt).genre.key == genre
    assert "comes nearest" in told(prompt)


def test_a_drum_solo_is_drums_alone_and_no_drum_and_bass() -> None:
    assert heard("drum solo").genre.key == "rock"
    assert players("a jazz drum solo") == {"drums": "brush-kit"}


@pytest.mark.parametrize(
    ("prompt", "leader"),
    [
        ("piano leads, flute accompanies", "piano"),
        ("ska with trombone lead", "trombone"),
        ("strings with a melody on oboe", "oboe"),
        ("the organ should play the melody over a piano, pop", "organ"),
        ("古筝为主，笛子伴奏", "koto"),
        ("不要钢琴的爵士，小号主奏", "trumpet"),
        ("a chopin-like nocturne", "piano"),
    ],
)
def test_who_is_said_to_lead_has_the_tune(prompt: str, leader: str) -> None:
    assert players(prompt)["lead"] == leader


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("bolero for two guitars", {"nylon-guitar"}),
        ("轻柔的大提琴与钢琴，G大调，四三拍", {"cello", "piano"}),
        ("a soft, slow cello and harp in C major", {"cello", "harp"}),
        ("two violins and cello", {"violin", "cello"}),
        ("clarinet quintet", {"clarinet", "violin", "viola", "cello"}),
    ],
)
def test_a_list_that_is_all_there_is_stays_alone(prompt: str, expected: set[str]) -> None:
    assert set(players(prompt).values()) == expected


def test_a_nocturne_for_others_has_no_piano() -> None:
    assert set(players("nocturne for flute and harp").values()) == {"flute", "harp"}


@pytest.mark.parametrize(
    "prompt", ["guided meditation, no melody", "lofi, just chords, without a melody", "爵士，不要旋律"]
)
def test_a_tune_that_is_ruled_out_is_not_there(prompt: str) -> None:
    assert not {"lead", "counter"} & players(prompt).keys()
    assert players(prompt)


@pytest.mark.parametrize("prompt", ["pop without synths", "orchestral music without brass"])
def test_what_is_ruled_out_with_its_family_leaves_a_bass(prompt: str) -> None:
    assert "bass" in players(prompt)


def test_a_bass_that_is_ruled_out_is_not_replaced() -> None:
    assert "bass" not in players("rock, no bass")


@pytest.mark.parametrize("prompt", ["不要钢琴的爵士", "不要吉他的放克"])
def test_a_genre_without_a_player_is_still_that_genre(prompt: str) -> None:
    assert heard(prompt).genre.key in ("jazz", "funk")


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("pop in C, key change in the last chorus", "does not modulate"),
        ("最后一段升一个调，流行", "does not modulate"),
        ("klezmer, starts slow and gets faster", "one tempo"),
        ("march that fades out", "fade"),
        ("rock with changing time signatures", "one metre"),
        ("120 bpm, 90 bpm", "90 bpm"),
        ("C major and A minor", "A minor"),
        ("fast and slow at once", "slow"),
    ],
)
def test_what_cannot_be_is_said(prompt: str, words: str) -> None:
    assert words in told(prompt)


@pytest.mark.parametrize("prompt", ["pop in C major, 120 bpm", "a slow waltz", "not too fast, slow blues in A"])
def test_what_can_be_has_no_such_sentence(prompt: str) -> None:
    assert not heard(prompt).missed


@pytest.mark.parametrize(
    ("prompt", "seconds"),
    [
        ("15 second news sting", 15),
        ("1'30 tango", 90),
        ("a minute and a half of baroque", 90),
        ("the last 5 seconds", None),
    ],
)
def test_a_length_is_read_however_it_is_said(prompt: str, seconds: float | None) -> None:
    assert heard(prompt).seconds == seconds


def test_chinese_numerals_behind_their_word_are_a_tempo() -> None:
    assert heard("速度九十，民谣").tempo == 90


def test_a_letter_that_stands_alone_is_a_key() -> None:
    assert heard("bluegrass, banjo, G").key.tonic == 7


@pytest.mark.parametrize(
    ("prompt", "labels"),
    [
        ("rock ABABCB", "A B A B C B"),
        ("verse chorus verse chorus bridge chorus, indie pop, 120", "verse chorus verse chorus bridge chorus"),
        ("rondo form ABACA for harpsichord", "A B A C A"),
    ],
)
def test_sections_that_nobody_counted_all_fit(prompt: str, labels: str) -> None:
    score = a_piece(prompt)
    assert " ".join(section.label.rstrip("′") for section in score.sections if section.kind != "outro") == labels
    assert not any("Only" in str(sentence) for sentence in score.said)


def test_letters_that_are_no_form_are_none() -> None:
    assert not heard("songs like ABBA").structure


@pytest.mark.parametrize(
    ("prompt", "bars"),
    [("8 bars of | Dm7 G7 | Cmaj7 A7 |, bossa", ("Dm7,G7", "Cmaj7,A7")), ("1645 进行, 流行", ("I", "vi", "IV", "V"))],
)
def test_chords_are_read_between_bar_lines_and_in_figures(prompt: str, bars: tuple[str, ...]) -> None:
    assert heard(prompt).progression == bars


@pytest.mark.parametrize("prompt", ["pop", "baroque", "soul", "disco", "techno in A minor"])
def test_a_bass_leaps_by_an_octave_at_most(prompt: str) -> None:
    line = sorted(notes_of(a_piece(prompt), "bass"), key=lambda note: note.start)
    assert line
    assert all(abs(a.pitch - b.pitch) <= 12 for a, b in pairwise(line))


def test_the_inner_voice_of_a_quartet_moves() -> None:
    score = a_piece("string quartet, classical")
    assert len(notes_of(score, "pad")) > 2 * score.sections[-1].end_bar


@pytest.mark.parametrize(
    ("prompt", "named"),
    [
        ("gypsy jazz trio: violin, guitar, double bass", {"violin", "jazz-guitar", "acoustic-bass"}),
        ("a jazz trio (clarinet, piano, double bass)", {"clarinet", "piano", "acoustic-bass"}),
        ("string quartet: two violins, viola, cello", {"violin", "viola", "cello"}),
    ],
)
def test_an_ensemble_whose_players_are_listed_has_these(prompt: str, named: set[str]) -> None:
    found = heard(prompt)
    assert named <= {player.key for player in found.named} and len(found.named) <= 4 and found.alone


def test_an_ensemble_with_a_guest_keeps_its_own() -> None:
    assert len(heard("string quartet with piano").named) == 5


@pytest.mark.parametrize(("prompt", "tempo"), [("acid techno, 303, 138", 138), ("deep house, 909, 122", 122)])
def test_the_number_of_a_machine_is_no_tempo(prompt: str, tempo: float) -> None:
    assert heard(prompt).tempo == tempo


def test_a_kit_that_is_named_twice_is_one_player() -> None:
    assert [player.key for player in heard("taiko drums").named] == ["orchestra-kit"]


@pytest.mark.parametrize(
    ("prompt", "labels"),
    [
        ("techno, build-up, drop, breakdown, drop", ["build", "drop", "break", "drop"]),
        ("a song: verse (8 bars), chorus (8 bars)", ["verse", "chorus"]),
        ("pop: intro 4, verse 8", ["intro", "verse"]),
    ],
)
def test_names_of_sections_in_a_row_are_the_form(prompt: str, labels: list[str]) -> None:
    assert [label for label, _ in heard(prompt).structure] == labels


@pytest.mark.parametrize(
    "prompt", ["a guitar solo, a break, slow", "the drop of rain, autumn", "chorus effect, dreamy"]
)
def test_a_word_for_a_section_alone_is_no_form(prompt: str) -> None:
    assert heard(prompt).structure == ()
