"""The mode of pictures with its own engine, from a person's words to the files of a work."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from pipelines.image.ask import ImageParams, dimensions
from pipelines.registry import MODES
from pipelines.scene.read.meaning import Meaning
from studio.errors import BadInput, Cancelled
from studio.jobs.engine import Host, Preview, Progress
from studio.models.catalog import Catalog, ModelSpec
from studio.works.facts import PictureFacts
from studio.works.made import Made
from tests.fakes import FakeDevice

MODE = MODES["image"]
CATALOG = Catalog.read()
MINILM = CATALOG["minilm"]


@cache
def meaning() -> Meaning:
    folder = CATALOG.locate(MINILM)
    assert folder
    return Meaning(folder)


class Desk:
    """A job's context that notes what it is told, and can stop the job at a phase."""

    def __init__(self, spec: ModelSpec = MINILM, stop_at: str = "") -> None:
        self.host = Host(Catalog([spec]), FakeDevice("cpu"))
        self.phases: list[str] = []
        self.previews: list[bytes] = []
        self.leases = 0
        self.cancelled = False
        self._stop_at = stop_at

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None:
        self.phases.append(str(Progress(phase, values=values)))
        if phase == self._stop_at:
            raise Cancelled

    def preview(self, *, text: str = "", image: bytes = b"") -> None:
        self.previews.append(image)

    def check(self) -> None: ...

    @property
    def latest(self) -> Preview:
        return Preview()

    @contextmanager
    def lease(self, spec: ModelSpec) -> Iterator[Meaning]:
        self.leases += 1
        yield meaning()

    @property
    def folder(self) -> Path:
        raise AssertionError("the illustrator needs no folder")


def make(desk: Desk | None = None, **values: Any) -> list[Made]:
    desk = desk or Desk()
    ask = MODE.ask({"size": 512, "seed": 7, "prompt": "a fox", **values}, desk.host)
    return list(ask.choice.engine.run(ask, desk))


def facts_of(made: Made) -> PictureFacts:
    assert isinstance(made.facts, PictureFacts)
    return made.facts


def picture(made: Made) -> npt.NDArray[np.int16]:
    return np.asarray(Image.open(io.BytesIO(made.files[0].data))).astype(np.int16)


def test_a_picture_and_its_svg() -> None:
    desk = Desk()
    (made,) = make(desk, prompt="three birds over the sea at dawn")
    assert [(f.role, f.suffix) for f in made.files] == [("main", ".png"), ("svg", ".svg")]
    image = Image.open(io.BytesIO(made.files[0].data))
    assert image.format == "PNG" and image.size == (512, 512) and not image.info
    assert "bird" in made.files[1].data.decode()
    ET.fromstring(made.files[1].data)
    assert made.kind == "image" and made.title == "three birds over the sea at dawn"
    facts = facts_of(made)
    assert facts.seed == 7 and facts.width == 512 and facts.drawings
    assert made.text == "Three birds flying over the sea at dawn."
    assert desk.phases == ["reading the prompt", "composing", "painting", "finishing"]
    assert Image.open(io.BytesIO(desk.previews[0])).size == (512, 512)
    assert desk.leases == 1


def test_same_seed_same_bytes_other_seed_other_picture() -> None:
    one, again, other = (make(seed=seed)[0] for seed in (1, 1, 2))
    assert [f.data for f in one.files] == [f.data for f in again.files]
    assert np.abs(picture(one) - picture(other)).mean() > 8


def test_four_pictures_are_four_seeds() -> None:
    made = make(count=3, seed=41)
    assert [m.facts.seed for m in made] == [41, 42, 43]
    assert np.array_equal(picture(made[1]), picture(make(seed=42)[0]))


def test_the_last_seed_has_a_next_one() -> None:
    assert [m.facts.seed for m in make(count=2, seed=2**32 - 1)] == [2**32 - 1, 0]


def test_a_word_without_a_drawing_is_named() -> None:
    (made,) = make(prompt="a cat reading the Constitution of democracy")
    assert any("democracy" in str(note) for note in made.notes)
    assert make(prompt="a cat")[0].notes == ()


def test_chinese_works_as_english_does() -> None:
    chinese, english = make(prompt="月亮下的狐狸")[0], make(prompt="a fox under the moon")[0]
    assert "fox" in facts_of(chinese).drawings
    assert facts_of(chinese).drawings == facts_of(english).drawings
    assert chinese.notes == ()
    # Trees and clouds differ with the words; the night does not.
    assert max(picture(made).mean() for made in (chinese, english)) < 100


