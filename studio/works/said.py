"""Said: what is told of a work: who made it, its facts at a glance, and the whole of its recipe, line by line."""

from __future__ import annotations

from studio.params import AUTO, Fields
from studio.words import called, known, say, spoken
from studio.works.kinds import KINDS
from studio.works.works import Work, WorkFile

_GLANCED = ("genre", "form", "rhyme")
"""Facts that are told as they are."""


def made_by(work: Work) -> str:
    """What the engine says of itself, and its helpers; of a catalog model its name and licence."""
    recipe = work.recipe
    if says := spoken(f"engine.{recipe.engine}.says"):
        helped = [spoken(f"helper.{model.key}") for model in recipe.models]
        return "; ".join([says, *filter(None, helped)])
    terms = {model.key: say(f"sale.{model.commercial}") for model in recipe.models}
    return "; ".join(f"{model.title} ({model.licence}: {terms[model.key]})" for model in recipe.models)


def facts(work: Work) -> list[str]:
    """What one wants to know at a glance."""
    told = work.recipe.facts.said()
    shown: list[object] = []
    if "width" in told:
        shown.append(f"{told['width']} × {told.get('height', '')}")
    if KINDS[work.kind].is_timed and "seconds" in told:
        shown.append(say("show.seconds", seconds=told["seconds"]))
    if "tempo" in told:
        shown.append(say("show.tempo", tempo=told["tempo"]))
    if "key" in told:
        shown.append(f"{told['key']} {told.get('mode', '')}".strip())
    shown += [told[name] for name in _GLANCED if name in told]
    return [str(fact) for fact in shown]


def recipe_rows(work: Work, form: type[Fields] | None = None) -> list[tuple[str, str]]:
    """What was asked and what was used: labels and values. `form`: the fields of its mode, whose values have names.

    Where something was left open and then decided, what was decided is told.
    """
    recipe = work.recipe
    decided = {name: value for name, value in recipe.facts.said().items() if name != "seed"}
    rows: dict[str, object] = {
        _row("kind"): say(f"kind.{work.kind}.title"),
        **{_label(name, form): _value(name, value, form) for name, value in recipe.params.items()},
        _row("seed"): recipe.seed if "seed" in recipe.params else "",
        _row("engine"): called(f"engine.{recipe.engine}.title", recipe.engine),
        _row("models"): ", ".join(f"{model.title} {model.revision[:8]}".strip() for model in recipe.models),
        **{_label(name, form): _value(name, value, form) for name, value in decided.items()},
        _row("made"): say("show.moment", moment=f"{work.created:%Y-%m-%d %H:%M}"),
        _row("software"): ", ".join([recipe.studio, *(f"{name} {value}" for name, value in recipe.versions.items())]),
    }
    return [(label, str(value)) for label, value in rows.items() if value not in ("", None)]


def _row(name: str) -> str:
    return spoken(f"show.row.{name}")


def _label(name: str, form: type[Fields] | None) -> str:
    """A field or a fact as the recipe calls it."""
    if known(f"fact.{name}") or form is None or name not in form.model_fields:
        return spoken(f"fact.{name}", name.replace("_", " ").capitalize())
    return str(form.title_of(name))


def _value(name: str, value: object, form: type[Fields] | None) -> str:
    if value in (None, AUTO):
        return ""
    if isinstance(value, bool):
        return spoken("library.yes" if value else "library.no")
    if isinstance(value, (list, tuple)):
        return ", ".join(_value(name, one, form) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {one}" for key, one in value.items())
    if isinstance(value, str) and form is not None and name in form.model_fields:
        return str(form.titles_of(name).get(value, value))
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def label_of(file: WorkFile) -> str:
    """What a file of a work is called: WAV, MIDI, sheet music 2, one part alone: bass."""
    role, _, rest = file.role.partition("-")
    if role == "main":
        return file.suffix[1:].upper()
    label = spoken(f"role.{role}", role)
    if role == "sheet":
        return f"{label} {rest}"
    part, _, number = rest.partition("-")
    told = say("role.stem_of", part=spoken(f"stem.{part}", part), number=number)
    return str(told).strip() if role == "stem" else label
