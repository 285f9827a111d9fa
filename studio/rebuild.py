"""Rebuild: read works back from the recipes embedded in their files, when the database is lost or damaged."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import make_url

from studio.database import told
from studio.errors import StoreDamaged
from studio.files import FileStore
from studio.media import extract
from studio.settings import Settings
from studio.store import Store, new_id
from studio.works import Recipe, Work, WorkFile, now


def rebuild(settings: Settings) -> int:
    """Set a damaged database aside, open a new one and record every kept work that it lacks. Returns how many."""
    try:
        store = Store.open(settings)
        store.works(limit=1)
    except StoreDamaged:
        _set_aside(settings)
        store = Store.open(settings)
    known = {file.sha256 for work in store.works(limit=-1) for file in work.files}
    found = [group for group in _groups(store.files) if group[1][0].sha256 not in known]
    for recipe, files in found:
        text = store.files.read(files[0]).decode("utf-8", "replace") if files[0].suffix in (".txt", ".md") else ""
        store.record(Work(id=new_id(), owner="", job="", created=now(), recipe=recipe, text=text, files=tuple(files)))
    return len(found)


def _groups(files: FileStore) -> list[tuple[Recipe, list[WorkFile]]]:
    """Files that carry the same recipe, the main one first."""
    groups: dict[str, tuple[Recipe, list[WorkFile]]] = {}
    for place in files.all():
        name = Path(place)
        data = files.read_place(place)
        found = extract(data, name.suffix)
        if found is not None:
            recipe, role = found
            file = WorkFile(role=role, suffix=name.suffix, sha256=name.stem, size=len(data))
            groups.setdefault(recipe.to_json(), (recipe, []))[1].append(file)
    for _, group in groups.values():
        group.sort(key=lambda file: file.role != "main")
    return list(groups.values())


def _set_aside(settings: Settings) -> None:
    database = Path(make_url(settings.database).database or "")
    with told(str(database)):
        stamp = now().strftime("%Y%m%d-%H%M%S")
        for part in database.parent.glob(database.name + "*"):
            part.rename(part.with_name(f"{part.name}.damaged-{stamp}"))
