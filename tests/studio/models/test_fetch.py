"""A download comes whole however the hub behaves, goes on where it was left, and says why it waits or fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from studio.models.catalog import Catalog, ModelSpec, Part
from studio.models.fetch import child
from studio.models.fetch import fetch as fetching
from studio.models.fetch.asked import Asked, Told, Wanted, bytes_here, wanted_of
from studio.models.fetch.client import TRIES
from studio.models.fetch.fetch import Fetch
from studio.models.fetch.removal import remove
from studio.words import say
from tests import hub as hubs
from tests.fakes import TENSORS, a_spec
from tests.hub import REVISION, Hub, Repo, files_in

LARGE = os.urandom(300_000)
SPEC = a_spec("small", repo="o/small", revision=REVISION, files=("*.json", "*.safetensors"))
_UNCHECKED = "runner = import_module(runner)\nrunner.check_disk = lambda *_: None\nrunner"
"""A disk is asked before how much is free: here it fills up all the same."""
ENVIRONMENT = {"PATH": os.environ.get("PATH", ""), "HF_HOME": "/nowhere"}


@pytest.fixture
def hub() -> Iterator[Hub]:
    with hubs.serving() as hub:
        hub.repos["o/small"] = Repo({"config.json": b"{}", "model.safetensors": LARGE})
        yield hub


def asked(hub: Hub, cache: Path, spec: ModelSpec = SPEC, **more: Any) -> Asked:
    return Asked(
        **{"endpoint": hub.url, "cache": cache, "wanted": wanted_of(spec), "pause": 0.01, "silence": 5, **more}
    )


def fetched(hub: Hub, cache: Path, spec: ModelSpec = SPEC, **more: Any) -> list[Told]:
    return list(Fetch(asked(hub, cache, spec, **more), ENVIRONMENT).events())


def model(cache: Path, repo: str = "o/small") -> Path:
    return cache / f"models--{repo.replace('/', '--')}"


def weights(cache: Path) -> bytes:
    return (model(cache) / "snapshots" / REVISION / "model.safetensors").read_bytes()


def begun(cache: Path) -> Path:
    return model(cache) / "begun" / REVISION / "model.safetensors"


def why(told: list[Told]) -> str:
    assert told[-1].kind == "failed", told[-1]
    return " ".join(map(str, told[-1].said))


def test_a_whole_checkpoint_comes_and_is_found_and_loads(hub: Hub, tmp_path: Path) -> None:
    from pipelines.runtimes.compat import prepare
    from tests import tiny

    prepare()
    folder = tiny.chat(tmp_path / "made")
    hub.repos["o/chat"] = Repo(files_in(folder))
    spec = a_spec("chat", repo="o/chat", revision=REVISION, files=("*.json", "*.jinja", "*.safetensors"))
    catalog = Catalog([spec], tmp_path / "hub")
    assert not catalog.present(spec)
    told = fetched(hub, tmp_path / "hub", spec)
    catalog.refresh()
    found = catalog.locate(spec)
    assert told[-1].kind == "done" and found
    assert files_in(found) == files_in(folder)
    links = [file for file in found.iterdir() if file.is_symlink()]
    assert len(links) == len(list(found.iterdir())), "as huggingface_hub lays it: links to blobs"
    from huggingface_hub import scan_cache_dir

    (repo,) = scan_cache_dir(tmp_path / "hub").repos
    assert repo.repo_id == "o/chat" and [one.commit_hash for one in repo.revisions] == [REVISION]


def test_parts_from_other_repositories_come_with_it(hub: Hub, tmp_path: Path) -> None:
    hub.repos["o/part"] = Repo({"config.json": b"{}", "model.safetensors": TENSORS})
    part = Part(kind="MotionAdapter", repo="o/part", revision=REVISION)
    assert fetched(hub, tmp_path, SPEC.model_copy(update={"parts": {"adapter": part}}))[-1].kind == "done"
    assert (model(tmp_path, "o/part") / "snapshots" / REVISION / "model.safetensors").read_bytes() == TENSORS


def test_only_data_that_was_asked_for_comes(hub: Hub, tmp_path: Path) -> None:
    wild = {"pipeline.py": b"import os", "model.bin": b"pickle", "unet/x.py": b"x", "unet/w.safetensors": TENSORS}
    hub.repos["o/small"].files |= wild | {"../out.json": b"{}", "README.md": b"words", "unet/deep/c.json": b"[1]"}
    open_spec = SPEC.model_copy(update={"files": ("*", "unet/*", "*.py")})
    assert fetched(hub, tmp_path, open_spec)[-1].kind == "failed", "code is not there to be had"
    assert fetched(hub, tmp_path, SPEC.model_copy(update={"files": ("*", "unet/*")}))[-1].kind == "done"
    assert sorted(set(hub.names()) - {""}) == ["config.json", "model.safetensors", "unet/w.safetensors"]
    assert fetched(hub, tmp_path, SPEC.model_copy(update={"files": ()}))[-1].kind == "done"
    assert "unet/deep/c.json" in hub.names() and not [name for name in hub.names() if name.endswith((".py", ".bin"))]
    assert not (tmp_path / "out.json").exists() and not list(tmp_path.rglob("out.json"))


def test_a_connection_that_breaks_off_goes_on_in_the_middle(hub: Hub, tmp_path: Path) -> None:
    hub.cuts = [100_000, 50_000]
    told = fetched(hub, tmp_path)
    assert told[-1].kind == "done" and weights(tmp_path) == LARGE
    assert hub.ranges()[-1] == "bytes=150000-", "what had come is not asked for again"
    assert any(one.kind == "waits" and "broke off" in str(one.said[0]) for one in told)


def test_progress_is_told_in_bytes_of_bytes(hub: Hub, tmp_path: Path) -> None:
    hub.pause = 0.01
    came = [one.here for one in fetched(hub, tmp_path) if one.kind in ("size", "bytes", "done")]
    assert came == sorted(came) and came[0] == 0 and came[-1] == len(LARGE) + 2 and len(came) >= 4


def test_silence_is_not_waited_for_in_vain(hub: Hub, tmp_path: Path) -> None:
    hub.stalls = [80_000]
    told = fetched(hub, tmp_path, silence=0.5)
    assert told[-1].kind == "done" and weights(tmp_path) == LARGE
    assert any(one.kind == "waits" and "sent nothing" in str(one.said[0]) for one in told)


def test_who_never_gets_on_gives_up_after_five_tries_and_keeps_what_came(hub: Hub, tmp_path: Path) -> None:
    hub.cuts = [50_000] + [0] * 20
    told = fetched(hub, tmp_path)
    assert "broke off" in why(told) and "Continue" in why(told)
    assert sum(one.kind == "waits" for one in told) == TRIES
    assert begun(tmp_path).stat().st_size == 50_000
    hub.cuts.clear()
    again = fetched(hub, tmp_path)
    assert next(one.here for one in again if one.kind == "size") == 50_002
    assert again[-1].kind == "done" and weights(tmp_path) == LARGE


def test_a_killed_process_is_taken_up_where_it_was(hub: Hub, tmp_path: Path) -> None:
    hub.pause = 0.01
    fetch = Fetch(asked(hub, tmp_path), ENVIRONMENT)
    for told in fetch.events():
        if told.here > 60_000:
            assert fetch._process
            os.kill(fetch._process.pid, signal.SIGKILL)
            break
    kept = begun(tmp_path).stat().st_size
    assert 60_000 <= kept < len(LARGE)
    hub.pause = 0
    assert fetched(hub, tmp_path)[-1].kind == "done" and weights(tmp_path) == LARGE
    assert hub.ranges() == [f"bytes={kept}-"] * 2, "the hub and the host that it leads to"


def test_it_ends_with_whoever_asked(hub: Hub, tmp_path: Path) -> None:
    """Though that one was killed and could tell nobody, and though nothing comes that it could tell."""
    hub.stalls = [80_000]
    script = (
        "import sys; from studio.models.fetch.asked import Asked; from studio.models.fetch.fetch import Fetch\n"
        "fetch = Fetch(Asked.model_validate_json(sys.argv[1]), {})\n"
        "for told in fetch.events():\n"
        "    if told.kind == 'bytes': print(fetch._process.pid, flush=True)\n"
    )
    asking = subprocess.Popen(
        [sys.executable, "-c", script, asked(hub, tmp_path).model_dump_json()], stdout=subprocess.PIPE, text=True
    )
    assert asking.stdout
    pid = int(asking.stdout.readline())
    threading.Event().wait(0.3)
    asking.kill()
    asking.wait()
    for _ in range(50):
        if not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text().split(")")[1][:3]:
            return
        threading.Event().wait(0.05)
    raise AssertionError("it goes on though nobody listens")


def test_stopping_keeps_what_came(hub: Hub, tmp_path: Path) -> None:
    hub.pause = 0.01
    fetch = Fetch(asked(hub, tmp_path), ENVIRONMENT)
    for told in fetch.events():
        if told.here > 60_000:
            fetch.stop()
    assert told.kind == "bytes", "nothing more is heard of it"
    assert begun(tmp_path).stat().st_size >= 60_000 and not (tmp_path / "models--o--small" / "blobs").is_file()


def test_wrong_bytes_are_thrown_away_and_fetched_once_more(hub: Hub, tmp_path: Path) -> None:
    hub.spoilt = 1
    assert fetched(hub, tmp_path)[-1].kind == "done" and weights(tmp_path) == LARGE
    assert sum(name == "model.safetensors" for name in hub.names()) == 2


def test_wrong_bytes_twice_are_told_and_nothing_of_them_is_kept(hub: Hub, tmp_path: Path) -> None:
    hub.spoilt = 2
    assert "other bytes" in why(fetched(hub, tmp_path))
    assert (
        begun(tmp_path).stat().st_size == 0
        and not (model(tmp_path) / "snapshots" / REVISION / "model.safetensors").exists()
    )


def test_begun_bytes_that_are_wrong_do_not_become_a_model(hub: Hub, tmp_path: Path) -> None:
    begun(tmp_path).parent.mkdir(parents=True)
    begun(tmp_path).write_bytes(b"\0" * 1000)
    assert fetched(hub, tmp_path)[-1].kind == "done" and weights(tmp_path) == LARGE


def test_a_hub_that_cannot_begin_in_the_middle_sends_it_anew(hub: Hub, tmp_path: Path) -> None:
    hub.cuts, hub.ignores_ranges = [100_000], True
    told = fetched(hub, tmp_path)
    assert told[-1].kind == "done" and told[-1].here == len(LARGE) + 2 and weights(tmp_path) == LARGE
    assert hub.names().count("model.safetensors") == 2, "once more, and not for its wrong bytes"


def test_a_hub_that_is_asked_too_often_is_waited_for_as_it_says(hub: Hub, tmp_path: Path) -> None:
    hub.refusals = [(429, {"Retry-After": "1"})]
    told = fetched(hub, tmp_path)
    assert told[-1].kind == "done"
    assert [str(one) for one in told[0].said] == [
        str(say("fetch.too_often", host=hub.url[7:])),
        str(say("fetch.again_in", seconds=1, number=1, most=TRIES)),
    ]
    hub.refusals = [(429, {"Retry-After": "90000"})]
    assert "asks to wait" in why(fetched(hub, tmp_path / "other")), "nobody waits for a day"


def test_a_hub_that_is_unwell_is_asked_again(hub: Hub, tmp_path: Path) -> None:
    hub.refusals = [(503, {}), (500, {})]
    assert fetched(hub, tmp_path)[-1].kind == "done"


def test_terms_that_nobody_has_accepted_are_named_with_their_page(hub: Hub, tmp_path: Path) -> None:
    hub.repos["o/small"].gated = True
    told = fetched(hub, tmp_path)
    assert f"{hub.url}/o/small" in why(told) and "token" in why(told) and told[-1].wants_token
    told = fetched(hub, tmp_path, token="hf_of_somebody_else")
    assert "has not accepted the terms" in why(told) and told[-1].wants_token
    assert fetched(hub, tmp_path, token=hub.token)[-1].kind == "done"
    elsewhere = [one for one in hub.asked if one.path.startswith("/cdn/")]
    assert elsewhere and not any(one.token for one in elsewhere), "the token stays with the hub"
    everything = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert hub.token.encode() not in everything


def test_what_is_not_there_is_told(hub: Hub, tmp_path: Path) -> None:
    gone = SPEC.model_copy(update={"repo": "o/gone"})
    assert "is private, or it is not there" in why(fetched(hub, tmp_path, gone))
    assert "no file *.onnx" in why(fetched(hub, tmp_path, SPEC.model_copy(update={"files": ("*.onnx",)})))
    hub.repos["o/small"].sha = "f" * 40
    assert "revision that this studio trusts" in why(fetched(hub, tmp_path))
    assert not model(tmp_path).exists()


def test_only_pinned_revisions_and_plain_names_are_asked_for(hub: Hub, tmp_path: Path) -> None:
    for repo, revision in (("o/small", "main"), ("o/small", "../../x"), ("../o/small", REVISION), ("o/s?x=", REVISION)):
        spec = SPEC.model_copy(update={"repo": repo, "revision": revision})
        assert "pins no revision" in why(fetched(hub, tmp_path, spec))
    assert not hub.asked and not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "listing",
    [
        [],
        {"sha": REVISION},
        {"sha": REVISION, "siblings": [{"rfilename": "config.json", "size": -1, "blobId": "0" * 40}]},
        {"sha": REVISION, "siblings": [{"rfilename": "config.json", "size": 2, "blobId": "../../evil"}]},
        {"sha": REVISION, "siblings": [{"rfilename": "a.json", "lfs": {"size": "2", "sha256": "0" * 64}}]},
        {"sha": REVISION, "siblings": [7, None, {"rfilename": ["a.json"]}]},
    ],
)
def test_a_list_of_files_that_is_none_is_refused(hub: Hub, tmp_path: Path, listing: Any) -> None:
    hub.listing = listing
    assert why(fetched(hub, tmp_path)) and not model(tmp_path).exists()


def test_no_network_is_said(tmp_path: Path) -> None:
    with hubs.serving() as gone:
        pass
    told = fetched(gone, tmp_path)
    assert "cannot be reached" in why(told) and sum(one.kind == "waits" for one in told) == TRIES


def test_a_disk_that_is_too_small_is_refused_with_numbers_before_anything_comes(hub: Hub, tmp_path: Path) -> None:
    hub.listing = hub.told(hub.repos["o/small"])
    hub.listing["siblings"][1]["lfs"]["size"] = 2**49
    assert "GB are free" in why(fetched(hub, tmp_path)) and "/resolve/" not in str(hub.asked)


def test_some_room_is_left_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.errors import NotFetched

    def free(_: object) -> Any:
        return type("Usage", (), {"free": 2 * 2**30})

    monkeypatch.setattr("shutil.disk_usage", free)
    child.check_disk(tmp_path / "not" / "there", round(0.95 * 2**30))
    child.check_disk(tmp_path, 0)
    with pytest.raises(NotFetched, match=r"2\.0 GB are free"):
        child.check_disk(tmp_path, round(0.96 * 2**30))


def test_a_disk_that_fills_up_meanwhile_is_told(hub: Hub, small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.repos["o/small"].files["model.safetensors"] = os.urandom(2_000_000)
    monkeypatch.setattr(fetching, "_START", f"{fetching._START}".replace("import_module(runner)", _UNCHECKED))
    assert "The disk is full" in why(fetched(hub, small_disk))
    assert begun(small_disk).stat().st_size > 500_000


def test_two_processes_fetch_a_file_once(hub: Hub, tmp_path: Path) -> None:
    hub.pause = 0.005
    told: list[list[Told]] = [[], []]

    def follow(place: int) -> None:
        told[place] = fetched(hub, tmp_path)

    both = [threading.Thread(target=follow, args=(place,)) for place in (0, 1)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [one[-1].kind for one in told] == ["done", "done"] and [one[-1].here for one in told] == [300_002] * 2
    assert hub.names().count("model.safetensors") == 1
    assert any("Another program" in str(said) for one in told for each in one for said in each.said)


def test_measuring_takes_nothing(hub: Hub, tmp_path: Path) -> None:
    told = fetched(hub, tmp_path / "hub", only_measure=True)
    assert [one.kind for one in told] == ["size", "done"] and told[0].total == 300_002
    assert not (tmp_path / "hub").exists()


def test_what_is_begun_hides_nothing_that_is_whole(hub: Hub, tmp_path: Path) -> None:
    """Two models of one repository: one is here, and the other one's download was stopped."""
    hub.repos["o/small"].files["other.safetensors"] = os.urandom(200_000)
    hub.repos["o/small"].files["model.safetensors"] = TENSORS
    here = SPEC.model_copy(update={"files": ("config.json", "model.safetensors")})
    other = SPEC.model_copy(update={"key": "other", "files": ("other.safetensors",)})
    catalog = Catalog([here, other], tmp_path)
    fetched(hub, tmp_path, here)
    hub.cuts = [70_000] + [0] * 9
    assert fetched(hub, tmp_path, other)[-1].kind == "failed"
    catalog.refresh()
    assert catalog.present(here) and not catalog.present(other)
    assert bytes_here(wanted_of(other), tmp_path) == 70_000


