"""Rooms over HTTP: what their owner does with them, and what a client sees with the link, and without it."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient

from studio.house import House
from studio.people import remarks as remarks_module
from studio.web.rooms import client as client_module
from studio.web.rooms import visit as visit_module
from studio.web.rooms.accent import contrast, ink_on
from studio.words import say
from studio.works.embed import extract
from studio.works.facts import FilmFacts, PictureFacts
from studio.works.made import Made, MadeFile
from studio.works.recipe import Recipe
from studio.works.works import Work
from tests.fakes import PATIENCE
from tests.inputs import sound
from tests.kept import file_of
from tests.shelf import Shelf, a_picture
from tests.studio.web.conftest import ANN, OpenDoor, OpenHouse, known

PASSWORD = "tea and rain"
EVIL = "<img src=x onerror=alert(1)>\"'&</textarea><script>alert(2)</script>"
SECRET = "a heliotrope lighthouse"
Share = Callable[..., "Shared"]
Come = Callable[[], TestClient]


class Shared:
    """A room, and the pages that its link leads to."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.id: str = told["room"]["id"]
        self.link: str = f"/{told['link']}"
        self.items: list[str] = [item["id"] for item in told["room"]["items"]]

    def page(self, *parts: object) -> str:
        return "/".join((self.link, *map(str, parts)))

    def file(self, item: int = 0) -> str:
        return self.page(self.items[item], 1, "main")


@pytest.fixture
def works(shelf: Shelf, house: House) -> list[Work]:
    recipe = Recipe(
        kind="image", title=SECRET, mode="sketch", engine="sketcher", params={"prompt": SECRET, "seed": 7171}, seed=7171
    )
    picture = Made("image", SECRET, (MadeFile("main", ".png", a_picture("teal")),), PictureFacts(width=400, height=300))
    kept = house.store.add(picture, recipe.model_copy(update={"facts": picture.facts}), ANN.id, "j")
    return [kept, shelf.keep("The heron", "poem"), shelf.keep("A tide", "music", data=sound("WAV"))]


@pytest.fixture
def share(ann: TestClient, works: list[Work]) -> Share:
    """Makes a room of all the works, on the terms that are asked for."""

    def made(**asked: Any) -> Shared:
        answer = ann.post("/rooms", json={"works": [work.id for work in works], "title": "Posters", **asked})
        assert answer.status_code == 200, answer.text
        return Shared(answer.json())

    return made


@pytest.fixture
def come(open_door: OpenDoor, house: House) -> Come:
    """A browser of somebody whom the studio does not know."""

    def come() -> TestClient:
        door = open_door(house, peer="203.0.113.9")
        door.follow_redirects = True
        return door

    return come


@pytest.fixture
def client(come: Come) -> TestClient:
    return come()


def deed(ann: TestClient, room: Shared, deed: str, **values: Any) -> Any:
    answer = ann.post(f"/rooms/{room.id}/{deed}", json=values)
    assert answer.status_code == 200, answer.text
    return answer.json()


def told(ann: TestClient, room: Shared) -> Any:
    return ann.get(f"/rooms/{room.id}").json()


# What the owner does.


