"""A whole studio under load and under attack: many who wait, many who only connect, many who call, and nonsense."""

from __future__ import annotations

import json
import os
import random
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import psutil
import pytest

from tests.browser.conftest import Server, start
from tests.browser.guest import Guest, Refused

FILM = {"prompt": "twelve birds over the sea in a storm", "seconds": 12, "fps": 30, "size": 1280}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = start(tmp_path_factory.mktemp("home"))
    yield server
    server.process.kill()
    server.process.wait(20)


def event_of(guest: Guest, element: str, trigger: str) -> dict[str, Any]:
    """An event of the page."""
    config = guest.http.get("config").json()
    ids = {one["props"].get("elem_id"): one["id"] for one in config["components"]}
    return next(one for one in config["dependencies"] if [ids[element], trigger] in one["targets"])


def asked(guest: Guest, mode: str, **values: Any) -> list[Any]:
    """What an endpoint is sent, with everything else as it comes."""
    fields = guest.http.get("gradio_api/info").json()["named_endpoints"][f"/{mode}"]["parameters"]
    return [values.get(one["parameter_name"], one.get("parameter_default")) for one in fields]


def slowest(deed: Callable[[], object], times: int = 20) -> float:
    """Seconds that all but one in twenty take at most."""
    taken = []
    for _ in range(times):
        began = time.monotonic()
        deed()
        taken.append(time.monotonic() - began)
    return statistics.quantiles(taken, n=20)[-1]


def test_sixty_who_wait_do_not_hold_up_the_others(
    server: Server, record_property: Callable[[str, object], None]
) -> None:
    """gradio has forty places for events, and who follows a job keeps one as long as it waits."""
    guest = Guest(server).enter()
    event = event_of(guest, "music-source", "change")["id"]
    deeds: dict[str, Callable[[], object]] = {
        "page": lambda: guest.http.get("").raise_for_status(),
        "library": lambda: guest.http.get("library?facets=1").raise_for_status(),
        "now": lambda: guest.http.get("now").raise_for_status(),
        "event": lambda: guest.event(event, [""]),
        "works": lambda: guest.call("works", ["", 5]),
    }
    calls = [follow(server) for _ in range(1)]
    before = {name: slowest(deed) for name, deed in deeds.items()}
    calls += [follow(server) for _ in range(60)]
    after = {name: slowest(deed) for name, deed in deeds.items()}
    for call in calls:
        call.close()
    record_property("p95 with one who waits", {name: round(taken, 3) for name, taken in before.items()})
    record_property("p95 with sixty", {name: round(taken, 3) for name, taken in after.items()})
    for name in deeds:
        assert after[name] < max(3 * before[name], 1.0), name


def follow(server: Server) -> httpx.Client:
    """Somebody who asked for a long film over the API, and waits for it until the client is closed."""
    guest = Guest(server).program()
    id = guest.http.post("gradio_api/call/animation", json={"data": asked(guest, "animation", **FILM)}).json()[
        "event_id"
    ]
    waiting = guest.http.build_request("GET", f"gradio_api/call/animation/{id}")
    guest.http.send(waiting, stream=True)
    return guest.http


def test_seven_hundred_idle_connections_leave_the_page_answering(server: Server) -> None:
    host, port = server.url.removeprefix("http://").rstrip("/").split(":")
    idle = [socket.create_connection((host, int(port))) for _ in range(700)]
    assert httpx.get(server.url, timeout=10).status_code == 200
    assert psutil.Process(server.process.pid).num_fds() < 900
    for connection in idle:
        connection.close()


def resident(server: Server) -> float:
    """Megabytes."""
    return psutil.Process(server.process.pid).memory_info().rss / 1e6


def call_once(server: Server, number: int) -> None:
    """A caller that comes once: of those gradio kept the whole page's configuration."""
    name, data = [("works", ["", 5]), ("image", ["", *[None] * 12]), ("poem", [""] * 7)][number % 3]
    with httpx.Client(base_url=server.url, timeout=30, verify=False) as caller:
        called = caller.post(f"gradio_api/call/{name}", json={"data": data})
        if called.status_code == 200 and number % 2:
            caller.get(f"gradio_api/call/{name}/{called.json()['event_id']}")


