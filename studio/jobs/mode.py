"""Mode: what can be asked for. One mode is one form, one command and one endpoint.

Its words stand under mode.<key>: title, does (one sentence for --help), teach (what its empty prompt says).
"""

from __future__ import annotations

import inspect
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated, Any, cast

from pydantic import create_model
from pydantic.fields import FieldInfo

from studio.errors import InkstoneError, ModelAbsent, NotFound
from studio.jobs.engine import Ask, Choice, Engine, Host
from studio.models.catalog import ModelSpec
from studio.params import AUTO, SEED_LIMIT, Fields, Params, extra, merged, takes, words_of
from studio.words import Sentence, called, say
from studio.works.kinds import Kind
from studio.works.parameters import Parameters


@dataclass(frozen=True)
class Mode:
    """What can be asked for, and the engines that make it, in the order in which one is taken by itself."""

    key: str
    params: type[Params]
    engines: tuple[Engine[Any, Any], ...]
    makes: Kind
    examples: tuple[str, ...] = ()
    from_parameters: Callable[[Parameters], dict[str, Any]] | None = None
    """Values of its fields for what other programs leave in a picture."""
    formerly: Mapping[str, Any] = field(default_factory=dict)
    """What recipes of the first schema have of it: their generator, and values of params that told it apart."""

    @property
    def title(self) -> Sentence:
        return called(f"mode.{self.key}.title", self.key)

    @property
    def sample(self) -> dict[str, Any]:
        """Values that can be asked for: the first example, and any file."""
        brought = {name: "0" * 64 for name, info in self.params.model_fields.items() if takes(info)}
        return brought | ({"prompt": self.examples[0]} if self.examples else {})

    @property
    def does(self) -> Sentence:
        return called(f"mode.{self.key}.does", self.key)

    @cached_property
    def form(self) -> type[Params]:
        """The mode's parameters and the options of all its engines: what a form shows and a front end sends."""
        # What comes with the studio is tried last, and shown first.
        options = merged(*(engine.options.ordered() for engine in reversed(self.engines)))
        fields: dict[str, Any] = {name: (info.annotation, info) for name, info in options.items()}
        form = cast(type[Params], create_model(f"{self.params.__name__}Form", __base__=self.params, **fields))
        form.parts = tuple(engine.options for engine in self.engines)
        return form

    @cached_property
    def before(self) -> dict[str, Any]:
        """What recipes mean that are older than a field, where that is not its default."""
        told = {name: extra(info) for name, info in self.form.model_fields.items()}
        return {name: more["before"] for name, more in told.items() if "before" in more}

    def for_words_of(self, kind: Kind) -> str:
        """The field of text that the words of such a work are put into; empty where there is none, or where a file has
        to be brought first."""
        fields = self.form.model_fields
        if any(takes(info) and info.is_required() for info in fields.values()):
            return ""
        return next((name for name, info in fields.items() if kind in words_of(info)), "")

    def reads(self, name: str, engine: Engine[Any, Any] | None) -> bool:
        """Whether a field has any effect when `engine` makes it; None while no engine can."""
        return name in self.params.model_fields or (engine is not None and name in engine.options.model_fields)

    def ask(self, values: Mapping[str, Any], host: Host, without: Collection[str] = ()) -> Ask[Any, Any]:
        """What an engine is asked for these values; a seed is drawn where none was given. `without`: names not to take.

        Raises BadInput, NotFound, ModelAbsent, DoesNotFit or LanguageUnknown.
        """
        form = self.form.read(dict(values))
        params = self.params(**{**_part(form, self.params), **_drawn(form)})
        choice = self.choose(params, host, without)
        # Where two engines have a field of one name, the form reads it as the one does and the other more strictly.
        options = choice.engine.options.read(_part(form, choice.engine.options))
        choice.engine.check(params, options, choice, host)
        used = replace(choice, models=choice.engine.uses(options, choice))
        return Ask(self.key, params, options, used)

    def choose(self, params: Params, host: Host, without: Collection[str] = ()) -> Choice:
        """The engine that would make it. Cheap. Raises NotFound, ModelAbsent, DoesNotFit or LanguageUnknown."""
        reasons: list[InkstoneError] = []
        named = model_of(params) != AUTO
        for choice in self._candidates(params, host, without):
            reason = choice.engine.fits(params, choice, host)
            if reason is None:
                return replace(choice, why=choice.engine.why(choice, named))
            reasons.append(reason)
        raise reasons[0] if reasons else self._unknown(model_of(params), host)

    def choices(self, host: Host) -> Iterator[Choice]:
        """All engines, with all the models they can run here."""
        for engine in self.engines:
            yield from engine.choices(host)

    def signature(self, wrap: Any = None) -> inspect.Signature:
        """Keyword parameters with the form's types and defaults; `wrap(name, info)` may add an annotation."""
        parameters = [_parameter(name, info, wrap) for name, info in self.form.ordered().items()]
        parameters.sort(key=lambda parameter: parameter.default is not inspect.Parameter.empty)
        return inspect.Signature(parameters)

    def usual(self, host: Host, model: str = AUTO) -> Choice:
        """Who would make a work of this mode now, asked for with its first example. Raises what `choose` does."""
        named = {"model": model} if "model" in self.params.model_fields else {}
        return self.choose(self.params.read(self.sample | named), host)

    def _candidates(self, params: Params, host: Host, without: Collection[str]) -> Iterator[Choice]:
        for choice in (choice for choice in self.choices(host) if choice.name not in without):
            by_itself = model_of(params) == AUTO and choice.engine.volunteers(params, choice, host)
            if by_itself or choice.answers_to(model_of(params)):
                yield choice

    def _missed(self, host: Host) -> ModelSpec | None:
        """The model to get so that somebody makes it here: the first that this machine runs, else the first; what can
        be downloaded before what should have come with the studio."""
        found = [spec for choice in self.choices(host) for spec in choice.models.values()]
        absent = [spec for spec in found if spec.commercial != "no" and not host.catalog.present(spec)]
        room, is_slow = host.device.total(), host.device.kind == "cpu"
        running = [spec for spec in absent if spec.bytes_needed <= room and (spec.cpu or not is_slow)]
        downloads = [spec for spec in (*running, *absent) if spec.repo]
        return next(iter((*downloads, *absent)), None)

    def _nobody(self, host: Host) -> InkstoneError:
        told, missed = say("choice.nobody", mode=self.title), self._missed(host)
        if missed is None:
            return ModelAbsent(told)
        if not missed.repo:
            return ModelAbsent(say("model.absent", title=missed.called), hint=say("choice.comes_along"))
        return ModelAbsent(told, hint=say("choice.would", title=missed.called), model=missed.key)

    def _unknown(self, name: str, host: Host) -> InkstoneError:
        if name == AUTO:
            return self._nobody(host)
        if name not in {spec.key for spec in host.catalog}:
            known = dict.fromkeys(choice.name for choice in self.choices(host) if choice.engine.listed)
            return NotFound(say("model.unknown", key=name[:40]), hint=say("model.known", known=", ".join(known)))
        spec = host.catalog[name]
        if not host.catalog.present(spec):
            return ModelAbsent(say("model.absent", title=spec.title), hint=say("choice.another"), model=spec.key)
        return ModelAbsent(say("choice.other_task", title=spec.title, mode=self.title), hint=say("choice.another"))


