"""The project's own stand-ins: a clock, a device and a loader that count, and a small generator that really draws.

They stand in for hardware and for time, never for a library: files, database, queue and cache under test are real.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, cast

from PIL import Image
from pydantic import Field

from studio.errors import BadInput, InkstoneError, LoadFailed
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.jobs.mode import Mode, Modes
from studio.models.adapter import Adapters
from studio.models.catalog import MEBIBYTE, ModelSpec
from studio.models.device import Device, DeviceKind
from studio.models.ladder import Plan
from studio.models.memory import Memory
from studio.params import Options, PromptParams
from studio.words import ENGLISH, Sentence, plain, say, words
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile

PATIENCE = 10.0
"""Seconds after which a test that waits for something gives up. Nothing ever waits that long unless it is broken."""


def a_spec(key: str = "small", **changes: Any) -> ModelSpec:
    """A model of 100 MB that takes 50 MB more while it works."""
    values = {
        "title": key.capitalize(),
        "task": "text-to-image",
        "runtime": "diffusers",
        "weights_mb": 100,
        "working_mb": 50,
        "licence": "Apache-2.0",
        "commercial": "yes",
    }
    return ModelSpec(key=key, **{**values, **changes})


class FakeClock:
    """A clock that ticks once each time it is read, so that no two moments are the same."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        self.time += 1.0
        return self.time


class FakeOutOfMemory(RuntimeError):
    """What the fake device raises when it is full."""


class FakeDevice:
    """A device that counts every byte that is really held, without a look at the cache's own books."""

    def __init__(self, kind: DeviceKind = "cuda", total: int = 2**40) -> None:
        self.kind: DeviceKind = kind
        self.apart = kind == "cuda"
        self.name = plain("Fake GPU" if kind == "cuda" else "Fake processor")
        self.dtype = "float32"
        self.held = Memory()
        self.peak = Memory()
        self.emptying: Callable[[], None] = lambda: None
        """What happens when unused memory is given back."""
        self._total = total
        self._lock = threading.Lock()

    def take(self, memory: Memory) -> None:
        with self._lock:
            self.held += memory
            self.peak = Memory(
                max(self.peak.accelerator, self.held.accelerator), max(self.peak.system, self.held.system)
            )

    def give(self, memory: Memory) -> None:
        self.take(Memory(-memory.accelerator, -memory.system))

    def total(self) -> int:
        return self._total

    def free(self) -> int:
        return self._total - self.held.accelerator

    def empty(self, collect: bool = True) -> None:
        self.emptying()

    def is_oom(self, error: BaseException) -> bool:
        return isinstance(error, (FakeOutOfMemory, MemoryError))


class FakeModel:
    """A loaded model that notices when it is used after it was unloaded, or unloaded while it is used."""

    def __init__(self, spec: ModelSpec, device: FakeDevice, plan: Plan) -> None:
        self.spec = spec
        self.plan = plan
        self.adapters: Adapters = ()
        self.resting = False
        self.berth = Memory()
        """The copy of its last rest, while it is awake."""
        self.unloaded = False
        self.users = 0
        self.spoilt_at = math.inf
        """Since when nobody may be given it."""
        self._device = device
        self._working = plan.working
        self._lock = threading.Lock()

    def give_berth(self) -> None:
        """Free the copy of its last rest."""
        with self._lock:
            self._device.give(self.berth)
            self.berth = Memory()

    @contextmanager
    def working(self) -> Iterator[None]:
        """Hold the working memory for as long as the block runs."""
        with self._lock:
            assert not self.unloaded, f"{self.spec.key} was used after it was unloaded"
            assert not self.resting, f"{self.spec.key} was used in its sleep"
            if self.users == 0:
                self._device.take(self._working)
            self.users += 1
        try:
            yield
        finally:
            with self._lock:
                assert not self.unloaded, f"{self.spec.key} was unloaded under the hands of its user"
                self.users -= 1
                if self.users == 0:
                    self._device.give(self._working)


def asleep(plan: Plan) -> Memory:
    """What a model takes while it rests."""
    return Memory(system=plan.weights.accelerator + plan.weights.system)


