"""What leaves: whole copies beside files that stay as they are, as much and as little in each as its terms say."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import mido
import numpy as np
import pytest
from PIL import Image

from studio.errors import NotFound, StoreDamaged
from studio.media.mark import is_marked
from studio.media.reading.limits import InputKind
from studio.media.video import probe, read_frames
from studio.settings import Settings
from studio.works.copies import Copies, Terms
from studio.works.copyist import Copyist
from studio.works.embed import extract
from studio.works.signers import signer_for
from studio.works.store import Store
from studio.works.uploads import Uploads
from studio.works.works import Work
from tests.inputs import picture
from tests.kept import SUFFIXES, file_of, keep
from tests.studio.works.test_embed import frames, notes, samples

HIDDEN = Terms(recipe=False, author="Anna Berg", copyright="© 2026 Anna Berg")
SECRETS = ("zebrafish", "yellow", "gouache", "quagga", "86420")
"""Words of the recipe of every work here, and of nothing else."""
SOUNDS = (".wav", ".flac", ".mp3", ".ogg")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def store(settings: Settings) -> Store:
    return Store.open(settings)


@pytest.fixture
def copies(settings: Settings, store: Store) -> Copies:
    return Copies(store.files, settings.home / "copies", Copyist(signer=signer_for(settings)))


def seen(data: bytes) -> Any:
    """All that a file shows or sounds."""
    with Image.open(io.BytesIO(data)) as image:
        return [(image.seek(n), image.convert("RGBA").tobytes())[1] for n in range(getattr(image, "n_frames", 1))]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_kept_file_stays_and_its_copy_says_how_it_was_made(store: Store, copies: Copies, suffix: str) -> None:
    work = keep(store, suffix)
    before = store.files.read(work.main)
    path = copies.path(work, work.main)
    assert path.suffix == suffix and store.files.read(work.main) == before
    assert extract(path.read_bytes(), suffix) == (work.recipe, "main")
    assert copies.path(work, work.main) == path


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_hidden_recipe_leaves_no_word_in_the_copy(store: Store, copies: Copies, suffix: str) -> None:
    data = copies.path(work := keep(store, suffix), work.main, HIDDEN).read_bytes()
    assert any(secret.encode() in store.files.read(work.main) for secret in SECRETS)
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        assert not [secret for secret in SECRETS if secret.encode(encoding) in data]
    assert extract(data, suffix) is None
    assert "© 2026 Anna Berg".encode() in data and b"digitalsourcetype/" in data


@pytest.mark.parametrize("terms", [Terms(), HIDDEN])
@pytest.mark.parametrize("suffix", [".gif", ".webp", ".mp4", *SOUNDS, ".mid"])
def test_what_it_shows_and_sounds_is_the_same(store: Store, copies: Copies, suffix: str, terms: Terms) -> None:
    data = copies.path(work := keep(store, suffix), work.main, terms).read_bytes()
    same: dict[str, Any] = {".mp4": frames, ".mid": _played, **dict.fromkeys(SOUNDS, samples)}
    look = same.get(suffix, seen)
    assert look(data) == look(file_of(suffix))


def _played(data: bytes) -> Any:
    return [[event for event in track if not event.is_meta] for track in notes(data)]


def smooth(mode: str) -> bytes:
    out = io.BytesIO()
    Image.radial_gradient("L").resize((320, 240)).convert("RGB").convert(mode).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_picture_is_the_same_but_for_its_mark(store: Store, copies: Copies, mode: str) -> None:
    work = keep(store, ".png", data=smooth(mode))
    with Image.open(copies.path(work, work.main)) as copy, Image.open(io.BytesIO(smooth(mode))) as before:
        assert (copy.size, copy.mode) == (before.size, mode) and is_marked(copy)
        off = np.asarray(copy, float)[..., :3] - np.asarray(before, float)[..., :3]
    assert 0 < np.mean(off**2) < 255**2 / 10**4, "a PSNR of 40 dB"


@pytest.mark.parametrize("suffix", [".png", ".gif", ".webp", ".mp4"])
def test_what_is_only_looked_at_is_small_and_says_so(store: Store, copies: Copies, suffix: str) -> None:
    large = {"data": picture("png", size=(400, 300))} if suffix == ".png" else {}
    work = keep(store, suffix, **large)
    terms = Terms(recipe=False, longest=24, label="Anna Berg")
    small, plain = (copies.path(work, work.main, each).read_bytes() for each in (terms, Terms(longest=24)))
    if suffix == ".mp4":
        found = probe(small)
        assert max(found.width, found.height) == 24 and found.frames == probe(file_of(suffix)).frames
        first, other = next(read_frames(small)), next(read_frames(plain))
    else:
        with Image.open(io.BytesIO(small)) as one, Image.open(io.BytesIO(plain)) as two:
            assert max(one.size) == 24
            first, other = np.asarray(one.convert("RGB")), np.asarray(two.convert("RGB"))
    assert np.abs(first.astype(float) - other).mean() > 2, "another label is seen"
    assert not [secret for secret in SECRETS if secret.encode() in small]


def test_a_drawing_has_no_small_form(store: Store, copies: Copies) -> None:
    with pytest.raises(NotFound):
        copies.path(work := keep(store, ".svg"), work.main, Terms(longest=100))


def test_the_names_of_what_is_drawn_go_with_the_recipe(store: Store, copies: Copies) -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
        b'width="9" height="9"><title>zebrafish</title><desc>yellow</desc><defs><linearGradient id="quagga-1"/></defs>'
        b'<g id="gouache" inkscape:label="gouache"><rect width="9" height="9" fill="url(#quagga-1)"/></g></svg>'
    )
    work = keep(store, ".svg", data=drawing)
    hidden = copies.path(work, work.main, HIDDEN).read_text("utf-8")
    assert not [secret for secret in SECRETS if secret in hidden]
    assert '<linearGradient id="n0"/>' in hidden and "url(#n0)" in hidden


def test_colours_and_styles_of_a_drawing_stay(store: Store, copies: Copies) -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><svg id="zebrafish" color="#000">'
        b"<style>#zebrafish path {stroke:currentColor}</style>"
        b'<rect width="9" height="9" fill="#ffd"/><path id="gouache" d="M0 0 9 9"/></svg></svg>'
    )
    work = keep(store, ".svg", data=drawing)
    hidden = copies.path(work, work.main, HIDDEN).read_text("utf-8")
    assert 'fill="#ffd"' in hidden and 'color="#000"' in hidden
    assert '<svg id="n0"' in hidden and "#n0 path {" in hidden and "gouache" not in hidden


def test_the_words_of_a_score_go_with_the_recipe_and_its_notes_stay_in_time(store: Store, copies: Copies) -> None:
    conductor = mido.MidiTrack([mido.MetaMessage("track_name", name="zebrafish")])
    player = mido.MidiTrack([mido.MetaMessage("track_name", name="Lead (flute)"), mido.Message("note_on", note=60)])
    player += [mido.MetaMessage("lyrics", text="gouache", time=100), mido.Message("note_off", note=60, time=20)]
    score, out = mido.MidiFile(charset="utf-8"), io.BytesIO()
    score.tracks += [conductor, player]
    score.save(file=out)
    work = keep(store, ".mid", data=out.getvalue())
    hidden = copies.path(work, work.main, HIDDEN).read_bytes()
    assert not [secret for secret in SECRETS if secret.encode() in hidden] and b"Lead (flute)" in hidden
    assert [event.time for event in _played(hidden)[1]] == [0, 120]


def test_nothing_is_claimed_of_what_a_person_brought(
    store: Store, copies: Copies, tmp_path: Path, settings: Settings
) -> None:
    """The picture that a work was made from leaves as it is, and one that was only taken in, too."""
    uploads = Uploads(store.database, store.files, tmp_path / "passing")
    kinds: tuple[InputKind, ...] = ("picture",)
    upload = uploads.take(io.BytesIO(picture("png")), "a" * 32, kinds, "me.png")
    made = keep(store, ".png")
    work = made.model_copy(update={"files": (*made.files, upload.file)})
    kept = store.files.read(upload.file)
    assert copies.path(work, upload.file).read_bytes() == kept
    outside = made.model_copy(update={"job": "brought-1"})
    assert copies.path(outside, outside.main).read_bytes() == store.files.read(outside.main)
    hidden = copies.path(outside, outside.main, HIDDEN).read_bytes()
    assert not [secret for secret in SECRETS if secret.encode() in hidden]


def test_a_person_s_own_picture_that_was_only_corrected_has_no_mark(store: Store, settings: Settings) -> None:
    copyist = Copyist(lambda recipe: "algorithmicallyEnhanced")
    copies = Copies(store.files, settings.home / "copies", copyist)
    work = keep(store, ".png", data=smooth("RGB"))
    assert seen(copies.path(work, work.main).read_bytes()) == seen(store.files.read(work.main))


def test_what_was_promised_to_stay_as_it_is_has_no_mark(store: Store, settings: Settings) -> None:
    """Painted over in one part, the rest of somebody's picture is the same in what leaves, to the last bit."""
    for spares in (True, False):
        copyist = Copyist(is_spared=lambda recipe, spares=spares: spares)  # type: ignore[misc]
        copies = Copies(store.files, settings.home / f"copies-{spares}", copyist)
        work = keep(store, ".png", data=smooth("RGB"))
        assert (seen(copies.path(work, work.main).read_bytes()) == seen(store.files.read(work.main))) == spares


