"""Params: what a person can set, declared once.

The form in a tab, the command line, the HTTP API and the validation all read the fields of a mode's Params and of its
engines' Options: types, bounds and defaults stand here, titles and hints in the words' file under the class's
`section`. Field metadata that only a front end needs:

    json_schema_extra={"lines": 3}          a text box with that many lines
    json_schema_extra={"group": "main"}     always seen, not folded under "Options"
    json_schema_extra={"control": "radio"}  a radio row instead of a drop-down for a Literal
    json_schema_extra={"control": "swatches"}  the same, each with a small picture: scripts/prepare_swatches.py
    json_schema_extra={"control": "swatches", "heard": True}  and each with a sound
    json_schema_extra={"suggests": ["a", "b"]}  a text box that offers these
    json_schema_extra={"late": True}        stands below the options of the engines
    json_schema_extra={"before": False}    what it was for recipes that are older than the field, where not its default
    json_schema_extra={"takes": ["picture"]}  a file of one's own, or a work: see `Brought`
    json_schema_extra={"words_of": ["poem"]}  a text box that the words of such a work can be put into
    json_schema_extra={"control": "mask", "over": "picture"}  with "takes": `Painted` over that field's picture

A field that a class declares once more stands where that class has it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, TypeVar, get_args

from annotated_types import Ge, Le
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from studio.errors import BadInput
from studio.words import Sentence, known, plain, say

PROMPT_LIMIT = 2000
SEED_LIMIT = 2**32 - 1
_BROUGHT = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}")
_COLOUR = re.compile(r"#?[0-9a-fA-F]{6}")
AUTO = "auto"
"""The value of a field that leaves the choice to the studio."""


def clean_text(text: str) -> str:
    """Line ends become newlines, tabs spaces; other control characters are refused, since no engine can read them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
    if len(text) > PROMPT_LIMIT:
        raise _unfit("text_too_long", length=len(text), limit=PROMPT_LIMIT)
    for char in text:
        # Cs: lone surrogates, which no file or database can store.
        if char != "\n" and unicodedata.category(char) in ("Cc", "Cs"):
            raise _unfit("control_character", code=f"{ord(char):04X}")
    return text


def check_prompt(text: str) -> str:
    text = clean_text(text)
    # Spaces, and the marks without a shape that come along when text is copied, are no words.
    if all(unicodedata.category(char)[0] in "CZ" for char in text):
        raise _unfit("empty")
    return text


def read_seed(value: Any) -> Any:
    """Forms send an empty text box for "no seed" and digits as text or float."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        unfit = isinstance(value, bool) or (isinstance(value, float) and not value.is_integer())
        number = None if unfit else int(value)
    except (TypeError, ValueError, OverflowError):
        number = None
    if number is None or not 0 <= number <= SEED_LIMIT:
        raise _unfit("seed", limit=SEED_LIMIT)
    return number


def check_brought(id: str, without: str = "not_brought") -> str:
    """The id of an upload or of a work; `without` are the words for none."""
    if not _BROUGHT.fullmatch(id):
        raise _unfit(without)
    return id


def check_colour(text: str) -> str:
    """#rrggbb in small letters."""
    if not _COLOUR.fullmatch(text.strip()):
        raise _unfit("colour")
    return f"#{text.strip().removeprefix('#').lower()}"


def _unfit(kind: str, **values: Any) -> PydanticCustomError:
    """A refusal whose words are those of the key input.<kind>."""
    return PydanticCustomError(kind, "unfit", values)


Prompt = Annotated[str, AfterValidator(check_prompt)]
OptionalText = Annotated[str, AfterValidator(clean_text)]
Seed = Annotated[int | None, BeforeValidator(read_seed)]
ModelName = Annotated[str, Field(json_schema_extra={"control": "model"})]
"""AUTO, or what an engine or a model is called."""

Colour = Annotated[str, AfterValidator(check_colour)]
"""Red, green and blue as #rrggbb."""

Brought = Annotated[str, AfterValidator(check_brought)]
"""Something of the person's own that goes into the work: the id of an upload, or of a work."""
MaybeBrought = Annotated[str, AfterValidator(lambda id: id and check_brought(id))]
"""The same, or nothing: empty."""
Painted = Annotated[str, AfterValidator(lambda id: check_brought(id, "not_painted"))]
"""A mask: the id of a picture, white where to work."""

