"""Marks: what the owner of a work says of it: favourite, tags, a note, boards, and whether it lies in the bin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StrictBool, StrictStr
from pydantic_core import PydanticCustomError

from studio.errors import BadInput
from studio.params import Fields, OptionalText
from studio.words import say

MOST_TAGS, LONGEST_TAG = 20, 40
_BOARD = r"[0-9a-f]{32}"


def clean_line(text: str, longest: int) -> str:
    """A name on one line, without what is not seen. Raises for an empty one and for one that is too long."""
    seen = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text[: 4 * longest])
    line = re.sub(" +", " ", unicodedata.normalize("NFC", seen)).strip()
    if not line:
        raise PydanticCustomError("unnamed", "unfit")
    if len(line) > longest or len(text) > 4 * longest:
        raise PydanticCustomError("text_too_long", "unfit", {"length": len(text), "limit": longest})
    return line


def _clean_tag(text: str) -> str:
    return clean_line(text, LONGEST_TAG)


def check_board(id: str) -> str:
    """The id of a board."""
    if not re.fullmatch(_BOARD, id):
        raise PydanticCustomError("no_board", "unfit")
    return id


Tag = Annotated[StrictStr, AfterValidator(_clean_tag)]
BoardId = Annotated[StrictStr, AfterValidator(check_board)]


class Marks(BaseModel):
    """The marks of one work."""

    model_config = ConfigDict(frozen=True)

    id: str
    """Of the work."""
    favourite: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    boards: tuple[str, ...] = ()
    """Ids."""
    binned: datetime | None = None
    """When it was put into the bin."""

    def on(self, boards: Collection[str]) -> Marks:
        """The same, of all boards on none but these."""
        return self.model_copy(update={"boards": tuple(id for id in self.boards if id in boards)})


class Change(Fields):
    """What to change of marks; what is None stays as it is."""

    favourite: StrictBool | None = None
    tag: Tag | None = None
    untag: Tag | None = None
    note: OptionalText | None = None
    board: BoardId | None = None
    unboard: BoardId | None = None
    bin: StrictBool | None = None

    def of(self, marks: Marks, moment: datetime) -> Marks:
        """The marks after it. Raises BadInput where there would be too many tags."""
        favourite = marks.favourite if self.favourite is None else self.favourite
        note = marks.note if self.note is None else self.note
        tags = _with(_without(marks.tags, self.untag), self.tag)
        if len(tags) > MOST_TAGS:
            raise BadInput(say("library.too_many_tags", limit=MOST_TAGS))
        boards = _with(_without(marks.boards, self.unboard), self.board)
        binned = marks.binned if self.bin is None else (marks.binned or moment) if self.bin else None
        return Marks(id=marks.id, favourite=favourite, tags=tags, note=note, boards=boards, binned=binned)


def _with(names: tuple[str, ...], name: str | None) -> tuple[str, ...]:
    """With one more, where it is not there already in whatever letters."""
    is_new = name is not None and name.casefold() not in (one.casefold() for one in names)
    return (*names, name) if is_new and name is not None else names


def _without(names: tuple[str, ...], name: str | None) -> tuple[str, ...]:
    return names if name is None else tuple(one for one in names if one.casefold() != name.casefold())
