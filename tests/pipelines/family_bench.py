"""A bench of families: a tiny checkpoint of each in a hub's cache, asked for as front ends do, by every mode."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from pipelines.registry import MODES, RUNTIMES
from pipelines.runtimes.families import FAMILIES, Use
from studio.errors import Cancelled
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, Host
from studio.jobs.live import LiveJob
from studio.jobs.outcome import recipe_of
from studio.models.cache import ModelCache
from studio.models.catalog import Catalog, ModelSpec, Task
from studio.models.memory import Memory
from studio.works.embed import embed, extract
from studio.works.made import Made
from studio.works.recipe import Recipe
from tests.contract import Processor, Recorder
from tests.pipelines.image.pictures import MASK, PICTURE, mask, scene
from tests.tiny_adapters import controlnet
from tests.tiny_families import TINY

REVISION = "0123456789abcdef0123456789abcdef01234567"
PROMPT = "a red fox under the moon"
STEPS, SIDE = 3, 64

USES: dict[str, Use] = {
    "image": "text",
    "change": "change",
    "repaint": "repaint",
    "extend": "repaint",
    "guide": "control",
    "edit": "edit",
    "layers": "layers",
}
"""What a family is used for by each mode."""
SERVED = [(mode, base) for mode, use in USES.items() for base, uses in FAMILIES.items() if use in uses]
REFUSED = [(mode, base) for mode, use in USES.items() for base, uses in FAMILIES.items() if use not in uses]
_FIELDS: dict[str, dict[str, Any]] = {
    "image": {"prompt": PROMPT, "size": 512},
    "change": {"prompt": PROMPT, "picture": PICTURE, "strength": 1.0},
    "repaint": {"prompt": PROMPT, "picture": PICTURE, "mask": MASK},
    "extend": {"prompt": PROMPT, "picture": PICTURE},
    "guide": {"prompt": PROMPT, "picture": PICTURE},
    "edit": {"prompt": PROMPT, "picture": PICTURE},
    "layers": {"picture": PICTURE, "layers": 2},
}
_TASKS: dict[str, Task] = {"qwen-image-edit": "editing", "qwen-image-layered": "layering"}


@dataclass
class Run:
    """What a job made, what it said meanwhile, and how often the denoiser was asked, also after Stop."""

    ask: Ask[Any, Any]
    recorder: Recorder
    pieces: list[Made] = field(default_factory=list)
    calls: int = 0
    late: int = 0

    @property
    def bytes(self) -> list[bytes]:
        return [file.data for made in self.pieces for file in made.files]

    def recipe(self) -> Recipe:
        """The recipe of its first work, written into that work's own file and read from it."""
        [made, *_] = self.pieces
        told = recipe_of(LiveJob("job", "owner", self.ask), made)
        read = extract(embed(made.files[0].data, made.files[0].suffix, told), made.files[0].suffix)
        assert read
        return read[0]


class FamilyBench:
    """`folder`: for checkpoints and pictures. Checkpoints are built when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._hub = folder, folder / "hub"
        self.picture, self.mask = scene(SIDE, SIDE), mask((SIDE, SIDE), (16, 16, 48, 40))
        self.picture.save(folder / f"{PICTURE}.png")
        self.mask.save(folder / f"{MASK}.png")
        # With the studio's own models: engines beside these look for them.
        catalog = Catalog([*Catalog.read(), *map(spec_of, FAMILIES), *map(control_of, FAMILIES)], self._hub)
        self.host = Host(catalog, Processor())
        self.cache = ModelCache(self.host.device, RUNTIMES, catalog.locate, Memory(system=2**40))
        self._first: dict[tuple[str, str], Run] = {}

    def checkpoint(self, base: str) -> Path:
        """Where the family's checkpoint lies, in the hub's layout."""
        return self._kept(spec_of(base), TINY[base])

    def first(self, mode: str, base: str) -> Run:
        """What the mode makes of seed 7; made once."""
        if (mode, base) not in self._first:
            self._first[mode, base] = self.run(self.ask(mode, base))
        return self._first[mode, base]

    def ask(self, mode: str, base: str, **changes: Any) -> Ask[Any, Any]:
        """Raises what a person is told where it cannot be made."""
        checkpoint = self.checkpoint(base)
        if "control" in FAMILIES[base]:
            # As most of them lie on the hub.
            self._kept(control_of(base), lambda folder: controlnet(folder, checkpoint, variant="fp16"))
        self.host.catalog.refresh()
        fields = {**_FIELDS[mode], "model": spec_of(base).key, **changes}
        named = MODES[mode].form.model_fields
        return MODES[mode].ask(
            {**fields, **({"seed": 7} if "seed" in named and "seed" not in changes else {})}, self.host
        )

    def again(self, recipe: Recipe) -> Run:
        mode, values = MODES.find(recipe.mode, recipe.params)
        return self.run(mode.ask(values, self.host))

    def run(self, ask: Ask[Any, Any], stop_at: int = 0) -> Run:
        """`stop_at`: the step at which the person presses Stop; what was made until then is kept."""
        run = Run(ask, Recorder(self.host, self.cache, self._folder, stop_at, "painting"))
        with self._counted(run), closing(ask.choice.engine.run(ask, run.recorder)) as pieces:  # type: ignore[type-var]
            try:
                run.pieces.extend(pieces)
            except Cancelled:
                assert stop_at
        return run

    @contextmanager
    def _counted(self, run: Run) -> Iterator[None]:
        def count(*_: Any) -> None:
            run.calls += 1
            run.late += run.recorder.cancelled

        with self.cache.lease(run.ask.models[MAIN]) as pipe:
            hook = (getattr(pipe, "unet", None) or pipe.transformer).register_forward_hook(count)
        try:
            yield
        finally:
            hook.remove()

    def _kept(self, spec: ModelSpec, build: Any) -> Path:
        place = self._hub / f"models--{spec.repo.replace('/', '--')}" / "snapshots" / REVISION
        if not place.exists():
            place.mkdir(parents=True)
            build(place)
        return place


def spec_of(base: str) -> ModelSpec:
    """The entry of a family's tiny checkpoint."""
    return _entry(
        f"tiny-{base}",
        base=base,
        task=_TASKS.get(base, "text-to-image"),
        class_name=next(iter(FAMILIES[base].values())),
        defaults={"steps": STEPS, "guidance_scale": 4.0, "side": SIDE},
    )


def control_of(base: str) -> ModelSpec:
    """The entry of a network that holds a family to edges."""
    return _entry(f"control-canny-{base}", base=base, task="control", kind="adapter")


def _entry(key: str, **values: Any) -> ModelSpec:
    size = {"weights_mb": 1, "working_mb": 1, "licence": "Apache-2.0", "commercial": "yes", "dtype": "float32"}
    place = {"key": key, "title": key.title(), "runtime": "diffusers", "repo": f"tiny/{key}", "revision": REVISION}
    return ModelSpec(**{**place, **size, **values})


def opened(run: Run) -> Image.Image:
    """The picture of the first work."""
    from io import BytesIO

    return Image.open(BytesIO(run.pieces[0].files[0].data))