def test_a_room_goes_through_its_life(ann: TestClient, share: Share, client: TestClient, works: list[Work]) -> None:
    room = share(name="Ann Brush", note="Which one?", accent="#1d6f63", copyright="© Ann")
    page = client.get(room.link)
    assert page.status_code == 200 and all(
        word in page.text for word in ("Posters", "Ann Brush", "Which one?", "© Ann")
    )
    client.post(
        room.page(room.items[0], "remark"), data={"kind": "comment", "text": "Warmer?", "x": "0.25", "y": "0.5"}
    )
    client.post(room.page(room.items[1], "remark"), data={"kind": "approval", "name": "Cleo"})
    told_of = ann.get("/rooms").json()
    assert told_of["unseen"] == 2 == ann.get("/now").json()["unseen"]
    assert [item["state"] for item in told_of["rooms"][0]["items"]] == ["", "approved", ""]
    listed = ann.get("/rooms/remarks?open=1").json()["remarks"]
    assert [(one["text"], one["room_title"], one["card"]["id"]) for one in listed] == [
        ("Warmer?", "Posters", works[0].id), ("", "Posters", works[1].id),
    ]  # fmt: skip
    assert listed[0]["place"] == {"x": 0.25, "y": 0.5}
    deed(ann, room, "answer", remark=listed[0]["id"], text="Like this?")
    deed(ann, room, "done", remark=listed[0]["id"], done=True)
    assert deed(ann, room, "seen") == {"unseen": 0}
    assert len(ann.get("/rooms/remarks?open=1").json()["remarks"]) == 1
    assert all(word in client.get(room.page(room.items[0])).text for word in ("Warmer?", "Like this?", "Done"))
    deed(ann, room, "delete")
    assert ann.get("/rooms").json() == {"rooms": [], "unseen": 0} and client.get(room.link).status_code == 404


def test_rooms_are_their_owners_alone(ann: TestClient, bob: TestClient, share: Share, works: list[Work]) -> None:
    room = share()
    assert bob.get("/rooms").json()["rooms"] == [] and bob.get(f"/rooms/{room.id}").status_code == 404
    bodies: dict[str, dict[str, Any]] = {
        "": {"title": "Mine"}, "/add": {"works": [works[0].id]}, "/remove": {"item": room.items[0]}, "/seen": {},
        "/version": {"item": room.items[0], "work": works[1].id}, "/answer": {"text": "x"}, "/link": {}, "/revoke": {},
        "/done": {"remark": "x", "done": True}, "/delete": {},
    }  # fmt: skip
    for path, body in bodies.items():
        assert bob.post(f"/rooms/{room.id}{path}", json=body).status_code == 404, path
    assert bob.post("/rooms", json={"works": [works[0].id], "title": "Mine"}).status_code == 404, "another's work"
    assert told(ann, room)["room"]["title"] == "Posters" and told(ann, room)["room"]["state"] == "open"


def test_a_room_without_a_title_is_not_called_by_a_hidden_prompt(share: Share, ann: TestClient) -> None:
    titles = [told(ann, share(title="", recipe=recipe))["room"]["title"] for recipe in (False, True)]
    assert titles == ["Images", SECRET]


def test_guests_make_no_rooms(open_door: OpenDoor, open_house: OpenHouse) -> None:
    house = open_house(public_demo=True, hosts="studio.example")
    door = known(open_door(house), house, ANN)
    answers = [door.post("/rooms", json={"works": ["1" * 32]}), door.get("/rooms"), door.get("/me/preferences")]
    assert [answer.status_code for answer in answers] == [403] * 3


@pytest.mark.parametrize("body", [{}, {"works": []}, {"works": "all"}, {"works": [1]}, {"works": ["x"] * 101}], ids=str)
def test_no_room_is_made_of_no_works(ann: TestClient, body: dict[str, Any]) -> None:
    assert ann.post("/rooms", json=body).status_code == 422


def test_what_is_deleted_does_not_vanish_in_silence(
    ann: TestClient, share: Share, client: TestClient, house: House, works: list[Work]
) -> None:
    room = share()
    house.store.delete(works[0])
    assert told(ann, room)["room"]["items"][0]["versions"] == [None]
    for page in (room.link, room.page(room.items[0])):
        assert "This work is no longer there." in client.get(page).text
    assert client.get(room.file()).status_code == 404


# Who comes in.


def _kinds_of_links(ann: TestClient, share: Share, client: TestClient) -> dict[str, str]:
    """Links that lead nowhere, each for a reason of its own."""
    revoked, expired, renewed, deleted, exhausted = (
        share(),
        share(expires="2026-01-01"),
        share(),
        share(),
        share(views=1),
    )
    deed(ann, revoked, "revoke")
    deed(ann, renewed, "link")
    deed(ann, deleted, "delete")
    assert client.post(exhausted.page("enter")).status_code == 200
    rooms = {"revoked": revoked, "expired": expired, "renewed": renewed, "deleted": deleted, "exhausted": exhausted}
    return {"wrong": "/r/" + "x" * 43, **{name: room.link for name, room in rooms.items()}}


