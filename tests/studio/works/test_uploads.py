"""What people bring: read apart, kept plain, each person's own, and gone when nothing needs it."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import psutil
import pytest
import sqlalchemy as sa
from PIL import Image

from studio.errors import BadInput, Cancelled, DiskFull, InkstoneError, NotFound
from studio.media.reading.refused import Refused
from studio.words import known
from studio.works import room, uploads
from studio.works.database import Database
from studio.works.embed import embed
from studio.works.files import FileStore
from studio.works.kinds import KINDS, Kind
from studio.works.recipe import Recipe
from studio.works.store import Store
from studio.works.tables import UploadRow
from studio.works.upload import Upload, clean_name
from studio.works.uploads import Uploads
from studio.works.works import Work
from tests.inputs import film, picture, sound, svg, whole
from tests.studio.works.test_store import keep
from tests.uploads import ALL, Sent, all_sent

ROOT = Path(__file__).parents[3]
NO_TIME = timedelta()


@pytest.fixture
def brought(store: Store, tmp_path: Path) -> Uploads:
    return Uploads(store.database, store.files, tmp_path / "passing")


@pytest.fixture
def no_reader(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on whatever is read anew is refused."""
    return lambda: monkeypatch.setattr(uploads, "READER", "no.such.reader")


def nothing_waits() -> tuple[str, ...]:
    return ()


def bring(brought: Uploads, text: str = "a boat at dawn", owner: str = "ann") -> Upload:
    return brought.take(io.BytesIO(text.encode()), owner, ["text"], "boat.txt")


def a_work_of(store: Store, one: Upload, owner: str = "ann", role: str = "input") -> Work:
    """A work that used an upload, which is among its files."""
    work = keep(store, "made", owner=owner)
    store.delete(work)
    file = one.file.model_copy(update={"role": role})
    work = work.model_copy(update={"files": (*work.files, file)})
    store.record(work)
    return work


def left(passing: Path) -> list[Path]:
    return list(passing.rglob("*"))


def running() -> list[psutil.Process]:
    """Processes that read for us."""
    children = psutil.Process().children(recursive=True)
    return [child for child in children if {"tests.readers", uploads.READER} & set(child.cmdline())]


# What is brought is found again.


def test_it_is_the_same_after_the_studio_was_closed(brought: Uploads, store: Store, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    one = brought.take(iter([picture("jpeg", exif=exif)]), "ann", ["picture"], "C:\\my\\boat.jpg")
    again = Uploads(Database(store.database.url), store.files, tmp_path).of(one.id, "ann")
    assert again == one and brought.all("ann") == [one]
    assert (one.kind, one.suffix, one.name, one.facts.width, one.work) == ("picture", ".png", "boat.jpg", 30, "")
    assert Image.open(brought.path(one)).size == (30, 40)
    assert brought.path(one).stat().st_size == one.size and left(tmp_path / "passing") == []


def test_a_path_a_stream_and_pieces_are_the_same(brought: Uploads, tmp_path: Path) -> None:
    file = tmp_path / "boat.txt"
    file.write_text("a boat at dawn")
    with file.open("rb") as opened:
        streamed = brought.take(opened, "bob", ["text"])
    pieces = brought.take((bytes([byte]) for byte in file.read_bytes()), "carl", ["text"])
    path = brought.take(file, "ann", ["text"])
    assert path.id == streamed.id == pieces.id and (path.name, streamed.name) == ("boat.txt", "")


def test_the_same_bytes_are_read_once_for_each_owner(brought: Uploads, no_reader: Callable[[], None]) -> None:
    one = bring(brought)
    no_reader()
    again = bring(brought)
    assert again.model_copy(update={"created": one.created}) == one and again.created > one.created
    with pytest.raises(Refused):
        bring(brought, owner="bob")


def test_the_same_bytes_for_another_purpose_are_read_anew(brought: Uploads) -> None:
    data = film(has_sound=True)
    kinds = [brought.take(iter([data]), "ann", wanted).kind for wanted in (["film"], ["sound"], ["sound", "film"])]
    assert kinds == ["film", "sound", "film"]


def test_a_file_that_was_lost_is_read_anew(brought: Uploads) -> None:
    one = bring(brought)
    brought.path(one).unlink()
    assert brought.path(bring(brought)).read_text() == "a boat at dawn\n"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("boat.png", "boat.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ann\\boat.png", "boat.png"),
        ("a\0b\nc\u202ed.png", "a b c d.png"),
        ("x" * 1000, "x" * 100),
        ("船" * 1000 + ".png", "船" * 100),
        ("", ""),
        ("..", ".."),
        ("/", ""),
        ("a\ud800b", "a b"),
    ],
)
def test_names_are_cleaned(name: str, kept: str) -> None:
    assert clean_name(name) == kept


