"""ModelSpec and Catalog: which models there are, where their files are, and what they need.

Entries are data: studio/catalog/*.toml, and a person's own in <home>/catalog/*.toml.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from studio.errors import BadInput, NotFound
from studio.models.hub import Download, Hub
from studio.models.packages import check_package, check_path, folder_of
from studio.words import ENGLISH, Sentence, known, plain, say

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Task = Literal[
    "text-to-image", "text-to-video", "text-to-music", "text-to-sound", "text-to-speech", "text-generation",
    "icons", "poetry", "melody", "upscaling", "meaning", "instruments",
    "editing", "layering", "control", "style-reading", "style-transfer", "cutting-out", "line-art", "naming",
    "describing", "depth", "screening", "hearing-notes", "hearing-pitch", "speech-to-text", "voice-activity",
    "separating-voices",
]  # fmt: skip
Commercial = Literal["yes", "no", "ask"]

SHIPPED = Path(__file__).parent / "catalog"
STARTER = Path(__file__).parents[2] / "starter"
MEBIBYTE = 2**20
_OPEN_BANKS = ("FluidR3_GM", "MuseScore_General", "MuseScore_General_Lite")
"""SoundFonts whose terms are those of the studio's own, MIT."""
_DEEPEST = 6
"""Tables in tables: an entry has three."""
_LONGEST_KEY = 60
_LONGEST_REASON = 400
Inside = Annotated[str, AfterValidator(check_path)]
Megabytes = Annotated[int, Field(ge=0, le=2**30)]


def _said(note: Any) -> Sentence:
    if not isinstance(note, (str, Sentence)):
        raise ValueError("it should be text")
    return plain(note) if isinstance(note, str) else note


class Part(BaseModel):
    """A component of a model that lies in a repository of its own, such as a motion adapter."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    """Class to load it with."""
    repo: str
    revision: str
    weights_mb: Megabytes = 0
    """Its share of the model's weights."""

    @property
    def key(self) -> str:
        """The same for every model that it is part of."""
        return f"{self.repo}@{self.revision}"


