"""What is the same for everybody, coming in and leaving, and gradio's part of the page."""

from __future__ import annotations

from studio.people.invitations import Invitations
from studio.web.access import LINES
from tests.matrix.asked import Asked, Probes, gives, just, key_of
from tests.matrix.stage import Person, Stage

PROBES = Probes()
# What is missing is asked for too: that nothing is in the way of it is what counts.
for _line in LINES:
    if _line.who == "static":
        PROBES[key_of(_line)] = just(
            _line.path.lstrip("/").replace("{path:path}", "x.js").replace("{digest}", "0" * 12)
            .replace("{name:path}", "main.js").replace("{colour}", "b83a23"),
            yes=gives(200, 404),
        )  # fmt: skip
PROBES |= {
    "GET /gradio_api/startup-events": just("gradio_api/startup-events"),
    "GET /privacy": just("privacy"),
    "GET /login": just("login", yes=gives(303, 401)),
    "GET /login/hub": just("login/hub", yes=gives(303, 404)),
    "GET /login/hub/back": just("login/hub/back", yes=gives(303, 400, 403, 404)),
    # Whoever is asked, is told of no way in that is theirs alone.
    "POST /login": just("login", yes=gives(303, 401, 429)),
    "POST /logout": just("logout"),
    # What everybody may ask for who was let in.
    "GET /": just("", nameless=True),
    "GET /config": just("config", nameless=True),
    "GET /config/": just("config/", nameless=True),
    "GET /gradio_api/info": just("gradio_api/info", nameless=True),
    "GET /gradio_api/info/": just("gradio_api/info/", nameless=True),
    "GET /gradio_api/app_id": just("gradio_api/app_id", nameless=True),
    # A name is to be had by looking.
    "POST /visitor": just("visitor", nameless=True),
    "POST /gradio_api/call/{api_name}": just("gradio_api/call/works", sent={"json": {"data": ["", 1]}}, nameless=True),
}


@PROBES.of("GET /join/{token}")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked(f"join/{Invitations(stage.store.database).make('member')[1]}")


@PROBES.of("POST /join/{token}")
def _(stage: Stage, owner: Person) -> Asked:
    token = Invitations(stage.store.database).make("member")[1]
    # One that is taken up is over: a name that nobody can have leaves it as it is.
    return Asked(f"join/{token}", yes=gives(422), sent={"data": {"username": "", "password": ""}})


@PROBES.of("POST /gradio_api/queue/join")
def _(stage: Stage, owner: Person) -> Asked:
    sent = {"fn_index": stage.event(), "data": [""], "session_hash": stage.session(owner)}
    return Asked("gradio_api/queue/join", owner.id, sent={"json": sent})


@PROBES.of("GET /gradio_api/queue/data")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked(f"gradio_api/queue/data?session_hash={stage.session(owner)}", owner.id, stream=True)


@PROBES.of("GET /gradio_api/heartbeat/{session_hash}")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked(f"gradio_api/heartbeat/{stage.session(owner)}", owner.id, stream=True)


@PROBES.of("GET /gradio_api/call/{api_name}/{event_id}")
def _(stage: Stage, owner: Person) -> Asked:
    # What the call tells is its maker's, whoever reads it.
    return Asked(f"gradio_api/call/works/{stage.call(owner)}", owner.id, stream=True)


@PROBES.of("POST /gradio_api/cancel")
def _(stage: Stage, owner: Person) -> Asked:
    sent = {"session_hash": stage.session(owner), "fn_index": 0, "event_id": "x"}
    return Asked("gradio_api/cancel", owner.id, sent={"json": sent})


@PROBES.of("POST /gradio_api/reset")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("gradio_api/reset", owner.id, sent={"json": {"event_id": "x", "session_hash": stage.session(owner)}})
