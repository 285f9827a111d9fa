"""Grid: pictures over two settings, each made by the engine that was chosen, and all of them on one sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING, Any

from pipelines.image.ask import GridParams, ImageParams, dimensions
from pipelines.image.axes import Value, axes_of
from pipelines.image.sheet import cell_size, sheet
from pipelines.image.wording import ASKED, once
from pipelines.runtimes.denoising import PaintingOptions
from pipelines.scene.options import READERS, source_of
from studio.errors import InkstoneError
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.media.picture import png, preview
from studio.models.catalog import ModelSpec
from studio.words import Sentence, say
from studio.works.credit import Source
from studio.works.facts import PictureFacts
from studio.works.made import Made, MadeFile, title_of
from studio.works.recipe import Recipe

if TYPE_CHECKING:
    from PIL.Image import Image

MODE = "image"
"""The mode of its cells."""
CELLS = 3
"""How many a grid has if nothing is set."""
GridAsk = Ask[GridParams, PaintingOptions]


class Grid(Engine[GridParams, PaintingOptions]):
    """Has its cells made by another engine: its choices are those of that one."""

    key = "grid"
    options = PaintingOptions

    def __init__(self, engine: Engine[Any, Any]) -> None:
        """`engine`: one of the mode of its cells."""
        self._engine = engine
        self.guess = CELLS * engine.guess

    @property
    def title(self) -> Sentence:
        return self._engine.title

    def choices(self, host: Host) -> Iterator[Choice]:
        yield from (replace(choice, engine=self) for choice in self._engine.choices(host))

    def fits(self, params: GridParams, choice: Choice, host: Host) -> InkstoneError | None:
        return self._engine.fits(_cell(params, {}), self._own(choice), host)

    def volunteers(self, params: GridParams, choice: Choice, host: Host) -> bool:
        return self._engine.volunteers(_cell(params, {}), self._own(choice), host)

    def why(self, choice: Choice, named: bool) -> Sentence:
        return self._engine.why(self._own(choice), named)

    def uses(self, options: PaintingOptions, choice: Choice) -> Mapping[str, ModelSpec]:
        known = self._engine.options.model_fields
        values = {name: value for name, value in options.model_dump().items() if name in known}
        return self._engine.uses(self._engine.options(**values), self._own(choice))

    def check(self, params: GridParams, options: PaintingOptions, choice: Choice, host: Host) -> None:
        """Raises BadInput for a cell that cannot be made."""
        for changes in _cells(*axes_of(params, options)):
            cell, changed = _cell(params, changes), _options(options, changes)
            self._engine.fits(cell, self._own(choice), host)
            self._engine.check(cell, changed, self._own(choice), host)

    def source_of(self, recipe: Recipe) -> Source:
        """That of its cells, told by the models that took part."""
        is_drawn = {model.key for model in recipe.models} <= READERS
        return source_of(recipe) if is_drawn else self.source

    def run(self, ask: GridAsk, ctx: JobContext) -> Iterator[Made]:
        """One Made: the sheet, and each cell as it was made."""
        from PIL import Image

        across, down = axes_of(ask.params, ask.options)
        cells, files, notes = list[Image.Image](), list[MadeFile](), list[Sentence]()
        size = cell_size(dimensions(ask.params), len(across), len(down))
        changed = list(_cells(across, down))
        for number, changes in enumerate(changed):
            for made in ctx.make(MODE, _values(ask, changes), (number, len(changed))):
                cells.append(_shown(made.files[0].data, size))
                files.append(MadeFile(f"cell-{number + 1}", ".png", made.files[0].data))
                # What each was asked with stands along the edges.
                notes += [note for note in made.notes if note.key != ASKED]
            whole = _sheet(cells, across, down)
            ctx.preview(image=preview(whole))
        yield _made(ask, whole, tuple(files), once(notes), (across, down))

    def _own(self, choice: Choice) -> Choice:
        """The choice as the engine has it that makes the cells."""
        return replace(choice, engine=self._engine)


def _cells(across: list[Value], down: list[Value]) -> Iterator[dict[str, Any]]:
    """What each cell changes, row by row."""
    for row, column in product(down, across):
        yield {**row.changes, **column.changes}


def _cell(params: GridParams, changes: dict[str, Any]) -> ImageParams:
    """What a cell is asked with. Raises BadInput."""
    values = {name: getattr(params, name) for name in ImageParams.model_fields if name != "count"}
    return ImageParams.read({**values, **{name: value for name, value in changes.items() if name in values}})


def _options(options: PaintingOptions, changes: dict[str, Any]) -> PaintingOptions:
    known = type(options).model_fields
    return PaintingOptions.read(
        {**options.model_dump(), **{name: value for name, value in changes.items() if name in known}}
    )


def _values(ask: GridAsk, changes: dict[str, Any]) -> dict[str, Any]:
    """The values of the form of a cell."""
    cell = {**_cell(ask.params, changes).model_dump(), "model": ask.choice.name}
    return {**cell, **_options(ask.options, changes).model_dump()}


def _shown(data: bytes, size: tuple[int, int]) -> Image:
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data)) as picture:
        return ImageOps.pad(picture.convert("RGB"), size, Image.Resampling.LANCZOS, "#ffffff")


def _sheet(cells: list[Image], across: list[Value], down: list[Value]) -> Image:
    """The sheet with the cells that are there yet."""
    from PIL import Image

    missing = len(across) * len(down) - len(cells)
    blank = Image.new("RGB", cells[0].size, "#eeece8")
    labels = [value.label for value in across], [value.label for value in down]
    return sheet([*cells, *[blank] * missing], *labels)


def _made(
    ask: GridAsk,
    whole: Image,
    files: tuple[MadeFile, ...],
    notes: tuple[Sentence, ...],
    axes: tuple[list[Value], list[Value]],
) -> Made:
    title = title_of(ask.params.prompt)
    labels = [[value.label for value in axis if value.label] for axis in axes]
    text = say("grid.made", title=title, across=labels[0])
    if labels[1]:
        text = say("grid.made_both", title=title, across=labels[0], down=labels[1])
    facts = PictureFacts(seed=ask.seed, width=whole.width, height=whole.height)
    return Made("image", title, (MadeFile("main", ".png", png(whole)), *files), facts, str(text), notes)