class Defaults(BaseModel):
    """What a model wants where the person says nothing. Lengths in pixels, window in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    steps: int | None = None
    guidance_scale: float | None = None
    side: int | None = None
    """It was trained on about side x side pixels."""
    width: int | None = None
    height: int | None = None
    frames: int | None = None
    """How many it makes at a time."""
    frame_step: int = 1
    """Its decoder packs so many frames into one."""
    fps: int | None = None
    window: float | None = None
    """Seconds of sound that it hears at a time."""
    scheduler: dict[str, Any] = {}
    """Class of its solver, and what is changed of the one it comes with."""


class ModelSpec(BaseModel):
    """One model: what it is, where it comes from, what it needs and what its licence allows. Data only."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=100)
    title: str
    task: Task
    # The second name of each is what people's own files say that were written before there were runtimes.
    runtime: str = Field(validation_alias=AliasChoices("runtime", "engine"))
    """Name of the library that runs it: diffusers, transformers, audiocraft, llama.cpp, ncnn, numpy ..."""
    kind: Literal["model", "adapter"] = "model"
    """An adapter changes a model of its base and does nothing by itself."""
    base: str = ""
    """Family of the architecture, such as sd-1.5: adapters fit models of their own base."""
    place: Literal["accelerator", "system"] = "accelerator"
    """Where its weights are kept while it is loaded; small models stay in system memory whatever the accelerator."""
    repo: str = ""
    """Hub repository; empty when the files come with a package or the studio."""
    revision: str = ""
    package: Annotated[str, AfterValidator(check_package)] = ""
    """Installed package that carries the files."""
    path: Inside = ""
    """Where the files are: inside the package, under starter/, or an absolute folder of the person's own."""
    own_file: str = ""
    """A file of the person's own that its loader takes besides: see Catalog.take_up."""
    class_name: str = Field("", validation_alias=AliasChoices("class", "pipeline"))
    """Class to load it with, where the runtime has more than one."""
    files: tuple[Inside, ...] = ()
    """Patterns of the files to download; empty for all of them."""
    parts: dict[str, Part] = {}
    """Components from other repositories, by the name that the pipeline gives them."""
    without: tuple[str, ...] = ()
    """Components that the pipeline is loaded without: the engine does their work itself."""
    dtype: Literal["auto", "float32", "float16", "bfloat16"] = "auto"
    disk_mb: Megabytes = 0
    """What its files take on the disk, and to download; 0 where nobody has said it."""
    gated: bool = False
    """Whether its repository asks that terms are accepted before anything can be downloaded."""
    weights_mb: Megabytes
    working_mb: Megabytes
    """Memory that a job takes on top of the weights at the default size."""
    smaller: str = ""
    """Key of a smaller relative, for machines that this one does not fit."""
    licence: str
    commercial: Commercial
    """May its output be sold: yes, no, or ask (conditions apply)."""
    languages: tuple[str, ...] = ()
    cpu: bool = False
    """Whether it is usable without an accelerator."""
    defaults: Defaults = Defaults()
    note: Annotated[Sentence, BeforeValidator(_said)] = plain("")
    """What is good to know of it: a person's own words, or those of note.<key>."""
    bias: str = Field("", pattern=r"^[a-z-]{0,40}$")
    """What its makers say of its bias: a key of the words under bias; empty where they say nothing."""

    @model_validator(mode="before")
    @classmethod
    def _told(cls, values: Any) -> Any:
        """What the words' file says of it stands for what its entry leaves unsaid."""
        if not isinstance(values, dict):
            return values
        key = values.get("key")
        # People's own files from before there was a ladder say how a model is to be spared; that is measured now.
        values = {name: value for name, value in values.items() if name != "offload"}
        said: dict[str, Any] = {}
        if known(f"ours.{key}"):
            said["title"] = say(f"ours.{key}").to(ENGLISH)
        if known(f"note.{key}"):
            said["note"] = say(f"note.{key}")
        return {**said, **values}

    @model_validator(mode="after")
    def _stays_inside(self) -> ModelSpec:
        if any(not file or Path(file).is_absolute() or "**" in file for file in self.files):
            raise ValueError("files: patterns of files inside of the repository, without “**”")
        if self.package and Path(self.path).is_absolute():
            raise ValueError("path: it has to stay inside of the package")
        return self

    @property
    def called(self) -> Sentence:
        """Its title. Those that others gave to their models are the same in every language."""
        ours = say(f"ours.{self.key}")
        return ours if ours.to(ENGLISH) == self.title else plain(self.title)

    @property
    def download_mb(self) -> int:
        """What its files take on the disk; what its weights take in memory where nobody has said it."""
        return self.disk_mb or self.weights_mb

    @property
    def bytes_needed(self) -> int:
        return (self.weights_mb + self.working_mb) * MEBIBYTE