@pytest.mark.parametrize("suffix", [".png", ".svg", ".gif", ".webp", ".mid", ".mp4", ".mp3"])
def test_a_damaged_file_is_told_of_and_its_owner_has_what_is_there(store: Store, copies: Copies, suffix: str) -> None:
    whole = file_of(suffix)
    file = store.files.add("main", suffix, whole[: len(whole) // 3])
    work = keep(store, ".png").model_copy(update={"files": (file,)})
    with pytest.raises(StoreDamaged):
        copies.path(work, file)
    assert copies.own(work, file).read_bytes()


def test_all_who_ask_at_once_get_the_same_copy(store: Store, copies: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    copy = Copyist.copy

    def slow(self: Copyist, work: Work, *given: Any) -> bytes:
        made.append(work.id)
        time.sleep(0.05)
        return copy(self, work, *given)

    monkeypatch.setattr(Copyist, "copy", slow)
    works = [keep(store, suffix) for suffix in (".png", ".mid", ".wav")]
    with ThreadPoolExecutor(24) as pool:
        found = [*pool.map(lambda work: copies.path(work, work.main).read_bytes(), works * 8)]
    assert len(set(found)) == len(made) == 3 and not copies._locks


def test_the_oldest_copies_make_room(store: Store, settings: Settings) -> None:
    folder = settings.home / "copies"
    works = [keep(store, ".png", data=picture("png", size=(200, 200 + n))) for n in range(4)]
    copies = Copies(store.files, folder, Copyist(), most=350_000)
    for age, work in enumerate(works):
        path = copies.path(work, work.main)
        os.utime(path, (time.time() - 9000 + age,) * 2)
    kept = {path.name[:64] for path in folder.iterdir()}
    assert kept == {work.main.sha256 for work in works[-2:]}
    copies.sweep()
    assert not [*folder.iterdir()]


def test_copies_go_with_their_file_and_are_nobody_else_s_to_see(store: Store, copies: Copies) -> None:
    work = keep(store, ".png")
    paths = [copies.path(work, work.main, terms) for terms in (Terms(), HIDDEN)]
    assert paths[0] != paths[1] and paths[0].parent.stat().st_mode & 0o777 == 0o700
    store.delete(work)
    assert not any(path.exists() for path in paths)


def test_equal_files_of_two_works_have_a_copy_each(store: Store, copies: Copies) -> None:
    one, other = keep(store, ".mp3"), keep(store, ".mp3")
    assert one.main.sha256 == other.main.sha256 and copies.path(one, one.main) != copies.path(other, other.main)


def test_killed_in_the_midst_it_leaves_whole_copies_only(tmp_path: Path, settings: Settings, store: Store) -> None:
    for number in range(6):
        keep(store, ".png", data=picture("png", size=(500, 500 + number)))
    making = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parents[3])!r})
from pathlib import Path
from studio.settings import Settings
from studio.works.store import Store
from studio.works.copies import Copies
from studio.works.copyist import Copyist
settings = Settings(home={str(settings.home)!r})
store = Store.open(settings)
copies = Copies(store.files, settings.home / "copies", Copyist())
print("ready", flush=True)
for work in store.works(limit=None):
    copies.path(work, work.main)
"""
    with subprocess.Popen([sys.executable, "-c", making], stdout=subprocess.PIPE) as child:
        assert child.stdout and child.stdout.readline()
        folder = settings.home / "copies"
        while not folder.exists() or not [*folder.glob("[0-9a-f]*")]:
            time.sleep(0.005)
        child.send_signal(signal.SIGKILL)
    for path in folder.glob("[0-9a-f]*"):
        with Image.open(path) as copy:
            copy.load()
    works = store.works(limit=None)
    copies = Copies(store.files, folder, Copyist())
    assert all(extract(copies.path(work, work.main).read_bytes(), ".png") for work in works)
