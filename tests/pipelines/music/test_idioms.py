"""What styles are known by: the clave of a salsa, the drone of a raga, the kick of a house, power chords of metal."""

from __future__ import annotations

from itertools import combinations

import pytest

from pipelines.music.composer.genres import genres
from pipelines.music.composer.tables import read_table
from pipelines.music.composer.tune.rhythm import NAMES
from pipelines.music.composer.write.drums import SOUNDS, STROKES
from pipelines.music.score.instruments import instruments
from pipelines.music.score.score import Metre
from tests.pipelines.music.test_genres import lengths, piece, rows


@pytest.mark.parametrize("name", read_table("grooves"))
def test_the_rows_of_a_groove_are_equally_long_and_name_sounds_of_a_kit(name: str) -> None:
    groove = read_table("grooves")[name]
    assert len({step for _, row in rows(groove) for step in lengths(row)}) == 1
    assert {sound for sound, _ in rows(groove)} <= SOUNDS.keys()
    assert set("".join(row for _, row in rows(groove))) <= {*STROKES, ".", "|"}
    assert "calm" in groove, "it has no quiet bars"
    low, high = instruments()["standard-kit"].range
    assert all(low <= SOUNDS[sound] <= high for sound, _ in rows(groove))


def test_no_two_grooves_are_played_alike() -> None:
    plain = {
        name: frozenset((sound, row) for sound, row in groove.items() if isinstance(row, str))
        for name, groove in read_table("grooves").items()
    }
    for one, other in combinations(plain, 2):
        assert len(plain[one] & plain[other]) <= min(len(plain[one]), len(plain[other])) - 1, f"{one} is {other}"


def test_melody_rhythms_fill_their_bars() -> None:
    quarters = {bar: Metre(metre).bar for metre, bar in NAMES.items()}
    for name, family in read_table("rhythms").items():
        for bar, kinds in family.items():
            for rhythm in (*kinds["move"], *kinds["rest"]):
                assert sum(abs(float(part)) for part in rhythm.split()) == pytest.approx(quarters[bar]), (name, rhythm)
            assert all(float(rhythm.split()[0]) > 0 for rhythm in kinds["rest"]), f"{name} closes without a note"


def beats(groove: str, sound: str) -> list[str]:
    """A row's first bar, cut into quarters."""
    row = read_table("grooves")[groove][sound].split("|")[0]
    return [row[at : at + 4] for at in range(0, 16, 4)]


def test_what_people_dance_to_has_a_kick_on_every_beat() -> None:
    for key in ("house", "techno", "trance", "disco"):
        for groove in genres()[key].groove:
            assert all(beat[0] == "X" for beat in beats(groove, "kick")), groove


def test_half_time_has_its_backbeat_on_the_third_beat() -> None:
    for groove, sound in (("dubstep", "snare"), ("dubstep2", "snare"), ("trap", "clap"), ("trap2", "snare")):
        assert [beat[0] == "X" for beat in beats(groove, sound)] == [False, False, True, False]


def test_the_clave_has_its_five_strokes() -> None:
    for groove in genres()["salsa"].groove:
        strokes = [step for step, sign in enumerate(read_table("grooves")[groove]["claves"]) if sign != "."]
        # The son clave: two strokes in one half, three in the other, which are a tresillo.
        halves = [[step % 8 for step in strokes if step // 8 == half] for half in (0, 1)]
        assert sorted(halves, key=len) == [[2, 4], [0, 3, 6]]


def test_a_dembow_and_a_one_drop_are_what_they_are_called() -> None:
    assert read_table("grooves")["dembow"]["snare"] == "...X..X....X..X."
    assert beats("onedrop", "kick")[0] == "...."


def test_a_raga_stays_on_its_tonic() -> None:
    for seed in (1, 2):
        score = piece(genres()["raga"], "4/4", seed, 20)
        assert {chord.root for chord in score.chords} == {score.key.tonic}


def test_styles_without_drums_and_without_a_bass_have_none() -> None:
    for key in ("tango", "ragtime", "choral", "newage", "minimalism", "classical", "baroque", "waltz"):
        assert not genres()[key].drums
    assert {track.role for track in piece(genres()["tango"], "4/4").tracks}.isdisjoint({"drums"})
    assert {track.role for track in piece(genres()["raga"], "4/4").tracks}.isdisjoint({"bass"})


def test_metal_and_punk_play_power_chords_and_no_pad() -> None:
    for key in ("metal", "punk"):
        score = piece(genres()[key], "4/4")
        chords = next(track for track in score.tracks if track.role == "chords")
        assert chords.instrument.key == "distortion-guitar" or key == "punk"
        assert "pad" not in {track.role for track in score.tracks}
        for note in chords.notes:
            assert (note.pitch - score.chord_at(note.start).root) % 12 in (0, 7)
