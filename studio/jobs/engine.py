"""What a job is, what a generator is, and what the two say to each other.

A generator is written against JobContext alone: it reports progress and previews, leases models and yields what it
made. It knows nothing of the page, the queue or the store.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Literal, Protocol, TypeVar

from studio.models.catalog import Catalog, ModelSpec
from studio.models.device import Device
from studio.params import Params

Kind = Literal["image", "poem", "story", "music", "animation"]
State = Literal["queued", "running", "done", "failed", "cancelled", "interrupted"]
ENDED: tuple[State, ...] = ("done", "failed", "cancelled", "interrupted")


@dataclass(frozen=True)
class Progress:
    """Where a job is: a phase a person understands, and step/total where there are steps."""

    phase: str
    step: int = 0
    total: int = 0

    def __str__(self) -> str:
        return f"{self.phase}: step {self.step} of {self.total}" if self.step and self.total > 1 else self.phase


@dataclass(frozen=True)
class Preview:
    """An unfinished result to show: text so far, or the bytes of a small picture (PNG, JPEG or WebP)."""

    text: str = ""
    image: bytes = b""


@dataclass(frozen=True)
class MadeFile:
    """One file of a work. The first of Made.files is the work itself; the role names the others."""

    role: str
    """main, svg, midi, roll, gif ..."""
    suffix: str
    """With the dot: .png"""
    data: bytes


@dataclass(frozen=True)
class Made:
    """One finished thing, as a generator hands it over."""

    kind: Kind
    title: str
    files: tuple[MadeFile, ...]
    text: str = ""
    """The words of a poem or story; a description of a picture or sound for people who cannot see or hear it."""
    notes: tuple[str, ...] = ()
    """Sentences for the person: words that had no drawing, limits of the engine."""
    facts: dict[str, Any] = field(default_factory=dict)
    """Measured or chosen properties, JSON values: tempo, key, width, seconds ..."""


@dataclass(frozen=True)
class Host:
    """What a generator may know of the machine when it chooses an engine."""

    catalog: Catalog
    device: Device


@dataclass(frozen=True)
class Choice:
    """Which engine will run, with which models, and a sentence that says why."""

    engine: str
    models: tuple[ModelSpec, ...]
    why: str


class JobContext(Protocol):
    """A running job, as its generator sees it. Every call raises Cancelled once the person has stopped it."""

    host: Host

    def progress(self, phase: str, step: int = 0, total: int = 0) -> None: ...

    def preview(self, *, text: str = "", image: bytes = b"") -> None: ...

    def check(self) -> None:
        """Raise Cancelled if the person has stopped the job. Cheap: call it once a step or token."""

    @property
    def cancelled(self) -> bool: ...

    @property
    def latest(self) -> Preview:
        """The last preview that was shown: what a generator keeps when it is stopped in the middle of a text."""

    def lease(self, spec: ModelSpec) -> AbstractContextManager[Any]:
        """The loaded model, for as long as the block runs."""

    @property
    def folder(self) -> Path:
        """A folder for temporary files, removed after the job."""


ParamsT = TypeVar("ParamsT", bound=Params)


class Generator(Protocol, Generic[ParamsT]):
    """Makes one kind of thing. `params.seed` is always a number when `run` is called."""

    key: str
    title: str
    Params: type[ParamsT]

    def choose(self, params: ParamsT, host: Host) -> Choice:
        """Which engine would run. Cheap; raises ModelAbsent, DoesNotFit or LanguageUnknown when none can."""

    def run(self, params: ParamsT, choice: Choice, ctx: JobContext) -> Iterator[Made]: ...
