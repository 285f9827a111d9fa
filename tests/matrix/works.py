"""Works, files, boards and jobs: each whose they are."""

from __future__ import annotations

import io
import wave
from typing import Any

from PIL import Image

from studio.works.boards import Naming
from tests.browser.conftest import until
from tests.matrix.asked import Asked, Probe, Probes, about, just, shows
from tests.matrix.stage import SECRET, Person, Stage

PROBES = Probes()
# Which there are is told to whoever comes.
PROBES["GET /loras"] = just("loras", nameless=True)
PROBES["GET /check"] = just("check", nameless=True)
PROBES["POST /boards"] = just("boards", sent={"json": {"name": "Sea"}})
PROBES |= {
    "GET /works/{id}": about(lambda stage, id: f"works/{stage.work(id).id}"),
    "GET /works/{id}/{role}": about(lambda stage, id: f"works/{stage.work(id).id}/main"),
    "GET /works/{id}/{role}/{name}": about(lambda stage, id: f"works/{stage.work(id).id}/main/a.png?thumb=1"),
    "GET /uploads/{id}": about(lambda stage, id: f"uploads/{stage.upload(id)}"),
    "POST /uploads/{id}/delete": about(lambda stage, id: f"uploads/{stage.upload(id)}/delete"),
    "POST /jobs/{id}/retry": about(lambda stage, id: f"jobs/{stage.job(id).id}/retry"),
}


def _with_file(path: str) -> Probe:
    picture = io.BytesIO()
    Image.new("RGB", (16, 16), "teal").save(picture, "PNG")
    return just(path, heavy=True, sent={"files": {"file": ("x.png", picture.getvalue(), "image/png")}})


PROBES |= {f"POST /{path}": _with_file(path) for path in ("uploads", "check")}


def _spoken() -> bytes:
    """A second of silence."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(32_000))
    return file.getvalue()


# Whoever may ask is told that nobody speaks.
PROBES["POST /speak"] = just(
    "speak",
    heavy=True,
    sent={"files": {"file": ("x.wav", _spoken(), "audio/wav")}},
    yes=lambda a: "No speech" in a.text,
)


@PROBES.of("GET /library")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("library", owner.id, yes=shows(stage.work(owner.id).id))


@PROBES.of("GET /boards")
def _(stage: Stage, owner: Person) -> Asked:
    board = stage.store.boards.add(Naming(name="Sea"), owner.id)
    return Asked("boards", owner.id, yes=shows(board.id))


@PROBES.of("POST /boards/{id}")
def _(stage: Stage, owner: Person) -> Asked:
    board = stage.store.boards.add(Naming(name="Sea"), owner.id)
    return Asked(f"boards/{board.id}", owner.id, sent={"json": {"name": "Shore"}})


@PROBES.of("POST /boards/{id}/delete")
def _(stage: Stage, owner: Person) -> Asked:
    board = stage.store.boards.add(Naming(name="Sea"), owner.id)
    return Asked(f"boards/{board.id}/delete", owner.id, sent={"json": {}})


@PROBES.of("GET /prompts")
def _(stage: Stage, owner: Person) -> Asked:
    prompt = stage.job(owner.id).params["prompt"]
    return Asked("prompts?tab=image", owner.id, yes=lambda answer: f'"{prompt}"' in answer.text)


@PROBES.of("GET /now")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("now", owner.id, yes=shows(stage.job(owner.id).id))


@PROBES.of("POST /library/mark")
def _(stage: Stage, owner: Person) -> Asked:
    sent = {"ids": [stage.work(owner.id).id], "favourite": True, "note": "mine"}
    return Asked("library/mark", owner.id, sent={"json": sent})


@PROBES.of("POST /library/forget")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("library/forget", owner.id, sent={"json": {"ids": [stage.work(owner.id, binned=True).id]}})


@PROBES.of("POST /library/zip")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("library/zip", owner.id, sent={"data": {"ids": stage.work(owner.id).id}})


@PROBES.of("POST /library/import")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("library/import", owner.id, sent={"json": {"upload": stage.upload(owner.id)}})


@PROBES.of("POST /jobs/again")
def _(stage: Stage, owner: Person) -> Asked:
    work = stage.work(owner.id)
    recipe = work.recipe.model_copy(update={"mode": "image", "params": {"prompt": SECRET, "size": 512}})
    stage.store.rows.replace(work.model_copy(update={"recipe": recipe}))
    return Asked("jobs/again", owner.id, sent={"json": {"work": work.id, "vary": False}})


@PROBES.of("GET /jobs/{id}/heard/{number}")
def _(stage: Stage, owner: Person) -> Asked:
    begun = owner.http.post(f"jobs/{stage.speaking(owner.id).id}/retry").raise_for_status().json()["job"]["id"]

    def job() -> Any:
        return next(one for one in owner.http.get("now").json()["jobs"] if one["id"] == begun)

    until(lambda: job()["heard"])
    return Asked(f"jobs/{begun}/heard/0", owner.id, yes=lambda a: a.status_code == 200 and a.content[:4] == b"fLaC")


@PROBES.of("POST /jobs/{id}/cancel")
def _(stage: Stage, owner: Person) -> Asked:
    begun = owner.http.post(f"jobs/{stage.job(owner.id).id}/retry").raise_for_status().json()
    return Asked(f"jobs/{begun['job']['id']}/cancel", owner.id)
