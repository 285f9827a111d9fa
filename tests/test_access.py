"""Who may do what: everybody what is theirs, whoever keeps the studio what concerns all, and a stranger nothing.

Tried through events of the page, endpoints of the API and routes. A new event needs a line in EVENTS.
"""

# ruff: noqa: F811
# The running studio is a fixture of the browser tests.

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from studio.people.tokens import Tokens
from studio.people.visitor import COMMAND_LINE, Visitor
from tests.browser.conftest import Server, server, start, until  # noqa: F401
from tests.browser.guest import Guest, Refused

PASSWORD = "sesame"
STUDIOS = {"private": {}, "guarded": {"password": PASSWORD}, "public": {"hosts": "studio.example", "public_demo": "1"}}
"""On this machine for whoever sits here; behind a password; open to others."""
PEOPLE = ("stranger", "visitor A", "visitor B", "program", "terminal")
FILM = {"prompt": "twelve birds over the sea in a storm", "seconds": 12, "fps": 30, "size": 1280}
SECRET = "a heliotrope lighthouse"

EVERYBODYS, OWN, KEEPERS = "the same for everybody", "one's own alone", "whoever keeps the studio"
EVENTS = {
    "*-kind.change": EVERYBODYS,
    "*-model.change": EVERYBODYS,
    "*-sold.change": EVERYBODYS,
    "*-make.click": OWN,
    "*-prompt.submit": OWN,
    "*-source.change": OWN,
    "fill.click": OWN,
    "api.doctor": KEEPERS,
    "api.*": OWN,
}


@dataclass
class Studio:
    """A running studio, the people before it, and its events by name."""

    kind: str
    server: Server
    people: dict[str, Guest] = field(default_factory=dict)
    events: dict[str, int] = field(default_factory=dict)
    takes: dict[int, int] = field(default_factory=dict)
    fields: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Parameters of the API's endpoints."""

    def do(self, who: str, event: str, *data: Any, sent: Any = None) -> list[Any]:
        return self.people[who].event(self.events[event], list(data), sent)

    def make(self, who: str, mode: str, **values: Any) -> str:
        """Ask for something over the API; the id of the call."""
        data = self.asked(who, mode, **values)
        return str(self.people[who].http.post(f"gradio_api/call/{mode}", json={"data": data}).json()["event_id"])

    def asked(self, who: str, mode: str, **values: Any) -> list[Any]:
        """What is sent to ask for something over the API, with everything else as it comes."""
        if mode not in self.fields:
            told = self.people[who].http.get("gradio_api/info").json()["named_endpoints"]
            self.fields |= {name.removeprefix("/"): endpoint["parameters"] for name, endpoint in told.items()}
        return [values.get(one["parameter_name"], one.get("parameter_default")) for one in self.fields[mode]]

    def jobs(self) -> dict[str, str]:
        """States by id, the newest last."""
        with sqlite3.connect(self.server.home / "inkstone.db") as database:
            return dict(database.execute("SELECT id, state FROM jobs ORDER BY created"))


def _named(dependency: dict[str, Any], elements: dict[int, str]) -> Iterator[str]:
    """An event as EVENTS calls it, once for each part of the page that it begins with."""
    if not dependency["targets"]:
        yield f"api.{dependency['api_name']}"
    first = elements.get((dependency["outputs"] or [0])[0], "")
    for element, trigger in dependency["targets"]:
        yield f"{elements[element]}.{trigger}" if element in elements else f"{trigger}.{first}"