# Recipes are found in the original.


@pytest.mark.parametrize("kind", ["png", "svg", "wav", "mp4", "gif", "md"])
def test_our_own_recipe_is_found(kind: str, brought: Uploads) -> None:
    recipe = Recipe(mode="sketch", engine="sketcher", kind="image", title="Boat", params={"prompt": "a boat"}, seed=7)
    makers: dict[str, Callable[[], bytes]] = {
        "png": lambda: picture("png"), "svg": lambda: svg("<g/>"), "wav": lambda: sound("WAV"), "mp4": film,
        "gif": lambda: picture("gif"), "md": lambda: b"# A boat\n\nat dawn",
    }  # fmt: skip
    one = brought.take(iter([embed(makers[kind](), f".{kind}", recipe)]), "ann", ALL)
    assert one.found_is == "recipe" and Recipe.model_validate_json(one.found) == recipe
    if kind == "md":
        assert brought.path(one).read_text() == "# A boat\n\nat dawn\n"


def test_the_words_of_another_program_are_found(brought: Uploads) -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("parameters", "a boat\nSteps: 20, Seed: 7")
    one = brought.take(iter([picture("png", pnginfo=info)]), "ann", ["picture"])
    assert (one.found, one.found_is) == ("a boat\nSteps: 20, Seed: 7", "parameters")


# Each has their own.


def test_nobody_reaches_what_another_brought(brought: Uploads) -> None:
    one = bring(brought)
    for owner in ("bob", "", "ann ", "%"):
        for reach in (brought.of, brought.delete):
            with pytest.raises(NotFound, match="no file of yours"):
                reach(one.id, owner)
        assert brought.all(owner) == []
    assert brought.of(one.id, "ann") == one
    with pytest.raises(NotFound):
        brought.of("x" * 100_000, "ann")


def test_what_two_brought_stays_for_the_other(brought: Uploads) -> None:
    one, other = bring(brought), bring(brought, owner="bob")
    assert one.id == other.id
    brought.delete(one.id, "ann")
    assert brought.path(other).exists()
    brought.delete(other.id, "bob")
    assert not brought.path(other).exists()


# One's own works are inputs too.


def test_a_work_is_an_input_as_it_is(brought: Uploads, store: Store, no_reader: Callable[[], None]) -> None:
    no_reader()
    work = keep(store)
    one = brought.of_work(work, "ann")
    assert brought.of(one.id, "ann") == one and brought.path(one) == store.path(work.main)
    assert (one.kind, one.work, one.found_is, one.suffix) == ("picture", work.id, "recipe", ".png")
    with pytest.raises(NotFound, match="There is no work"):
        brought.of_work(work, "bob")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_work_is_some_kind_of_input(kind: Kind, brought: Uploads, store: Store) -> None:
    others = {"image": "picture", "music": "sound", "speech": "sound", "animation": "film"}
    read_as = others.get(kind, "text")
    assert brought.of_work(keep(store, kind=kind), "ann").kind == read_as


# Nothing goes that is needed, and nothing stays that is not.


