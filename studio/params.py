"""Params: what a person can set, declared once.

The form in a tab, the command line, the HTTP API and the validation all read the fields of one Params class:
its types, bounds, defaults, titles and descriptions. Field metadata that only a front end needs:

    json_schema_extra={"lines": 3}          a text box with that many lines
    json_schema_extra={"group": "options"}  folded under "Options" (the default for all but the prompt)
    json_schema_extra={"control": "radio"}  a radio row instead of a drop-down for a Literal
"""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any, ClassVar, TypeVar, get_args

from annotated_types import Ge, Le
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

from studio.errors import BadInput

PROMPT_LIMIT = 2000
SEED_LIMIT = 2**32 - 1


def clean_text(text: str) -> str:
    """Line ends become newlines, tabs spaces; other control characters are refused, since no engine can read them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
    if len(text) > PROMPT_LIMIT:
        raise ValueError(f"it has {len(text):,} characters; at most {PROMPT_LIMIT:,} can be read, so shorten it")
    for char in text:
        # Cs: lone surrogates, which no file or database can store.
        if char != "\n" and unicodedata.category(char) in ("Cc", "Cs"):
            raise ValueError(f"it holds a control character (U+{ord(char):04X}); remove it and try again")
    return text


def check_prompt(text: str) -> str:
    text = clean_text(text)
    # Spaces, and the marks without a shape that come along when text is copied, are no words.
    if all(unicodedata.category(char)[0] in "CZ" for char in text):
        raise ValueError("say in a few words what you want; it is empty")
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
        raise ValueError(f"it is a whole number from 0 to {SEED_LIMIT}; leave it empty for a new one each time")
    return number


Prompt = Annotated[str, AfterValidator(check_prompt)]
OptionalText = Annotated[str, AfterValidator(clean_text)]
Seed = Annotated[int | None, BeforeValidator(read_seed)]

ParamsT = TypeVar("ParamsT", bound="Params")


def bounds(info: FieldInfo) -> tuple[Any, Any]:
    """Lowest and highest value of a number field; None where there is no bound."""
    nested = [m for arg in get_args(info.annotation) for m in getattr(arg, "__metadata__", ())]
    marks = [part for m in (*info.metadata, *nested) for part in (getattr(m, "metadata", None) or [m])]
    low = next((m.ge for m in marks if isinstance(m, Ge)), None)
    return low, next((m.le for m in marks if isinstance(m, Le)), None)


class Params(BaseModel):
    """Base of every generator's parameters: frozen, and unknown names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    examples: ClassVar[tuple[str, ...]] = ()
    """Three prompts that show what the generator does well."""

    prompt: Prompt = Field(title="Prompt", description="Say in your own words what you want.")
    seed: Seed = Field(
        None,
        title="Seed",
        description="The same seed makes the same thing again. Leave it empty for a new one.",
    )

    @classmethod
    def read(cls: type[ParamsT], values: dict[str, Any]) -> ParamsT:
        """Validate what a front end sends. Raises BadInput with a sentence for each problem."""
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            titles = {name: field.title or name for name, field in cls.model_fields.items()}
            raise BadInput.from_validation(error.errors(), titles) from None