@pytest.fixture(scope="module", params=list(STUDIOS))
def studio(
    request: pytest.FixtureRequest, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Studio]:
    """Each kind of studio, with everybody at the door."""
    kind = request.param
    own = kind != "private"
    running = start(tmp_path_factory.mktemp(kind), **STUDIOS[kind]) if own else server
    password = STUDIOS[kind].get("password", "")
    terminal = Tokens.of(running.home, password).issue(Visitor(COMMAND_LINE, entered=True))
    people = {"stranger": Guest(running), "terminal": Guest(running, terminal)}
    people |= {who: Guest(running).enter(password) for who in ("visitor A", "visitor B")}
    people["program"] = Guest(running).enter(password).program()
    config = people["visitor A"].http.get("config").json()
    elements = {one["id"]: one["props"].get("elem_id") or "" for one in config["components"]}
    events = {name: one["id"] for one in config["dependencies"] for name in _named(one, elements)}
    yield Studio(kind, running, people, events, {one["id"]: len(one["inputs"]) for one in config["dependencies"]})
    if own:
        running.process.terminate()
        running.process.wait(20)


def test_every_event_has_its_line(studio: Studio) -> None:
    def line(event: str) -> str | None:
        return next((kind for pattern, kind in EVENTS.items() if fnmatch(event, pattern)), None)

    assert [event for event in studio.events if line(event) is None] == []
    assert [pattern for pattern in EVENTS if not any(fnmatch(event, pattern) for event in studio.events)] == []


def _lists_by_api(studio: Studio, who: str, work: str) -> bool:
    return work in [one["id"] for one in studio.people[who].call("works", ["", 100])]


def _reads(ending: str) -> Callable[[Studio, str, str], bool]:
    def reads(studio: Studio, who: str, work: str) -> bool:
        return studio.people[who].http.get(f"works/{work}/{ending}").status_code == 200

    return reads


def _makes(vary: bool) -> Callable[[Studio, str, str], bool]:
    def makes(studio: Studio, who: str, work: str) -> bool:
        return studio.people[who].http.post("jobs/again", json={"work": work, "vary": vary}).status_code == 200

    return makes


def _offered(studio: Studio, who: str, work: str) -> bool:
    return work in studio.people[who].http.get("library?takes=picture").text


def _finds(query: str) -> Callable[[Studio, str, str], bool]:
    def finds(studio: Studio, who: str, work: str) -> bool:
        return work in studio.people[who].http.get(f"library?{query}").text

    return finds


def _opens(studio: Studio, who: str, work: str) -> bool:
    return studio.people[who].http.get(f"works/{work}").status_code == 200


def _posts(path: str, **sent: Any) -> Callable[[Studio, str, str], bool]:
    """With the work or the board that it is about."""

    def posts(studio: Studio, who: str, id: str) -> bool:
        answer = studio.people[who].http.post(
            path.format(id=id), json={"ids": [id], **sent} if "{" not in path else sent
        )
        return answer.status_code == 200

    return posts


def _takes_along(studio: Studio, who: str, work: str) -> bool:
    return studio.people[who].http.post("library/zip", data={"ids": work}).content.startswith(b"PK")


def _makes_of_it(studio: Studio, who: str, id: str) -> bool:
    # A stranger is not even told of the endpoints: what can be asked for is asked by somebody who may.
    asked = studio.asked("terminal", "enhance", picture=id, auto=False, exposure=0.1)
    return bool(studio.people[who].call("enhance", asked)["works"])


def _asks_how(studio: Studio, who: str, id: str) -> bool:
    return SECRET in str(studio.people[who].call("recipe", [id]))


def _fills_in(studio: Studio, who: str, id: str) -> bool:
    return SECRET in str(studio.do(who, "image-source.change", id))


def _takes_over(studio: Studio, who: str, work: str) -> bool:
    wish = {"from": "work", "id": work, "take": "all", "mode": "image"}
    return SECRET in str(studio.do(who, "fill.click", sent=wish))


def _forgets(studio: Studio, who: str, work: str) -> bool:
    is_binned = _posts("library/mark", bin=True)(studio, who, work)
    return _posts("library/forget")(studio, who, work) and is_binned


