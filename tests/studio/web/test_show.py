"""What is shown of works and jobs: whole, named, and never as markup from outside."""

from __future__ import annotations

from datetime import datetime, timezone
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from studio.jobs.engine import Preview
from studio.web import show
from studio.words import plain
from studio.works.delivery import file_name
from studio.works.recipe import ModelUse, Recipe
from studio.works.works import Work, WorkFile

HOSTILE = "<script>alert(1)</script>\" onerror='x' &amp;"


def work(title: str = "Three birds", kind: str = "image", **changes: object) -> Work:
    recipe = Recipe(
        mode="image",
        engine="illustrator",
        kind=kind,  # type: ignore[arg-type]
        title=title,
        params={"prompt": title, "seed": 5},
        seed=5,
        models=(ModelUse(key="m", title="A model", licence="CC-BY-NC-4.0", commercial="no"),),
        facts={"width": 512, "height": 512},  # type: ignore[arg-type]
        notes=(plain(title),),
    )
    files = (WorkFile(role="main", suffix=".png", sha256="0" * 64, size=1),)
    values = {"id": "1", "owner": "o", "job": "j", "created": datetime(2026, 1, 1, tzinfo=timezone.utc)}
    return Work(**{**values, "recipe": recipe, "text": title, "files": files, **changes})  # type: ignore[arg-type]


class Tags(HTMLParser):
    """All tags of a fragment and the names of their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.seen |= {tag, *(name for name, _ in attributes)}


@given(st.text(max_size=60).map(lambda text: text + HOSTILE), st.sampled_from(["image", "poem", "music", "animation"]))
def test_words_from_outside_stay_words(words: str, kind: str) -> None:
    made = work(words, kind)
    pages = [show.work_html(made), show.recipe_html(made), show.cards_html([made]), show.alert_html(words)]
    pages += [show.status_html(words), show.preview_html(Preview(text=words))]
    for html in pages:
        assert not {"script", "onerror"} & Tags(html).seen


def test_a_download_is_named_after_the_work() -> None:
    assert file_name(work("Three birds, at dawn!"), work().main) == "three-birds-at-dawn-5.png"
    assert file_name(work("三只鸟"), work().main) == "三只鸟-5.png"
    assert file_name(work("../../etc/passwd"), work().main) == "etc-passwd-5.png"


def test_the_licence_of_a_models_output_is_said() -> None:
    made = work()
    by_model = made.model_copy(update={"recipe": made.recipe.model_copy(update={"engine": "diffusion"})})
    assert "CC-BY-NC-4.0: its output may not be sold" in show.work_html(by_model)
    assert "Illustrator" in show.work_html(made)


def test_the_page_says_what_the_icon_painter_cannot_do() -> None:
    made = work()
    icon = made.model_copy(update={"recipe": made.recipe.model_copy(update={"engine": "painter"})})
    assert "Icon painter" in show.work_html(icon) and "cannot paint scenes" in show.work_html(icon)


def test_a_picture_has_words_for_those_who_cannot_see_it() -> None:
    assert 'alt="Three birds"' in show.work_html(work())


def test_progress_is_heard_and_errors_interrupt() -> None:
    assert 'role="status"' in show.status_html(plain("step 3 of 20"), fraction=0.15, busy=True)
    assert 'value="0.150"' in show.status_html(plain("step 3 of 20"), fraction=0.15, busy=True)
    assert 'role="alert"' in show.alert_html("no")


def test_who_wrote_the_melodies_is_said() -> None:
    made = work(kind="music")
    by_rule = made.recipe.model_copy(update={"engine": "composer"})
    helper = ModelUse(key="melody-writer", title="Melody writer", licence="Apache-2.0", commercial="yes")
    assert "small model of our own" not in show.engine_name(made.model_copy(update={"recipe": by_rule}))
    with_writer = by_rule.model_copy(update={"models": (helper,)})
    assert "melodies by a small model of our own" in show.engine_name(made.model_copy(update={"recipe": with_writer}))