def test_deleting_a_work_keeps_what_an_upload_has(brought: Uploads, store: Store) -> None:
    work = keep(store)
    one = brought.of_work(work, "ann")
    store.delete(work)
    assert store.files.read(one.file)
    brought.delete(one.id, "ann")
    assert not store.files.has(one.file) and store.files.all() == []


def test_deleting_an_upload_keeps_what_a_work_has(brought: Uploads, store: Store) -> None:
    one = bring(brought)
    work = a_work_of(store, one)
    brought.delete(one.id, "ann")
    assert store.files.read(one.file)
    store.delete(work)
    assert not store.files.has(one.file)


@pytest.mark.parametrize("used_by", ["nobody", "a work", "a second input", "another's work", "a main file", "a job"])
def test_the_sweep_takes_what_nothing_uses(used_by: str, brought: Uploads, store: Store) -> None:
    one = bring(brought)
    waiting = {one.id} if used_by == "a job" else set()
    if used_by in ("a work", "a second input"):
        a_work_of(store, one, role="input-2" if "second" in used_by else "input")
    elif used_by == "another's work":
        a_work_of(store, one, owner="bob")
    elif used_by == "a main file":
        a_work_of(store, one, role="main")
    stays = used_by in ("a work", "a second input", "a job")
    assert brought.sweep(lambda: waiting) == 0, "it is not a day old"
    assert brought.sweep(lambda: waiting, NO_TIME) == (not stays)
    assert [found.id for found in brought.all("ann")] == ([one.id] if stays else [])
    assert store.files.has(one.file) == (used_by != "nobody")


def test_the_sweep_takes_what_killed_processes_left(brought: Uploads, tmp_path: Path) -> None:
    folder = tmp_path / "passing" / "old"
    folder.mkdir(parents=True)
    (folder / "original").write_text("half")
    brought.sweep(nothing_waits)
    assert folder.exists()
    os.utime(folder, (0, 0))
    brought.sweep(nothing_waits)
    assert not folder.exists()


def test_what_is_brought_again_in_time_stays(brought: Uploads) -> None:
    one = bring(brought)

    def bring_it_again() -> tuple[str, ...]:
        bring(brought)
        return ()

    assert brought.sweep(bring_it_again, NO_TIME) == 0 and brought.path(one).exists()
    assert brought.sweep(nothing_waits, NO_TIME) == 1 and not brought.path(one).exists()


def test_an_upload_that_is_not_whole_is_swept_like_any(brought: Uploads, store: Store) -> None:
    bring(brought)
    with store.database.session() as session:
        session.execute(sa.text("UPDATE uploads SET facts = '{', notes = 'x', created = '2020-01-01 00:00:00.000000'"))
    assert brought.sweep(nothing_waits) == 1 and store.files.all() == []


def test_a_row_that_is_not_whole_harms_no_deletion(brought: Uploads, store: Store) -> None:
    one = bring(brought)
    a_work_of(store, one)
    with store.database.session() as session:
        session.execute(sa.text("""UPDATE works SET files = '[{"role": "input", ' || files"""))
    assert brought.sweep(nothing_waits, NO_TIME) == 1
    assert store.files.has(one.file), "the row still names it"


# As much as one may have.


