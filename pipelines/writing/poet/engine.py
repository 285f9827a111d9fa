"""The engine for Chinese poems: reads what the person wants, and lets the poet write it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipelines.writing.ask import OWN, ChinesePoemParams, Poetry
from pipelines.writing.language import knows, language_of
from pipelines.writing.page import page
from pipelines.writing.poet.forms import FORMS, Form
from pipelines.writing.poet.poet import Poet, Wish
from pipelines.writing.poet.theme import simplified, themes, traditional
from pipelines.writing.unfinished import kept_when_stopped
from studio.errors import BadInput, InkstoneError, LanguageUnknown, ModelAbsent
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.params import Options
from studio.words import Sentence, say
from studio.works.facts import TextFacts
from studio.works.made import Made

PoetAsk = Ask[Poetry, Options]
_CHINESE = re.compile("[\u3400-\u9fff]")


class ChinesePoet(Engine[Poetry, Options]):
    """A small model of the studio's own, held to form, tones and rhyme."""

    key = "poet"
    guess = 15.0
    listed = False
    names: tuple[str, ...] = (key,)
    """What it can be asked for by."""

    def choices(self, host: Host) -> Iterator[Choice]:
        for spec in host.catalog.for_task("poetry"):
            for name in self.names:
                yield Choice(self, name, {MAIN: spec}, aliases=(spec.key,))

    def fits(self, params: Poetry, choice: Choice, host: Host) -> InkstoneError | None:
        """Raises BadInput when the first line or the hidden heads do not fit the form."""
        if not host.catalog.present(choice.models[MAIN]):
            return ModelAbsent(say("poet.absent"), hint=say("poet.get_files"))
        _check(_asked(params))
        if knows(choice.models[MAIN], language_of(params.prompt)):
            return None
        return LanguageUnknown(say("poet.chinese_only"), hint=say("poet.example_themes"))

    def volunteers(self, params: Poetry, choice: Choice, host: Host) -> bool:
        """Always for a Chinese poem; for a poem where its theme is Chinese."""
        chinese = language_of(params.prompt) == "zh" and host.catalog.present(choice.models[MAIN])
        return isinstance(params, ChinesePoemParams) or chinese

    def run(self, ask: PoetAsk, ctx: JobContext) -> Iterator[Made]:
        """One poem, line after line as previews. Raises Cancelled between lines, with what was written kept."""
        return kept_when_stopped(_written(ask, ctx), ask.params, ctx)


class StandIn(ChinesePoet):
    """The poet for whoever asks the studio's own writer for a Chinese poem: that one knows English only."""

    names = OWN

    def volunteers(self, params: Poetry, choice: Choice, host: Host) -> bool:
        return False


def _asked(params: Poetry) -> ChinesePoemParams:
    """A poem that was asked for without naming a Chinese form has the usual one."""
    if isinstance(params, ChinesePoemParams):
        return params
    return ChinesePoemParams(prompt=params.prompt, temperature=params.temperature)


def _check(params: ChinesePoemParams) -> None:
    form = FORMS[params.verse]
    length = form.patterns[0].lengths[0]
    opening, heads = _characters(params.opening), _characters(params.heads)
    if opening and len(opening) != length:
        raise BadInput(say("poet.opening_length", form=form.name, length=length, given=len(opening)))
    if heads and len(heads) != form.lines:
        counted = say("poet.heads_count", form=form.name, lines=form.lines, given=len(heads))
        raise BadInput(counted, hint=say("poet.one_head_a_line"))
    if opening and heads and opening[0] != heads[0]:
        raise BadInput(say("poet.heads_differ", first=opening[0], head=heads[0]))


def _written(ask: PoetAsk, ctx: JobContext) -> Iterator[Made]:
    params = _asked(ask.params)
    ctx.progress("waking_poet")
    show: Callable[[str], str] = simplified if params.script == "simplified" else str
    with ctx.lease(ask.models[MAIN]) as poet:
        wish = _wish(params, poet)
        _check_known(wish, poet)

        def heard(lines: list[str]) -> None:
            ctx.progress("writing", len(lines), wish.form.lines)
            ctx.preview(text=show(_layout(lines, wish.form)))

        lines = poet.write(wish, ask.seed, heard)
        rhyme = poet.rhymes.common([lines[i][-1] for i in sorted(wish.form.patterns[0].rhymed)] or [""])
    facts = TextFacts(form=show(wish.form.name), lines=len(lines), rhyme=f"{show(rhyme)} (平水韵)" if rhyme else "")
    yield page(params, show(_title(wish, lines)), show(_layout(lines, wish.form)), facts, _notes(wish))


def _wish(params: ChinesePoemParams, poet: Poet) -> Wish:
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
        raise BadInput(say("poet.strange_character", character=strange[0]), hint=say("poet.another_character"))


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


def _notes(wish: Wish) -> tuple[Sentence, ...]:
    if not wish.themes:
        return (say("poet.own_subject"),)
    if wish.form.breaks and not wish.form.patterns[0].rhymed:
        return (say("poet.tune_lengths"),)
    return ()
