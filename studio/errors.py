"""Every error a person can meet, in one place.

InkstoneError
├── BadInput            a value that cannot be used; nothing was started
├── Cancelled           the person stopped the job
├── DoesNotFit          a model needs more memory than there is
├── DiskFull            no room to keep the result
├── LanguageUnknown     no present model writes this language
├── LoadFailed          a model's files are there, but loading them failed
├── ModelAbsent         a model of the catalog whose files are not here
├── NotFound            a work, job or model by a name nobody knows
├── NotWritable         the folder of the studio cannot be written
├── QueueFull           too many jobs are waiting
└── StoreDamaged        the database or a kept file is not readable

Each message says what happened; `kept` says what is safe; `hint` says what to do next. All three are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class InkstoneError(Exception):
    """An error written for the person who meets it."""

    kept = ""
    hint = ""

    def __init__(self, message: str, *, kept: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.kept = kept or self.kept
        self.hint = hint or self.hint

    def __str__(self) -> str:
        return " ".join(part for part in (self.message, self.kept, self.hint) if part)


class BadInput(InkstoneError):
    """A value that cannot be used. Raised before anything is started."""

    kept = "Nothing was started."

    @classmethod
    def from_validation(cls, problems: Iterable[Any], titles: dict[str, str]) -> BadInput:
        """One sentence for each problem that pydantic found, with the field's title instead of its name."""
        sentences = []
        for problem in problems:
            # Shortened, since the name of an unknown field is whatever a stranger sent.
            field = str(problem["loc"][0])[:40] if problem["loc"] else "input"
            reason = str(problem["msg"]).removeprefix("Value error, ").replace("Input should", "it should")
            sentences.append(f"{titles.get(field, field)}: {reason}.".replace("..", "."))
        return cls(" ".join(sentences))


class Cancelled(InkstoneError):
    """The person stopped the job. Not a failure."""

    def __init__(self, message: str = "Stopped.") -> None:
        super().__init__(message)


class DoesNotFit(InkstoneError):
    """A model and its working memory are larger than what can be freed."""

    hint = "Choose a smaller model or a smaller size, or wait until the running job is done."


class DiskFull(InkstoneError):
    """The disk had no room for the result."""

    kept = "All earlier works are safe."
    hint = "Free some space, or point INKSTONE_HOME at a larger disk, then make it again."


class LanguageUnknown(InkstoneError):
    """No present model writes this language."""


class LoadFailed(InkstoneError):
    """Loading a model failed. The next job tries again."""

    hint = "Try again; if it fails again, download the model's files anew."


class ModelAbsent(InkstoneError):
    """A model of the catalog whose files are not on this machine."""


class NotFound(InkstoneError):
    """Nothing is known by this name."""


class NotWritable(InkstoneError):
    """The studio's folder cannot be written."""

    hint = "Point INKSTONE_HOME at a folder that you may write."


class QueueFull(InkstoneError):
    """As many jobs are waiting as the studio takes."""

    kept = "Nothing was started."
    hint = "Wait until one of them is done, then try again."


class StoreDamaged(InkstoneError):
    """The database or a kept file cannot be read."""
