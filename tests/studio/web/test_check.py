"""Check a file: whose it is, how it was made, what was changed; of any file whatever, and nothing of it stays."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from starlette.testclient import TestClient

from studio.house import House
from studio.media.reading.child import heard_apart
from studio.settings import Settings
from studio.words import say
from studio.works import checks
from studio.works.copies import Copies, Terms
from studio.works.copyist import Copyist
from studio.works.signers import KNOWN, signer_for
from studio.works.text_key import text_key
from studio.works.works import Work
from tests.inputs import picture, svg, whole
from tests.kept import SUFFIXES, file_of, keep
from tests.studio.web.conftest import ANN, OpenDoor, known
from tests.wordy import wordy, written

HIDDEN = Terms(recipe=False)


def asked(door: TestClient, data: bytes, name: str = "a.bin", beside: bytes = b"", status: int = 200) -> str:
    """What the page says of a file."""
    files = {"file": (name, data)} | ({"beside": (f"{name}.c2pa", beside)} if beside else {})
    answer = door.post("/check", files=files)
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


def facts(page: str) -> dict[str, str]:
    return dict(re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", page))


def sealed(house: House, suffix: str, terms: Terms = HIDDEN, **changes: Any) -> tuple[Work, bytes, bytes]:
    """A work of Ann's, its copy, and what lies beside that."""
    work = keep(house.store, suffix, ANN.id, **changes)
    beside = house.copies.sidecar(work, work.main, terms)
    return work, house.copies.path(work, work.main, terms).read_bytes(), beside.read_bytes() if beside else b""


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_was_made_here_is_known_and_a_change_is_found(
    ann: TestClient, bob: TestClient, house: House, suffix: str
) -> None:
    work, data, beside = sealed(house, suffix)
    page = asked(ann, data, f"moon{suffix}", beside)
    assert str(say("check.intact.own")) in page and f"moon{suffix}" in page
    told = facts(page)
    assert told["How it came to be"] == "Made by a trained model" and told["Models"] == "Tiny Model"
    assert told["Program"] == work.recipe.studio and told["Signed by"].endswith("this studio")
    assert told["Kept in this studio"] == "Yes" and work.id in page and work.id not in asked(bob, data, beside=beside)
    changed = bytearray(data)
    # Not in the credentials themselves, which end in room to spare.
    changed[len(data) // 2 if suffix in (".png", ".gif", ".webp", ".wav", ".flac") else -40] ^= 1
    page = asked(ann, bytes(changed), beside=beside)
    assert str(say("check.intact.own")) not in page
    assert 'class="verdict bad"' in page or str(say("check.nothing")) in page


def test_which_part_was_changed_is_told(ann: TestClient, house: House) -> None:
    _, data, _ = sealed(house, ".png")
    at = data.rindex(b"IDAT") + 40
    page = asked(ann, data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    assert facts(page)["Changed"] == str(say("check.part.content"))
    at = data.index(b"trainedAlgorithmicMedia", data.index(b"jumb"))
    page = asked(ann, data[:at] + b"T" + data[at + 1 :])
    assert facts(page)["Changed"] == str(say("check.part.statements"))


def test_of_the_work_of_a_studio_that_is_gone_its_own_signature_is_known(ann: TestClient, house: House) -> None:
    work, data, _ = sealed(house, ".png")
    house.store.delete(work)
    page = asked(ann, data)
    assert str(say("check.intact.own")) in page and facts(page)["Kept in this studio"] == "No"


def test_another_studio_is_unknown_until_it_is_trusted(
    ann: TestClient, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = signer_for(Settings(home=tmp_path / "other"))
    work = keep(house.store, ".png", ANN.id)
    data = Copies(house.store.files, tmp_path / "c", Copyist(signer=other)).path(work, work.main).read_bytes()
    house.copies.path(work, work.main)
    page = asked(ann, data)
    assert 'class="verdict open"' in page and "whom this studio does not know" in facts(page)["Signed by"]
    assert "Open this work" not in page, "only what is signed here is believed of works here"
    (house.settings.home / KNOWN).write_text(other.signing.anchor)
    assert 'class="verdict good"' in asked(ann, data)


def test_words_that_nobody_signed_are_told_as_such(ann: TestClient) -> None:
    words = PngInfo()
    words.add_text(
        "parameters", "a boat at dawn\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 1, Size: 64x64, Model: m"
    )
    out = io.BytesIO()
    Image.open(io.BytesIO(picture("png"))).save(out, "PNG", pnginfo=words)
    page = asked(ann, out.getvalue())
    assert str(say("check.only_words")) in page and facts(page)["What was asked for"] == "a boat at dawn"
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        b'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"/>'
        b"</rdf:RDF></x:xmpmeta>"
    )
    out = io.BytesIO()
    Image.open(io.BytesIO(picture("png"))).save(out, "WEBP", xmp=xmp)
    assert facts(asked(ann, out.getvalue()))["How it came to be"] == "Taken with a camera or recorded"


def test_the_mark_alone_is_found(ann: TestClient, house: House) -> None:
    smooth = Image.radial_gradient("L").resize((400, 300)).convert("RGB")
    out = io.BytesIO()
    smooth.save(out, "PNG")
    _, data, _ = sealed(house, ".png", data=out.getvalue())
    again = io.BytesIO()
    Image.open(io.BytesIO(data)).save(again, "JPEG", quality=85)
    page = asked(ann, again.getvalue())
    assert str(say("check.marked")) in page and facts(page)["Mark"] == str(say("check.has_mark"))
    assert facts(asked(ann, picture("jpeg", size=(400, 300))))["Mark"] == str(say("check.no_mark"))


@pytest.fixture
def reading(open_house: Any, tmp_path: Path) -> House:
    """A studio with a language model, which has written something."""
    house: House = open_house(catalog=wordy(tmp_path / "hub"))
    text_key(house.settings.home)
    return house


def pasted(door: TestClient, text: str) -> str:
    """What the page says of a pasted text, beside which a browser sends a file without a name."""
    answer = door.post("/check", data={"text": text}, files={"file": ("", b""), "beside": ("", b"")})
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def test_a_text_that_was_written_here_is_known_by_its_words(reading: House, open_door: OpenDoor) -> None:
    door, text = known(open_door(reading), reading, ANN), written(text_key(reading.settings.home), 150)
    page = pasted(door, text)
    assert str(say("check.text.marked")) in page and "not made by a machine" in page
    assert re.search(r"Found in 146 word parts\. Of unmarked texts one in 1,000,000,000 at most", facts(page)["Mark"])
    assert facts(asked(door, text.encode(), "a.md"))["Mark"] == facts(page)["Mark"]
    short = facts(pasted(door, " ".join(text.split()[:60])))["Mark"]
    assert short == str(say("check.text.too_short", tokens=56, least=100))


def test_of_other_texts_nothing_is_claimed(reading: House, open_door: OpenDoor, tmp_path: Path) -> None:
    door = known(open_door(reading), reading, ANN)
    for key in (None, text_key(tmp_path / "other")):
        page = pasted(door, written(key, 150))
        assert 'class="verdict open"' in page and str(say("check.text.marked")) not in page
        assert facts(page)["Mark"].startswith("None is found in 146 word parts")


def test_where_no_model_writes_there_is_no_word_of_a_mark(ann: TestClient) -> None:
    assert "Mark" not in facts(pasted(ann, "a boat " * 200))


def test_what_lies_in_the_folder_of_a_check_is_for_the_studio_alone(
    reading: House, open_door: OpenDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The secret that texts are marked with is handed to the process that reads, and goes with it."""
    modes: list[int] = []

    def watched(reader: str, folder: Path, *more: Any) -> Any:
        modes.append((folder / "known").stat().st_mode & 0o777)
        return heard_apart(reader, folder, *more)

    monkeypatch.setattr(checks, "heard_apart", watched)
    pasted(known(open_door(reading), reading, ANN), "a boat")
    assert modes == [0o600] and not [*(reading.settings.home / "passing" / "uploads").glob("*")]


@pytest.mark.parametrize("name", sorted(whole()))
def test_of_any_other_file_nothing_is_claimed(ann: TestClient, name: str) -> None:
    page = asked(ann, whole()[name], name)
    assert 'class="verdict open"' in page and facts(page)["Kept in this studio"] == "No"


@pytest.mark.parametrize(
    "data",
    [
        b"\x00" * 500,
        b"\x89PNG\r\n\x1a\n" + b"jumb" * 99,
        b"RIFF\xff\xff\xff\xffWEBPVP8X",
        b"<svg>" + b"<g>" * 90_000,
        b"<svg xmlns='http://www.w3.org/2000/svg'><!DOCTYPE x [<!ENTITY a 'b'>]></svg>",
        b"\xff\xd8\xff" + b"\xeb" * 999,
        b"GIF89a" + b"\xff" * 300,
        b"PK\x03\x04" + b"\0" * 300,
        b"%PDF-1.7\n" + b"1 0 obj" * 400,
    ],
)
def test_whatever_comes_is_answered(ann: TestClient, data: bytes) -> None:
    assert "verdict" in asked(ann, data)


def test_a_file_that_names_a_place_elsewhere_calls_nobody(ann: TestClient) -> None:
    """A manifest may lie behind an address: it is not fetched."""
    data = svg('<rect width="9" height="9"/>').replace(
        b">", b' xmlns:x="http://purl.org/dc/terms/" x:provenance="http://127.0.0.1:9/a.c2pa">', 1
    )
    assert "verdict" in asked(ann, data)


@pytest.mark.parametrize(
    "files", [{}, {"file": ("a", b"")}, {"other": ("a", b"x")}, {"file": ("", b"x"), "text": (None, b"  ")}]
)
def test_no_file_is_refused_in_words(ann: TestClient, files: Any) -> None:
    answer = ann.post("/check", files=files)
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert ann.post("/check", content=b"x", headers={"content-type": "multipart/form-data"}).status_code == 422


def test_nothing_runs_and_nothing_stays(ann: TestClient, house: House) -> None:
    page = ann.post("/check", files={"file": ("<img src=x onerror=alert(1)>.png", whole()["png"])}).text
    assert "<img" not in page
    _, data, _ = sealed(house, ".png", Terms(author="<script>alert(1)</script>"), title="<script>alert(2)</script>")
    assert "<script>" not in ann.post("/check", files={"file": ("a.png", data)}).text
    assert not [*(house.settings.home / "passing" / "uploads").glob("*")]


def test_the_zip_says_what_each_file_carries_and_what_lies_beside_it(ann: TestClient, house: House) -> None:
    works = [keep(house.store, suffix, ANN.id, seed=n) for n, suffix in enumerate((".mid", ".md", ".png"), 1)]
    answer = ann.post("/library/zip", data={"ids": ",".join(work.id for work in works)})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        pairs = {name: archive.read(name) for name in names}
    assert [name for name in names if name.endswith(".c2pa")] == [
        "zebrafish-under-a-yellow-moon-1.mid.c2pa",
        "zebrafish-under-a-yellow-moon-2.md.c2pa",
    ]
    for name in names:
        if not name.endswith((".c2pa", ".json")):
            assert str(say("check.intact.own")) in asked(ann, pairs[name], name, pairs.get(f"{name}.c2pa", b""))


def test_what_comes_back_in_is_read_as_before(ann: TestClient, house: House) -> None:
    for suffix in (".png", ".wav", ".flac", ".mp3", ".mp4", ".md"):
        work, data, _ = sealed(house, suffix, Terms(), data=file_of(suffix))
        upload = ann.post("/uploads", files={"file": (f"a{suffix}", data)}).json()
        card = ann.post("/library/import", json={"upload": upload["id"]}).json()["card"]
        assert house.store.work(card["id"]).recipe == work.recipe, suffix


def test_guests_may_check(open_door: OpenDoor, open_house: Any) -> None:
    house = open_house(public_demo=True, hosts=("127.0.0.1",))
    door = known(open_door(house), house, ANN)
    assert door.get("/check").status_code == 200 and "verdict" in asked(door, whole()["png"])


def test_whoever_comes_here_first_may_check(open_door: OpenDoor) -> None:
    door = open_door()
    assert door.get("/check").status_code == 200
    assert "check" in asked(door, b"a line of words", "a.txt")


def test_what_lies_beside_a_file_is_offered_beside_it(ann: TestClient, bob: TestClient, house: House) -> None:
    score, picture_of = keep(house.store, ".mid", ANN.id), keep(house.store, ".png", ANN.id)
    (file,) = ann.get(f"/works/{score.id}").json()["files"]
    answer = ann.get(f"/{file['beside']}")
    assert answer.headers["content-type"] == "application/c2pa" and ".mid.c2pa" in answer.headers["content-disposition"]
    assert str(say("check.intact.own")) in asked(ann, ann.get(f"/{file['url']}").content, "a.mid", answer.content)
    assert "beside" not in ann.get(f"/works/{picture_of.id}").json()["files"][0]
    assert ann.get(f"/works/{picture_of.id}/main?beside=1").status_code == 404
    assert bob.get(f"/{file['beside']}").status_code == 404
