"""Upload: one file that a person brought, as it was read, and from which one's own works are inputs too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePosixPath

from pydantic import BaseModel, ConfigDict

from studio.errors import NotFound
from studio.media.reading.limits import InputKind
from studio.media.reading.plain import SUFFIXES, InputFacts
from studio.words import Sentence, say
from studio.works.kinds import Kind
from studio.works.works import Work, WorkFile, now

ROLE = "input"
"""How the role of a work's file begins that is an input of it: `input`, `input-2` ..."""
_LONGEST_NAME = 100
READ_AS: dict[Kind, InputKind] = {
    "image": "picture",
    "poem": "text",
    "story": "text",
    "description": "text",
    "music": "sound",
    "speech": "sound",
    "transcript": "text",
    "animation": "film",
}
BESIDE: dict[Kind, tuple[InputKind, ...]] = {"music": ("score", "midi")}
"""What a work may have beside its main file that is an input too: files whose roles are called so."""


class Upload(BaseModel):
    """One input. Immutable; what it holds is plain: no metadata, upright, of few forms."""

    model_config = ConfigDict(frozen=True)

    id: str
    """The sha256 of the plain file."""
    owner: str
    kind: InputKind
    suffix: str
    """Of the plain file: .png, .flac, .mp4, .mid, .txt or .safetensors; for a work, that of its main file."""
    size: int
    """Bytes of the plain file."""
    name: str = ""
    """What the person's file is called, cleaned."""
    facts: InputFacts = InputFacts()
    notes: tuple[Sentence, ...] = ()
    """For the person: what had to be done to read it."""
    found: str = ""
    """The text in the original that says how it was made."""
    found_is: str = ""
    """"recipe" where `found` is a recipe of the studio's, "parameters" where it has AUTOMATIC1111's form, "others"
    where it is what another program says, in the fields of Parameters."""
    work: str = ""
    """Id of the work that it is."""
    created: datetime
    """When it was brought last."""

    @property
    def title(self) -> str:
        """Its name without the suffix; where it has none, what it is."""
        return self.name.rpartition(".")[0] or self.name or str(say(f"upload.kind.{self.kind}"))

    @property
    def file(self) -> WorkFile:
        """The plain file, as a work that used it lists it among its files."""
        return WorkFile(role=ROLE, suffix=self.suffix, sha256=self.id, size=self.size)


def inputs_of(uploads: Sequence[Upload]) -> Iterator[WorkFile]:
    """The files of uploads as a work lists them that was made from them."""
    for number, upload in enumerate(uploads, start=1):
        role = ROLE if number == 1 else f"{ROLE}-{number}"
        yield upload.file.model_copy(update={"role": role})


def forms_of(work: Work) -> dict[InputKind, WorkFile]:
    """The files of a work that are inputs, by what they are read as; its main file comes first."""
    beside = {kind: file for kind in BESIDE.get(work.kind, ()) if (file := work.file(kind))}
    return {READ_AS[work.kind]: work.main, **beside}


def of_work(work: Work, owner: str, kinds: Sequence[str] = ()) -> Upload:
    """A work as an input: its main file, or the one beside it that is of the wanted `kinds`. Raises NotFound for
    another's."""
    if work.owner != owner:
        raise NotFound(say("work.unknown", id=work.id[:40]), hint=say("work.deleted"))
    forms = forms_of(work)
    kind = next((kind for kind in forms if kind in kinds), READ_AS[work.kind])
    file = forms[kind]
    return Upload(
        id=file.sha256,
        owner=owner,
        kind=kind,
        suffix=file.suffix,
        size=file.size,
        name=clean_name(work.title),
        facts=InputFacts.model_validate(work.recipe.facts.said()),
        found=work.recipe.to_json(),
        found_is="recipe",
        work=work.id,
        created=now(),
    )


def of_file(file: WorkFile, owner: str) -> Upload:
    """An input that only a work still has."""
    kinds: dict[str, InputKind] = {suffix: kind for kind, suffix in reversed(SUFFIXES.items())}
    kind = kinds.get(file.suffix, "film" if file.suffix in (".gif", ".webp") else "sound")
    return Upload(id=file.sha256, owner=owner, kind=kind, suffix=file.suffix, size=file.size, created=now())


def clean_name(name: str) -> str:
    """The last part of a path of any system on one line, without what is not seen, cut to 100 characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    seen = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in last[: 4 * _LONGEST_NAME])
    return re.sub(" +", " ", seen).strip()[:_LONGEST_NAME]