def test_all_links_that_lead_nowhere_look_alike(ann: TestClient, share: Share, client: TestClient) -> None:
    def ask(method: str, address: str) -> Any:
        client.cookies.clear()
        return client.request(method, address)

    links = _kinds_of_links(ann, share, client)
    item = "1" * 32
    for method, end in (
        ("GET", ""), ("GET", f"/{item}"), ("GET", f"/{item}/compare"), ("GET", f"/{item}/1/main"), ("POST", "/enter"),
        ("POST", "/remark"), ("POST", f"/{item}/remark"), ("HEAD", ""), ("GET", "?language=zh"),
    ):  # fmt: skip
        answers = {name: ask(method, link + end) for name, link in links.items()}
        seen = {(a.status_code, a.content, tuple(sorted(a.headers.items()))) for a in answers.values()}
        assert len(seen) == 1 and answers["wrong"].status_code == 404, (method, end)


def test_a_room_that_ends_ends_at_once_for_those_inside(ann: TestClient, share: Share, client: TestClient) -> None:
    room = share(downloads=True)
    client.get(room.link)
    pages = (room.link, room.page(room.items[0]), room.file(), f"{room.file()}?download=1", f"{room.file()}?small=1")
    assert [client.get(page).status_code for page in pages] == [200] * 5
    deed(ann, room, "revoke")
    assert [client.get(page).status_code for page in pages] == [404] * 5
    assert client.post(room.page("remark"), data={"text": "Hello"}).status_code == 404
    link = deed(ann, room, "link")["link"]
    assert client.get(f"/{link}").status_code == 200 and client.get(room.link).status_code == 404


def test_no_more_come_in_than_may(share: Share, ann: TestClient, client: TestClient) -> None:
    room = share(views=3)
    client.follow_redirects = False
    with ThreadPoolExecutor(20) as pool:
        answers = [*pool.map(lambda _: client.post(room.page("enter")), range(20))]
    assert sorted(answer.status_code for answer in answers) == [303] * 3 + [404] * 17
    assert client.get(room.link).status_code == 200 and client.get(room.file()).status_code == 200, "who is in stays"
    assert (told(ann, room)["room"]["views"], told(ann, room)["room"]["state"]) == (3, "exhausted")


def test_to_look_whether_there_is_something_is_no_visit(share: Share, ann: TestClient, come: Come) -> None:
    limited, free = share(views=1), share()
    assert "Visits that this link takes in all: 1." in come().get(limited.link).text
    assert come().head(free.link).status_code == 200
    assert [room["views"] for room in ann.get("/rooms").json()["rooms"]] == [0, 0]
    door = come()
    for _ in range(3):
        door.get(free.link)
    assert told(ann, free)["room"]["views"] == 1, "a visit counts once"


def test_a_password_is_asked_for_and_cannot_be_guessed(share: Share, come: Come) -> None:
    room = share(password=PASSWORD)
    door = come()
    assert "Posters" in door.get(room.link).text and "heron" not in door.get(room.link).text
    for page in (room.page(room.items[0]), room.file()):
        assert "heron" not in door.get(page).text and door.get(room.file()).status_code == 404
    assert door.post(room.page("enter"), data={"password": "wrong"}).status_code == 403
    assert "heron" in door.post(room.page("enter"), data={"password": PASSWORD}).text
    guesser = come()
    said = [guesser.post(room.page("enter"), data={"password": f"guess {number}"}).text for number in range(15)]
    assert "That is not the password." in said[0] and "Too many wrong passwords." in said[-1]
    assert "heron" not in guesser.post(room.page("enter"), data={"password": PASSWORD}).text, "not even the right one"


