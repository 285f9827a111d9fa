"""A MIDI file of somebody else's: taken note for note, changed as other pieces are, and what is not taken is said."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import mido
import pytest
import symusic

from pipelines.music.composer.edit.adopting import LONGEST, adopted
from pipelines.music.composer.edit.piece import Piece
from pipelines.music.score.midi import midi_bytes
from pipelines.music.score.programs import kit_of, player_of
from pipelines.music.score.score import GROUPS
from pipelines.music.score.stored import dump_score, load_score
from studio.errors import BadInput
from studio.media.reading.limits import LIMITS
from studio.media.reading.midi import read as read_upload
from studio.media.reading.refused import Refused
from studio.media.reading.sniff import sniff
from tests.pipelines.music.foreign import END, QUARTER, RUNNING, TUNE, band, chords, named, raw, said, saved, struck
from tests.pipelines.music.test_composer import file
from tests.pipelines.music.test_handed_over import written
from tests.pipelines.music.test_rearrange import Bringing, edit, keys, parts, remade


def roles(piece: Piece) -> dict[str, str]:
    return {track.role: track.instrument.key for track in piece.score.tracks}


def test_every_note_is_taken_as_another_library_reads_it() -> None:
    piece = adopted(band())
    for theirs in symusic.Score.from_midi(band()).tracks:
        places = Counter((n.time / QUARTER, n.duration / QUARTER, n.pitch, n.velocity) for n in theirs.notes)
        taken = [Counter((n.start, n.length, n.pitch, n.velocity) for n in t.notes) for t in piece.score.tracks]
        assert places in taken
    assert roles(piece) == {
        "lead": "flute", "chords": "piano", "bass": "finger-bass", "drums": "standard-kit",
    }  # fmt: skip
    score = piece.score
    assert (str(score.key), score.metre.name, round(score.tempo)) == ("G major", "4/4", 96)
    assert [chord.name(score.key) for chord in score.chords][:1] == ["G"]
    assert [section.bars for section in score.sections] == [3]
    assert keys(piece) == ["adopted.read"] and "melody (flute)" in str(piece.said[0])
    assert load_score(dump_score(score)) == score


@pytest.mark.parametrize(
    ("values", "changed"),
    [
        ({"transpose": 2}, {"lead", "chords", "bass"}),
        ({"swap": "flute -> violin"}, {"lead"}),
        ({"anew": "bass"}, {"bass"}),
        ({"anew": "chords", "bars": "2"}, {"chords"}),
        ({"reharmonise": True}, {"chords", "bass"}),
        ({"genre": "bossa"}, {"chords", "bass", "drums"}),
        ({"tempo": 140}, set()),
    ],
)
def test_it_is_changed_as_a_piece_of_ones_own(values: dict[str, Any], changed: set[str]) -> None:
    before = adopted(band())
    after = edit(before, **values)
    kept = {role for role, track in parts(after.score).items() if parts(before.score).get(role) == track}
    assert parts(before.score).keys() - kept == changed
    assert len(after.said) > len(before.said)
    assert all(note.start < before.score.beats for note in parts(after.score)["lead"].notes)
    for role in changed & {"bass", "chords"}:
        low, high = parts(after.score)[role].instrument.range
        assert all(low <= note.pitch <= high for note in parts(after.score)[role].notes)
        assert parts(after.score)[role].notes


def test_no_final_chord_is_added_by_a_part_that_is_written_anew() -> None:
    before = adopted(band())
    after = edit(before, anew="bass")
    assert max(note.end for note in parts(after.score)["bass"].notes) <= before.score.beats + 1e-6


def test_parts_that_do_the_same_are_told_apart() -> None:
    lines = [struck([pitch - 5 * number for pitch in TUNE], number) for number in range(4)]
    piece = adopted(saved(*(named(f"Part {n}", 40 + (n > 2), n, line) for n, line in enumerate(lines))))
    assert [track.role for track in piece.score.tracks] == ["lead", "counter", "counter", "counter"]
    assert "second voice (violin) 2" in str(piece.said[0])
    old = piece.score.tracks
    for name, gone in {
        "second voice (violin) 2": [2],
        "second voice 3": [3],
        "second voice (violin)": [1, 2],
        "violin": [0, 1, 2],
        "viola": [3],
        "second voice": [1, 2, 3],
        "第二声部 2": [2],
    }.items():
        assert list(edit(piece, mute=name).score.tracks) == [t for n, t in enumerate(old) if n not in gone], name
    swapped = edit(piece, swap="second voice 2 -> cello").score.tracks
    assert [track.instrument.key for track in swapped] == ["violin", "violin", "cello", "viola"]
    anew = edit(piece, anew="second voice 1, second voice 2").score.tracks
    assert [new.notes == was.notes for new, was in zip(anew, old, strict=True)][::3] == [True, True]
    assert anew[1].notes != old[1].notes and anew[1].notes != anew[2].notes
    with pytest.raises(BadInput, match="Nobody in this piece"):
        edit(piece, mute="second voice 4")


def test_of_chords_under_a_tune_in_one_part_the_tune_is_told() -> None:
    tune = [(beat * QUARTER, pitch + 12) for beat, pitch in enumerate(TUNE)]
    under = [(beat * QUARTER, pitch) for beat in range(0, 12, 3) for pitch in (55, 59, 62)]
    strokes = sorted([(at, "on", p) for at, p in tune + under] + [(at + 400, "off", p) for at, p in tune + under])
    now, events = 0, []
    for at, kind, pitch in strokes:
        events.append(mido.Message(f"note_{kind}", note=pitch, velocity=70, time=at - now))
        now = at
    piece = adopted(saved(events, type=0))
    assert [note.pitch for note in parts(piece.score)["lead"].notes] == [pitch + 12 for pitch in TUNE]
    assert len(parts(piece.score)["chords"].notes) == len(under)


def test_words_of_a_karaoke_file_are_sung_on_their_notes() -> None:
    words = ["Mor", "ning ", "on ", "the ", "moun", "tain ", "海", "\r上 ", "a ", "b ", "c ", "d "]
    spoken: list[Any] = [mido.MetaMessage("lyrics", text=word, time=QUARTER * (n > 0)) for n, word in enumerate(words)]
    piece = adopted(
        saved(spoken, named("x", 0, 3, chords((48,) * 4, 3, 3 * QUARTER)), named("y", 73, 1, struck(TUNE, 1)))
    )
    lead = parts(piece.score)["lead"]
    assert lead.instrument.key == "flute"
    assert [note.lyric for note in lead.notes][:8] == ["Mor-", "ning", "on", "the", "moun-", "tain", "海", "上"]
    after = edit(piece, anew="melody")
    assert [note.lyric for note in parts(after.score)["lead"].notes] == [note.lyric for note in lead.notes]


def test_markers_name_the_sections() -> None:
    marks = [("Verse", 0), ("  ", QUARTER), ("Refrain 副歌", QUARTER * 7)]
    events = [mido.MetaMessage("marker", text=text, time=time) for text, time in marks]
    sections = adopted(saved(events, struck(TUNE))).score.sections
    assert [(s.label, s.start_bar, s.bars) for s in sections] == [("Verse", 0, 2), ("Refrain 副歌", 2, 1)]


def test_our_own_file_comes_back_note_for_note() -> None:
    score = written("pop", 16)
    piece = adopted(midi_bytes(score, "Pop", 16))
    assert (piece.score.key, piece.score.metre, round(piece.score.tempo, 2)) == (
        score.key, score.metre, round(score.tempo, 2),
    )  # fmt: skip
    named_first = [section.label for section in score.sections]
    assert [section.label for section in piece.score.sections][: len(named_first)] == named_first
    ours = {(track.instrument.key, note.pitch, round(note.start, 2)) for track in score.tracks for note in track.notes}
    back = {(t.instrument.key, n.pitch, round(n.start, 2)) for t in piece.score.tracks for n in t.notes}
    assert len(ours & back) > 0.97 * len(ours)


@pytest.mark.parametrize(
    ("data", "key", "metre", "tempo", "told"),
    [
        (saved(struck(TUNE), type=0), "G major", "4/4", 120, []),
        (saved(said(tempo=90, metre=(3, 4), key="Em"), struck(TUNE)), "E minor", "3/4", 90, []),
        (saved(said(key="C#"), struck(TUNE)), "G major", "4/4", 120, []),
        (saved(said(tempo=100), [*struck(TUNE), *said(tempo=50)]), "G major", "4/4", 100, ["tempi"]),
        (saved(said(tempo=5), struck(TUNE)), "G major", "4/4", 20, ["tempi"]),
        (raw(b"\x00\xff\x51\x03\x00\x00\x00" + RUNNING), "C major", "4/4", 400, ["tempi", "hanging"]),
        (saved(said(metre=(2, 2)), struck(TUNE)), "G major", "4/4", 120, ["metres"]),
        (saved(said(metre=(3, 8)), struck(TUNE)), "G major", "6/8", 80, ["metres"]),
        (saved(said(metre=(11, 16)), struck(TUNE)), "G major", "4/4", 120, ["metres"]),
        (saved([*said(metre=(3, 4)), *struck(TUNE), *said(metre=(4, 4))]), "G major", "3/4", 120, ["metres"]),
        (saved([*said(key="G"), *struck(TUNE), *said(key="D")]), "G major", "4/4", 120, ["keys"]),
        (saved([mido.Message("pitchwheel", pitch=900), *struck(TUNE)]), "G major", "4/4", 120, ["bends"]),
        (saved([mido.Message("pitchwheel", pitch=0), *struck(TUNE)]), "G major", "4/4", 120, []),
        (raw(RUNNING), "C major", "4/4", 120, ["hanging"]),
        (saved(struck(TUNE), named("Dulcian", 68 + 1, 1, struck(TUNE, 1))), "G major", "4/4", 120, ["near"]),
        (saved(struck(TUNE), named("Gun", 127, 1, struck((60,), 1))), "G major", "4/4", 120, ["unheard"]),
    ],
)
def test_what_is_not_taken_is_said(data: bytes, key: str, metre: str, tempo: float, told: list[str]) -> None:
    piece = adopted(data)
    score = piece.score
    assert (str(score.key), score.metre.name, round(score.tempo / score.metre.pulse)) == (key, metre, tempo)
    assert keys(piece) == ["adopted.read", *(f"adopted.{name}" for name in told)]
    assert all(not sentence.key.endswith(str(sentence)) for sentence in piece.said)


def test_a_note_that_never_ends_ends_with_the_file() -> None:
    (lead,) = adopted(raw(RUNNING)).score.tracks
    assert sorted(note.pitch for note in lead.notes) == [60, 62, 64, 65] or len(lead.notes) < 4
    assert max(note.end for track in adopted(raw(RUNNING)).score.tracks for note in track.notes) < 64


def test_an_upbeat_lies_before_the_bar_that_it_leads_to() -> None:
    early = [*said(metre=(1, 4)), *struck((62,)), *said(metre=(4, 4)), *struck(TUNE)]
    lead = parts(adopted(saved(early)).score)["lead"].notes
    assert (lead[0].start, lead[1].start) == (3.0, 4.0)


def test_silence_before_the_music_is_left_out_by_whole_bars() -> None:
    late = [mido.Message("note_on", note=60, velocity=0, time=QUARTER * 9), *struck(TUNE)]
    assert parts(adopted(saved(late)).score)["lead"].notes[0].start == 1.0


def test_a_hundred_tracks_on_all_channels_are_as_many_as_can_be_played() -> None:
    programs = [program for program in range(128) if player_of(program)]
    tracks = [named(f"T{n}", programs[n], n % 16, struck(TUNE, n % 16)) for n in range(100)]
    piece = adopted(saved(*tracks))
    pitched = [track for track in piece.score.tracks if track.role != "drums"]
    assert len(pitched) in (14, 15) and "adopted.unheard" in keys(piece)
    midi = midi_bytes(piece.score, "Many", piece.seconds)
    assert len(symusic.Score.from_midi(midi).tracks) == len(piece.score.tracks)


def test_what_is_too_long_is_cut_at_a_bar_line() -> None:
    piece = adopted(saved(said(tempo=60), struck([60, 64] * 400)))
    assert "adopted.cut" in keys(piece)
    assert piece.score.beats == LONGEST and max(note.end for note in piece.score.tracks[0].notes) <= LONGEST


def test_every_program_of_general_midi_is_played_or_is_no_music() -> None:
    assert [program for program in range(128) if player_of(program) is None] == list(range(116, 128))
    for program in range(116):
        found = player_of(program)
        assert found and not found[0].is_drums
    assert all(kit_of(program)[0].is_drums for program in range(128))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"MThd", band()[:60], b"MThd\x00\x00\x00\x06\x00\x01\xff\xff\x01\xe0", saved([]), saved(said(tempo=90)),
        raw(b"\xff" * 40), saved(named("Drums", 0, 9, struck((36, 38), 9))), saved(struck(TUNE), type=2),
        raw(RUNNING, division=-7640), saved(named("Gun", 127, 0, struck((60,)))),
    ],
)  # fmt: skip
def test_what_has_no_notes_to_play_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        adopted(data)


def brought(data: bytes, folder: Path) -> bytes:
    """As an upload keeps it."""
    source, target = folder / "given.mid", folder / "plain.mid"
    source.write_bytes(data)
    format = sniff(data)
    assert format is not None
    read_upload(source, target, format, LIMITS["midi"])
    return target.read_bytes()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (saved(struck(TUNE), type=2), "type 2"),
        (raw(RUNNING, division=-7640), "SMPTE"),
        (saved(*[struck((60,))] * 300), "too many tracks"),
        (saved([]), "no note"),
        (raw(b"\x00\x90\x3c\x40" + b"\x01\x3c\x00\x01\x3c\x40" * 50_001 + END), "at most 100,000"),
        (saved(struck((60,), length=2**27)), "3,600 seconds"),
        (band()[:60], "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, why: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=why):
        brought(data, tmp_path)


def test_a_key_that_is_none_costs_no_file(tmp_path: Path) -> None:
    data = saved(said(key="G"), struck(TUNE)).replace(b"\xff\x59\x02\x01\x00", b"\xff\x59\x02\x63\x07")
    assert str(adopted(brought(data, tmp_path)).score.key) == "G major"


@pytest.mark.parametrize("data", [band(), saved(struck(TUNE), type=0), raw(RUNNING)])
def test_what_an_upload_keeps_is_the_same_piece(data: bytes, tmp_path: Path) -> None:
    assert adopted(brought(data, tmp_path)).score == adopted(data).score


class BringingMidi(Bringing):
    def brought(self, id: str) -> tuple[Any, Path]:
        upload, path = super().brought(id)
        return upload.model_copy(update={"kind": "midi", "suffix": ".mid"}), path


def test_a_file_becomes_a_work_with_all_its_forms(tmp_path: Path) -> None:
    (made,) = remade(BringingMidi(tmp_path, band()), swap="flute -> violin")
    assert {"main", "midi", "musicxml", "pdf", "score"} <= {one.role for one in made.files}
    back = symusic.Score.from_midi(file(made, "midi").data)
    assert [len(track.notes) for track in back.tracks] == [12, 12, 4, 24]
    assert [note.key for note in made.notes] == ["adopted.read", "rearrange.did.swapped"]
    kept = Piece.read(file(made, "score").data)
    assert roles(kept)["lead"] == "violin" and kept.score.metre.name in GROUPS


def test_a_file_without_notes_is_refused_at_its_field(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no notes in that MIDI file") as refused:
        next(remade(BringingMidi(tmp_path, saved(named("Gun", 127, 0, struck((60,))))), transpose=1))
    assert "piece" in refused.value.fields
