"""Preferences: what somebody wants of each new thing that they share: their name, colour and copyright line."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, StrictStr

from studio.params import Fields, check_colour
from studio.works.database import Database
from studio.works.marks import clean_line
from studio.works.tables import PreferencesRow

LONGEST_NAME, LONGEST_COPYRIGHT = 60, 200


def _line(longest: int) -> AfterValidator:
    """One line of at most so many characters, or none."""
    return AfterValidator(lambda text: clean_line(text, longest) if text.strip() else "")


Name = Annotated[StrictStr, _line(LONGEST_NAME)]
Accent = Annotated[StrictStr, AfterValidator(lambda text: check_colour(text) if text.strip() else "")]
"""A colour as #rrggbb, or none."""
Copyright = Annotated[StrictStr, _line(LONGEST_COPYRIGHT)]


class Chosen(Fields):
    """What somebody chose; empty where they did not."""

    section = "room"
    name: Name = ""
    accent: Accent = ""
    copyright: Copyright = ""


class Preferences:
    """Those of everybody. Safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, owner: str) -> Chosen:
        with self._database.reading() as session:
            row = session.get(PreferencesRow, owner)
            return Chosen.model_validate(row.chosen) if row else Chosen()

    def choose(self, owner: str, changes: dict[str, object]) -> Chosen:
        """Change those that are named. Raises BadInput."""
        chosen = Chosen.read({**self.of(owner).model_dump(), **changes})
        with self._database.session() as session:
            session.merge(PreferencesRow(owner=owner, chosen=chosen.model_dump()))
        return chosen
