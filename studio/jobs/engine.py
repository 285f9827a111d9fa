"""Engine: who makes a work. One object that says all about itself; and what it is asked, and what it may call.

An engine is written against JobContext alone: it reports progress and previews, leases models and yields what it
made. It knows nothing of the page, the queue or the store. Its words stand under engine.<key>: title, says (what it
is, in a sentence), why (the reason that is given when it is taken).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from studio.errors import InkstoneError
from studio.jobs.heard import Chunk
from studio.models.adapter import Adapter
from studio.models.catalog import Catalog, ModelSpec
from studio.models.device import Device
from studio.params import Options, Params
from studio.words import Sentence, called, known, say
from studio.works.credit import Source
from studio.works.made import Made
from studio.works.recipe import Recipe
from studio.works.upload import Upload


@dataclass(frozen=True)
class Progress:
    """Where a job is: a phase a person understands, and step/total where there are steps."""

    phase: str
    """Key of the words under phase."""
    step: int = 0
    total: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def phase_said(self) -> Sentence:
        return say(f"phase.{self.phase}", **self.values)

    @property
    def said(self) -> Sentence:
        """The phase, and the step where there are several."""
        if not (self.step and self.total > 1):
            return self.phase_said
        return say("progress.step", phase=self.phase_said, step=self.step, total=self.total)

    def __str__(self) -> str:
        return str(self.said)


@dataclass(frozen=True)
class Preview:
    """An unfinished result to show: text so far, or the bytes of a small picture (PNG, JPEG or WebP); and of a sound
    what comes next."""

    text: str = ""
    image: bytes = b""
    sound: Chunk | None = None


@dataclass(frozen=True)
class Host:
    """What an engine may know of the machine before it is chosen."""

    catalog: Catalog
    device: Device
    home: Path | None = None
    """The studio's folder, with a person's own lists and files; None where there is none."""
    lent: frozenset[str] | None = None
    """Keys of the models that are lent an accelerator for each job; None where the accelerator is the machine's own."""


@dataclass(frozen=True)
class Choice:
    """An engine, the models it would run with by their roles, and the reason it was taken."""

    engine: Engine[Any, Any]
    name: str
    """What a `model` field calls it."""
    models: Mapping[str, ModelSpec] = field(default_factory=dict)
    why: Sentence | None = None

    aliases: tuple[str, ...] = ()
    """What else a `model` field may call it."""

    def answers_to(self, name: str) -> bool:
        return name == self.name or name in self.aliases


ParamsT = TypeVar("ParamsT", bound=Params)
OptionsT = TypeVar("OptionsT", bound=Options)


@dataclass(frozen=True)
class Ask(Generic[ParamsT, OptionsT]):
    """What an engine is asked: the mode's parameters (a seed is always a number), its own options, its models."""

    mode: str
    params: ParamsT
    options: OptionsT
    choice: Choice

    @property
    def seed(self) -> int:
        """The seed; 0 where chance plays no part."""
        return getattr(self.params, "seed", None) or 0

    @property
    def models(self) -> Mapping[str, ModelSpec]:
        return self.choice.models

    @property
    def values(self) -> dict[str, Any]:
        """Everything that was set, by field name, as JSON values."""
        return {**self.params.model_dump(mode="json"), **self.options.model_dump(mode="json")}


class JobContext(Protocol):
    """A running job, as its engine sees it. Every call raises Cancelled once the person has stopped it."""

    host: Host

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None:
        """`phase` is a key of the words under phase, `values` fill its template."""

    def preview(self, *, text: str = "", image: bytes = b"", sound: Chunk | None = None) -> None:
        """A text or picture takes the place of the one before; a sound goes on from the chunks before it, until the
        work that they are part of is yielded."""

    def check(self) -> None:
        """Raise Cancelled if the person has stopped the job. Cheap: call it once a step or token."""

    @property
    def cancelled(self) -> bool: ...

    @property
    def latest(self) -> Preview:
        """The last preview that was shown: what an engine keeps when it is stopped in the middle of a text."""

    def lease(self, spec: ModelSpec, adapters: Sequence[Adapter] = ()) -> AbstractContextManager[Any]:
        """The loaded model with its adapters, for as long as the block runs."""

    def brought(self, id: str) -> tuple[Upload, Path]:
        """What a field that takes a file holds: what is known of it, and the plain file, which is only read."""

    def make(self, mode: str, values: Mapping[str, Any], part: tuple[int, int] = (0, 1)) -> Iterator[Made]:
        """What another mode makes of these values, within this job: one cancel, one folder, and its progress is that
        of part `part[0]` (from 0) of `part[1]`. Raises what asking for it raises."""

    @property
    def folder(self) -> Path:
        """A folder for temporary files, removed after the job."""


class Engine(ABC, Generic[ParamsT, OptionsT]):
    """Makes what the modes that list it ask for."""

    key: ClassVar[str]
    options: ClassVar[type[Options]] = Options
    guess: float = 60.0
    """Seconds that a job takes, before the first one was measured: a figure of two cores without a GPU."""
    listed: ClassVar[bool] = True
    """Whether a form offers it by name."""
    source: ClassVar[Source] = "trainedAlgorithmicMedia"
    """How what it makes comes to be."""

    @property
    def title(self) -> Sentence:
        return called(f"engine.{self.key}.title", self.key)

    def early(self, host: Host) -> Iterable[ModelSpec]:
        """Import what its first work would wait for, and name the models that are loaded for it: called once, soon
        after the start. By default there is nothing; small models only. Raises LoadFailed for a library that is
        missing."""
        return ()

    @abstractmethod
    def choices(self, host: Host) -> Iterable[Choice]:
        """Every way in which it can be asked for, best first."""

    def fits(self, params: ParamsT, choice: Choice, host: Host) -> InkstoneError | None:
        """Why it cannot make this here, or None. Cheap. Raises BadInput for what no engine could make."""
        return None

    def check(self, params: ParamsT, options: OptionsT, choice: Choice, host: Host) -> None:
        """Cheap. Raises BadInput for options that this choice cannot have: they are refused before anything waits."""

    def left(self, ask: Ask[ParamsT, OptionsT], ctx: JobContext) -> Iterable[Made]:
        """What can be kept of a job whose process was killed, by what it had put into `ctx.folder`. By default that is
        nothing."""
        return ()

    def volunteers(self, params: ParamsT, choice: Choice, host: Host) -> bool:
        """Whether it may be taken by one who did not ask for it."""
        return True

    def uses(self, options: OptionsT, choice: Choice) -> Mapping[str, ModelSpec]:
        """The models of the choice that it needs with these options."""
        return choice.models

    def why(self, choice: Choice, named: bool) -> Sentence:
        """The reason that is given for taking it; `named`: the person asked for it."""
        why = f"engine.{self.key}.why"
        return say(why) if known(why) else say("choice.chosen", title=self.title)

    def source_of(self, recipe: Recipe) -> Source:
        """The same of one of its works."""
        return self.source

    def spares(self, recipe: Recipe) -> bool:
        """Whether one of its works has much of a person's own picture, left as it was to the last bit: then nothing may
        be changed of it, not even for a mark."""
        return False

    @abstractmethod
    def run(self, ask: Ask[ParamsT, OptionsT], ctx: JobContext) -> Iterator[Made]:
        """Everything that was asked for, each thing as soon as it is finished."""
