"""Wanted: what a list of works is asked for: filters, words, order, and where it goes on."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timezone
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from studio.errors import BadInput
from studio.media.reading.limits import InputKind
from studio.params import Fields
from studio.works.card import folded, item
from studio.works.colours import HUES
from studio.works.kinds import Kind
from studio.works.marks import BoardId
from studio.works.tables import CardRow, WorkRow
from studio.works.upload import BESIDE, READ_AS
from studio.works.works import in_utc

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EARLIEST, _LATEST = 1970, 9000
_MOST_WORDS = 10
_ORDERS: dict[str, tuple[Any, bool]] = {
    "newest": (CardRow.created, True),
    "oldest": (CardRow.created, False),
    "title": (CardRow.title_key, False),
}
"""The column of each order, and whether its largest come first. Those that are equal come by their ids."""


def _moment(text: Any, end: time) -> datetime:
    """A moment of ISO 8601, or a day of which `end` is meant; UTC where it does not say."""
    try:
        whole = datetime.combine(date.fromisoformat(text), end) if _DAY.fullmatch(text) else None
        moment = whole or datetime.fromisoformat(re.sub("[zZ]$", "+00:00", text))
    except (ValueError, TypeError):
        raise PydanticCustomError("moment", "unfit") from None
    if not _EARLIEST < moment.year < _LATEST:
        raise PydanticCustomError("moment", "unfit")
    return in_utc(moment).astimezone(timezone.utc)


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded(text).split()))[:_MOST_WORDS]


def _hue(name: str) -> str:
    if name not in HUES:
        raise PydanticCustomError("literal_error", "unfit", {"expected": repr(list(HUES))})
    return name


def _has(kind: Kind, takes: Iterable[str]) -> sa.ColumnElement[bool]:
    """Works of a kind that have a file which is read as one of these: the main one, or one beside it by its role."""
    if READ_AS[kind] in takes:
        return CardRow.kind == kind
    # As JSON is written, in every database: with a space behind the colon.
    files, beside = sa.cast(WorkRow.files, sa.Text), [role for role in BESIDE.get(kind, ()) if role in takes]
    roles = (files.contains(f'"role": "{role}"') for role in beside)
    held = sa.exists().where(WorkRow.id == CardRow.id, sa.or_(sa.false(), *roles))
    return sa.and_(CardRow.kind == kind, held)


def _cursor(text: str) -> tuple[str, str]:
    """Key and id of the last card that was seen."""
    try:
        key, id = json.loads(base64.urlsafe_b64decode(text.encode()))
    except (ValueError, TypeError):
        raise PydanticCustomError("cursor", "unfit") from None
    if not (isinstance(key, str) and isinstance(id, str)):
        raise PydanticCustomError("cursor", "unfit")
    return key, id


_Name = Annotated[str, Field(max_length=64)]
_Kinds = Annotated[tuple[Kind, ...], BeforeValidator(lambda text: tuple(str(text).split(",")))]
_Takes = Annotated[tuple[InputKind, ...], BeforeValidator(lambda text: tuple(str(text).split(",")))]
_Since = Annotated[datetime, BeforeValidator(lambda text: _moment(text, time.min))]
_Until = Annotated[datetime, BeforeValidator(lambda text: _moment(text, time.max))]


class Wanted(Fields):
    """One page of a list of cards. What is empty or None limits nothing."""

    model_config = ConfigDict(extra="ignore")

    kind: Kind | None = None
    kinds: _Kinds = ()
    takes: _Takes = ()
    """Kinds of input: works that have a file of one of them."""
    engine: _Name = ""
    mode: _Name = ""
    since: _Since | None = None
    until: _Until | None = None
    """A day is meant to its end."""
    colour: Annotated[str, AfterValidator(_hue)] | None = None
    sale: Literal["yes", "no", "ask"] | None = None
    favourite: bool = False
    board: BoardId | None = None
    project: Annotated[str, Field(max_length=100)] = ""
    tag: Annotated[str, Field(max_length=100)] = ""
    bin: bool = False
    """What lies in the bin, instead of what does not."""
    q: Annotated[str, Field(max_length=300)] = ""
    """Words that are all in it."""
    sort: Literal["newest", "oldest", "title"] = "newest"
    after: Annotated[tuple[str, str], BeforeValidator(_cursor)] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 60

    @classmethod
    def asked(cls, values: Mapping[str, str]) -> Wanted:
        """From the parameters of an address. Raises BadInput with a sentence for each problem."""
        return cls.read({name: value for name, value in values.items() if value != ""})

    def conditions(self, boards: Iterable[str] | None = None) -> Iterator[sa.ColumnElement[bool]]:
        """What the cards meet. `boards`: ids of those of the project."""
        yield CardRow.binned.is_not(None) if self.bin else CardRow.binned.is_(None)
        plain = {CardRow.kind: self.kind, CardRow.engine: self.engine, CardRow.mode: self.mode}
        plain |= {CardRow.hue: self.colour, CardRow.sale: self.sale}
        yield from (column == value for column, value in plain.items() if value)
        if self.kinds:
            yield CardRow.kind.in_(self.kinds)
        if self.takes:
            yield sa.or_(*(_has(kind, self.takes) for kind in READ_AS))
        if self.since:
            yield CardRow.created >= self.since
        if self.until:
            yield CardRow.created <= self.until
        if self.favourite:
            yield CardRow.favourite.is_(True)
        if self.project:
            yield sa.or_(sa.false(), *(CardRow.boards.contains(item(id), autoescape=True) for id in boards or ()))
        named = ((CardRow.boards, self.board), (CardRow.tags, self.tag))
        yield from (column.contains(item(name), autoescape=True) for column, name in named if name)
        yield from (CardRow.words.contains(word, autoescape=True) for word in _words(self.q))

    def beyond(self) -> sa.ColumnElement[bool]:
        """What comes after the cursor."""
        if self.after is None:
            return sa.true()
        column, falls = _ORDERS[self.sort]
        key: Any = _key_read(self.after[0], self.sort)
        further = column < key if falls else column > key
        return sa.or_(further, sa.and_(column == key, CardRow.id > self.after[1]))

    def order(self) -> tuple[Any, ...]:
        column, falls = _ORDERS[self.sort]
        return (column.desc() if falls else column.asc(), CardRow.id)

    def cursor(self, last: CardRow) -> str:
        """Where the page after this card begins."""
        key = last.title_key if self.sort == "title" else in_utc(last.created).isoformat()
        return base64.urlsafe_b64encode(json.dumps([key, last.id]).encode()).decode()


def _key_read(key: str, sort: str) -> Any:
    """Raises BadInput for a cursor of another order."""
    if sort == "title":
        return key
    try:
        return _moment(key, time.min)
    except PydanticCustomError:
        raise BadInput.from_validation([{"loc": ("after",), "type": "cursor", "msg": ""}], {}) from None