FieldsT = TypeVar("FieldsT", bound="Fields")


def merged(*parts: Mapping[str, FieldInfo]) -> dict[str, FieldInfo]:
    """The fields of several parts in one order; what several have stands where the last of them has it."""
    found: dict[str, FieldInfo] = {}
    for part in parts:
        for name, info in part.items():
            found.pop(name, None)
            found[name] = info
    return found


def bounds(info: FieldInfo) -> tuple[Any, Any]:
    """Lowest and highest value of a number field; None where there is no bound."""
    nested = [m for arg in get_args(info.annotation) for m in getattr(arg, "__metadata__", ())]
    marks = [part for m in (*info.metadata, *nested) for part in (getattr(m, "metadata", None) or [m])]
    low = next((m.ge for m in marks if isinstance(m, Ge)), None)
    return low, next((m.le for m in marks if isinstance(m, Le)), None)


def extra(info: FieldInfo) -> Mapping[str, Any]:
    """Metadata of a field that only a front end needs."""
    return info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}


def takes(info: FieldInfo) -> tuple[str, ...]:
    """The kinds of file that a field takes; empty for a field that takes none."""
    return tuple(extra(info).get("takes", ()))


def words_of(info: FieldInfo) -> tuple[str, ...]:
    """The kinds of work whose words can be put into a field of text."""
    return tuple(extra(info).get("words_of", ()))


def suggested(info: FieldInfo) -> list[str]:
    """Values that a field of text offers; others can be written."""
    return list(extra(info).get("suggests", ()))


class Fields(BaseModel):
    """Frozen values that a person sets; unknown names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    section: ClassVar[str] = "any"
    """Where the words of its fields stand: field.<section>.<name>. Those of the nearest base that has them count."""

    parts: ClassVar[tuple[type[Fields], ...]] = ()
    """What it is put together from, where its fields are those of others."""

    @classmethod
    def ordered(cls) -> dict[str, FieldInfo]:
        """The fields in the order of their last declaration."""
        names = [name for base in reversed(cls.__mro__) for name in vars(base).get("__annotations__", ())]
        last = {name: place for place, name in enumerate(names)}
        return dict(sorted(cls.model_fields.items(), key=lambda field: last.get(field[0], 0)))

    @classmethod
    def title_of(cls, name: str) -> Sentence:
        """What a field is called."""
        return cls._words(name, "title") or plain(cls.model_fields[name].title or name)

    @classmethod
    def hint_of(cls, name: str) -> Sentence:
        """What is good to know of a field; no words where nothing is."""
        return cls._words(name, "hint") or plain(cls.model_fields[name].description or "")

    @classmethod
    def titles_of(cls, name: str) -> dict[str, Sentence]:
        """What the values of a choice are called, where that is not what they are."""
        info = cls.model_fields[name]
        values = suggested(info) or [value for value in get_args(info.annotation) if isinstance(value, str)]
        return {value: title for value in values if (title := cls._words(name, f"is.{value}"))}

    @classmethod
    def _words(cls, name: str, part: str) -> Sentence | None:
        """The words of a field in the nearest section that has them."""
        keys = (f"field.{section}.{name}.{part}" for section in cls._sections(name))
        return next((say(key) for key in keys if known(key)), None)

    @classmethod
    def _sections(cls, name: str) -> Iterator[str]:
        yield from (vars(base)["section"] for base in cls.__mro__ if "section" in vars(base))
        for part in cls.parts:
            if name in part.model_fields:
                yield from part._sections(name)

    @classmethod
    def read(cls: type[FieldsT], values: dict[str, Any]) -> FieldsT:
        """Validate what a front end sends. Raises BadInput with a sentence for each problem."""
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise BadInput.from_validation(
                error.errors(), {name: cls.title_of(name) for name in cls.model_fields}
            ) from None


class Params(Fields):
    """Base of every mode's parameters."""


class PromptParams(Params):
    """Base of those that begin with words: chance plays, and there may be several who can make it."""

    prompt: Prompt = Field()
    seed: Seed = Field(None)
    model: ModelName = AUTO


class Options(Fields):
    """Base of what a single engine can be told beyond its mode's parameters."""
