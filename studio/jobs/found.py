"""Found: what a file says of how it was made, as values for a form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from studio.errors import NotFound
from studio.jobs.mode import Mode, Modes
from studio.params import takes
from studio.words import Sentence, say
from studio.works.parameters import Parameters
from studio.works.recipe import Recipe
from studio.works.upload import Upload


@dataclass(frozen=True)
class Found:
    """A mode, and values for some of its fields; every one of them can be used."""

    mode: Mode
    values: dict[str, Any]
    notes: tuple[Sentence, ...] = ()
    """What of it cannot be had here."""

    @classmethod
    def read(cls, upload: Upload, modes: Modes) -> Found:
        """Raises NotFound where the file does not say how it was made."""
        try:
            if upload.found_is == "recipe":
                return cls.of(Recipe.model_validate_json(upload.found), modes)
            if upload.found_is == "parameters":
                return _of_parameters(Parameters.read(upload.found), modes)
            if upload.found_is == "others":
                return _of_parameters(Parameters.of_others(upload.found), modes)
        except (ValueError, RecursionError):
            # Written by another program, or by a later studio.
            pass
        raise NotFound(say("found.nothing"), hint=say("found.which"))

    @classmethod
    def of(cls, recipe: Recipe, modes: Modes, has_files: bool = False) -> Found:
        """`has_files`: whether what went into the work is at hand. Raises NotFound for a mode that there is not."""
        mode, values = modes.find(recipe.mode, recipe.params)
        return _usable(mode, {**values, "seed": recipe.seed}, has_files=has_files)


def _of_parameters(said: Parameters, modes: Modes) -> Found:
    """In the first mode that knows what other programs call its fields."""
    mode = next((mode for mode in modes.values() if mode.from_parameters), None)
    if mode is None or mode.from_parameters is None or not said.prompt:
        raise NotFound(say("found.nothing"), hint=say("found.which"))
    values = mode.from_parameters(said)
    found = _usable(mode, {name: value for name, value in values.items() if value not in (None, "")})
    return replace(found, notes=(_understood(found, said), *_missing(said), *found.notes))


def _understood(found: Found, said: Parameters) -> Sentence:
    """Which fields are filled in, and from whose words."""
    titles = [found.mode.form.title_of(name) for name in found.values]
    if not said.generator:
        return say("found.understood", fields=titles)
    return say("found.understood_of", generator=said.generator[:40], fields=titles)


def _missing(said: Parameters) -> Iterator[Sentence]:
    """What has to be had, and what has no field here."""
    if said.model:
        yield say("found.other_model", model=said.model[:80])
    if said.loras:
        yield say("found.loras", names=[name[:80] for name in said.loras])
    if said.lost:
        yield say("found.lost", names=[name[:80] for name in said.lost])


def _usable(mode: Mode, values: dict[str, Any], notes: tuple[Sentence, ...] = (), has_files: bool = False) -> Found:
    """What the form takes of it, each value for itself; files that went into a file are not in it."""
    fields = mode.form.model_fields
    files = [] if has_files else [name for name, info in fields.items() if takes(info)]
    known = {name: value for name, value in values.items() if name in fields and name not in files}
    kept = {name: value for name, value in known.items() if _fits(mode, name, value)}
    lost = [mode.form.title_of(name) for name in known if name not in kept]
    brought = [mode.form.title_of(name) for name in files if values.get(name) or fields[name].is_required()]
    said = [say("found.unfit", fields=lost)] if lost else []
    return Found(mode, kept, (*notes, *said, *([say("found.bring", fields=brought)] if brought else [])))


def _fits(mode: Mode, name: str, value: Any) -> bool:
    try:
        mode.form.__pydantic_validator__.validate_assignment(mode.form.model_construct(), name, value)
    except ValidationError:
        return False
    return True