def test_an_owner_has_so_many_and_no_more(brought: Uploads, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST", 2)
    first, second = bring(brought, "one"), bring(brought, "two")
    with pytest.raises(Refused, match=r"As many of your files wait to be used as may: 2\. .*Delete some"):
        bring(brought, "three")
    assert bring(brought, "three", "bob"), "another has a place of their own"
    assert brought.of_work(keep(store), "ann"), "works are kept anyhow"
    a_work_of(store, first)
    assert bring(brought, "three"), "what a work uses does not wait"
    with pytest.raises(Refused):
        bring(brought, "four")
    brought.delete(second.id, "ann")
    assert bring(brought, "four")


def test_an_owner_s_files_have_so_many_bytes(brought: Uploads, monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    monkeypatch.setattr(room, "MOST_BYTES", 30)
    bring(brought, "a boat at dawn")
    with pytest.raises(Refused, match="would take more than"):
        bring(brought, "another boat at dusk")
    assert len(brought.all("ann")) == len(store.files.all()) == 1


def test_all_together_have_so_many_bytes(brought: Uploads, monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    """Whoever takes a new name for each file fills no disk."""
    monkeypatch.setattr(room, "MOST_IN_ALL", 40)
    first = bring(brought, "a boat at dawn")
    bring(brought, "and one at noon", "bob")
    with pytest.raises(Refused, match="no room here now"):
        bring(brought, "another boat at dusk", "eve")
    a_work_of(store, first)
    assert bring(brought, "a boat", "eve"), "what a work uses does not wait"


# Whatever happens, nothing is left.


@pytest.mark.parametrize("kind", ["picture", "text", "midi"])
def test_what_is_too_large_is_refused_while_it_comes(kind: Any, brought: Uploads, tmp_path: Path) -> None:
    def endless() -> Any:
        nonlocal sent
        while True:
            sent += 2**20
            yield b"boat " * (2**20 // 5)

    sent = 0
    with pytest.raises(Refused, match=r"is too large|That is a text"):
        brought.take(endless(), "ann", [kind])
    assert sent < 50 * 2**20 and left(tmp_path / "passing") == []


def test_a_text_is_refused_at_once_where_a_film_is_asked_for(brought: Uploads) -> None:
    pieces = iter([b"a boat " * 1000] * 1000)
    with pytest.raises(Refused, match="That is a text"):
        brought.take(pieces, "ann", ["film"])
    assert len(list(pieces)) == 999


def test_a_connection_that_breaks_leaves_nothing(brought: Uploads, tmp_path: Path) -> None:
    def breaks() -> Any:
        yield b"half a "
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        brought.take(breaks(), "ann", ["text"])
    assert left(tmp_path / "passing") == [] and brought.all("ann") == []


def test_it_can_be_stopped_at_any_time(brought: Uploads, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(uploads, "READER", "tests.readers")
    started = threading.Event()

    def is_cancelled() -> bool:
        if list(tmp_path.glob("passing/*/started")):
            started.set()
        return started.is_set()

    with pytest.raises(Cancelled):
        brought.take(iter([b"sleep"]), "ann", ["text"], is_cancelled=is_cancelled)
    assert started.is_set() and left(tmp_path / "passing") == [] and running() == []


@pytest.mark.parametrize("path", ["nowhere.png", ".", "pipe"])
def test_a_path_that_leads_to_no_file_is_told(path: str, brought: Uploads, tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadInput, match="There is no file at"):
        brought.take(tmp_path / path, "ann", ["picture"])


def test_a_full_disk_is_told_and_nothing_is_left(store: Store, small_disk: Path) -> None:
    full = Uploads(store.database, store.files, small_disk / "passing")
    with pytest.raises(DiskFull):
        full.take(iter([b"boat " * 300_000]), "ann", ["text"])
    assert left(small_disk / "passing") == []
    small = Uploads(store.database, FileStore(small_disk / "files"), small_disk / "passing")
    noise = picture("bmp", size=(500, 400))
    with pytest.raises(InkstoneError):
        small.take(iter([noise]), "ann", ["picture"])
    assert left(small_disk / "passing") == [] and small.all("ann") == [] and store.files.all() == []


def test_many_at_once(brought: Uploads, tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda n: bring(brought, f"boat {n % 4}", f"owner {n % 3}"), range(12)))
    assert len({(one.owner, one.id) for one in found}) == 12 and left(tmp_path / "passing") == []


PARENT = """
import sys
from pathlib import Path
from studio.works.database import Database
from studio.works.files import FileStore
from studio.works.uploads import Uploads

home, hostile = Path(sys.argv[1]), Path(sys.argv[2])
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
uploads = Uploads(Database(f"sqlite:///{home}/inkstone.db"), FileStore(home / "files"), home / "passing")
for file in sorted(hostile.iterdir()):
    uploads.take(file, "ann", ["picture", "sound", "film", "midi", "text", "document"])
decoders = {"PIL", "av", "numpy", "soundfile", "mido", "pypdf", "resvg_py", "xml.etree.ElementTree"} & set(sys.modules)
print(len(uploads.all("ann")), sorted(decoders), sum(place.endswith("/original") for place in opened))
"""


def test_the_parent_never_decodes(tmp_path: Path) -> None:
    """It loads no decoder, and opens a file on its way in once: to write it."""
    (tmp_path / "hostile").mkdir()
    names = ["png", "mp3", "moving.gif", "pdf"]
    for name in names:
        (tmp_path / "hostile" / name).write_bytes(whole()[name])
    command = [sys.executable, "-c", PARENT, str(tmp_path), str(tmp_path / "hostile")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == f"{len(names)} [] {len(names)}", done.stderr


SAMPLE, SEEDS = 90, 16
"""How many are tried at first; and how often each form is damaged where all are."""
SLOW = ("svg of noise", "pdf of a million words")
"""What takes until its process is ended."""


def some(count: int) -> list[Sent]:
    quick = [sent for sent in all_sent() if sent.name not in SLOW]
    return random.Random(7).sample(quick, count)


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.soak)])
def test_bad_files_are_refused_or_read_rightly(
    every: bool, tmp_path: Path, record_property: Callable[[str, object], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST", 10**6)
    store = Store(f"sqlite:///{tmp_path}/inkstone.db", tmp_path / "files")
    brought = Uploads(store.database, store.files, tmp_path / "passing")
    all_of_them = list(all_sent(SEEDS)) if every else some(SAMPLE)
    process, sizes, took = psutil.Process(), [0], []

    def send(sent: Sent) -> str:
        begun = perf_counter()
        try:
            return _checked(brought.take(iter([sent.data]), "ann", sent.wanted, sent.name), sent, brought)
        except Refused as refused:
            assert sent.outcome != "read", f"{sent.name}: {refused}"
            assert known(refused.message.key) and str(refused).endswith("Nothing of it was kept."), sent.name
            return "refused"
        finally:
            took.append(perf_counter() - begun)
            sizes.append(process.memory_info().rss)

    with ThreadPoolExecutor(2) as threads:
        outcomes = Counter(threads.map(send, all_of_them))
    kept = brought.all("ann")
    assert left(tmp_path / "passing") == [] and running() == []
    assert {brought.path(one) for one in kept} == {Path(place) for place in store.files.all()}
    with store.database.session() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(UploadRow)) == len(kept) <= outcomes["read"]
    growth = (sizes[-1] - sizes[len(sizes) // 4]) / sizes[len(sizes) // 4]
    figures = {
        **outcomes,
        "median seconds": round(sorted(took)[len(took) // 2], 2),
        "most seconds": round(max(took), 1),
    }
    for name, value in {**figures, "growth of the parent": f"{growth:.1%}"}.items():
        record_property(name, value)
    if every:
        assert outcomes.total() >= 1000 and growth < 0.05


def _checked(one: Upload, sent: Sent, brought: Uploads) -> str:
    """What was read is plain: of the form that its kind has, and as its facts say."""
    assert sent.outcome != "refused" and one.kind in sent.wanted, sent.name
    start = brought.path(one).open("rb").read(12)
    starts = {"picture": b"\x89PNG", "sound": b"fLaC", "midi": b"MThd", "film": b"ftyp"}
    assert starts.get(one.kind, b"") in start, sent.name
    if one.kind in ("text", "document"):
        assert len(brought.path(one).read_text(encoding="utf-8").removesuffix("\n")) == one.facts.characters
    assert all(known(note.key) for note in one.notes) and one.facts.model_dump(exclude_none=True), sent.name
    return "read"