@pytest.mark.parametrize("terms", [{}, {"password": PASSWORD}, {"views": 2}], ids=str)
def test_all_works_without_cookies(share: Share, come: Come, terms: dict[str, Any]) -> None:
    """As in a frame whose browser keeps none."""
    room, door = share(**terms), come()
    door.follow_redirects = False

    def bare(method: str, address: str, **sent: Any) -> Any:
        door.cookies.clear()
        answer = door.request(method, address, **sent)
        return bare("GET", answer.headers["location"]) if answer.status_code == 303 else answer

    page = bare("POST", room.page("enter"), data={"password": PASSWORD}) if terms else bare("GET", room.link)
    links = [unescape(link) for link in re.findall(r'(?:href|src)="([^"]+)"', page.text) if "/r/" in link]
    assert len(links) > 6 and all("visit=" in link for link in links)
    assert [bare("GET", link).status_code for link in links] == [200] * len(links)
    action = unescape(re.findall(r'action="([^"]+)"', page.text)[-1])
    assert "Lovely" in bare("POST", action, data={"text": "Lovely", "name": "Cleo"}).text
    forged = re.sub("visit=[^&]+", "visit=x.y.z", links[0])
    assert bare("GET", forged).status_code == 200 if not terms else "Lovely" not in bare("GET", forged).text


def test_a_visit_is_of_one_room_and_one_link(share: Share, ann: TestClient, come: Come) -> None:
    one, other = share(), share(password=PASSWORD)
    door = come()
    door.get(one.link)
    kept = door.cookies.get("inkstone-visit")
    assert "heron" not in door.get(other.link, headers={"Cookie": f"inkstone-visit={kept}"}).text
    assert door.get(f"{other.file()}?visit={kept}").status_code == 404
    door.post(other.page("enter"), data={"password": PASSWORD})
    inside = {"Cookie": f"inkstone-visit={door.cookies.get('inkstone-visit', path=other.link)}"}
    assert door.get(other.file(), headers=inside).status_code == 200
    renewed = f"/{deed(ann, other, 'link')['link']}/{other.items[0]}/1/main"
    assert door.get(renewed, headers=inside).status_code == 404
    assert door.get(one.page(other.items[0])).status_code == 404
    assert door.get(one.page(other.items[0], 1, "main")).status_code == 404


def test_a_pass_does_not_stay_in_an_address_where_the_browser_keeps_a_cookie(share: Share, come: Come) -> None:
    door, room = come(), share(views=2)
    assert door.post(room.page("enter")).url.query == b""
    assert "visit=" not in door.get(room.link).text


# What its owner sees of what clients see.


def test_an_owner_sees_what_a_client_sees_and_is_no_client(ann: TestClient, share: Share) -> None:
    room = share(password=PASSWORD, views=3)
    ann.follow_redirects = True
    page = ann.get(f"/rooms/{room.id}/look")
    assert page.status_code == 200 and page.url.path == f"/r/{room.id}" and page.url.query == b""
    assert "The heron" in page.text and "You see the room as its client does." in page.text
    work = ann.get(f"/r/{room.id}/{room.items[0]}").text
    assert " inert" in work and "You see the room as its client does." in work
    assert ann.get(f"/r/{room.id}/{room.items[0]}/1/main").status_code == 200
    for part in ("remark", f"{room.items[0]}/remark"):
        said = ann.post(f"/r/{room.id}/{part}", data={"text": "Mine", "kind": "approval", "version": "1"})
        assert said.status_code == 404
    assert ann.post(f"/r/{room.id}/enter", data={"password": PASSWORD}).status_code == 404
    seen = told(ann, room)
    assert (seen["room"]["views"], seen["room"]["opened"], seen["remarks"]) == (0, "", [])


