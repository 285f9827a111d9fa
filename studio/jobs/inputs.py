"""Inputs: what a person brings into a job, found by what the fields of its mode hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from studio.errors import BadInput
from studio.jobs.mode import Mode
from studio.params import takes
from studio.words import say
from studio.works.store import Store
from studio.works.upload import Upload
from studio.works.uploads import Uploads

_WORK_ID = 32
"""Characters of a work's id; an upload's has 64."""


class Inputs:
    """Uploads and works of one owner, as fields name them."""

    def __init__(self, uploads: Uploads, store: Store) -> None:
        self._uploads = uploads
        self._store = store

    def of(self, mode: Mode, values: Mapping[str, Any], owner: str) -> tuple[dict[str, Any], tuple[Upload, ...]]:
        """The values, works in them replaced by what they hold, and all that was brought.

        Raises NotFound for what the owner does not have, BadInput for what a field does not take.
        """
        found: dict[str, Upload] = {}
        for name, info in mode.form.model_fields.items():
            kinds, id = takes(info), values.get(name)
            if kinds and isinstance(id, str) and id:
                found[name] = self.one(id, owner, kinds)
                if found[name].kind not in kinds:
                    raise _unfit(mode, name, found[name], kinds)
        return {**values, **{name: upload.id for name, upload in found.items()}}, tuple(found.values())

    def one(self, id: str, owner: str, kinds: Sequence[str] = ()) -> Upload:
        """An upload, or a work as one: that of its files which is of the wanted `kinds`. Raises NotFound, for another's
        too."""
        if len(id) == _WORK_ID:
            return self._uploads.of_work(self._store.work(id, owner), owner, kinds)
        return self._uploads.of(id, owner)


def _unfit(mode: Mode, name: str, upload: Upload, kinds: tuple[str, ...]) -> BadInput:
    values = {
        "given": say(f"upload.kind.{upload.kind}"),
        "wanted": [say(f"upload.kind.{kind}") for kind in kinds],
    }
    told = say("upload.unfit", field=mode.form.title_of(name), **values)
    return BadInput(told, fields={name: say("upload.unwanted", **values)})