DEEDS: dict[str, Callable[[Studio, str, str], bool]] = {
    "list": _finds(""),
    "list a kind": _finds("kind=image"),
    "list over the API": _lists_by_api,
    "open": _opens,
    "read the file": _reads("main"),
    "see the thumbnail": _reads("main?thumb=1"),
    "download": _reads("svg/x.svg?download=1"),
    "find in the library": _offered,
    "find by its words": _finds("q=heliotrope+lighthouse"),
    "mark": _posts("library/mark", favourite=True, tag="mine", note="mine"),
    "find among the favourites": _finds("favourite=1"),
    "put into the bin": _posts("library/mark", bin=True),
    "find in the bin": _finds("bin=1"),
    "take out of the bin": _posts("library/mark", bin=False),
    "take along": _takes_along,
    "make something of it": _makes_of_it,
    "ask how it was made": _asks_how,
    "fill in a form from it": _fills_in,
    "use it in a form": _takes_over,
    "make again": _makes(vary=False),
    "vary": _makes(vary=True),
    "delete for ever": _forgets,
}
"""Deleting comes last."""


def does(deed: Callable[[Studio, str, str], bool], studio: Studio, who: str, id: str) -> bool:
    try:
        return deed(studio, who, id)
    except Refused:
        return False


def a_work(studio: Studio, owner: str, prompt: str = SECRET) -> str:
    """A picture of somebody's."""
    call = studio.make(owner, "image", prompt=prompt, size=512, seed=1)
    answer = studio.people[owner].http.get(f"gradio_api/call/image/{call}").text
    assert "event: complete" in answer, answer
    return str(studio.people[owner].call("works", ["image", 1])[0]["id"])


@pytest.mark.parametrize("owner", ["visitor A", "program", "terminal"])
def test_a_work_is_its_owners_alone(studio: Studio, owner: str) -> None:
    work = a_work(studio, owner)
    others = [who for who in PEOPLE if who != owner]
    done = {(who, deed) for who in others for deed in DEEDS if does(DEEDS[deed], studio, who, work)}
    assert done == set()
    assert [deed for deed in DEEDS if not does(DEEDS[deed], studio, owner, work)] == []
    assert not does(_opens, studio, owner, work), "it is gone"


BOARD_DEEDS: dict[str, Callable[[Studio, str, str], bool]] = {
    "see": lambda studio, who, id: id in studio.people[who].http.get("boards").text,
    "rename": _posts("boards/{id}", name="Mine"),
    "delete": _posts("boards/{id}/delete"),
}
"""Deleting comes last."""


@pytest.mark.parametrize("owner", ["visitor A", "program", "terminal"])
def test_a_board_is_its_owners_alone(studio: Studio, owner: str) -> None:
    board = str(studio.people[owner].http.post("boards", json={"name": "Sea"}).json()["board"]["id"])
    others = [who for who in PEOPLE if who != owner]
    assert {
        (who, deed) for who in others for deed in BOARD_DEEDS if does(BOARD_DEEDS[deed], studio, who, board)
    } == set()
    work = a_work(studio, "visitor B" if owner == "visitor A" else "visitor A")
    sent = {"ids": [work], "board": board}
    assert [who for who in others if studio.people[who].http.post("library/mark", json=sent).status_code == 200] == []
    assert [deed for deed in BOARD_DEEDS if not does(BOARD_DEEDS[deed], studio, owner, board)] == []


def _sees(ending: str) -> Callable[[Studio, str, str], bool]:
    def sees(studio: Studio, who: str, id: str) -> bool:
        return studio.people[who].http.get(f"uploads/{id}{ending}").status_code == 200

    return sees


def _imports(studio: Studio, who: str, id: str) -> bool:
    return studio.people[who].http.post("library/import", json={"upload": id}).status_code == 200


def _throws_away(studio: Studio, who: str, id: str) -> bool:
    return studio.people[who].http.post(f"uploads/{id}/delete").status_code == 200


