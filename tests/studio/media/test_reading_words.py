"""Texts, documents and MIDI; and what a file is, told from its first bytes."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import mido
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.media.reading.admission import admitted
from studio.media.reading.limits import LIMITS, InputKind
from studio.media.reading.plain import Plain
from studio.media.reading.reader import read
from studio.media.reading.refused import Refused
from studio.media.reading.sniff import sniff
from studio.words import known
from tests.inputs import notes, pdf, whole
from tests.uploads import ALL


def plain(data: bytes, folder: Path, *wanted: InputKind) -> Plain:
    (folder / "original").write_bytes(data)
    return read(folder / "original", folder / "plain", wanted or ("text", "document"))[0]


def words(folder: Path) -> str:
    return (folder / "plain").read_text(encoding="utf-8").removesuffix("\n")


GERMAN = "Grüße aus Köln, naïve façade. Ein Schiff fährt übers Meer."
CHINESE = "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。\nspring"


@pytest.mark.parametrize("text", [GERMAN, CHINESE, "你好", "a", "a boat 🚢 שלום"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_texts_that_say_how_they_are_encoded(text: str, encoding: str, tmp_path: Path) -> None:
    found = plain(text.encode(encoding), tmp_path)
    assert words(tmp_path) == text and found.notes == () and found.facts.characters == len(text)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *[(text, "gb18030") for text in (CHINESE, "你好", "春天 spring 来了")],
        *[(text, "cp1252") for text in (GERMAN, "Grüße", "ÄÖÜ", "El niño soñó – “así”.")],
    ],
)
def test_texts_that_do_not_say_it_are_guessed_and_it_is_told(text: str, encoding: str, tmp_path: Path) -> None:
    found = plain(text.encode(encoding), tmp_path)
    assert words(tmp_path) == text
    assert [note.values for note in found.notes] == [{"encoding": encoding}]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str, tmp_path: Path) -> None:
    plain(GERMAN.encode(encoding), tmp_path)
    assert words(tmp_path) == GERMAN


@given(st.text())
def test_what_is_kept_is_composed_and_has_nothing_unseen(text: str) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as name:
        folder = Path(name)
        try:
            found = plain(("boat " * 20 + text).encode("utf-8", "surrogatepass"), folder)
        except Refused:
            return
        kept = words(folder)
    assert unicodedata.is_normalized("NFC", kept) and found.facts.characters == len(kept)
    assert not {char for char in kept if unicodedata.category(char) in ("Cc", "Cs")} - {"\n", "\t"}


def test_lines_end_alike_and_controls_are_gone(tmp_path: Path) -> None:
    plain("\ufeffa\r\nb\rc\x07\x9b d\u0301\t.".encode(), tmp_path)
    assert words(tmp_path) == "a\nb\nc d\u0301\t."


def test_marks_without_end_are_cut(tmp_path: Path) -> None:
    plain(("a" + "\u0301\u0323" * 60_000 + "b").encode(), tmp_path)
    assert len(words(tmp_path)) < 40 and words(tmp_path).endswith("b")


@pytest.mark.parametrize(
    "data", [b"\xff\x00\xfe" * 99, bytes(100), b"a\x01\x02\x03" * 30, "\ufffd".encode() * 50, b"\0", b"\x81"]
)
def test_what_is_no_text_is_refused(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        plain(data, tmp_path)


def test_the_words_of_a_document(tmp_path: Path) -> None:
    found = plain(pdf(b"BT /F1 12 Tf 20 50 Td (A boat) Tj 0 -14 Td (at dawn) Tj ET"), tmp_path)
    assert words(tmp_path) == "A boat\nat dawn" and (found.kind, found.facts.pages) == ("document", 1)


@pytest.mark.parametrize(
    ("pages", "reason"),
    [(f"/Kids [{'3 0 R ' * 301}] /Count 301", "301 pages; at most 300"), ("/Kids [2 0 R] /Count 1", "damaged")],
)
def test_documents_that_have_no_end(pages: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=reason):
        plain(pdf(b"BT (a) Tj ET", pages=pages), tmp_path)


def test_notes_keep_their_time_and_texts_are_gone(tmp_path: Path) -> None:
    on = mido.Message("note_on", note=60, velocity=64, time=100)
    said = mido.MetaMessage("text", text='{"SECRET": 1}', time=50), mido.Message("sysex", data=(1, 2), time=25)
    data = notes(*said, on, mido.MetaMessage("set_tempo", tempo=250_000), on.copy(time=480))
    found = plain(data, tmp_path, "midi")
    kept = mido.MidiFile(tmp_path / "plain")
    assert [(event.type, event.time) for event in kept.tracks[0][:3]] == [
        ("note_on", 175),
        ("set_tempo", 0),
        ("note_on", 480),
    ]
    assert b"SECRET" not in (tmp_path / "plain").read_bytes()
    assert found.facts.seconds == pytest.approx(kept.length, abs=0.001)


def test_names_of_tracks_stay_in_any_encoding(tmp_path: Path) -> None:
    out = io.BytesIO()
    track = mido.MidiTrack([mido.MetaMessage("track_name", name="钢琴"), mido.Message("note_on", note=60, time=9)])
    mido.MidiFile(tracks=[track], charset="gb18030").save(file=out)
    plain(out.getvalue(), tmp_path, "midi")
    assert mido.MidiFile(tmp_path / "plain", charset="gb18030").tracks[0][0].name == "钢琴"


FORMS = {
    **{name: name.rpartition(".")[2] for name in whole()},
    **{"opus": "ogg", "m4a": "mp4", "mov": "mp4", "mid": "midi"},
    **dict.fromkeys(("mkv", "webm", "microphone.webm"), "matroska"),
}


@pytest.mark.parametrize("name", whole())
def test_a_form_is_told_by_its_first_bytes(name: str) -> None:
    format = sniff(whole()[name])
    assert format and format.name == FORMS[name]


@given(st.binary(max_size=200))
def test_any_bytes_are_some_form_or_none(head: bytes) -> None:
    format = sniff(head)
    assert format is None or set(format.kinds) <= set(ALL)


@pytest.mark.parametrize("wanted", ALL)
@pytest.mark.parametrize("name", ["png", "wav", "mp4", "mid", "pdf", "svg"])
def test_what_is_not_wanted_is_told_by_what_it_is(name: str, wanted: InputKind) -> None:
    format = sniff(whole()[name])
    assert format
    if wanted in format.kinds:
        assert admitted(whole()[name], [wanted]) == format
    else:
        with pytest.raises(Refused, match=r"That is a .*; what can be used here: a "):
            admitted(whole()[name], [wanted])


def test_every_kind_has_its_limits_and_its_name() -> None:
    assert all(known(f"upload.kind.{kind}") and LIMITS[kind].bytes > 10**6 for kind in ALL)
