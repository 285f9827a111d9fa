"""Show: a work, a job or a list of works as HTML. Every word that comes from outside is escaped here."""

from __future__ import annotations

import base64
from html import escape
from typing import Any

from studio.jobs.engine import Preview
from studio.jobs.live import JobView
from studio.words import Sentence, say, spoken
from studio.works.delivery import file_name, thumb_url, url
from studio.works.kinds import KINDS, Kind
from studio.works.works import Work

_GLANCED = ("genre", "form", "rhyme")
"""Facts that are shown as they are below a work."""


def work_html(work: Work) -> str:
    """The work itself, its notes, its downloads, and who made it."""
    items = "".join(f"<li>{escape(str(note))}</li>" for note in work.recipe.notes)
    notes = f'<ul class="notes">{items}</ul>' if items else ""
    return (
        f'<figure class="work work-{work.kind}" data-work-id="{work.id}">{_body(work)}'
        f"<figcaption>{_facts(work)}{notes}"
        f'<p class="made-by">{_words("show.made_by", engine=engine_name(work))}</p>'
        f'<p class="downloads">{_words("show.download")} {_downloads(work)}</p></figcaption></figure>'
    )


def engine_name(work: Work) -> str:
    """What the engine says of itself, and its helpers; of a catalog model its name and licence."""
    recipe = work.recipe
    says = spoken(f"engine.{recipe.engine}.says")
    if says:
        helped = [spoken(f"helper.{model.key}") for model in recipe.models]
        return "; ".join([says, *filter(None, helped)])
    terms = {model.key: say(f"sale.{model.commercial}") for model in recipe.models}
    return "; ".join(f"{model.title} ({model.licence}: {terms[model.key]})" for model in recipe.models)


def recipe_html(work: Work) -> str:
    """What was asked and what was used, as a table."""
    recipe = work.recipe
    facts = {name: _plain(value) for name, value in recipe.facts.said().items() if name != "seed"}
    rows = {
        _row("kind"): kind_title(work.kind),
        **{_label(name): value for name, value in recipe.params.items()},
        _row("seed"): recipe.seed if "seed" in recipe.params else "",
        _row("engine"): recipe.engine,
        _row("models"): ", ".join(f"{m.title} {m.revision[:8]}".strip() for m in recipe.models),
        **{_label(name): value for name, value in facts.items()},
        _row("made"): str(say("show.moment", moment=f"{work.created:%Y-%m-%d %H:%M}")),
        _row("software"): ", ".join([recipe.studio, *(f"{k} {v}" for k, v in recipe.versions.items())]),
        _row("parents"): ", ".join(recipe.parents),
    }
    return table_html({name: str(value) for name, value in rows.items() if value not in ("", None)})


def table_html(rows: dict[str, str]) -> str:
    """Names and values, one row each."""
    cells = "".join(f"<tr><th scope='row'>{escape(k)}</th><td>{escape(v)}</td></tr>" for k, v in rows.items())
    return f'<table class="recipe">{cells}</table>'


def kind_title(kind: Kind) -> str:
    return str(say(f"kind.{kind}.title"))


def preview_html(preview: Preview) -> str:
    if preview.text:
        sheet = f'<article class="sheet unfinished">{_paragraphs(preview.text)}</article>'
        return f'<figure class="work work-poem">{sheet}</figure>'
    if preview.image:
        kind = "png" if preview.image.startswith(b"\x89PNG") else "webp" if preview.image[8:12] == b"WEBP" else "jpeg"
        data = base64.b64encode(preview.image).decode()
        source = f"data:image/{kind};base64,{data}"
        return (
            f'<figure class="work"><img class="unfinished" alt="{_words("show.unfinished")}" src="{source}"></figure>'
        )
    return ""


def status_html(words: Sentence, *, fraction: float | None = None, busy: bool = False) -> str:
    """One calm line. Screen readers hear it as it changes."""
    bar = ""
    if busy:
        value = f' value="{fraction:.3f}"' if fraction is not None else ""
        bar = f'<progress max="1"{value} aria-label="{_words("show.progress")}"></progress>'
    return f'<div class="status" role="status" aria-live="polite"><span>{escape(str(words))}</span>{bar}</div>'


def alert_html(words: object) -> str:
    """What went wrong, in the words of an error or of sentences."""
    return f'<div class="status alert" role="alert"><span>{escape(str(words))}</span></div>'