class FakeLoader:
    """Loads FakeModels, writes down every call, and can be told to wait or to fail."""

    resting = False
    """Whether its models rest."""

    def __init__(self, device: FakeDevice) -> None:
        self.calls: list[tuple[str, str]] = []
        self.broken: dict[str, BaseException] = {}
        """Keys of models whose loading fails, and how."""
        self.stuck: set[str] = set()
        """Keys of models that cannot be reset, nor unloaded cleanly."""
        self.mishap: BaseException = RuntimeError("the hooks cannot be taken off")
        """What they raise."""
        self.begun = threading.Semaphore(0)
        """Released at the beginning of each load."""
        self.gates: dict[str, threading.Event] = {}
        """Loads of these keys wait for their event."""
        self.slow: dict[str, threading.Event] = {}
        """Unloads of these keys, moves to rest and ends of a copy wait for their event."""
        self.faults: list[str] = []
        """What the cache did that it must not; it lets nothing out that is raised here."""
        self.device = device

    def count(self, call: str, key: str) -> int:
        return self.calls.count((call, key))

    def load(self, spec: ModelSpec, path: Path, device: Device, plan: Plan) -> FakeModel:
        weights = plan.weights
        self.device.take(weights)
        self.calls.append(("load", spec.key))
        self.begun.release()
        if spec.key in self.gates:
            assert self.gates[spec.key].wait(PATIENCE), "the test never opened the gate of this load"
        if spec.key in self.broken:
            self.device.give(weights)
            raise self.broken[spec.key]
        return FakeModel(spec, self.device, plan)

    def reset(self, spec: ModelSpec, model: FakeModel) -> None:
        self.calls.append(("reset", spec.key))
        self._not_in_use(model, "reset")
        if spec.key in self.stuck:
            raise self.mishap

    def unload(self, spec: ModelSpec, model: FakeModel) -> None:
        self._not_in_use(model, "unloaded")
        model.unloaded = True
        self.calls.append(("unload", spec.key))
        if spec.key in self.slow:
            assert self.slow[spec.key].wait(PATIENCE), "the test never let this unload go on"
        self.device.give(asleep(model.plan) if model.resting else model.plan.weights)
        model.give_berth()
        if spec.key in self.stuck:
            raise self.mishap

    def rests(self, spec: ModelSpec) -> bool:
        return self.resting

    def rest(self, spec: ModelSpec, model: FakeModel) -> None:
        self._not_in_use(model, "laid down")
        self.calls.append(("rest", spec.key))
        if spec.key in self.slow:
            assert self.slow[spec.key].wait(PATIENCE), "the test never let this move go on"
        if spec.key in self.stuck:
            raise self.mishap
        self.device.take(asleep(model.plan) - model.berth)
        self.device.give(model.plan.weights)
        model.resting, model.berth = True, Memory()

    def wake(self, spec: ModelSpec, model: FakeModel, device: Device) -> bool:
        self._not_in_use(model, "woken")
        self.calls.append(("wake", spec.key))
        self.begun.release()
        if spec.key in self.gates:
            assert self.gates[spec.key].wait(PATIENCE), "the test never opened the gate of this move"
        if spec.key in self.broken:
            raise self.broken[spec.key]
        self.device.take(Memory(accelerator=model.plan.weights.accelerator))
        model.resting, model.berth = False, Memory(system=model.plan.weights.accelerator)
        return True

    def unberth(self, spec: ModelSpec, model: FakeModel) -> None:
        """Also while it is in use, but never while it rests or moves."""
        self.calls.append(("unberth", spec.key))
        if spec.key in self.slow:
            assert self.slow[spec.key].wait(PATIENCE), "the test never let the copy go"
        if model.resting:
            self.faults.append(f"the copy of {spec.key} was freed while it rested")
        model.give_berth()

    def attach(self, spec: ModelSpec, model: FakeModel, adapters: Adapters) -> None:
        self._not_in_use(model, "changed")
        self.calls.append(("attach", spec.key))
        if model.adapters:
            self.faults.append(f"{spec.key} had adapters on it already")
        model.adapters = adapters
        if any(adapter.key in self.broken for adapter in adapters):
            raise LoadFailed(plain("It does not fit."))

    def detach(self, spec: ModelSpec, model: FakeModel, adapters: Adapters) -> None:
        self._not_in_use(model, "freed from adapters")
        self.calls.append(("detach", spec.key))
        if any(adapter.key in self.stuck for adapter in adapters):
            raise self.mishap
        model.adapters = ()

    def _not_in_use(self, model: FakeModel, done: str) -> None:
        if model.users:
            self.faults.append(f"{model.spec.key} was {done} while it was in use")


