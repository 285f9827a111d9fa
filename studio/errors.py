"""Every error a person can meet, in one place.

InkstoneError
├── BadInput            a value that cannot be used; nothing was started
├── Cancelled           the person stopped the job
├── DoesNotFit          a model needs more memory than there is
├── DiskFull            no room to keep the result
├── Held                a filter holds back what was asked for or made
├── LanguageUnknown     no present model writes this language
├── LoadFailed          a model's files are there, but loading them failed
├── ModelAbsent         a model of the catalog whose files are not here
├── NotAllowed          for whoever keeps the machine alone
├── NotLent             no accelerator is lent for this model, to this visitor, now
├── NotBuilt            a package of the studio's own could not be installed
├── NotFetched          a model could not be downloaded; what has come of it is kept
├── NotFound            a work, job or model by a name nobody knows
├── NotWritable         the folder of the studio cannot be written
├── OverQuota           a guest has asked for or keeps as much as a guest may
├── QueueFull           too many jobs are waiting
└── StoreDamaged        the database or a kept file is not readable
    └── Sealed          an encrypted file that cannot be opened: it was changed, or has another key

Each message says what happened; `kept` says what is safe; `hint` says what to do next. All three are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from studio.words import Sentence, joined, known, plain, say

_NOTHING_STARTED = say("kept.nothing_started")
_ALL_SAFE = say("kept.all_safe")
_LONGEST_NAME = 40
_ALIKE = {
    "int": "whole",
    "int_from": "whole",
    "float": "number",
    "finite": "number",
    "bool": "yes_or_no",
    "string": "text",
}
"""Keys of our words for pydantic's kinds of errors, by what these begin with: int_type, int_parsing, int_from_float."""


class InkstoneError(Exception):
    """An error written for the person who meets it."""

    kept: Sentence | None = None
    hint: Sentence | None = None

    def __init__(self, message: Sentence, *, kept: Sentence | None = None, hint: Sentence | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.kept = kept or self.kept
        self.hint = hint or self.hint

    @property
    def said(self) -> tuple[Sentence, ...]:
        """All of it, as it is kept in the log of jobs."""
        return tuple(part for part in (self.message, self.kept, self.hint) if part)

    def __str__(self) -> str:
        return str(joined(list(self.said)))


class BadInput(InkstoneError):
    """A value that cannot be used. Raised before anything is started."""

    kept = _NOTHING_STARTED

    def __init__(
        self, message: Sentence, *, hint: Sentence | None = None, fields: Mapping[str, Sentence] | None = None
    ) -> None:
        """`fields`: why which of them cannot be used, by their names."""
        super().__init__(message, hint=hint)
        self.fields = fields or {}

    @classmethod
    def from_validation(cls, problems: Iterable[Any], titles: Mapping[str, Sentence]) -> BadInput:
        """One sentence for each problem that pydantic found, with the field's title instead of its name."""
        found = [(_field(problem), _reason(problem)) for problem in problems]
        told = [say("input.problem", field=titles.get(at, _unnamed(at)), reason=why) for at, why in found]
        return cls(joined(told), fields={at: why for at, why in reversed(found) if at in titles})


class Cancelled(InkstoneError):
    """The person stopped the job. Not a failure."""

    def __init__(self, message: Sentence | None = None) -> None:
        super().__init__(message or say("job.stopped"))


class DoesNotFit(InkstoneError):
    """A model and its working memory are larger than what can be freed."""

    hint = say("hint.smaller_model")


class DiskFull(InkstoneError):
    """The disk had no room for the result."""

    kept = _ALL_SAFE
    hint = say("hint.free_space")


class Held(InkstoneError):
    """A filter holds back what was asked for or made. Nothing of it was shown to anybody."""


class LanguageUnknown(InkstoneError):
    """No present model writes this language."""


class LoadFailed(InkstoneError):
    """Loading a model failed. The next job tries again."""

    hint = say("hint.download_anew")


class ModelAbsent(InkstoneError):
    """A model of the catalog whose files are not on this machine."""

    def __init__(self, message: Sentence, *, hint: Sentence | None = None, model: str = "") -> None:
        """`model`: its key, where it can be downloaded."""
        super().__init__(message, hint=hint)
        self.model = model


class NotAllowed(InkstoneError):
    """Only whoever keeps the machine may do this."""

    kept = _NOTHING_STARTED


class NotBuilt(InkstoneError):
    """A package of the studio's own could not be installed where it starts."""

    hint = say("hint.try_again")


class NotFetched(InkstoneError):
    """A model could not be downloaded from the hub."""

    wants_token = False
    """Whether a token that may read the model's repository would help."""


class NotLent(InkstoneError):
    """No accelerator is lent for this model, to this visitor, now."""

    kept = _ALL_SAFE
    hint = say("hint.not_lent")


class NotFound(InkstoneError):
    """Nothing is known by this name."""


class NotWritable(InkstoneError):
    """The studio's folder cannot be written."""

    hint = say("hint.writable_folder")


class OverQuota(InkstoneError):
    """A guest has asked for or keeps as much as a guest may."""

    kept = _ALL_SAFE


class QueueFull(InkstoneError):
    """As many jobs are waiting as the studio takes."""

    kept = _NOTHING_STARTED
    hint = say("hint.wait_for_one")


class StoreDamaged(InkstoneError):
    """The database or a kept file cannot be read."""


class Sealed(StoreDamaged):
    """An encrypted file cannot be opened: it was changed or cut short, or it has another key."""


def _field(problem: Any) -> str:
    # Shortened, since the name of an unknown field is whatever a stranger sent.
    return str(problem["loc"][0])[:_LONGEST_NAME] if problem["loc"] else ""


def _unnamed(field: str) -> Sentence:
    return plain(field) if field else say("input.whole_input")


def _reason(problem: Any) -> Sentence:
    """The studio's own words for what pydantic found; pydantic's where there are none."""
    kind = str(problem["type"])
    if kind == "literal_error":
        return say("input.literal_error", expected=re.findall("'([^']*)'", problem["ctx"]["expected"]))
    key = f"input.{_ALIKE.get(kind.rpartition('_')[0], kind)}"
    if known(key):
        return say(key, **{name: value for name, value in problem.get("ctx", {}).items() if name != "error"})
    message = str(problem["msg"]).removeprefix("Value error, ").replace("Input should", "it should")
    return plain(message.rstrip("."))
