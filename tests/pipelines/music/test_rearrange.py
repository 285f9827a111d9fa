"""A piece that stands, changed: what is named is different, and all else stays note for note."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import mido
import pyloudnorm
import pytest
import soundfile

from pipelines.music.ask_edit import RearrangeParams
from pipelines.music.composer.edit.changes import changed, check
from pipelines.music.composer.edit.engine import Rearranger
from pipelines.music.composer.edit.options import RearrangerOptions
from pipelines.music.composer.edit.piece import Piece
from pipelines.music.composer.read.reading import Wishes, read
from pipelines.music.composer.sing.lyric import read_lyric
from pipelines.music.composer.sing.song import song
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.modes import MUSIC
from pipelines.music.score.clock import TempoMap
from pipelines.music.score.instruments import instruments
from pipelines.music.score.score import Note, Score, Track
from pipelines.music.score.stored import dump_score, load_score
from studio.errors import BadInput, Cancelled
from studio.works.made import Made
from studio.works.upload import Upload
from studio.works.works import now
from tests.pipelines.music.test_composer import Desk, composed, file

PROMPT = "a slow jazz ballad for saxophone and piano with bass and drums"
ID = "0" * 64
MODE = next(mode for mode in MUSIC if mode.key == "rearrange")


@cache
def piece(prompt: str = PROMPT, seconds: float = 40) -> Piece:
    reading = read(prompt, Wishes(), 1)
    score = compose(reading, seconds, 1)
    kept = dump_score(score, reading.genre.key, seconds=seconds, energy=reading.energy, mood=reading.mood)
    return Piece.read(kept)


def edit(before: Piece | None = None, seed: int = 7, **values: Any) -> Piece:
    options: dict[str, Any] = {name: values.pop(name) for name in ("reharmonise", "genre") if name in values}
    params, chosen = RearrangeParams.read({"piece": ID, **values}), RearrangerOptions.read(options)
    check(params, chosen)
    return changed(before or piece(), params, chosen, seed, None)


def parts(score: Score) -> dict[str, Track]:
    return {track.role: track for track in score.tracks}


def same(before: Piece, after: Piece) -> set[str]:
    """Roles of the parts that have the same notes on the same instrument."""
    old = parts(before.score)
    return {role for role, track in parts(after.score).items() if old.get(role) == track}


def keys(found: Piece) -> list[str]:
    return [sentence.key for sentence in found.said]


@pytest.mark.parametrize("semitones", [-12, -5, -1, 1, 3, 7, 12])
def test_a_piece_is_moved_with_its_chords_and_its_key(semitones: int) -> None:
    before, after = piece(), edit(transpose=semitones)
    assert after.score.key.tonic == (before.score.key.tonic + semitones) % 12
    assert after.score.key.mode == before.score.key.mode
    assert parts(after.score)["drums"] == parts(before.score)["drums"]
    for role, track in parts(after.score).items():
        if role == "drums":
            continue
        low, high = track.instrument.range
        old = parts(before.score)[role].notes
        assert all(low <= note.pitch <= high for note in track.notes)
        steps = {new.pitch - was.pitch for new, was in zip(track.notes, old, strict=True)}
        assert {step % 12 for step in steps} == {semitones % 12}
        assert [(n.start, n.length, n.velocity) for n in track.notes] == [(n.start, n.length, n.velocity) for n in old]
        is_said = any(k.startswith("rearrange.range") for k in keys(after))
        assert is_said or steps == {semitones}
    for new, was in zip(after.score.chords, before.score.chords, strict=True):
        assert set(new.tones) == {(tone + semitones) % 12 for tone in was.tones}
        assert new.foot == (was.foot + semitones) % 12


@pytest.mark.parametrize(("key", "tonic"), [("E♭", 3), ("C#", 1), ("Bb", 10), ("F♯", 6)])
def test_a_key_is_reached_the_shortest_way(key: str, tonic: int) -> None:
    after = edit(key=key)
    assert after.score.key.tonic == tonic
    lead = zip(parts(after.score)["lead"].notes, parts(piece().score)["lead"].notes, strict=True)
    is_near = all(abs(new.pitch - was.pitch) <= 6 for new, was in lead)
    assert is_near or any(key.startswith("rearrange.range") for key in keys(after))


@pytest.mark.parametrize("prompt", [PROMPT, "a lively celtic jig in 6/8"])
@pytest.mark.parametrize("tempo", [50, 150])
def test_another_tempo_changes_nothing_but_time(tempo: float, prompt: str) -> None:
    before = piece(prompt)
    after = edit(before, tempo=tempo)
    assert after.score.tempo / after.score.metre.pulse == tempo
    assert same(before, after) == parts(before.score).keys()
    assert after.ring == pytest.approx(before.ring, abs=0.01)
    last = TempoMap.of(before.score).seconds(before.score.beats) * before.score.tempo / after.score.tempo
    assert after.seconds == pytest.approx(last + before.ring, abs=0.01)


@pytest.mark.parametrize(
    ("text", "role", "player"),
    [
        ("piano -> harp", "chords", "harp"),
        ("Piano to vibraphone", "chords", "vibraphone"),
        ("replace the saxophone with a flute", "lead", "flute"),
        ("melody → violin", "lead", "violin"),
        ("钢琴换成竖琴", "chords", "harp"),
        ("旋律 -> 二胡", "lead", "erhu"),
        ("bass = > cello".replace(" >", ">"), "bass", "cello"),
        ("drums -> 808", "drums", "808-kit"),
    ],
)
def test_another_player_has_the_same_notes(text: str, role: str, player: str) -> None:
    before, after = piece(), edit(swap=text)
    new, old = parts(after.score)[role], parts(before.score)[role]
    assert new.instrument.key == player
    assert [(n.start, n.length) for n in new.notes] == [(n.start, n.length) for n in old.notes]
    low, high = new.instrument.range
    assert role == "drums" or all(low <= note.pitch <= high for note in new.notes)
    assert same(before, after) == parts(before.score).keys() - {role}
    assert "rearrange.did.swapped" in keys(after)


def test_what_another_player_cannot_reach_moves_by_octaves_and_that_is_said() -> None:
    before, after = piece(), edit(swap="melody -> tuba, bass -> piccolo")
    for role in ("lead", "bass"):
        new, old = parts(after.score)[role].notes, parts(before.score)[role].notes
        assert {(one.pitch - other.pitch) % 12 for one, other in zip(new, old, strict=True)} == {0}
    assert sum(key.startswith("rearrange.range") for key in keys(after)) == 2


def test_an_instrument_that_is_not_here_is_given_to_the_nearest_and_that_is_said() -> None:
    after = edit(swap="melody -> theremin")
    assert "composer.missed.instrument_near" in keys(after)


def test_parts_are_left_out_or_heard_alone() -> None:
    roles = parts(piece().score).keys()
    assert {"lead", "chords", "bass", "drums"} <= roles
    for text, gone in (("drums", {"drums"}), ("piano and the bass", {"chords", "bass"}), ("鼓", {"drums"})):
        after = edit(mute=text)
        assert parts(after.score).keys() == roles - gone == same(piece(), after)
        after = edit(solo=text)
        assert parts(after.score).keys() == gone == same(piece(), after)


@pytest.mark.parametrize("role", ["lead", "chords", "bass", "drums"])
def test_bars_of_one_part_are_written_anew_and_nothing_else(role: str) -> None:
    names = {"lead": "saxophone", "chords": "piano", "bass": "bass", "drums": "drums"}
    before, bar = piece(), piece().score.metre.bar
    begin, end = 4 * bar, 8 * bar

    def outside(notes: list[Note]) -> list[tuple[int, float]]:
        return [(note.pitch, note.start) for note in notes if not begin - 0.01 <= note.start < end - 0.01]

    old = parts(before.score)[role].notes
    written = [edit(seed=seed, anew=names[role], bars="5-8") for seed in (7, 8, 9, 7)]
    if role == "drums" and keys(written[0]) == ["rearrange.no_other"]:
        assert all(after.score == before.score for after in written)
        return
    for after in written:
        assert same(before, after) == parts(before.score).keys() - {role}
        assert outside(parts(after.score)[role].notes) == outside(old)
        assert after.score.chords == before.score.chords and after.score.sections == before.score.sections
    assert written[0].score == written[3].score
    found = [tuple((n.pitch, n.start, n.length) for n in parts(after.score)[role].notes) for after in written]
    assert len({*found, tuple((n.pitch, n.start, n.length) for n in old)}) > 2


@pytest.mark.parametrize("prompt", ["funk", "rock song", "salsa", "drum and bass"])
def test_drums_are_written_anew_where_they_can_be(prompt: str) -> None:
    before = piece(prompt)
    after = edit(before, anew="drums")
    said = keys(after)
    assert said in (["rearrange.did.part"], ["rearrange.no_other"])
    assert (parts(after.score)["drums"] == parts(before.score)["drums"]) == (said == ["rearrange.no_other"])


def test_a_whole_part_is_written_anew() -> None:
    after = edit(anew="melody")
    assert same(piece(), after) == parts(piece().score).keys() - {"lead"}
    assert parts(after.score)["lead"].notes[:8] != parts(piece().score)["lead"].notes[:8]


def test_words_keep_their_rhythm_when_their_melody_is_written_anew() -> None:
    reading = read("pop song", Wishes(), 1)
    sung = song(read_lyric("one two three four\nfive six seven eight"), reading, 30, 1)
    kept = Piece.read(dump_score(sung, "pop", seconds=30))
    old, low, high = parts(sung)["lead"].notes, *parts(sung)["lead"].instrument.range
    for values in ({"anew": "melody"}, {"anew": "melody", "bars": "3-4"}, {"transpose": 2}):
        after = edit(kept, **values)
        new = parts(after.score)["lead"].notes
        assert [(n.lyric, n.start, n.length) for n in new] == [(n.lyric, n.start, n.length) for n in old]
        assert [n.pitch for n in new] != [n.pitch for n in old] and all(low <= n.pitch <= high for n in new)
        assert ("rearrange.words_kept" in keys(after)) == ("anew" in values)


def test_other_chords_lie_under_the_same_melody() -> None:
    before, after = piece(), edit(reharmonise=True)
    assert {"lead", "drums"} <= same(before, after)
    old, new = before.score.chords, after.score.chords
    assert [chord.tones for chord in new] != [chord.tones for chord in old]
    assert new[-1] == old[-1] and new[0].start == 0
    assert all(a.end == pytest.approx(b.start) for a, b in pairwise(new))
    for role in ("chords", "bass"):
        notes = parts(after.score)[role].notes
        fits = [note.pitch % 12 in after.score.chord_at(note.start).tones for note in notes]
        assert sum(fits) / len(fits) > 0.6, role
    assert len({edit(reharmonise=True, seed=seed).score.chords for seed in range(7, 15)}) > 1


@pytest.mark.parametrize("genre", ["metal", "techno", "waltz", "chinese", "bossa"])
def test_the_melody_is_accompanied_in_another_genre(genre: str) -> None:
    before, after = piece(), edit(genre=genre)
    assert parts(after.score)["lead"] == parts(before.score)["lead"]
    assert after.genre.key == genre and after.score.feel == after.genre.feel
    assert after.score.chords[:-1] == before.score.chords[:-1]
    assert (after.score.tempo, after.score.beats, after.seconds) == (
        before.score.tempo, before.score.beats, before.seconds,
    )  # fmt: skip
    assert same(before, after) <= {"lead"} and len(after.score.tracks) > 1


def test_several_changes_at_once_are_all_made_and_all_said() -> None:
    after = edit(genre="bossa", anew="bass", swap="melody -> flute", mute="drums", key="A", tempo=100)
    did = [key.removeprefix("rearrange.did.") for key in keys(after) if ".did." in key]
    assert did == ["genre", "part", "swapped", "muted", "transposed", "tempo"]
    assert all("rearrange" not in str(sentence) for sentence in after.said)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"mute": "kazoo"}, "mute"),
        ({"mute": "violin"}, "mute"),
        ({"mute": "piano, saxophone, bass, drums"}, "mute"),
        ({"solo": "choir"}, "solo"),
        ({"anew": "harp"}, "anew"),
        ({"anew": "bass", "bars": "900"}, "bars"),
        ({"anew": "bass", "bars": "8-5"}, "bars"),
        ({"anew": "bass", "bars": "0"}, "bars"),
        ({"anew": "bass", "bars": "the middle"}, "bars"),
        ({"bars": "3-4"}, "anew"),
        ({"swap": "piano"}, "swap"),
        ({"swap": "piano -> blorp"}, "swap"),
        ({"swap": "drums -> violin"}, "swap"),
        ({"swap": "piano -> drums"}, "swap"),
        ({"swap": "tuba -> harp"}, "swap"),
        ({"transpose": 13}, "transpose"),
        ({"transpose": 2, "key": "D"}, "transpose"),
        ({"tempo": 5}, "tempo"),
        ({"tempo": 5000}, "tempo"),
        ({"piece": "nothing", "transpose": 1}, "piece"),
    ],
)
def test_what_cannot_be_done_is_refused_at_its_field(values: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        edit(**values)
    assert field in refused.value.fields
    assert "rearrange." not in str(refused.value)


def test_to_ask_for_nothing_is_refused() -> None:
    with pytest.raises(BadInput, match="what is to be different"):
        edit()


@pytest.mark.parametrize("values", [{"reharmonise": True}, {"genre": "pop"}])
def test_without_a_melody_there_is_nothing_to_accompany(values: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="no melody"):
        edit(edit(mute="melody"), **values)


def test_a_piece_is_changed_again_and_again() -> None:
    found = piece()
    for step in range(4):
        found = edit(found, transpose=3, anew="bass", bars="1-2", seed=step)
        kept = dump_score(found.score, found.genre.key, seconds=found.seconds, energy=found.energy)
        assert load_score(kept) == replace(found.score, said=())
        found = Piece.read(kept)
    assert found.score.key == piece().score.key
    assert found.seconds == piece().seconds


class Bringing(Desk):
    """A desk with a piece on it."""

    def __init__(self, folder: Path, kept: bytes, stop_after: int | None = None) -> None:
        super().__init__(stop_after)
        self.path = folder / "piece.json"
        self.path.write_bytes(kept)

    def brought(self, id: str) -> tuple[Upload, Path]:
        told = {"suffix": ".json", "size": self.path.stat().st_size, "name": "My piece", "created": now()}
        return Upload(id=id, owner="", kind="score", **told), self.path


def remade(desk: Any, **values: Any) -> Iterator[Made]:
    ask = MODE.ask({"piece": ID, "seed": 1, **values}, desk.host)
    return Rearranger().run(replace(ask, choice=replace(ask.choice, models={"sounds": ask.models["sounds"]})), desk)


@pytest.fixture(scope="module")
def first() -> Made:
    return composed(Desk(), prompt="a gentle waltz for flute and piano", seconds=10)


def pitches(made: Made) -> list[list[int]]:
    midi = mido.MidiFile(file=io.BytesIO(file(made, "midi").data))
    return [[event.note for event in track if event.type == "note_on"] for track in midi.tracks[1:]]


def test_all_files_are_made_anew(first: Made, tmp_path: Path) -> None:
    (made,) = remade(Bringing(tmp_path, file(first, "score").data), transpose=2, format="flac")
    assert [one.role for one in made.files] == [one.role for one in first.files]
    assert all(file(made, one.role).data != one.data for one in first.files)
    assert pitches(made) == [[pitch + 2 for pitch in part] for part in pitches(first)]
    sound, rate = soundfile.read(io.BytesIO(made.files[0].data))
    assert len(sound) == 10 * rate and pyloudnorm.Meter(rate).integrated_loudness(sound) == pytest.approx(-14, abs=0.5)
    assert made.title == "My piece" and [note.key for note in made.notes] == ["rearrange.did.transposed"]
    assert made.facts.model_dump()["genre"] == first.facts.model_dump()["genre"]
    assert json.loads(file(made, "score").data)["seconds"] == 10


@pytest.mark.parametrize("kept", [b"", b"{}", b"not a score", b'{"schema":1}', b"[" * 5000, b"\xff\xfe" * 9])
def test_a_damaged_piece_is_refused(kept: bytes, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="could not be read") as refused:
        next(remade(Bringing(tmp_path, kept), transpose=1))
    assert "piece" in refused.value.fields


def test_playing_is_stopped_at_the_next_block(first: Made, tmp_path: Path) -> None:
    desk = Bringing(tmp_path, file(first, "score").data, stop_after=1)
    with pytest.raises(Cancelled):
        next(remade(desk, transpose=1))
    assert desk.open_leases == 0


def test_every_instrument_has_a_name_that_swaps_it() -> None:
    for key, player in instruments().items():
        role = "drums" if player.is_drums else "melody"
        if player.words:
            after = edit(swap=f"{role} -> {player.words[0]}")
            taken = parts(after.score)["drums" if player.is_drums else "lead"].instrument
            assert taken.key == key or taken.title != player.title, (key, taken.key)
