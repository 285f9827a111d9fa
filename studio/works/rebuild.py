"""Rebuild: read works back from the recipes embedded in their files, when the database is lost or damaged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from studio.errors import StoreDamaged
from studio.settings import Settings
from studio.works.database import told
from studio.works.embed import extract, plain_text
from studio.works.files import FileStore
from studio.works.recipe import Recipe
from studio.works.store import Store, new_id
from studio.works.works import Work, WorkFile, now


def rebuild(settings: Settings) -> int:
    """Set a damaged database aside, open a new one and record every kept work that it lacks. Returns how many."""
    try:
        store = Store.open(settings)
        store.check()
    except StoreDamaged:
        _set_aside(settings)
        store = Store.open(settings)
    return read_back(store)


def read_back(store: Store) -> int:
    """Record every kept work that the database lacks. Returns how many."""
    known = {file.sha256 for work in store.works(limit=None) for file in work.files}
    found = [work for work in _works(store.files) if work.main.sha256 not in known]
    for work in found:
        store.record(work)
    return len(found)


@dataclass
class _Group:
    """Files that carry the same recipe."""

    recipe: Recipe
    kept: datetime
    mains: list[WorkFile] = field(default_factory=list)
    others: list[WorkFile] = field(default_factory=list)


def _works(files: FileStore) -> Iterator[Work]:
    """A work for each main file. Where two have the same recipe, which is rare, the first gets the other files."""
    for group in _groups(files):
        for main in group.mains:
            text = plain_text(files.read(main), main.suffix)
            rest, group.others = group.others, []
            yield Work(
                id=new_id(), owner="", job="", created=group.kept, recipe=group.recipe, text=text, files=(main, *rest)
            )


def _groups(files: FileStore) -> list[_Group]:
    groups: dict[str, _Group] = {}
    for place in files.all():
        name = Path(place)
        data, kept = files.read_place(place)
        found = extract(data, name.suffix)
        # What somebody has changed or put there by hand is left alone.
        if found is None or hashlib.sha256(data).hexdigest() != name.stem:
            continue
        recipe, role = found
        group = groups.setdefault(recipe.to_json(), _Group(recipe, kept))
        file = WorkFile(role=role, suffix=name.suffix, sha256=name.stem, size=len(data))
        (group.mains if role == "main" else group.others).append(file)
    return list(groups.values())


def _set_aside(settings: Settings) -> None:
    database = Path(make_url(settings.database).database or "")
    with told(str(database)):
        stamp = now().strftime("%Y%m%d-%H%M%S")
        for part in (database, *(database.with_name(database.name + end) for end in ("-wal", "-shm"))):
            if part.exists():
                part.rename(part.with_name(f"{part.name}.damaged-{stamp}"))