def test_a_character_is_the_same_person_whatever_the_seed_and_the_place() -> None:
    lines = "Mira: a girl with a green coat\n米拉: 穿绿色外套的女孩"
    for one, other in (("Mira in a garden", "Mira and a castle"), ("米拉在花园里", "城堡和米拉")):
        made = [make(prompt=prompt, seed=seed, characters=lines)[0] for seed, prompt in ((1, one), (2, other))]
        groups = [ET.fromstring(one.files[1].data).findall(".//*[@data-person]") for one in made]
        told = [[group.get("data-person") for group in found if group.get("data-person")] for found in groups]
        assert told[0] == told[1] and len(told[0]) == 1
        assert '"name": "' in str(told[0][0])


def test_what_is_left_out_is_not_drawn() -> None:
    (made,) = make(prompt="a cat and a dog beside a house", negative_prompt="dog")
    assert "cat" in facts_of(made).drawings and "house" in facts_of(made).drawings
    assert not any("dog" in drawing for drawing in facts_of(made).drawings)


def test_the_finish_and_the_style_are_used() -> None:
    flat = picture(make()[0])
    assert np.abs(picture(make(finish="oil")[0]) - flat).mean() > 4
    assert facts_of(make(prompt="an oil painting of a red house")[0]).finish == "oil"
    assert np.abs(picture(make(style="noto")[0]) - flat).mean() > 1


def test_no_meaning_model_no_matter() -> None:
    desk = Desk(MINILM.model_copy(update={"package": "", "path": "not-here"}))
    (made,) = make(desk, prompt="two cats on a hill")
    assert facts_of(made).drawings == ("cat",) and desk.leases == 0


@pytest.mark.parametrize("phase", ["composing", "painting", "finishing"])
def test_stop_takes_effect_at_the_next_phase(phase: str) -> None:
    desk = Desk(stop_at=phase)
    with pytest.raises(Cancelled):
        make(desk)
    assert desk.phases[-1] == phase


def test_a_prompt_that_names_no_thing_is_an_abstract_picture() -> None:
    (made,) = make(prompt="rich in colour, flowing lines, full of movement and rhythm")
    assert facts_of(made).drawings == ()
    assert "abstract" in made.text.lower()
    colours = np.unique((picture(made) // 32).reshape(-1, 3), axis=0)
    assert len(colours) > 20


@pytest.mark.parametrize(
    ("aspect", "size", "expected"),
    [
        ("1:1", 1024, (1024, 1024)),
        ("16:9", 1024, (1024, 576)),
        ("9:16", 2048, (1152, 2048)),
        ("4:3", 1000, (1000, 752)),
        ("16:9", 512, (912, 512)),
    ],
)
def test_sides_are_multiples_of_eight_and_never_below_512(aspect: str, size: int, expected: tuple[int, int]) -> None:
    params = ImageParams.read({"prompt": "x", "aspect": aspect, "size": size})
    assert dimensions(params) == expected


@pytest.mark.parametrize("aspect", ["1:1", "4:3", "3:4", "16:9", "9:16", "3:2"])
def test_every_format_is_what_it_says(aspect: str) -> None:
    across, down = map(int, aspect.split(":"))
    for size in (512, 777, 2048):
        width, height = dimensions(ImageParams.read({"prompt": "x", "aspect": aspect, "size": size}))
        assert width % 8 == 0 and height % 8 == 0 and min(width, height) >= 512
        assert width / height == pytest.approx(across / down, rel=0.012)


@pytest.mark.parametrize(
    "values", [{"size": 0}, {"size": 10**9}, {"finish": "crayon"}, {"count": 10}, {"prompt": " "}, {"steps": 0}]
)
def test_impossible_values_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        MODE.form.read({"prompt": "a fox", **values})


def test_the_choice_says_why() -> None:
    choice = MODE.choose(ImageParams(prompt="a fox"), Desk().host)
    assert choice.name == "illustrator" and list(choice.models.values()) == [MINILM]
    assert "illustrator" in str(choice.why)


def test_the_form_says_what_it_shows() -> None:
    fields = MODE.form.model_fields
    title, titles = MODE.form.title_of, MODE.form.titles_of
    assert all(str(title(name)) and str(MODE.form.hint_of(name)) for name in fields)
    assert (str(title("finish")), str(title("style"))) == ("Finish", "Drawing style")
    assert [str(one) for one in titles("style").values()] == ["Simple", "Detailed"]
    assert [str(one) for one in titles("icon_look").values()] == ["Auto", "3D", "Flat"]
    reads = {engine.key: {name for name in fields if MODE.reads(name, engine)} for engine in MODE.engines}
    assert "finish" in reads["illustrator"] - reads["diffusion"] - reads["painter"]
    assert "steps" in (reads["diffusion"] & reads["painter"]) - reads["illustrator"]
    assert "negative_prompt" in reads["illustrator"] & reads["diffusion"] & reads["painter"]
