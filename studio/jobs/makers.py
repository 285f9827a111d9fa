"""Maker: one verb of the studio (image, poem, story ...), as the command line and the HTTP API offer it.

A maker is a generator with some of its params fixed. Its signature comes from the generator's Params, so that the
form, the command line and the API cannot disagree.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic.fields import FieldInfo

from studio.params import Params


@dataclass(frozen=True)
class Maker:
    """A verb, the generator behind it, and the values that the verb fixes."""

    verb: str
    generator: str
    does: str
    """One sentence for --help and the API page."""
    preset: Mapping[str, Any] = field(default_factory=dict)

    def fields(self, params: type[Params]) -> dict[str, FieldInfo]:
        return {name: info for name, info in params.model_fields.items() if name not in self.preset}

    def signature(self, params: type[Params], wrap: Any = None) -> inspect.Signature:
        """Keyword parameters with the fields' types and defaults; `wrap(name, info)` may add an annotation."""
        parameters = []
        for name, info in self.fields(params).items():
            kind = wrap(name, info) if wrap else None
            annotation = Annotated[plain_type(info), kind] if kind is not None else plain_type(info)
            default = inspect.Parameter.empty if info.is_required() else info.get_default()
            parameters.append(
                inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=annotation, default=default)
            )
        parameters.sort(key=lambda parameter: parameter.default is not inspect.Parameter.empty)
        return inspect.Signature(parameters)


def plain_type(info: FieldInfo) -> Any:
    """The field's type without validators: str, int, float, bool, a Literal, or one of them or None."""
    return info.annotation