def load_once(server: Server, number: int) -> None:
    """A visit: the page, its configuration, what its script asks for, and an event."""
    guest = Guest(server).enter()
    for path in ("config", "now", "library?facets=1"):
        guest.http.get(path).raise_for_status()
    guest.event(event_of(guest, "music-source", "change")["id"], [""])
    guest.http.close()


@pytest.mark.parametrize(
    ("come", "first", "then"),
    [
        (call_once, 120, 600),
        (load_once, 110, 40),
        pytest.param(call_once, 2_000, 18_000, marks=pytest.mark.soak),
        pytest.param(load_once, 200, 1_800, marks=pytest.mark.soak),
    ],
)
def test_nobody_who_comes_leaves_anything(
    server: Server,
    record_property: Callable[[str, object], None],
    come: Callable[[Server, int], None],
    first: int,
    then: int,
) -> None:
    for number in range(first):
        come(server, number)
    before = resident(server)
    for number in range(then):
        come(server, number)
    grown = resident(server) - before
    record_property("MB", f"{before:.0f}, then {grown:+.1f} in {then}")
    assert grown < max(0.05 * before, 0.02 * then if then < 1_000 else 0.0)


WORDS: list[Any] = [
    None, True, -1, 0, 3, 10**30, 1.5, float("inf"), "", "x", "\0", "\ud800", "🦊" * 300, "../../etc/passwd", "'; --",
    [], ["x"], [[[[]]]], {}, {"path": "/etc/passwd"}, {"__type__": "update"}, {"work": []}, "x" * 5000, "command-line",
]  # fmt: skip
POSTED = ["queue/join", "call/works", "call/image", "call/nonesuch", "cancel", "reset", "heartbeat/x", "call/"]
READ = [
    "",
    "config",
    "login",
    "works/{}/main",
    "works/{}/{}/{}",
    "gradio_api/call/works/{}",
    "gradio_api/queue/data?{}",
]
READ += ["gradio_api/info?{}", "config?{}", "?{}", "assets/{}", "static/{}", "library?{}", "uploads/{}", "theme.css?{}"]
READ += ["library?q={}&{}", "library?after={}", "now?seen={}", "works/{}", "boards?{}", "machine?{}", "page/{}/{}"]
OWN_POSTED = [
    "library/mark",
    "library/forget",
    "library/zip",
    "library/import",
    "boards",
    "boards/{}",
    "boards/{}/delete",
]
OWN_POSTED += ["jobs/again", "jobs/{}/cancel", "jobs/{}/retry"]
OWN_FIELDS = [
    "ids",
    "favourite",
    "tag",
    "untag",
    "note",
    "board",
    "unboard",
    "bin",
    "upload",
    "name",
    "project",
    "work",
]
FIELDS = ["fn_index", "data", "session_hash", "event_data", "trigger_id", "event_id", "simple_format", "batched"]
KINDS = [
    "application/json",
    "text/plain",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "",
    "x/y; charset=é",
]


ONCE = [(b"connection", b"close")]
"""A body that was refused unread cannot be followed by another request."""


def nonsense(chance: random.Random) -> tuple[str, str, dict[str, Any]]:
    """A request that no page would send."""
    word = chance.choice(WORDS)
    if chance.random() < 0.4:
        text = quote(str(word).encode(errors="surrogatepass")[:300], safe="/.")
        query = chance.choice(["session_hash", "page", "deep_link", "__theme", "takes", "view", "x"])
        path = chance.choice(READ)
        return "GET", path.format(f"{query}={text}" if "?" in path else text, text, text), {"headers": ONCE}
    is_own = chance.random() < 0.4
    fields = OWN_FIELDS if is_own else FIELDS
    sent = {name: chance.choice(WORDS) for name in chance.sample(fields, chance.randint(0, 6))}
    if chance.random() < 0.6:
        sent["fn_index"] = chance.randint(0, 70)
    if chance.random() < 0.6:
        sent["data"] = [chance.choice(WORDS) for _ in range(chance.randint(0, 14))]
    if chance.random() < 0.6:
        sent["session_hash"] = chance.choice(["s", "t", "\ud800", "x" * 3000, ""])
    body = json.dumps(sent if chance.random() < 0.9 else word).encode()
    if chance.random() < 0.15:
        body = bytes(chance.choices(body or b"x", k=chance.randint(0, 200)))
    kind = KINDS[0] if chance.random() < 0.7 else chance.choice(KINDS)
    path = chance.choice([f"gradio_api/{chance.choice(POSTED)}", "login", "logout", "visitor", "uploads"])
    if is_own:
        path = chance.choice(OWN_POSTED).format(quote(str(chance.choice(WORDS)).encode(errors="surrogatepass")[:80]))
    return "POST", path, {"content": body, "headers": [*ONCE, (b"content-type", kind.encode("latin-1"))]}