def test_the_look_of_an_owner_is_for_nobody_else(ann: TestClient, bob: TestClient, share: Share, come: Come) -> None:
    room, other = share(), share()
    assert [door.get(f"/rooms/{room.id}/look").status_code for door in (bob, come())] == [404, 403]
    client = come()
    client.get(room.link)
    visit = client.cookies.get("inkstone-visit")
    # Neither the id of a room lets in, nor a client's visit at it.
    for address in (f"/r/{room.id}", f"/r/{room.id}?visit={visit}", f"/r/{room.id}/{room.items[0]}?visit={visit}"):
        assert come().get(address).status_code == 404
    ann.follow_redirects = False
    address = ann.get(f"/rooms/{room.id}/look").headers["location"]
    assert come().get(address).status_code == 200, "in a frame that keeps no cookie"
    signed = address.partition("?")[2]
    assert come().get(f"/r/{other.id}?{signed}").status_code == 404
    assert come().get(f"/r/{room.id}?{signed[:-3]}xyz").status_code == 404


def test_the_look_of_an_owner_is_soon_over(
    ann: TestClient, share: Share, come: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = share()
    ann.follow_redirects = False
    address = ann.get(f"/rooms/{room.id}/look").headers["location"]
    door = come()
    again = next(unescape(link) for link in re.findall('href="([^"]+)"', door.get(address).text) if "visit=" in link)
    door.cookies.clear()
    later = time.time() + visit_module._LOOK_LASTS + 1
    monkeypatch.setattr(visit_module, "time", SimpleNamespace(time=lambda: later))
    # However often it was signed anew on the way.
    assert [door.get(one).status_code for one in (address, again)] == [404, 404]


@pytest.mark.parametrize(
    ("state", "terms"), [("revoked", {}), ("expired", {"expires": "2026-01-01"}), ("exhausted", {"views": 1})]
)
def test_an_owner_sees_a_room_that_no_link_opens(
    ann: TestClient, share: Share, state: str, terms: dict[str, Any]
) -> None:
    room = share(**terms)
    ann.follow_redirects = True
    if state == "revoked":
        deed(ann, room, "revoke")
    if state == "exhausted":
        ann.post(room.page("enter"))
    page = ann.get(f"/rooms/{room.id}/look")
    assert page.status_code == 200 and str(say(f"client.look.{state}")) in unescape(page.text)


# What is told.


def _tags(page: str) -> list[tuple[str, list[str]]]:
    """The tags of a page with the names of their attributes, as a browser reads them."""
    found: list[tuple[str, list[str]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, [name for name, _ in attrs]))  # type: ignore[method-assign]
    parser.feed(page)
    return found


def test_nothing_that_anybody_writes_runs(ann: TestClient, share: Share, client: TestClient, shelf: Shelf) -> None:
    room = share(title=EVIL[:100], note=EVIL, name=EVIL[:55], copyright=EVIL, recipe=True)
    poem, picture = shelf.keep(EVIL, "poem"), shelf.keep(EVIL, params={"prompt": EVIL, EVIL: EVIL})
    told = ann.post(f"/rooms/{room.id}/add", json={"works": [poem.id, picture.id]}).json()["room"]
    client.get(room.link)
    for item in told["items"]:
        sent = {"text": EVIL, "name": EVIL[:55], "second": "1", "x": "0.5", "y": "0.5"}
        client.post(room.page(item["id"], "remark"), data=sent)
        client.post(room.page(item["id"], "remark"), data={**sent, "kind": EVIL, "x": EVIL, "second": EVIL})
    for remark in ann.get(f"/rooms/{room.id}").json()["remarks"]:
        deed(ann, room, "answer", remark=remark["id"], text=EVIL)
    refused = client.post(room.page(told["items"][0]["id"], "remark"), data={"kind": "no", "text": EVIL, "x": EVIL})
    pages = [client.get(room.page(*parts)) for parts in ((), *((item["id"],) for item in told["items"]))]
    for page in (*pages, refused):
        tags = _tags(page.text)
        assert not [name for _, names in tags for name in names if name.startswith("on") or name == "style"]
        assert [tag for tag, _ in tags].count("script") == 1 and "<img src=x" not in page.text
        policy = page.headers["content-security-policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy
        assert page.headers["x-robots-tag"] == "noindex, nofollow" and page.headers["referrer-policy"] == "same-origin"


def test_a_hidden_recipe_is_nowhere(share: Share, client: TestClient) -> None:
    for terms in ({"downloads": True}, {"downloads": False}):
        room = share(recipe=False, **terms)
        client.get(room.link)
        pages = [client.get(page) for page in (room.link, room.page(room.items[0]))]
        files = [client.get(room.file()), client.get(f"{room.file()}?download=1")]
        told = [page.text for page in pages] + [str(file.headers) for file in files]
        assert not any(SECRET in one or "heliotrope" in one or "7171" in one for one in told)
        for file in (one for one in files if one.status_code == 200):
            assert (
                extract(file.content, ".png") is None
                and b"heliotrope" not in file.content
                and b"7171" not in file.content
            )
        assert "Image 1" in pages[0].text
    room = share(recipe=True, downloads=True)
    client.get(room.link)
    assert SECRET in client.get(room.page(room.items[0])).text and "7171" in client.get(room.page(room.items[0])).text
    assert extract(client.get(f"{room.file()}?download=1").content, ".png")


def test_what_is_only_to_be_looked_at_is_not_given_whole(share: Share, client: TestClient, house: House) -> None:
    room = share(downloads=False, name="Ann Brush")
    assert "To look at only" in client.get(room.link).text
    shown = client.get(room.file())
    assert shown.status_code == 200 and "content-disposition" not in shown.headers
    assert client.get(f"{room.file()}?download=1").status_code == 404
    assert "Download" not in client.get(room.page(room.items[0])).text
    whole = share(downloads=True)
    client.get(whole.link)
    saved = client.get(f"{whole.file(2)}?download=1")
    assert re.search('filename="music-3.wav"', saved.headers["content-disposition"])
    assert saved.content[:4] == b"RIFF" and shown.content != client.get(whole.file()).content


def test_sound_is_sent_in_parts(share: Share, client: TestClient) -> None:
    room = share()
    client.get(room.link)
    whole = client.get(room.file(2))
    part = client.get(room.file(2), headers={"Range": "bytes=100-199"})
    assert part.status_code == 206 and part.content == whole.content[100:200]
    kept = [whole.headers["cache-control"], client.get(f"{room.file()}?small=1").headers["cache-control"]]
    assert kept == ["private, max-age=600"] * 2, "what a browser keeps does not outlive a room for long"


def test_a_film_is_sent_in_parts_and_made_smaller_where_it_is_only_looked_at(
    ann: TestClient, share: Share, client: TestClient, house: House
) -> None:
    made = Made(
        "animation", "", (MadeFile("main", ".mp4", file_of(".mp4")),), FilmFacts(width=64, height=48, seconds=1)
    )
    recipe = Recipe(kind="animation", title="A meadow", mode="sketch", engine="sketcher", params={}, seed=1)
    film = house.store.add(made, recipe, ANN.id, "j")
    room = share(downloads=False)
    item = deed(ann, room, "add", works=[film.id])["room"]["items"][-1]["id"]
    client.get(room.link)
    address = room.page(item, 1, "main")
    whole = client.get(address)
    assert whole.status_code == 200 and whole.headers["accept-ranges"] == "bytes"
    for asked, part in (("bytes=0-", slice(0, None)), ("bytes=10-99", slice(10, 100)), ("bytes=-50", slice(-50, None))):
        answer = client.get(address, headers={"Range": asked})
        assert answer.status_code == 206 and answer.content == whole.content[part]
        assert answer.headers["cache-control"] == "private, max-age=600"
    assert client.get(address, headers={"Range": f"bytes={len(whole.content)}-"}).status_code == 416


def test_many_copies_asked_for_at_once_stop_nobody(
    share: Share, client: TestClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two are made at a time, and the others wait without a thread; what is made already does not wait."""
    room = share()
    client.get(room.link)
    assert client.get(room.file(2)).status_code == 200
    gate, inside, busy = threading.Event(), threading.Semaphore(0), []
    path = house.copies.path

    def held(*given: Any) -> Any:
        busy.append(given)
        inside.release()
        assert gate.wait(PATIENCE)
        return path(*given)

    monkeypatch.setattr(house.copies, "path", held)
    with ThreadPoolExecutor(60) as pool:
        asked = [pool.submit(client.get, room.file()) for _ in range(60)]
        for _ in range(2):
            assert inside.acquire(timeout=PATIENCE)
        assert client.get(room.link).status_code == 200
        assert client.get(room.file(2)).status_code == 200
        assert len(busy) == 2
        gate.set()
        assert {answer.result().status_code for answer in asked} == {200}


def test_what_is_written_runs_nothing(share: Share, client: TestClient) -> None:
    """A text, or an SVG, is opened on its own page too."""
    room = share()
    client.get(room.link)
    policies = [client.get(room.file(number)).headers["content-security-policy"] for number in range(3)]
    assert ["sandbox" in policy for policy in policies] == [False, True, False]


def test_names_of_files_say_nothing_of_ids(share: Share, client: TestClient, works: list[Work]) -> None:
    room = share(downloads=True, recipe=True)
    client.get(room.link)
    pages = client.get(room.link).text + client.get(room.page(room.items[0])).text
    names = [client.get(f"{room.file(n)}?download=1").headers["content-disposition"] for n in range(3)]
    for work in works:
        assert work.id not in pages and not any(work.id in name or work.main.sha256[:8] in name for name in names)


@pytest.mark.parametrize("role", ["input", "roll", "main.png", "%2e%2e"])
def test_only_what_a_work_consists_of_is_given(
    share: Share, client: TestClient, ann: TestClient, house: House, works: list[Work], role: str
) -> None:
    brought = house.store.files.add("input", ".png", a_picture("navy"))
    made_of_it = works[0].model_copy(update={"id": "c" * 32, "files": (*works[0].files, brought)})
    house.store.record(made_of_it)
    room = share(downloads=True)
    item = deed(ann, room, "add", works=[made_of_it.id])["room"]["items"][-1]["id"]
    client.get(room.link)
    assert client.get(room.page(item, 1, "main")).status_code == 200
    assert client.get(room.page(item, 1, role)).status_code in (403, 404)
    assert client.get(room.page(item, 2, "main")).status_code == 404
    assert "input" not in client.get(room.page(item)).text.replace("<input", "")


# What clients say.


def test_a_place_is_chosen_without_a_script(share: Share, client: TestClient, ann: TestClient) -> None:
    room = share()
    client.get(room.link)
    address = room.page(room.items[0])
    assert '<input type="image" name="at"' in client.get(address).text
    page = client.get(f"{address}?version=1&at.x=80&at.y=180").text
    x, y = (re.findall(f'name="{name}" value="([^"]*)"', page)[0] for name in "xy")
    assert (x, y) == ("0.2500", "0.7500") and "pin-new" in page
    client.post(f"{address}/remark", data={"version": "1", "x": x, "y": y, "text": "This corner", "name": "Cleo"})
    assert told(ann, room)["remarks"][0]["place"] == {"x": 0.25, "y": 0.75}
    page = client.get(address).text
    assert '<circle cx="25.00%" cy="75.00%"' in page and "As Cleo" in page, "who one is, is asked once"
    for nonsense in ("at.x=0&at.y=0", "at.x=-5&at.y=1", "at.x=²&at.y=3", "at.x=9", f"at.x={'9' * 5000}&at.y=1"):
        assert client.get(f"{address}?{nonsense}").status_code == 200


def test_a_second_of_a_sound_is_named_and_played(share: Share, client: TestClient) -> None:
    room = share()
    client.get(room.link)
    page = client.post(room.page(room.items[2], "remark"), data={"second": "65.5", "text": "Too loud"}).text
    link = unescape(re.findall(r'class="remark-second"[^>]* href="([^"]+)"', page)[0])
    assert "1:05.5</a>" in page and "#t=65.5" in client.get(link).text


def test_versions_are_seen_and_compared(share: Share, client: TestClient, ann: TestClient, works: list[Work]) -> None:
    room = share()
    client.get(room.link)
    client.post(room.page(room.items[0], "remark"), data={"kind": "changes", "text": "Warmer", "version": "1"})
    told_of = deed(ann, room, "version", item=room.items[0], work=works[1].id)["room"]["items"][0]
    assert told_of["state"] == "" and [card["id"] for card in told_of["versions"]] == [works[0].id, works[1].id]
    page = client.get(room.page(room.items[0])).text
    assert "Version 1" in page and "Version 2" in page and "words of The heron" in page
    assert "words of The heron" not in client.get(room.page(room.items[0]) + "?version=1").text
    both = client.get(room.page(room.items[0], "compare")).text
    assert "words of The heron" in both and f"{room.items[0]}/1/main" in both
    assert client.get(room.page(room.items[0]) + "?version=77").status_code == 200


def test_what_is_not_taken_is_kept_in_the_form(share: Share, client: TestClient) -> None:
    room = share()
    client.get(room.link)
    long = "word " * 500
    answer = client.post(
        room.page(room.items[0], "remark"), data={"text": long, "name": "Cleo", "x": "0.5", "y": "0.5"}
    )
    assert answer.status_code == 422 and long in answer.text and "at most 2,000" in answer.text
    assert "pin-new" in answer.text and 'value="Cleo"' in answer.text
    assert client.post(room.page("remark"), data={"text": " "}).status_code == 422
    assert client.post(room.page("remark"), content=b"\xff" * 99).status_code == 422


def test_remarks_are_bounded(share: Share, come: Come, ann: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remarks_module, "MOST", 40)
    room, door = share(), come()
    codes = [door.post(room.page("remark"), data={"text": f"{number}"}).status_code for number in range(35)]
    assert codes == [200] * client_module._REMARKS + [422] * (35 - client_module._REMARKS), "one address"
    door.cookies.clear()
    door.headers["X-Forwarded-For"] = "198.51.100.4"
    assert door.post(room.page("remark"), data={"text": "Again"}).status_code == 422, "who says so is no other one"
    assert len(told(ann, room)["remarks"]) == client_module._REMARKS


def test_a_client_is_spoken_to_in_their_language(share: Share, come: Come) -> None:
    room, door = share(views=2), come()
    door.headers["Accept-Language"] = "zh-CN"
    assert "进入" in door.get(room.link).text
    page = door.post(room.page("enter"), data={"language": "en"}).text
    assert "Approve" in page and 'lang="en"' in page
    assert "通过" in door.get(f"{room.link}?language=zh").text and "通过" in door.get(room.page(room.items[0])).text


def test_a_new_remark_is_told_to_a_page_that_waits(share: Share, ann: TestClient, client: TestClient) -> None:
    room = share()
    client.get(room.link)
    seen = ann.get("/now").json()["seen"]
    client.post(room.page("remark"), data={"text": "Lovely"})
    told_of = ann.get(f"/now?seen={seen}").json()
    assert told_of["unseen"] == 1 and told_of["seen"] != seen


# Its colour.


def test_the_colour_of_a_room_can_be_written_on(client: TestClient, share: Share) -> None:
    page = client.get(share(accent="#ffe14d").link).text
    sheet = client.get(re.findall(r'href="([^"]*accent/[^"]*)"', page)[0])
    assert sheet.text == ":root{--accent:#ffe14d;--on-accent:#000000}" and sheet.headers["content-type"].startswith(
        "text/css"
    )
    for bad in ("red", "12345", "1234567", "aaaaa;", "}b{c:d}"):
        assert client.get(f"/accent/{bad}").status_code == 404
    colours = [
        f"#{red:02x}{green:02x}{blue:02x}"
        for red in range(0, 256, 15)
        for green in range(0, 256, 15)
        for blue in (0, 128, 255)
    ]
    assert min(contrast(ink_on(colour), colour) for colour in colours) >= 4.5
