"""Show: a work, a job or a list of works as HTML. Every word that comes from outside is escaped here."""

from __future__ import annotations

import base64
import re
from html import escape

from studio.jobs.engine import Preview
from studio.jobs.live import JobView
from studio.works.works import Work, WorkFile

_LABELS = {"main": "", "svg": "editable SVG", "midi": "MIDI", "roll": "piano roll", "poster": "still picture"}
_KINDS = {"image": "Image", "poem": "Poem", "story": "Story", "music": "Music", "animation": "Animation"}
_ENGINES = {
    "illustrator": "Illustrator, which composes open-licensed drawings",
    "painter": "Icon painter, a small model of our own that knows some 800 things, one or two at a time, and eleven "
    "colours; it cannot paint scenes",
    "smollm": "SmolLM2 135M, a very small English language model, inside fixed forms",
    "poet": "Chinese poet, a very small model of our own that keeps form, tones and rhyme; its sense is loose",
    "composer": "Composer, which writes by the rules of music and plays sampled instruments",
    "moving": "Moving illustration, which moves the layers of a composed picture",
}
_SALE = {"yes": "its output may be sold", "no": "its output may not be sold", "ask": "conditions apply to selling"}


def url(work: Work, file: WorkFile) -> str:
    """Address of a file, relative to the page so that it also holds behind a proxy."""
    return f"works/{work.id}/{file.role}"


def file_name(work: Work, file: WorkFile) -> str:
    """A name for downloads: the title in words that every system can keep."""
    stem = re.sub(r"[^\w]+", "-", work.title.lower()).strip("-")[:60] or work.kind
    role = "" if file.role in ("main", "svg", "midi") else f"-{file.role}"
    return f"{stem}-{work.recipe.seed}{role}{file.suffix}"


def work_html(work: Work) -> str:
    """The work itself, its notes, its downloads, and who made it."""
    items = "".join(f"<li>{escape(note)}</li>" for note in work.recipe.notes)
    notes = f'<ul class="notes">{items}</ul>' if items else ""
    return (
        f'<figure class="work work-{work.kind}" data-work-id="{work.id}">{_body(work)}'
        f"<figcaption>{_facts(work)}{notes}"
        f'<p class="made-by">Made by {escape(engine_name(work))}.</p>'
        f'<p class="downloads">Download {_downloads(work)}</p></figcaption></figure>'
    )


def engine_name(work: Work) -> str:
    if work.recipe.engine in _ENGINES:
        # The composer writes melodies by rule where the writer's files are missing.
        helped = any(model.key == "melody-writer" for model in work.recipe.models)
        return _ENGINES[work.recipe.engine] + ("; its melodies by a small model of our own" if helped else "")
    return "; ".join(f"{m.title} ({m.licence}: {_SALE.get(m.commercial, '')})" for m in work.recipe.models)


def recipe_html(work: Work) -> str:
    """What was asked and what was used, as a table."""
    rows = {
        "Kind": _KINDS[work.kind],
        **{
            name.replace("_", " ").capitalize(): value
            for name, value in work.recipe.params.items()
            if value not in (None, "")
        },
        "Seed": work.recipe.seed,
        "Engine": work.recipe.engine,
        "Models": ", ".join(f"{m.title} {m.revision[:8]}".strip() for m in work.recipe.models),
        **{
            name.replace("_", " ").capitalize(): _plain(value)
            for name, value in work.recipe.facts.items()
            if name != "seed"
        },
        "Made": f"{work.created:%Y-%m-%d %H:%M} UTC",
        "Software": ", ".join([work.recipe.studio, *(f"{k} {v}" for k, v in work.recipe.versions.items())]),
        "Made from": ", ".join(work.recipe.parents),
    }
    cells = "".join(
        f"<tr><th scope='row'>{escape(str(k))}</th><td>{escape(str(v))}</td></tr>"
        for k, v in rows.items()
        if v not in ("", None)
    )
    return f'<table class="recipe">{cells}</table>'


