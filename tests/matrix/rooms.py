"""Rooms that one makes for clients: each its maker's."""

from __future__ import annotations

from typing import Any

from studio.people.remarks import Answer, Said
from tests.matrix.asked import Asked, Probe, Probes, about, shows
from tests.matrix.stage import Person, Stage

PROBES = Probes()


@PROBES.of("GET /rooms")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("rooms", owner.id, yes=shows(stage.room(owner.id)[0].id))


@PROBES.of("GET /rooms/remarks")
def _(stage: Stage, owner: Person) -> Asked:
    remark = stage.remarks.hear(stage.room(owner.id)[0], Said(text="Nice"))
    return Asked("rooms/remarks", owner.id, yes=shows(remark.id))


PROBES |= {
    "GET /rooms/{id}": about(lambda stage, id: f"rooms/{stage.room(id)[0].id}"),
    "GET /rooms/{id}/look": about(lambda stage, id: f"rooms/{stage.room(id)[0].id}/look"),
}


@PROBES.of("POST /rooms")
def _(stage: Stage, owner: Person) -> Asked:
    return Asked("rooms", owner.id, sent={"json": {"works": [stage.work(owner.id).id], "title": "Room"}})


def _deed(deed: str) -> Probe:
    def asked(stage: Stage, owner: Person) -> Asked:
        room, _ = stage.room(owner.id)
        item, more = room.terms.items[0].id, stage.work(owner.id).id
        remark = stage.remarks.hear(room, Said(text="Nice"), item)
        sent: dict[str, Any] = {
            "": {"title": "Another"},
            "add": {"works": [more]},
            "remove": {"item": item},
            "version": {"item": item, "work": more},
            "answer": Answer(remark=remark.id, text="Thanks").model_dump(),
            "done": {"remark": remark.id, "done": True},
        }
        return Asked(f"rooms/{room.id}/{deed}".rstrip("/"), owner.id, sent={"json": sent.get(deed, {})})

    return asked


PROBES["POST /rooms/{id}"] = _deed("")
PROBES |= {
    f"POST /rooms/{{id}}/{deed}": _deed(deed)
    for deed in ("add", "remove", "version", "answer", "done", "seen", "link", "revoke", "delete")
}