class Catalog:
    """All known models by key, and whether their files are here."""

    def __init__(self, specs: Iterable[ModelSpec], hub_cache: Path | None = None) -> None:
        self._specs = {spec.key: spec for spec in specs}
        self._downloads: dict[tuple[object, ...], Download] = {}
        self.hub = Hub(hub_cache)

    @classmethod
    def read(cls, *folders: Path, hub_cache: Path | None = None) -> Catalog:
        """Read every *.toml of the folders; a later folder wins. Raises BadInput that names the file."""
        specs = [
            spec for folder in (SHIPPED, *folders) for file in sorted(folder.glob("*.toml")) for spec in _read(file)
        ]
        return cls(specs, hub_cache)

    def __iter__(self) -> Iterator[ModelSpec]:
        return iter(self._specs.values())

    def __getitem__(self, key: str) -> ModelSpec:
        try:
            return self._specs[key]
        except KeyError:
            known = ", ".join(self._specs)
            raise NotFound(say("model.unknown", key=key[:40]), hint=say("model.known", known=known)) from None

    def take_up(self, key: str, file: Path) -> None:
        """Let a model stand behind a file of the person's own, whose terms are theirs to know."""
        spec = self[key]
        told = {"own_file": str(file), "title": f"{spec.title}, {file.name}"}
        if file.stem not in _OPEN_BANKS:
            told |= {"licence": str(say("model.own_terms", licence=spec.licence, file=file.name)), "commercial": "ask"}
        self._specs[key] = spec.model_copy(update=told)

    def for_task(self, task: Task) -> list[ModelSpec]:
        return [spec for spec in self if spec.task == task and spec.kind == "model"]

    def locate(self, spec: ModelSpec) -> Path | None:
        """The file or folder with the model's files, or None when they are not on this machine."""
        if spec.package:
            return _existing(folder_of(spec.package), spec.path)
        if not spec.repo:
            return _existing(STARTER, spec.path)
        return self._download(spec).folder

    def present(self, spec: ModelSpec) -> bool:
        return self.locate(spec) is not None

    def refresh(self) -> None:
        """Look at the hub cache again, after a download or a deletion."""
        self._downloads.clear()

    def troubles(self) -> Iterator[tuple[str, Sentence]]:
        """What is wrong in the hub cache: the titles of models whose download was begun, and what they lack."""
        for spec in self:
            if spec.repo and not spec.package and (lack := self._download(spec).lack):
                yield spec.title, lack

    def _download(self, spec: ModelSpec) -> Download:
        """What is here of a downloaded model, its parts from other repositories included. Looked up once a refresh."""
        asked = (spec.repo, spec.revision, spec.files, tuple(part.key for part in spec.parts.values()), spec.without)
        found = self._downloads.get(asked)
        if found is None:
            own = self.hub.find(spec.repo, spec.revision, spec.files, {*spec.parts, *spec.without})
            parts = [self.hub.find(part.repo, part.revision) for part in spec.parts.values()]
            here = own.folder is not None and all(part.folder for part in parts)
            lack = next((one.lack for one in (own, *parts) if one.lack), None)
            found = self._downloads[asked] = own if here else Download(lack=lack)
        return found


def _read(file: Path) -> list[ModelSpec]:
    try:
        text = file.read_text(encoding="utf-8")
        entries = tomllib.loads(text)
    except RecursionError:
        raise _unreadable(file, say("catalog.too_deep")) from None
    except (ValueError, OSError) as error:
        raise _unreadable(file, plain(str(error)[:_LONGEST_REASON])) from None
    return [_entry(file, key, values, _line(text, key)) for key, values in entries.items()]


def _entry(file: Path, key: str, values: Any, line: int) -> ModelSpec:
    where = " ".join(key[:_LONGEST_KEY].split())
    if not isinstance(values, dict) or "key" in values:
        raise _unreadable(file, say("catalog.heading", key=where), line)
    if _is_deeper(values, _DEEPEST):
        raise _unreadable(file, say("catalog.too_deep"), line)
    try:
        return ModelSpec(key=key, **values)
    except ValidationError as error:
        problems = (f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}." for problem in error.errors())
        reason = f"[{where}] {' '.join(problems)}".replace("Value error, ", "")[:_LONGEST_REASON]
        raise _unreadable(file, plain(reason), line) from None


def _is_deeper(values: Any, levels: int) -> bool:
    inner = values.values() if isinstance(values, dict) else values if isinstance(values, list) else ()
    return any(levels == 0 or _is_deeper(value, levels - 1) for value in inner)


def _line(text: str, key: str) -> int:
    """The line of an entry, counted from 1; 0 where its key is spelt in a way that is not looked for."""
    starts = tuple(f"{opening}{key}{closing}" for opening, closing in (("[", ""), ('["', '"'), ("['", "'"), ("", "")))
    lines = (number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith(starts))
    return next(lines, 0)


def _unreadable(file: Path, reason: Sentence, line: int = 0) -> BadInput:
    told = say("catalog.line", line=line, reason=reason) if line else reason
    return BadInput(say("catalog.unreadable", file=file.name, reason=told), hint=say("catalog.mend", file=str(file)))


def _existing(folder: Path | None, path: str) -> Path | None:
    try:
        return full if folder and (full := folder / path).exists() else None
    except OSError:
        # What may not be looked at is not here.
        return None
