"""The engine for Chinese poems: reads what the person wants, and lets the poet of pipelines/poetry write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelines.writing.page import markdown
from pipelines.writing.poet.forms import FORMS, Form
from pipelines.writing.poet.poet import Poet, Wish
from pipelines.writing.poet.theme import simplified, themes, traditional
from studio.errors import BadInput
from studio.jobs.engine import JobContext, Made, MadeFile
from studio.models.catalog import ModelSpec

if TYPE_CHECKING:
    from pipelines.writing.ask import WritingParams

ENGINE = "poet"
MODEL = "chinese-poet"
_CHINESE = re.compile("[\u3400-\u9fff]")


def check(params: WritingParams) -> None:
    """Raises BadInput when the first line or the hidden heads do not fit the form."""
    form = FORMS[params.verse]
    length = form.patterns[0].lengths[0]
    opening, heads = _characters(params.opening), _characters(params.heads)
    if opening and len(opening) != length:
        raise BadInput(f"A first line of {form.name} has {length} characters; yours has {len(opening)}.")
    if heads and len(heads) != form.lines:
        raise BadInput(
            f"{form.name} has {form.lines} lines, so it hides {form.lines} heads; you gave {len(heads)}.",
            hint="Give one character for each line, or choose another form.",
        )
    if opening and heads and opening[0] != heads[0]:
        raise BadInput(f"The first line begins with {opening[0]}, but the first hidden head is {heads[0]}.")


def run(params: WritingParams, spec: ModelSpec, ctx: JobContext) -> Iterator[Made]:
    """Write one poem. The model that `ctx.lease(spec)` gives is a Poet."""
    ctx.progress("waking the Chinese poet")
    show = simplified if params.script == "simplified" else str
    with ctx.lease(spec) as poet:
        wish = _wish(params, poet)
        _check_known(wish, poet)

        def heard(lines: list[str]) -> None:
            ctx.progress("writing", len(lines), wish.form.lines)
            ctx.preview(text=show(_layout(lines, wish.form)))

        lines = poet.write(wish, params.seed or 0, heard)
        rhyme = poet.rhymes.common([lines[i][-1] for i in sorted(wish.form.patterns[0].rhymed)] or [""])
    text, title = show(_layout(lines, wish.form)), show(_title(wish, lines))
    yield Made(
        kind="poem",
        title=title,
        files=(MadeFile("main", ".md", markdown(title, text)),),
        text=text,
        notes=_notes(wish, params),
        facts={
            "form": show(wish.form.name),
            "lines": len(lines),
            "model": spec.title,
            **({"rhyme": f"{show(rhyme)} (平水韵)"} if rhyme else {}),
        },
    )


def _wish(params: WritingParams, poet: Poet) -> Wish:
    opening = _characters(params.opening)
    words = themes(params.prompt, poet.words, poet.vocabulary.ids)
    return Wish(
        form=FORMS[params.verse],
        themes=tuple(words),
        dynasty=params.dynasty,
        author="" if params.author == "nobody" else params.author,
        rhyme="" if params.rhyme == "any" else params.rhyme,
        first_line=opening.translate(poet.variants),
        heads=_characters(params.heads).translate(poet.variants),
        temperature=params.temperature,
    )


def _check_known(wish: Wish, poet: Poet) -> None:
    strange = [c for c in wish.first_line + wish.heads if c not in poet.vocabulary]
    if strange:
        raise BadInput(
            f"The poet has not learned the character {strange[0]}, which is rare in old poems.",
            hint="Choose another character for the first line or the hidden heads.",
        )


def _characters(text: str) -> str:
    """Chinese characters of a text, traditional; its marks are left out."""
    return traditional("".join(_CHINESE.findall(text)))


def _layout(lines: list[str], form: Form) -> str:
    """One line of the poem a row, a comma after the odd and a full stop after the even, stanzas apart."""
    rows = []
    for place, line in enumerate(lines):
        if place in form.breaks:
            rows.append("")
        ends = place + 1 == len(lines) or place + 1 in form.breaks or place % 2 == 1
        rows.append(line + ("。" if ends else "，"))
    return "\n".join(rows)


def _title(wish: Wish, lines: list[str]) -> str:
    """A lyric is called by its tune and first line, another poem by its theme."""
    if wish.form.breaks:
        return f"{wish.form.name}·{lines[0]}"
    return "".join(wish.themes[:2]) or lines[0]


def _notes(wish: Wish, params: WritingParams) -> tuple[str, ...]:
    if not wish.themes:
        return ("The prompt names nothing that old poems speak of, so the poet chose its own subject.",)
    if wish.form.breaks and not wish.form.patterns[0].rhymed:
        return ("The lines have the tune's lengths; its rhymes and tones are left to the poet.",)
    return ()
