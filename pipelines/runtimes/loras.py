"""LoRAs for a model: what a person names, found, checked against the model, and as adapters of a lease."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.runtimes.denoising import PaintingOptions
from pipelines.runtimes.tags import Wanted, listed, once, tagged
from studio.errors import BadInput
from studio.jobs.engine import Host, JobContext
from studio.models.adapter import Adapter
from studio.models.catalog import ModelSpec
from studio.models.loras import FOLDER, SUFFIX, LoraFile, Loras, lora_of, unknown
from studio.words import Sentence, say

MOST = 8
"""LoRAs of one picture."""
_FIELD, _FILE = "loras", "lora_file"


@dataclass(frozen=True)
class Applied:
    """A LoRA and how strong it is."""

    file: LoraFile
    weight: float

    @property
    def said(self) -> str:
        return f"{self.file.name}:{self.weight:g}"

    def adapter(self, number: int) -> Adapter:
        # Names of adapters become names of modules: no dots in them.
        key = f"lora_{number}_{re.sub(r'[^0-9A-Za-z]+', '_', self.file.name)[:40]}"
        return Adapter("lora", key, self.file.path, self.weight)


def applied(prompt: str, options: PaintingOptions, spec: ModelSpec, ctx: JobContext) -> tuple[Applied, ...]:
    """All that a picture is made with, those of a person's own file too. Raises BadInput as the others do."""
    return (*loras_for(prompt, options.loras, spec, ctx.host), *brought_lora(options.lora_file, spec, ctx))


def loras_for(prompt: str, named: str, spec: ModelSpec, host: Host) -> tuple[Applied, ...]:
    """Those of the field and of the prompt's tags. Raises BadInput for one that there is not, or of another model."""
    wanted = once([*listed(named), *tagged(prompt)])
    if len(wanted) > MOST:
        raise _refusal(say("loras.too_many", limit=MOST))
    folder = Loras(host.home / FOLDER) if host.home else None
    found = [Applied(_found(one, folder, host), one.weight) for one in wanted]
    for one in found:
        check_base(one.file, spec)
    return tuple(one for one in found if one.weight)


def brought_lora(id: str, spec: ModelSpec, ctx: JobContext) -> tuple[Applied, ...]:
    """The one of a person's own file; none where there is no file. Raises BadInput."""
    if not id:
        return ()
    upload, path = ctx.brought(id)
    file = lora_of(Path(upload.name).stem or id[:8], path)
    check_base(file, spec, _FILE)
    return (Applied(file, 1.0),)


def adapters_of(loras: Sequence[Applied]) -> tuple[Adapter, ...]:
    return tuple(one.adapter(number) for number, one in enumerate(loras))


def said_of(loras: Iterable[Applied]) -> tuple[str, ...]:
    """Facts of a picture: each with its strength."""
    return tuple(one.said for one in loras)


def notes_of(loras: Iterable[Applied]) -> list[Sentence]:
    """The words that bring each of them out, and whether it is known to fit."""
    notes = []
    for one in loras:
        if one.file.triggers:
            notes.append(say("loras.triggers", name=one.file.name, words=list(one.file.triggers)))
        if not one.file.base:
            notes.append(say("loras.no_base", name=one.file.name))
    return notes


def check_base(file: LoraFile, spec: ModelSpec, field: str = _FIELD) -> None:
    """Raises BadInput for a LoRA of another model."""
    if file.base and spec.base and file.base != spec.base:
        told = say("loras.other_base", name=file.name, base=file.base, title=spec.title, own=spec.base)
        raise BadInput(told, fields={field: told})


def _found(wanted: Wanted, folder: Loras | None, host: Host) -> LoraFile:
    """In the folder, else among the adapters of the catalog."""
    file = (folder.find(wanted.name) if folder else None) or _of_catalog(wanted.name, host)
    if file is None:
        adapters = [spec.key for spec in host.catalog if _is_lora(spec)]
        raise unknown(wanted.name, [*(one.name for one in (folder.all() if folder else [])), *adapters])
    return file


def _of_catalog(name: str, host: Host) -> LoraFile | None:
    spec = next((spec for spec in host.catalog if spec.key == name and _is_lora(spec)), None)
    if spec is None:
        return None
    place = host.catalog.locate(spec)
    file = place if place is None or place.is_file() else next(iter(sorted(place.rglob(f"*{SUFFIX}"))), None)
    if file is None:
        raise _refusal(say("model.absent", title=spec.title))
    read = lora_of(name, file)
    return LoraFile(name, file, spec.base or read.base, read.triggers, spec.title)


def _refusal(reason: Sentence) -> BadInput:
    return BadInput(reason, fields={_FIELD: reason})


def _is_lora(spec: ModelSpec) -> bool:
    return spec.kind == "adapter" and spec.task not in ("control", "style-reading")