def preview_html(preview: Preview) -> str:
    if preview.text:
        sheet = f'<article class="sheet unfinished">{_paragraphs(preview.text)}</article>'
        return f'<figure class="work work-poem">{sheet}</figure>'
    if preview.image:
        kind = "png" if preview.image.startswith(b"\x89PNG") else "webp" if preview.image[8:12] == b"WEBP" else "jpeg"
        data = base64.b64encode(preview.image).decode()
        source = f"data:image/{kind};base64,{data}"
        return f'<figure class="work"><img class="unfinished" alt="Unfinished picture" src="{source}"></figure>'
    return ""


def status_html(words: str, *, fraction: float | None = None, busy: bool = False) -> str:
    """One calm line. Screen readers hear it as it changes."""
    bar = ""
    if busy:
        value = f' value="{fraction:.3f}"' if fraction is not None else ""
        bar = f'<progress max="1"{value} aria-label="Progress"></progress>'
    return f'<div class="status" role="status" aria-live="polite"><span>{escape(words)}</span>{bar}</div>'


def alert_html(words: str) -> str:
    return f'<div class="status alert" role="alert"><span>{escape(words)}</span></div>'


def empty_html(words: str) -> str:
    return f'<div class="empty">{escape(words)}</div>'


def cards_html(works: list[Work]) -> str:
    """The gallery: one button a work."""
    return f'<div class="cards">{"".join(map(_card, works))}</div>'


def jobs_html(jobs: list[JobView]) -> str:
    """The queue, without anybody's words."""
    if not jobs:
        return "<p>Nothing is waiting.</p>"
    rows = "".join(
        f"<tr><td>{escape(job.generator)}</td><td>{job.state}</td><td>{escape(str(job.progress))}</td></tr>"
        for job in jobs
    )
    return f'<table class="recipe"><tr><th>Kind</th><th>State</th><th>Doing</th></tr>{rows}</table>'


def _card(work: Work) -> str:
    title = escape(work.title)
    return (
        f'<button class="card card-{work.kind}" data-work="{work.id}" aria-label="Open {_KINDS[work.kind]}: {title}">'
        f'<span class="thumb">{_thumb(work)}</span><span class="card-title">{title}</span>'
        f'<span class="card-kind">{_KINDS[work.kind]}</span></button>'
    )


def _thumb(work: Work) -> str:
    picture = next((f for f in work.files if f.suffix in (".png", ".webp", ".gif")), None)
    if picture:
        return f'<img loading="lazy" alt="" src="{url(work, picture)}?thumb=1">'
    return f'<span class="excerpt">{escape(work.text[:160])}</span>'


def _body(work: Work) -> str:
    source, words = url(work, work.main), escape(work.text or work.title, quote=True)
    if work.kind == "music":
        roll = work.file("roll")
        picture = f'<img src="{url(work, roll)}" alt="Piano roll: {words}">' if roll else ""
        return f'<h3>{escape(work.title)}</h3><audio controls preload="metadata" src="{source}"></audio>{picture}'
    if work.kind in ("poem", "story"):
        return f'<article class="sheet"><h3>{escape(work.title)}</h3>{_paragraphs(work.text)}</article>'
    if work.main.suffix == ".mp4":
        return f'<video controls autoplay loop muted playsinline src="{source}" aria-label="{words}"></video>'
    return f'<a href="{source}" target="_blank" rel="noopener"><img src="{source}" alt="{words}"></a>'


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in text.split("\n\n"))


def _facts(work: Work) -> str:
    facts = work.recipe.facts
    size = f"{facts['width']} × {facts['height']}" if "width" in facts else None
    seconds = f"{facts['seconds']:g} s" if work.kind in ("music", "animation") and "seconds" in facts else None
    tempo = f"{facts['tempo']:g} bpm" if "tempo" in facts else None
    key = f"{facts['key']} {facts.get('mode', '')}".strip() if "key" in facts else None
    named = (facts.get(name) for name in ("genre", "form", "rhyme"))
    shown = [size, seconds, tempo, key, *named, f"seed {work.recipe.seed}"]
    return f'<p class="facts">{" ".join(f"<span>{escape(str(fact))}</span>" for fact in shown if fact)}</p>'


def _downloads(work: Work) -> str:
    links = []
    for file in work.files:
        label = _LABELS.get(file.role, file.role) or file.suffix[1:].upper()
        links.append(f'<a href="{url(work, file)}?download=1" download="{escape(file_name(work, file))}">{label}</a>')
    return " · ".join(links)


def _plain(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
