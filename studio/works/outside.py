"""Outside: what a person brought becomes a work of its own, with its recipe where the file carries one."""

from __future__ import annotations

import json
from pathlib import PurePath

import sqlalchemy as sa

from studio.errors import BadInput
from studio.media.reading.limits import InputKind, megabytes
from studio.media.reading.refused import Refused
from studio.words import say
from studio.works.kinds import KINDS, Kind
from studio.works.made import Made, MadeFile, title_of
from studio.works.marks import Change
from studio.works.recipe import Recipe
from studio.works.room import MOST_BYTES
from studio.works.store import Store
from studio.works.tables import CardRow, WorkRow
from studio.works.upload import READ_AS, Upload
from studio.works.works import OUTSIDE, Work

MOST = 2000
"""Works of one owner that came from outside."""
_LARGEST = 200 * 10**6
"""Bytes of one of them: its recipe is written into it in memory."""
_BECOMES: dict[InputKind, Kind] = {"picture": "image", "sound": "music", "film": "animation", "text": "story"}


def bring_in(store: Store, upload: Upload) -> Work:
    """The work that an upload becomes; the one that it became before, where it did.

    Raises BadInput for what can be no work, and Refused where its owner has brought as much as one may.
    """
    if upload.kind not in _BECOMES:
        raise BadInput(say("library.no_work", given=say(f"upload.kind.{upload.kind}")))
    job = f"{OUTSIDE}-{upload.id}"[:32]
    if known := store.rows.find(sa.select(WorkRow).where(WorkRow.owner == upload.owner, WorkRow.job == job).limit(1)):
        store.library.mark(upload.owner, [known[0].id], Change(bin=False))
        return known[0]
    _check_room(store, upload)
    recipe, data = _recipe(upload), store.files.read(upload.file)
    text = data.decode("utf-8", "replace").strip() if upload.kind == "text" else ""
    suffix = upload.suffix if upload.kind != "text" else KINDS[recipe.kind].suffixes[0]
    main = MadeFile("main", suffix, text.encode() or data)
    made = Made(recipe.kind, recipe.title, (main,), recipe.facts, text, recipe.notes)
    return store.add(made, recipe, upload.owner, job)


def _recipe(upload: Upload) -> Recipe:
    """The one in the file, where it is of such a work; else one that says that it came from outside."""
    found, kind = _found(upload), _BECOMES[upload.kind]
    title = title_of(PurePath(upload.name).stem) or str(say(f"kind.{kind}.title"))
    if found and READ_AS[found.kind] == upload.kind:
        return found.model_copy(update={"title": title_of(found.title) or title})
    facts = KINDS[kind].facts.model_validate(upload.facts.model_dump(exclude_none=True))
    return Recipe(mode="", engine=OUTSIDE, kind=kind, title=title, params={}, seed=0, facts=facts, notes=upload.notes)


def _found(upload: Upload) -> Recipe | None:
    """A stranger may have written it: numbers that are none are in no recipe of the studio's."""
    if upload.found_is != "recipe":
        return None
    try:
        recipe = Recipe.model_validate_json(upload.found)
        json.dumps(recipe.model_dump(), allow_nan=False, default=str)
    except ValueError:
        return None
    return recipe


def _check_room(store: Store, upload: Upload) -> None:
    """Raises Refused for a file that is too large, and where there is no room for one more."""
    if upload.size > _LARGEST:
        raise Refused(say("upload.too_large", limit=megabytes(_LARGEST)))
    mine = sa.select(sa.func.count(), sa.func.sum(CardRow.size)).where(
        CardRow.owner == upload.owner, CardRow.brought.is_(True)
    )
    with store.database.reading() as session:
        count, size = session.execute(mine).one()
    if count >= MOST:
        raise Refused(say("library.too_many_brought", limit=MOST))
    if (size or 0) + upload.size > MOST_BYTES:
        raise Refused(say("library.too_much_brought", limit=megabytes(MOST_BYTES)))