UPLOAD_DEEDS: dict[str, Callable[[Studio, str, str], bool]] = {
    "see": _sees(""),
    "see it small": _sees("?thumb=1"),
    "make something of it": _makes_of_it,
    "ask how it was made": _asks_how,
    "fill in a form from it": _fills_in,
    "make a work of it": _imports,
    "throw it away": _throws_away,
}


@pytest.mark.parametrize("owner", ["visitor A", "program", "terminal"])
def test_a_file_is_its_owners_alone(studio: Studio, owner: str) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("parameters", f"{SECRET}\nSteps: 20, Seed: {len(owner)}")
    picture = io.BytesIO()
    # Each brings another one: of the same, each has their own.
    Image.new("RGB", (64, 48 + len(owner)), "teal").save(picture, "PNG", pnginfo=text)
    sent = {"file": ("lighthouse.png", picture.getvalue(), "image/png")}
    id = str(studio.people[owner].http.post("uploads", files=sent).json()["id"])
    others = [who for who in PEOPLE if who != owner]
    done = {(who, deed) for who in others for deed in UPLOAD_DEEDS if does(UPLOAD_DEEDS[deed], studio, who, id)}
    assert done == set()
    assert [deed for deed in UPLOAD_DEEDS if not does(UPLOAD_DEEDS[deed], studio, owner, id)] == []


def test_a_stranger_brings_nothing(studio: Studio) -> None:
    answer = studio.people["stranger"].http.post("uploads", files={"file": ("x.png", b"x", "image/png")})
    assert answer.status_code in (401, 422)


def test_a_job_is_its_owners_alone(studio: Studio) -> None:
    before = len(studio.jobs())
    studio.make("visitor A", "animation", **FILM)
    job = until(lambda: next((id for id, state in studio.jobs().items() if state == "running"), ""))

    def stops(studio: Studio, who: str, id: str) -> bool:
        return studio.people[who].http.post(f"jobs/{id}/cancel").status_code == 200

    def hears_of_it(studio: Studio, who: str, id: str) -> bool:
        told = studio.people[who].http.get("now").text
        return id in told or FILM["prompt"] in told

    def tries_again(studio: Studio, who: str, id: str) -> bool:
        return studio.people[who].http.post(f"jobs/{id}/retry").status_code == 200

    def appeals(studio: Studio, who: str, id: str) -> bool:
        return studio.people[who].http.post(f"jobs/{id}/appeal").status_code == 200

    for deed in (stops, hears_of_it, tries_again, appeals):
        assert [who for who in PEOPLE if who != "visitor A" and does(deed, studio, who, job)] == []
    assert studio.jobs()[job] == "running" and len(studio.jobs()) == before + 1
    assert hears_of_it(studio, "visitor A", job) and stops(studio, "visitor A", job)
    until(lambda: studio.jobs()[job] == "cancelled")
    assert tries_again(studio, "visitor A", job)
    assert stops(studio, "visitor A", list(studio.jobs())[-1])


MAY_KEEP = {
    "private": {"visitor A", "visitor B", "program", "terminal"},
    "guarded": {"visitor A", "visitor B", "program", "terminal"},
    "public": {"terminal"},
}