@pytest.mark.parametrize(("seed", "count"), [(1, 600), pytest.param(2, 20_000, marks=pytest.mark.soak)])
def test_no_nonsense_is_an_error_of_the_studio(server: Server, seed: int, count: int) -> None:
    chance, guest = random.Random(seed), Guest(server).enter()
    failed = []
    for _ in range(count):
        method, path, sent = nonsense(chance)
        # A stream may go on; how it begins is enough.
        with guest.http.stream(method, path, **sent) as answer:
            if answer.status_code >= 500:
                failed.append((answer.status_code, method, path, sent))
    assert failed == []
    assert guest.http.get("").status_code == 200


MINUTE = 60.0
BROWSING, MAKING = 100, 20
LOOKED_AT = ("", "library?facets=1", "now", "boards", "machine?live=1", "models", "prompts?tab=image", "privacy")
POSTERS: list[tuple[str, dict[str, Any]]] = [
    ("image", {"prompt": "a red fox", "size": 512}),
    ("poem", {"prompt": "the sea"}),
]


def browse(server: Server, until: float, took: list[float], failed: list[str]) -> None:
    """A visitor who looks around, with a breath of some seconds between two looks."""
    chance, guest = random.Random(threading.get_ident()), Guest(server).enter()
    while time.monotonic() < until:
        path, began = chance.choice(LOOKED_AT), time.monotonic()
        answer = guest.http.get(path)
        took.append(time.monotonic() - began)
        if answer.status_code != 200:
            failed.append(f"{path}: {answer.status_code} {answer.text[:100]}")
        time.sleep(chance.uniform(2, 6))


def make(server: Server, until: float, failed: list[str]) -> None:
    """A visitor who asks for one thing after the other; that too many wait is no fault, and is said with a wait."""
    chance, guest = random.Random(threading.get_ident()), Guest(server).enter()
    fields = {mode: asked(guest, mode, **values) for mode, values in POSTERS}
    while time.monotonic() < until:
        mode, _ = chance.choice(POSTERS)
        try:
            guest.call(mode, fields[mode])
        except Refused as refused:
            if "wait" not in str(refused):
                failed.append(str(refused))
        time.sleep(chance.uniform(1, 3))


@pytest.mark.soak
@pytest.mark.parametrize("minutes", [float(os.environ.get("LOAD_MINUTES", "10"))])
def test_a_full_house_is_quick_and_grows_no_further(
    tmp_path: Path, minutes: float, record_property: Callable[[str, object], None]
) -> None:
    """Of 100 who look around and 20 who make. LOAD_MINUTES: how long, for a first look."""
    limits = {"guest_jobs": "100000", "guest_seconds": "1000000", "guest_mb": "100000"}
    server = start(tmp_path, public_demo="1", hosts="studio.example", **limits)
    took: list[float] = []
    failed: list[str] = []
    end = time.monotonic() + minutes * MINUTE
    threads = [threading.Thread(target=browse, args=(server, end, took, failed)) for _ in range(BROWSING)]
    threads += [threading.Thread(target=make, args=(server, end, failed)) for _ in range(MAKING)]
    for thread in threads:
        thread.start()
    megabytes = []
    for _ in range(10):
        time.sleep(minutes * MINUTE / 10)
        megabytes.append(resident(server))
    for thread in threads:
        # Whoever waits for a poem at the end waits behind the others.
        thread.join(600)
    settled = megabytes[1]
    grown, p95 = megabytes[-1] / settled - 1, statistics.quantiles(took, n=20)[-1]
    server.process.terminate()
    server.process.wait(30)
    figures = {"requests": len(took), "p95, ms": round(p95 * 1e3), "failed": len(failed)}
    for name, value in {**figures, "MB": list(map(round, megabytes)), "growth": f"{grown:.1%}"}.items():
        record_property(name, value)
    assert failed == []
    assert p95 < 0.3 and grown < 0.03