class Modes(Mapping[str, Mode]):
    """All modes by their keys."""

    def __init__(self, modes: tuple[Mode, ...], wings: Mapping[str, tuple[Mode, ...]] | None = None) -> None:
        """`wings`: the modes of each tab of the page; without them every mode stands by itself."""
        self._modes = {mode.key: mode for mode in modes}
        if len(self._modes) < len(modes):
            raise ValueError("two modes have the same key")
        self.wings = {mode.key: (mode,) for mode in modes} if wings is None else wings

    @classmethod
    def of(cls, wings: Mapping[str, tuple[Mode, ...]]) -> Modes:
        return cls(tuple(mode for modes in wings.values() for mode in modes), wings)

    def wing(self, key: str) -> str:
        """The tab of the page that a mode stands in; empty for a key that no mode has any more."""
        return next((wing for wing, modes in self.wings.items() if key in (mode.key for mode in modes)), "")

    def __getitem__(self, key: str) -> Mode:
        try:
            return self._modes[key]
        except KeyError:
            raise NotFound(say("mode.unknown", key=key[:40]), hint=say("mode.known", keys=list(self))) from None

    def __contains__(self, key: object) -> bool:
        return key in self._modes

    def __iter__(self) -> Iterator[str]:
        return iter(self._modes)

    def __len__(self) -> int:
        return len(self._modes)

    def find(self, key: str, values: Mapping[str, Any]) -> tuple[Mode, dict[str, Any]]:
        """The mode and the values for it, of a recipe or a job of any schema. Raises NotFound."""
        told = {"generator": key, **values}
        for mode in self.values():
            if mode.formerly and all(told.get(name) == value for name, value in mode.formerly.items()):
                known = {name: value for name, value in values.items() if name in mode.form.model_fields}
                return mode, {**mode.before, **known}
        return self[key], dict(values)


def model_of(params: Params) -> str:
    """Who is asked for by name; AUTO where nobody is, or nobody can be."""
    return str(getattr(params, "model", AUTO))


def _drawn(form: Params) -> dict[str, int]:
    """A seed, where chance plays and none was given."""
    wanted = getattr(form, "seed", 0) is None
    return {"seed": secrets.randbelow(SEED_LIMIT + 1)} if wanted else {}


def _part(form: Fields, part: type[Fields]) -> dict[str, Any]:
    """The values of a form that a part of it has."""
    return {name: getattr(form, name) for name in part.model_fields}


def _parameter(name: str, info: FieldInfo, wrap: Any) -> inspect.Parameter:
    extra = wrap(name, info) if wrap else None
    annotation = Annotated[info.annotation, extra] if extra is not None else info.annotation
    default = inspect.Parameter.empty if info.is_required() else info.get_default()
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=annotation, default=default)