class Gate:
    """Counts the steps of each job by its prompt, and can hold the worker inside a step."""

    def __init__(self) -> None:
        self.steps: Counter[str] = Counter()
        self._allowed = math.inf
        self._changed = threading.Condition()

    def hold(self, after: int = 0) -> None:
        """Let `after` more steps pass; hold the worker inside the next one."""
        with self._changed:
            self._allowed = self.total + after

    def open(self) -> None:
        """Let everything pass."""
        with self._changed:
            self._allowed = math.inf
            self._changed.notify_all()

    def reached(self, total: int) -> None:
        """Wait until the worker is inside the step with this number, counted over all jobs."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.total >= total, PATIENCE), f"step {total} was never reached"

    def step(self, prompt: str) -> None:
        with self._changed:
            self.steps[prompt] += 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: self.total <= self._allowed, PATIENCE)

    @property
    def total(self) -> int:
        return sum(self.steps.values())


class SketchParams(PromptParams):
    """What a sketch can be told."""

    width: int = Field(32, ge=16, le=2048, title="Width", description="In pixels.")
    pieces: int = Field(1, ge=1, le=4, title="Pieces", description="How many to make.")
    steps: int = Field(4, ge=1, le=50, title="Steps", description="Steps for each piece.")


class SketchOptions(Options):
    """What the sketcher alone is told."""

    style: Literal["flat", "ink"] = Field("flat", title="Style", description="How it looks.")


class Sketcher(Engine[SketchParams, SketchOptions]):
    """A small engine that obeys the contract: plain squares whose colour follows the seed. For the tests.

    It needs no model, but draws with any model of the catalog that is asked for.
    """

    key = "sketcher"
    options = SketchOptions
    guess = 2.0

    def __init__(self) -> None:
        self.gate = Gate()
        self.failing: BaseException | None = None
        """Raised in the last step of each piece after the first, or of the only one."""

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key)
        for spec in host.catalog:
            yield Choice(self, spec.key, {"main": spec})

    def fits(self, params: SketchParams, choice: Choice, host: Host) -> InkstoneError | None:
        if choice.models and params.prompt == "nothing":
            raise BadInput(plain("Nothing cannot be drawn."))
        return None

    def why(self, choice: Choice, named: bool) -> Sentence:
        if choice.models:
            return say("choice.chosen", title=choice.models["main"].title)
        return plain("The sketcher needs no model.")

    def run(self, ask: Ask[SketchParams, SketchOptions], ctx: JobContext) -> Iterator[Made]:
        for spec in ask.models.values():
            with ctx.lease(spec) as model, model.working():
                yield from self._draw(ask, ctx)
            return
        yield from self._draw(ask, ctx)

    def _draw(self, ask: Ask[SketchParams, SketchOptions], ctx: JobContext) -> Iterator[Made]:
        params = ask.params
        for piece in range(params.pieces):
            for step in range(1, params.steps + 1):
                ctx.progress("drawing", step, params.steps)
                self.gate.step(params.prompt)
                if self.failing and step == params.steps and piece == params.pieces - 1:
                    raise self.failing
            yield a_sketch(params.prompt, ask.seed + piece, params.width)


class InkParams(PromptParams):
    """What a sketch in ink can be told."""

    width: int = Field(32, ge=16, le=2048, title="Width", description="In pixels.")


class Inker(Engine[InkParams, Options]):
    """An engine without options."""

    key = "inker"

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key)

    def run(self, ask: Ask[InkParams, Options], ctx: JobContext) -> Iterator[Made]:
        yield a_sketch(ask.params.prompt, ask.seed, ask.params.width)


def sketching(sketcher: Sketcher) -> Modes:
    """The mode of sketches, and one beside it."""
    examples = ("three birds",)
    ink = Mode("ink", InkParams, (Inker(),), "image", examples)
    return Modes((Mode("sketch", SketchParams, (sketcher,), "image", examples), ink))


cast(dict[str, str], words(ENGLISH)).update(
    {
        "phase.drawing": "drawing",
        "mode.sketch.title": "Sketch",
        "mode.sketch.does": "Draw a square of your words.",
        "mode.ink.title": "Ink",
        "mode.ink.does": "Draw a square in ink.",
    }
)


def a_sketch(title: str = "three birds", seed: int = 7, width: int = 32) -> Made:
    """A finished piece: a PNG and the same as SVG."""
    colour = (seed * 37 % 256, seed * 91 % 256, seed * 53 % 256)
    png = io.BytesIO()
    Image.new("RGB", (width, width), colour).save(png, "PNG")
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {width}">'
        f'<rect width="100%" height="100%" fill="rgb{colour}"/></svg>'
    )
    files = (MadeFile("main", ".png", png.getvalue()), MadeFile("svg", ".svg", svg.encode()))
    facts = PictureFacts(width=width, height=width, seed=seed)
    return Made("image", title, files, facts, text=f"A square for “{title}”.")


TENSOR_HEADER = json.dumps({"w": {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}}).encode()
TENSORS = len(TENSOR_HEADER).to_bytes(8, "little") + TENSOR_HEADER + bytes(16)
"""The smallest file of weights there can be."""


def put_in_cache(hub: Path, repo: str, revision: str, *files: str) -> Path:
    """A folder as huggingface_hub leaves it after a download of these files: links to blobs."""
    folder = hub / f"models--{repo.replace('/', '--')}"
    snapshot = folder / "snapshots" / revision
    for made in (folder / "refs", folder / "blobs"):
        made.mkdir(parents=True, exist_ok=True)
    for file in files or ("config.json", "model.safetensors"):
        data = TENSORS if file.endswith(".safetensors") else b"{}"
        blob = folder / "blobs" / hashlib.sha256(file.encode()).hexdigest()
        blob.write_bytes(data)
        (snapshot / file).parent.mkdir(parents=True, exist_ok=True)
        (snapshot / file).unlink(missing_ok=True)
        (snapshot / file).symlink_to(os.path.relpath(blob, (snapshot / file).parent))
    return snapshot


def weight(spec: ModelSpec) -> int:
    """Bytes of the model's weights."""
    return spec.weights_mb * MEBIBYTE