def test_what_concerns_everybody_is_the_keepers(studio: Studio) -> None:
    def frees(studio: Studio, who: str, _: str) -> bool:
        return studio.people[who].http.post("machine/free").status_code == 200

    def examines(studio: Studio, who: str, _: str) -> bool:
        return studio.people[who].http.post("machine/doctor").status_code == 200

    def examines_by_api(studio: Studio, who: str, _: str) -> bool:
        return bool(studio.people[who].call("doctor", []))

    def looks_what_a_download_takes(studio: Studio, who: str, _: str) -> bool:
        return studio.people[who].http.get("models/sd-turbo").status_code == 200

    def stops_a_download(studio: Studio, who: str, _: str) -> bool:
        return studio.people[who].http.post("models/sd-turbo/stop").status_code == 200

    # Of what comes with the studio there is nothing to download or to remove, which only a keeper is told.
    def removes_a_model(studio: Studio, who: str, _: str) -> bool:
        return studio.people[who].http.post("models/minilm/remove").status_code == 400

    def downloads(studio: Studio, who: str, _: str) -> bool:
        return studio.people[who].http.post("models/minilm/get").status_code == 400

    def forgets_the_token(studio: Studio, who: str, _: str) -> bool:
        return studio.people[who].http.post("models/token", json={"token": ""}).status_code == 200

    def looks_what_was_held(studio: Studio, who: str, _: str) -> bool:
        return studio.people[who].http.get("reviews").status_code == 200

    def lets_through(studio: Studio, who: str, _: str) -> bool:
        # There is nothing, which only a keeper is told.
        return studio.people[who].http.post(f"reviews/{'0' * 32}/allow").status_code == 404

    about_models = (looks_what_a_download_takes, downloads, stops_a_download, removes_a_model, forgets_the_token)
    about_reviews = (looks_what_was_held, lets_through)
    for deed in (frees, examines, examines_by_api, *about_models, *about_reviews):
        assert {who for who in PEOPLE if does(deed, studio, who, "")} == MAY_KEEP[studio.kind], deed.__name__


@pytest.mark.parametrize("studio", ["public"], indirect=True)
@pytest.mark.parametrize("attacker", ["stranger", "visitor B", "program"])
def test_no_event_takes_anothers_work_whatever_it_is_told(studio: Studio, attacker: str) -> None:
    """Every event and every endpoint, told the name of a work, of a job and of its owner in every place."""
    prompt = "a vermilion umbrella"
    work = a_work(studio, "visitor A", prompt)
    job = list(studio.jobs())[-1]
    forged = {"work": work, "id": work, "from": "work", "take": "all", "owner": COMMAND_LINE, "visitor": COMMAND_LINE}
    for event, number in studio.events.items():
        for told in (work, job, COMMAND_LINE):
            data = [told] * studio.takes[number]
            try:
                if event.startswith("api."):
                    said = studio.people[attacker].call(event.removeprefix("api."), data)
                else:
                    said = studio.people[attacker].event(number, data, forged)
            except Refused as refused:
                said = refused
            assert prompt not in str(said), event
    assert does(_opens, studio, "visitor A", work)


def test_a_session_is_whose_began_it(studio: Studio) -> None:
    """Its name may be read in the log of a proxy."""
    began, other = studio.people["visitor A"].http, studio.people["visitor B"].http
    number = studio.events["music-source.change"]
    body = {"fn_index": number, "data": [""], "session_hash": f"known-{studio.kind}"}
    assert began.post("gradio_api/queue/join", json=body).status_code == 200
    for stranger in (other, studio.people["stranger"].http):
        assert stranger.post("gradio_api/queue/join", json=body).status_code in (401, 404)
        for path in (f"queue/data?session_hash=known-{studio.kind}", f"heartbeat/known-{studio.kind}"):
            assert stranger.get(f"gradio_api/{path}").status_code in (401, 404)
    assert "process_completed" in began.get(f"gradio_api/queue/data?session_hash=known-{studio.kind}").text


@pytest.mark.parametrize("studio", ["guarded"], indirect=True)
def test_before_the_password_nothing_is_told(studio: Studio) -> None:
    work = a_work(studio, "visitor A")
    unentered = Tokens.of(studio.server.home, PASSWORD).issue(Visitor(COMMAND_LINE))
    for guest in (Guest(studio.server), Guest(studio.server, unentered)):
        closed = ("", "config", "gradio_api/info", f"works/{work}/main", "gradio_api/queue/data?session_hash=x")
        for path in (*closed, "library", "boards", "models", f"works/{work}", f"uploads/{'0' * 64}"):
            assert guest.http.get(path).status_code == 401
        with pytest.raises(Refused, match="401"):
            guest.call("works", ["", 100])