def test_a_model_is_not_whole_before_its_last_file(hub: Hub, tmp_path: Path) -> None:
    """Though what has come of it could be taken for a model."""
    hub.repos["o/small"].files |= {"a.safetensors": TENSORS, "model.safetensors": LARGE, "z.safetensors": LARGE[1:]}
    catalog = Catalog([SPEC], tmp_path)
    hub.cuts = [1000] + [0] * 9
    assert fetched(hub, tmp_path)[-1].kind == "failed"
    assert not catalog.present(SPEC) and "has not finished" in str(next(catalog.troubles())[1])
    assert sorted(one.name for one in begun(tmp_path).parent.iterdir()) == ["model.safetensors", "z.safetensors"]


def test_removing_a_model_frees_its_files_and_spares_what_others_need(hub: Hub, tmp_path: Path) -> None:
    files = {"config.json": b"{}", "a.safetensors": TENSORS, "notes.json": b"[]"}
    hub.repos["o/small"].files = {**files, "b.safetensors": _other_tensors()}
    one = SPEC.model_copy(update={"key": "one", "files": ("config.json", "a.safetensors")})
    two = SPEC.model_copy(update={"key": "two", "files": ("config.json", "b.safetensors")})
    catalog = Catalog([one, two], tmp_path)
    for spec in (one, two):
        fetched(hub, tmp_path, spec)
    assert remove(one, catalog) == len(TENSORS)
    assert not catalog.present(one) and catalog.present(two)
    assert remove(two, catalog) == len(_other_tensors()) + 2
    assert not model(tmp_path).exists(), "nothing is left behind"