def header_html(name: str, claim: Sentence) -> str:
    """The head of the page with the seal."""
    seal = '<span class="seal" aria-hidden="true">墨</span>'
    return f'<header class="masthead">{seal}<div><h1>{escape(name)}</h1><p>{escape(str(claim))}</p></div></header>'


def footer_html(words: Sentence, leaves: bool = False) -> str:
    """The foot of the page. `leaves`: with a way out, where one came in with a password."""
    out = f'<form method="post" action="logout"><button>{_words("login.leave")}</button></form>' if leaves else ""
    return f'<footer class="colophon">{escape(str(words))}{out}</footer>'


def hint_html(words: Sentence) -> str:
    return f'<span class="hint">{escape(str(words))}</span>'


def empty_html(words: Sentence) -> str:
    return f'<div class="empty">{escape(str(words))}</div>'


def cards_html(works: list[Work]) -> str:
    """The gallery: one button a work."""
    return f'<div class="cards">{"".join(map(_card, works))}</div>'


def jobs_html(jobs: list[JobView]) -> str:
    """The queue, without anybody's words."""
    if not jobs:
        return f"<p>{_words('show.nothing_waits')}</p>"
    cells = ((str(say(f"mode.{job.mode}.title")), str(say(f"state.{job.state}")), str(job.progress)) for job in jobs)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in cells)
    head = "".join(f"<th>{_words(f'show.row.{name}')}</th>" for name in ("kind", "state", "doing"))
    return f'<table class="recipe"><tr>{head}</tr>{rows}</table>'


def _card(work: Work) -> str:
    title, kind = escape(work.title), escape(kind_title(work.kind))
    label = _words("show.open", kind=kind_title(work.kind), title=work.title)
    return (
        f'<button class="card card-{work.kind}" data-work="{work.id}" aria-label="{label}">'
        f'<span class="thumb">{_thumb(work)}</span><span class="card-title">{title}</span>'
        f'<span class="card-kind">{kind}</span></button>'
    )


def _thumb(work: Work) -> str:
    if source := thumb_url(work):
        return f'<img loading="lazy" alt="" src="{source}">'
    return f'<span class="excerpt">{escape(work.text[:160])}</span>'


def _body(work: Work) -> str:
    source, words = url(work, work.main), escape(work.text or work.title, quote=True)
    if work.kind == "music":
        roll = work.file("roll")
        alt = _words("show.roll", words=work.text or work.title)
        picture = f'<img src="{url(work, roll)}" alt="{alt}">' if roll else ""
        return f'<h3>{escape(work.title)}</h3><audio controls preload="metadata" src="{source}"></audio>{picture}'
    if KINDS[work.kind].is_text:
        return f'<article class="sheet"><h3>{escape(work.title)}</h3>{_paragraphs(work.text)}</article>'
    if work.main.suffix == ".mp4":
        return f'<video controls autoplay loop muted playsinline src="{source}" aria-label="{words}"></video>'
    return f'<a href="{source}" target="_blank" rel="noopener"><img src="{source}" alt="{words}"></a>'


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in text.split("\n\n"))


def _facts(work: Work) -> str:
    facts = work.recipe.facts.said()
    shown: list[object] = []
    if "width" in facts:
        shown.append(f"{facts['width']} × {facts['height']}")
    if KINDS[work.kind].is_timed and "seconds" in facts:
        shown.append(say("show.seconds", seconds=facts["seconds"]))
    if "tempo" in facts:
        shown.append(say("show.tempo", tempo=facts["tempo"]))
    if "key" in facts:
        shown.append(f"{facts['key']} {facts.get('mode', '')}".strip())
    shown += [facts[name] for name in _GLANCED if name in facts]
    if "seed" in work.recipe.params:
        shown.append(say("show.seed", seed=work.recipe.seed))
    return f'<p class="facts">{" ".join(f"<span>{escape(str(fact))}</span>" for fact in shown)}</p>'


def _downloads(work: Work) -> str:
    links = []
    for file in work.files:
        label = file.suffix[1:].upper() if file.role == "main" else escape(spoken(f"role.{file.role}", file.role))
        links.append(f'<a href="{url(work, file)}?download=1" download="{escape(file_name(work, file))}">{label}</a>')
    return " · ".join(links)


def _plain(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _label(name: str) -> str:
    """A field or a fact as the recipe calls it."""
    return spoken(f"fact.{name}", name.replace("_", " ").capitalize())


def _row(name: str) -> str:
    return str(say(f"show.row.{name}"))


def _words(key: str, **values: Any) -> str:
    return escape(str(say(key, **values)), quote=True)
