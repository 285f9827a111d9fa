"""What a piece is handed over in, read by programs that share no code with it."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import mido
import numpy as np
import pypdf
import pytest
import soundfile
import symusic
import xmlschema

from pipelines.music.composer.genres import genres
from pipelines.music.composer.making import make
from pipelines.music.composer.play.production import Production
from pipelines.music.composer.play.synth import load
from pipelines.music.composer.read.reading import Wishes, read
from pipelines.music.composer.sing.lyric import read_lyric
from pipelines.music.composer.sing.song import song
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.modes import MUSIC
from pipelines.music.score.clock import TempoMap, swung
from pipelines.music.score.dying import sounded_through
from pipelines.music.score.files import files_of
from pipelines.music.score.instruments import instruments
from pipelines.music.score.lrc import lrc_bytes
from pipelines.music.score.midi import midi_bytes
from pipelines.music.score.musicxml import lead_sheet_bytes, melody_of, musicxml_bytes
from pipelines.music.score.note_xml import drum
from pipelines.music.score.pdf import sheet_pdf
from pipelines.music.score.score import Feel, Metre, Note, Score, Section, Track
from pipelines.music.score.sheet import sheet_pages
from pipelines.music.score.spelling import fifths, spell
from pipelines.music.score.stored import dump_score, load_score
from pipelines.music.score.symbol_xml import harmony, kinds
from pipelines.music.score.theory import MODES, QUALITIES, Chord, Key
from studio.cli.out import Out
from studio.jobs.engine import Choice
from studio.models.catalog import STARTER
from studio.works.bare import bare
from studio.works.embed import embed, extract
from studio.works.made import Made
from studio.works.recipe import Recipe
from studio.works.works import Work, WorkFile, now
from tests.pipelines.music.test_composer import Desk

SCHEMAS = Path(xmlschema.__file__).parent / "schemas"
SCHEMA = Path(__file__).parent / "schema" / "musicxml-4.0.xsd"
"""As the W3C Music Notation Community Group published it."""
LOCATIONS = {
    "http://www.w3.org/XML/1998/namespace": str(SCHEMAS / "XML" / "xml.xsd"),
    "http://www.w3.org/1999/xlink": str(SCHEMAS / "XLINK" / "xlink.xsd"),
}
ENGLISH = "Morning on the mountain, silver on the sea\nEvery little river finds its way to me"
CHINESE = "床前明月光\n疑是地上霜"
PIECES = {
    "pop": "a happy pop song with piano and guitar",
    "swing": "fast swing jazz trio",
    "compound": "gospel in 12/8",
    "reel": "irish jig in 6/8",
    "five": "rock in 5/4 in F sharp minor",
    "seven": "balkan dance in 7/8",
    "still": "ambient pads without drums",
    "sung": "a folk song in E flat",
    "sung in Chinese": "民谣",
}
"""A piece of each kind of metre, and sung."""


@cache
def written(name: str, seconds: float = 16) -> Score:
    reading = read(PIECES[name], Wishes(), 5, None)
    if name.startswith("sung"):
        return song(read_lyric(CHINESE if "Chinese" in name else ENGLISH), reading, seconds, 5)
    return compose(reading, seconds, 5)


def by_hand(
    *notes: Note, metre: str = "4/4", key: Key | None = None, chords: Sequence[Chord] = (), bars: int = 4
) -> Score:
    """A tune of a flute in `bars` bars and a final one."""
    beats = bars * Metre(metre).bar
    found = tuple(chords) or (Chord(0, "", "I", 0.0, beats),)
    section = Section("A", 0, bars, 0.5)
    track = Track("lead", instruments()["flute"], list(notes))
    return Score(key or Key(0, "major"), Metre(metre), 100.0, (section,), found, (track,), beats, Feel())


@cache
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(SCHEMA), locations=LOCATIONS, allow="local")


def faults(document: bytes) -> list[str]:
    return [f"{error.path}: {error.reason}" for error in schema().iter_errors(ElementTree.fromstring(document))]


def by_music21(document: bytes) -> Any:
    import music21

    return music21.converter.parseData(document.decode(), format="musicxml")


# Kept as a score.


@pytest.mark.parametrize("name", PIECES)
def test_a_kept_score_comes_back_equal(name: str) -> None:
    score = written(name)
    kept = dump_score(score, "pop")
    assert load_score(kept) == score
    assert len(kept) < 30 * sum(len(track.notes) for track in score.tracks) + 12_000, "it is compact"


def damaged(change: str) -> bytes:
    values = json.loads(dump_score(written("pop")))
    match change:
        case "instrument":
            values["tracks"][0]["instrument"] = "zyzzyva"
        case "pitch":
            values["tracks"][0]["notes"][0][0] = 128
        case "endless":
            values["tracks"][0]["notes"][0][2] = float("inf")
        case "no number":
            values["tempo"] = float("nan")
        case "schema":
            values["schema"] = 99
        case "metre":
            values["metre"] = "13/7"
        case "missing":
            del values["chords"]
    return json.dumps(values).encode()


CHANGES = ["instrument", "pitch", "endless", "no number", "schema", "metre", "missing"]


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b"\xff\xfe", b"{" * 9999, *map(damaged, CHANGES)])
def test_what_is_no_kept_score_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        load_score(data)


# MusicXML.


@pytest.mark.parametrize("name", PIECES)
def test_a_lead_sheet_is_valid_musicxml(name: str) -> None:
    assert faults(lead_sheet_bytes(written(name), "A <b> & “c” \x00 海", "Inkstone")) == []


@pytest.mark.parametrize("name", ["swing", "seven", "sung"])
def test_the_full_score_is_valid_musicxml(name: str) -> None:
    assert faults(musicxml_bytes(written(name), "A piece", "Inkstone")) == []


def test_every_chord_has_a_kind_that_other_programs_know() -> None:
    import music21

    assert set(kinds()) == set(QUALITIES)
    chords = [Chord(root, quality, "") for root in (0, 3, 6, 10) for quality in QUALITIES]
    chords = [chord.at(4.0 * number, 4.0) for number, chord in enumerate(chords)]
    score = by_hand(Note(72, 0, 1, 90), chords=chords, bars=len(chords))
    document = lead_sheet_bytes(score, "Chords", "Inkstone")
    assert faults(document) == []
    symbols = [*by_music21(document).recurse().getElementsByClass(music21.harmony.ChordSymbol)]
    for chord, symbol in zip(chords, symbols, strict=True):
        assert symbol.root().pitchClass == chord.root
        assert {pitch.pitchClass for pitch in symbol.pitches} >= set(chord.tones[:4]), chord.quality


def pitched(part: Any) -> list[tuple[float, int, float]]:
    """Onset, pitch and length of all notes, in quarter notes, tied ones as one."""
    import music21

    found = []
    for element in part.flatten().stripTies().notes:
        if not isinstance(
            element, (music21.harmony.ChordSymbol, music21.percussion.PercussionChord, music21.note.Unpitched)
        ):
            found += [(float(element.offset), p.midi, float(element.quarterLength)) for p in element.pitches]
    return found


@pytest.mark.parametrize("name", ["swing", "reel", "five", "sung"])
def test_music21_reads_the_full_score_back_equal(name: str) -> None:
    import music21

    score = written(name, 12)
    parts = by_music21(musicxml_bytes(score, "A piece", "Inkstone")).parts
    assert len(parts) == len(score.tracks)
    for track, part in zip(score.tracks, parts, strict=True):
        if track.instrument.is_drums:
            strokes = part.flatten().getElementsByClass([music21.note.Unpitched, music21.percussion.PercussionChord])
            read_back = {(float(stroke.offset), place) for stroke in strokes for place in places(stroke)}
            assert read_back == {(round(n.start * 4) / 4, drum(n.pitch)["step"]) for n in track.notes}
            continue
        onsets = {(round(note.start * 4) / 4, note.pitch) for note in track.notes}
        lengths = {(round(note.start * 4) / 4, note.pitch): note.length for note in track.notes}
        read_back = pitched(part)
        assert {(onset, pitch) for onset, pitch, _ in read_back} == onsets
        for onset, pitch, length in read_back:
            assert -0.13 <= length - lengths[onset, pitch] <= max(0.26, 0.06 * length)
    (signature,) = {time.ratioString for time in parts[0].recurse().getElementsByClass(music21.meter.TimeSignature)}
    assert signature == score.metre.name
    (key,) = parts[0].recurse().getElementsByClass(music21.key.KeySignature)
    assert key.sharps == fifths(score.key)
    (mark,) = parts[0].recurse().getElementsByClass(music21.tempo.MetronomeMark)
    assert mark.getQuarterBPM() == pytest.approx(score.tempo, abs=0.8)


def places(stroke: Any) -> list[str]:
    notes = getattr(stroke, "notes", None) or [stroke]
    return [f"{note.displayStep}{note.displayOctave}" for note in notes]


@pytest.mark.parametrize("name", ["pop", "seven", "sung", "sung in Chinese"])
def test_music21_reads_the_lead_sheet_back_equal(name: str) -> None:
    import music21

    score = written(name, 12)
    (part,) = by_music21(lead_sheet_bytes(score, "A piece", "Inkstone")).parts
    melody = melody_of(score)
    assert {(onset, pitch) for onset, pitch, _ in pitched(part)} == {
        (round(note.start * 4) / 4, note.pitch) for note in melody.notes
    }
    symbols = part.flatten().getElementsByClass(music21.harmony.ChordSymbol)
    heard = {float(symbol.offset): symbol for symbol in symbols}
    for chord in score.chords:
        at = max(offset for offset in heard if offset <= chord.start + 1e-6)
        assert (heard[at].root().pitchClass, heard[at].bass().pitchClass) == (chord.root, chord.foot)
    marks = part.flatten().getElementsByClass(music21.expressions.RehearsalMark)
    assert [mark.content.lower() for mark in marks] == [section.label.lower() for section in score.sections]
    syllables = [note.lyric for note in part.flatten().notes if note.lyric]
    assert syllables == [note.lyric.removesuffix("-") for note in melody.notes if note.lyric not in ("", "_")]


def test_notes_are_tied_over_bar_lines_and_triplets_are_written_in_three() -> None:
    notes = [Note(72, 3.5, 1.0, 90), *(Note(74 + i, 5 + i / 3, 1 / 3, 90) for i in range(3)), Note(72, 6, 10.0, 90)]
    document = lead_sheet_bytes(by_hand(*notes), "Ties", "Inkstone")
    assert faults(document) == []
    (part,) = by_music21(document).parts
    found = sorted(pitched(part))
    assert [(pitch, pytest.approx(onset), pytest.approx(length)) for onset, pitch, length in found] == [
        (note.pitch, note.start, note.length) for note in notes
    ]
    for measure in part.getElementsByClass("Measure"):
        assert float(measure.duration.quarterLength) == pytest.approx(4.0)


def test_pitches_are_spelt_as_the_key_and_the_chord_have_them() -> None:
    minor = Key(9, "minor")
    assert [str(spell(68, minor)), str(spell(68, minor, Chord(4, "7", "V")))] == ["G♯", "G♯"]
    assert str(spell(66, minor, Chord(2, "", "IV"))) == "F♯"
    assert str(spell(70, Key(5, "major"))) == "B♭" and str(spell(70, Key(11, "major"))) == "A♯"
    assert str(spell(61, Key(2, "minor"))) == "C♯" and str(spell(63, Key(0, "minor"))) == "E♭"
    for tonic in range(12):
        for mode in MODES:
            key = Key(tonic, mode)
            assert -6 <= fifths(key) <= 6
            spelt = [spell(pitch, key) for pitch in key.scale]
            letters = {one.step for one in spelt}
            assert len(letters) == 7 or mode == "hijaz", f"{key}: each step of the scale has a letter of its own"


def test_names_of_chords_are_spelt_as_the_signature_of_the_mode_is() -> None:
    names = {(0, "mixolydian"): "B♭", (9, "phrygian"): "B♭", (2, "hijaz"): "B♭", (6, "major"): "A♯", (3, "minor"): "B♭"}
    assert {key: Key(*key).note_name(10) for key in names} == names
    assert Chord(10, "maj7", "VII").name(Key(0, "mixolydian")) == "B♭maj7"
    for key in (Key(tonic, mode) for tonic in range(12) for mode in MODES if mode != "hijaz"):
        letters = {key.note_name(pitch)[0] for pitch in key.scale}
        assert len(letters) == 7 or abs(fifths(key)) == 6, f"{key}: each step of the scale has a letter of its own"
        assert [key.note_name(p) for p in key.scale] == [str(spell(p, key)) for p in key.scale] or len(letters) < 7


def test_a_slash_chord_has_its_bass() -> None:
    element = harmony(replace(Chord(7, "7", "V7/7"), over=5), Key(0, "major"), 0)
    assert (element.findtext("root/root-step"), element.findtext("bass/bass-step")) == ("G", "F")


# Sheets.


@pytest.mark.parametrize("name", ["swing", "compound", "sung", "sung in Chinese"])
def test_sheets_show_title_chords_sections_and_words(name: str) -> None:
    score = written(name)
    pages = [*sheet_pages(lead_sheet_bytes(score, "Sea & <海>", "Inkstone"), "Sea & <海>")]
    assert pages == [*sheet_pages(lead_sheet_bytes(score, "Sea & <海>", "Inkstone"), "Sea & <海>")], "the same bytes"
    roots = [ElementTree.fromstring(page) for page in pages]
    texts = [" ".join("".join(text.itertext()).split()) for root in roots for text in root.findall(".//{*}text")]
    assert "Sea & <海>" in texts
    assert not re.search("[\ue000-\uf8ff]", "".join(texts)), "no signs that only a music font has"
    shown = Counter(texts)
    for section in score.sections:
        assert shown[section.label[:1].upper() + section.label[1:]]
    for symbol in {chord.quality for chord in score.chords}:
        assert any(text.endswith(symbol.replace("b", "♭").replace("#", "♯")) for text in texts), symbol
    for note in score.tracks[0].notes:
        if note.lyric not in ("", "_"):
            assert any(note.lyric.removesuffix("-") in text for text in texts)
    notes = sum(len(root.findall(".//*[@class='note']")) for root in roots)
    assert notes >= len(melody_of(score).notes)


A4 = (595.3, 841.9)
"""Points."""


@pytest.mark.parametrize("name", ["swing", "sung", "sung in Chinese"])
def test_the_pages_are_one_pdf_with_its_fonts_inside(name: str) -> None:
    score, title = written(name), "Sea & <海> #set [x]"
    pages = [*sheet_pages(lead_sheet_bytes(score, title, "Inkstone"), title)] * 2
    data = sheet_pdf(pages, title, "Inkstone")
    assert data == sheet_pdf(pages, title, "Inkstone"), "the same bytes"
    read_back = pypdf.PdfReader(io.BytesIO(data))
    assert len(read_back.pages) == len(pages)
    assert read_back.metadata is not None
    assert (read_back.metadata.title, read_back.metadata.author) == (title, "Inkstone")
    for page in read_back.pages:
        assert tuple(page.mediabox[2:]) == pytest.approx(A4, abs=0.1)
        fonts = [font.get_object()["/DescendantFonts"][0] for font in page["/Resources"]["/Font"].values()]
        assert fonts and all({"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"]) for font in fonts)
    text = "".join(page.extract_text() for page in read_back.pages[: len(pages) // 2])
    letters = re.sub(r"\s", "", text)
    assert re.sub(r"\s", "", title) in letters
    for note in melody_of(score).notes:
        assert note.lyric.strip("-_") in letters
    for chord in score.chords:
        assert chord.name(score.key).replace(" ", "") in letters
    # Every head of a note is drawn as curves.
    assert len(read_back.pages[0].get_contents().get_data()) > 100 * len(melody_of(score).notes)


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(ValueError, match="not to be set"):
        sheet_pdf([b"<svg"], "x", "Inkstone")


def test_a_copy_of_a_pdf_that_shall_say_nothing_says_nothing() -> None:
    page = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297"><rect width="9" height="9"/></svg>'
    recipe = Recipe(mode="music", engine="composer", kind="music", title="A secret", params={}, seed=1)
    told = embed(sheet_pdf([page], "A secret", "Inkstone"), ".pdf", recipe, "pdf")
    assert extract(told, ".pdf") == (recipe, "pdf")
    silent = bare(told, ".pdf")
    assert extract(silent, ".pdf") is None
    read_back = pypdf.PdfReader(io.BytesIO(silent))
    assert (read_back.metadata, read_back.xmp_metadata, len(read_back.pages)) == (None, None, 1)
    assert b"secret" not in silent and "A secret".encode("utf-16-be") not in silent


def test_a_piece_without_a_tune_has_a_sheet_of_its_chords() -> None:
    score = written("still")
    silent = replace(score, tracks=tuple(replace(track, role="pad") for track in score.tracks))
    (page,) = sheet_pages(lead_sheet_bytes(silent, "Still", "Inkstone"), "Still")
    assert b'class="harm"' in page


# MIDI and words.


def test_two_libraries_read_equal_notes_from_the_midi_file() -> None:
    for name in PIECES:
        data = midi_bytes(written(name), "A piece", 16)
        ours = Counter(
            (track.name, *note) for track in mido.MidiFile(file=io.BytesIO(data)).tracks for note in struck(track)
        )
        theirs = symusic.Score.from_midi(data).tracks
        assert ours == Counter((t.name, n.time, n.pitch, n.duration, n.velocity) for t in theirs for n in t.notes)


def struck(track: mido.MidiTrack) -> list[tuple[int, int, int, int]]:
    now, begun, found = 0, {}, []
    for message in track:
        now += message.time
        if message.type == "note_on" and message.velocity:
            assert message.note not in begun, "notes of one pitch do not overlap"
            begun[message.note] = now, message.velocity
        elif message.type in ("note_on", "note_off"):
            start, velocity = begun.pop(message.note)
            found.append((start, message.note, now - start, velocity))
    assert not begun, "no note hangs"
    return found


def test_the_conductor_tells_metre_key_sections_and_words() -> None:
    score = written("sung")
    read_back = symusic.Score.from_midi(midi_bytes(score, "A piece", 16))
    assert (read_back.time_signatures[0].numerator, read_back.time_signatures[0].denominator) == (4, 4)
    assert read_back.key_signatures[0].key == -3
    assert read_back.tempos[0].qpm == pytest.approx(score.tempo, rel=1e-4)
    assert [marker.text for marker in read_back.markers] == [section.label for section in score.sections]
    sung = [(n.start, n.lyric) for t in score.tracks for n in t.notes if n.lyric not in ("", "_")]
    told = [(lyric.time / read_back.tpq, lyric.text) for track in read_back.tracks for lyric in track.lyrics]
    assert [(pytest.approx(swung(start, score), abs=0.01), words) for start, words in sung] == told


@pytest.mark.parametrize(("name", "words"), [("sung", ENGLISH), ("sung in Chinese", CHINESE)])
def test_words_are_shown_line_by_line_when_they_are_sung(name: str, words: str) -> None:
    score = written(name)
    lines = lrc_bytes(score, "Sea [live]\n海", "Inkstone", 16).decode().splitlines()
    assert lines[:4] == ["[ti:Sea (live) 海]", "[ar:Inkstone]", "[length:00:16]", "[re:Inkstone]"]
    found = [re.fullmatch(r"\[(\d\d):(\d\d\.\d\d)\](.+)", line) for line in lines[4:]]
    assert [line[3] for line in found if line] == words.splitlines()
    assert all(found)
    times = [60 * int(line[1]) + float(line[2]) for line in found if line]
    first = min(note.start for track in score.tracks for note in track.notes if note.lyric)
    assert times[0] == pytest.approx(TempoMap.of(score).seconds(swung(first, score)), abs=0.01)
    assert times == sorted(times)


def test_a_piece_that_nobody_sings_has_no_words() -> None:
    assert lrc_bytes(written("pop"), "Pop", "Inkstone", 16) == b""
    assert "lyrics" not in {file.role for file in files_of(written("pop"), "Pop", "Pop", 16)}


# All of it.


@cache
def made(**options: Any) -> Made:
    desk = Desk()
    values = {"seed": 1, "seconds": 10, "model": "composer", "prompt": "a rock song with piano", **options}
    ask = MUSIC[0].ask(values, desk.host)
    engine = ask.choice.engine
    only_sounds = Choice(engine, engine.key, {"sounds": desk.host.catalog["soundfont"]})
    (piece,) = make(replace(ask, choice=only_sounds), desk)
    return piece


def test_a_piece_is_handed_over_in_all_forms_each_with_its_recipe() -> None:
    piece = made(format="ogg", stems=True)
    roles = [file.role for file in piece.files]
    assert len(set(roles)) == len(roles)
    assert {"main", "midi", "roll", "musicxml", "lead", "sheet-1", "pdf", "score"} <= set(roles)
    recipe = Recipe(mode="music", engine="composer", kind="music", title=piece.title, params={}, seed=1)
    for file in piece.files:
        if file.suffix not in (".json", ".lrc"):
            assert extract(embed(file.data, file.suffix, recipe, file.role), file.suffix) == (recipe, file.role)
    for role in ("musicxml", "lead"):
        assert faults(embed(data_of(piece, role), ".musicxml", recipe, role)) == [], (
            "with its recipe it is valid as well"
        )


def data_of(piece: Made, role: str) -> bytes:
    return next(file.data for file in piece.files if file.role == role)


def test_stems_sum_to_the_mix_before_the_master() -> None:
    piece = made(format="ogg", stems=True)
    stems = [file for file in piece.files if file.role.startswith("stem-")]
    score = load_score(data_of(piece, "score"))
    assert [file.role.split("-")[1] for file in stems] == [track.role for track in score.tracks]
    mix = Production(sounded_through(score, 10), genres()["rock"], 10, 1, load(STARTER / "soundfont")).mixed(
        lambda: None
    )
    sounds = [soundfile.read(io.BytesIO(file.data))[0] for file in stems]
    assert all(sound.shape == mix.shape and np.abs(sound).max() > 0.001 for sound in sounds)
    off = np.sqrt(np.mean((sum(sounds) - mix) ** 2) / np.mean(mix**2))
    assert 20 * np.log10(off) < -60


def test_stems_are_made_only_when_they_are_asked_for() -> None:
    assert MUSIC[0].ask({"prompt": "rock", "model": "composer"}, Desk().host).options.stems is False
    assert not any(file.role.startswith("stem") for file in files_of(written("pop"), "Pop", "Pop", 16))


@pytest.mark.parametrize("name", ["song.musicxml", "song.mid", "song.ogg", "song.pdf"])
def test_a_form_can_be_asked_for_by_name(name: str, tmp_path: Path) -> None:
    mode = MUSIC[0]
    values = {field: info.default for field, info in mode.form.model_fields.items()}
    out = Out.read(str(tmp_path / name), mode, values)
    suffixes = {"main": ".ogg" if name.endswith("ogg") else ".wav", "midi": ".mid", "musicxml": ".musicxml"}
    suffixes |= {"lead": ".musicxml", "sheet-1": ".svg", "pdf": ".pdf"}
    kept = tuple(WorkFile(role=r, suffix=s, sha256=f"{n}" * 64, size=1) for n, (r, s) in enumerate(suffixes.items()))
    recipe = Recipe(mode="music", engine="composer", kind="music", title="song", params={}, seed=7)
    work = Work(id="1", owner="ann", job="j", created=now(), recipe=recipe, files=kept)
    written_to = {path.name: path.read_bytes().decode() for path, _, _ in out.write(work, 0, lambda f: f.role.encode())}
    whole = {".musicxml": "musicxml", ".mid": "midi", ".ogg": "main", ".pdf": "pdf"}
    assert written_to[name] == whole[Path(name).suffix]
    assert written_to["song-lead.musicxml"] == "lead"