def test_removing_follows_no_link_out_of_the_cache(hub: Hub, tmp_path: Path) -> None:
    cache, outside = tmp_path / "hub", tmp_path / "precious.safetensors"
    outside.write_bytes(TENSORS)
    snapshot = model(cache) / "snapshots" / REVISION
    snapshot.mkdir(parents=True)
    (snapshot / "model.safetensors").symlink_to(outside)
    remove(SPEC, Catalog([SPEC], cache))
    remove(SPEC.model_copy(update={"revision": "../../.."}), Catalog([SPEC], cache))
    assert outside.read_bytes() == TENSORS and not (snapshot / "model.safetensors").exists()


def test_what_was_begun_is_removed_too(hub: Hub, tmp_path: Path) -> None:
    begun(tmp_path).parent.mkdir(parents=True)
    begun(tmp_path).write_bytes(b"half")
    assert remove(SPEC, Catalog([SPEC], tmp_path)) == 4 and not model(tmp_path).exists()


def _other_tensors() -> bytes:
    header = TENSORS[8:-16]
    return TENSORS[:8] + header + bytes(range(16))


def test_wanted_has_the_parts_of_a_model() -> None:
    part = Part(kind="MotionAdapter", repo="o/part", revision=REVISION)
    spec = SPEC.model_copy(update={"parts": {"adapter": part}})
    assert wanted_of(spec)[1:] == (Wanted(repo="o/part", revision=REVISION),)
