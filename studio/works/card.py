"""Card: what a list shows of a work, and what a search finds it by."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from typing import Any, cast

from studio.words import called, known, languages
from studio.works.delivery import small_url, thumb_role
from studio.works.kinds import KINDS, Kind
from studio.works.marks import Marks
from studio.works.recipe import Recipe
from studio.works.tables import CardRow
from studio.works.works import OUTSIDE, Work, in_utc

_PROMPT, _SAID, _TITLE, _KEY = 500, 300, 200, 100
"""Characters that a card has of them."""
_LARGEST = 10**6
_OWN = "\x1f"
"""Between what the owner says of a work and the work's own words."""
_LINE = "\n"


def folded(text: str) -> str:
    """As it is searched: whatever the case, the width and the form of its letters."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def listed(names: Iterable[str]) -> str:
    """Names as a card keeps them: `item` of each can be found in it."""
    return "".join(map(item, names)).replace(_LINE * 2, _LINE)


def item(name: str) -> str:
    """A name as it stands in such a list."""
    return f"{_LINE}{name}{_LINE}"


def unlisted(names: str) -> list[str]:
    return [name for name in names.split(_LINE) if name]


def values_of(work: Work, marks: Marks) -> dict[str, Any]:
    """The values of a work's row among the cards; its colour is not known yet."""
    recipe = work.recipe
    return {
        "id": work.id,
        "owner": work.owner,
        "kind": work.kind,
        "created": work.created,
        "title": work.title[:_TITLE],
        "title_key": folded(work.title)[:_KEY],
        "prompt": recipe.asked[:_PROMPT],
        "mode": recipe.mode[:64],
        "engine": recipe.engine[:64],
        "model": recipe.models[0].title[:_TITLE] if recipe.models else "",
        **_measures(work),
        "suffix": work.main.suffix,
        "size": work.main.size,
        "thumb": thumb_role(work),
        "roll": work.file("roll") is not None,
        "said": work.text[:_SAID],
        "colour": "",
        "hue": "",
        "sale": _sale(recipe),
        "brought": work.is_from_outside,
        **values_of_marks(marks),
        "words": words_of(marks, _own_words(work)),
    }


def values_of_marks(marks: Marks) -> dict[str, Any]:
    """What of it comes from the marks, but for the words."""
    return {
        "favourite": marks.favourite,
        "tags": listed(marks.tags),
        "boards": listed(marks.boards),
        "note": marks.note,
        "binned": marks.binned,
    }


def marks_of(row: CardRow) -> Marks:
    """The marks as a card has them."""
    return Marks(
        id=row.id,
        favourite=row.favourite,
        tags=tuple(unlisted(row.tags)),
        note=row.note,
        boards=tuple(unlisted(row.boards)),
        binned=in_utc(row.binned) if row.binned else None,
    )


def words_of(marks: Marks, before: str) -> str:
    """What is searched. `before`: the same before the marks changed."""
    return _OWN.join((folded(" ".join((*marks.tags, marks.note))), before.rpartition(_OWN)[2]))


def described_card(row: CardRow) -> dict[str, Any]:
    """A card as JSON values, in the language that is spoken."""
    address, is_text = f"works/{row.id}", KINDS[cast("Kind", row.kind)].is_text
    return {
        "id": row.id,
        "kind": row.kind,
        "title": row.title,
        "prompt": row.prompt,
        "created": in_utc(row.created).isoformat(),
        "mode": row.mode,
        "engine": row.engine,
        "engine_title": engine_title(row.engine, row.model),
        "width": row.width,
        "height": row.height,
        "seconds": row.seconds,
        "thumb": small_url(row.id, row.thumb),
        "main": f"{address}/main",
        "suffix": row.suffix,
        "roll": f"{address}/roll" if row.roll else "",
        "excerpt": row.said if is_text else "",
        "alt": "" if is_text else row.said,
        "colour": row.colour,
        "sale": row.sale,
        "favourite": row.favourite,
        "tags": unlisted(row.tags),
        "boards": unlisted(row.boards),
        "note": row.note,
        "binned": in_utc(row.binned).isoformat() if row.binned else None,
    }


def engine_title(engine: str, model: str) -> str:
    """Who made it, in a word or two: the model that somebody chose, or the engine."""
    # As `says` of an engine goes before the names of its models where it is shown in full.
    is_own = known(f"engine.{engine}.says")
    return model if model and not is_own else str(called(f"engine.{engine}.title", engine))


def _own_words(work: Work) -> str:
    """Title, prompt, text and notes, these in every language, since anybody may have read them."""
    notes = (note.to(code) for code in languages() for note in work.recipe.notes)
    parts = (work.title, work.recipe.asked, work.text, *notes)
    return folded(_LINE.join(dict.fromkeys(parts)).replace(_OWN, " "))


def _measures(work: Work) -> dict[str, Any]:
    """Size in pixels and length in seconds, where the facts have them; a stranger's recipe may say anything."""
    facts = work.recipe.facts
    width, height, seconds = (getattr(facts, name, None) for name in ("width", "height", "seconds"))
    return {"width": _sane(width), "height": _sane(height), "seconds": _sane(seconds)}


def _sane(number: Any) -> Any:
    return number if number is not None and math.isfinite(number) and 0 < number < _LARGEST else None


def _sale(recipe: Recipe) -> str:
    """Whether it may be sold, by the strictest terms of all that took part; what came from outside is asked about."""
    terms = {model.commercial for model in recipe.models} or {"ask" if recipe.engine == OUTSIDE else "yes"}
    return "no" if "no" in terms else "yes" if terms == {"yes"} else "ask"
