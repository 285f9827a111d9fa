"""Opened: one work with all that is known of it: its words, recipe, files and family, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from studio.errors import NotFound
from studio.house import House
from studio.jobs.mode import Mode, Modes
from studio.params import takes
from studio.web.answers import FRESH, told
from studio.web.entrance import visitor_of
from studio.words import say
from studio.works.card import described_card
from studio.works.copyist import carries
from studio.works.delivery import file_name, url
from studio.works.said import facts, label_of, made_by, recipe_rows
from studio.works.upload import forms_of
from studio.works.works import Work, WorkFile


def routes(house: House) -> list[Route]:
    """`/works/<id>` tells of a work, for its owner alone."""

    def opened(request: Request) -> Response:
        owner, id = visitor_of(request).id, request.path_params["id"]
        return JSONResponse(described(house, house.store.work(id, owner)), headers=FRESH)

    return [Route("/works/{id}", told(opened))]


def described(house: House, work: Work) -> dict[str, Any]:
    """A work as JSON values, in the language that is spoken."""
    library, modes, recipe = house.store.library, house.worker.modes, work.recipe
    cards = library.cards(work.owner, [work.id])
    if not cards:
        raise NotFound(say("work.unknown", id=work.id), hint=say("work.deleted"))
    mode, has_seed = _mode(work, modes), "seed" in recipe.params
    is_makeable = mode is not None and _has_all(work, mode)
    return {
        "card": described_card(cards[0]),
        "text": work.text,
        "notes": [str(note) for note in recipe.notes],
        "made_by": made_by(work),
        "facts": facts(work),
        "recipe": recipe_rows(work, mode.form if mode else None),
        "files": [_file(work, file) for file in work.files],
        "before": _before(work, mode),
        "parents": [described_card(card) for card in library.parents(work.owner, work.id)],
        "children": [described_card(card) for card in library.children(work.owner, work.id)],
        "again": is_makeable,
        "vary": is_makeable and has_seed,
        "seed": recipe.seed if has_seed else None,
        "send": list(_takers(work, modes)),
    }


def _file(work: Work, file: WorkFile) -> dict[str, str]:
    told = {"role": file.role, "label": label_of(file), "url": url(work, file), "name": file_name(work, file)}
    return told if carries(work, file) else {**told, "beside": f"{url(work, file)}?beside=1"}


def _before(work: Work, mode: Mode | None) -> str:
    """Where the picture is that a picture was made from; empty for one that was not."""
    for name, info in mode.params.model_fields.items() if mode and work.kind == "image" else ():
        held = work.recipe.params.get(name) if "picture" in takes(info) and info.is_required() else None
        file = next((file for file in work.files if file.sha256 == held and file.role != "main"), None)
        if file:
            return url(work, file)
    return ""


def _mode(work: Work, modes: Modes) -> Mode | None:
    """The mode that it can be made in."""
    try:
        return modes.find(work.recipe.mode, work.recipe.params)[0]
    except NotFound:
        return None


def _has_all(work: Work, mode: Mode) -> bool:
    """Whether all that went into it is still with it."""
    brought = {work.recipe.params.get(name) for name, info in mode.form.model_fields.items() if takes(info)}
    return brought - {None, ""} <= {file.sha256 for file in work.files}


def _takers(work: Work, modes: Modes) -> Iterator[dict[str, str]]:
    """The modes that have a field for such a work, whoever makes them, or one for its words."""
    forms = forms_of(work).keys()
    for mode in modes.values():
        told = {"mode": mode.key, "tab": modes.wing(mode.key)}
        if any(forms & set(takes(info)) for info in mode.params.model_fields.values()):
            yield {**told, "take": "brought", "title": str(mode.title)}
        elif work.text and (name := mode.for_words_of(work.kind)):
            title = say("opened.as_words", mode=mode.title, field=mode.form.title_of(name))
            yield {**told, "take": "words", "title": str(title)}
