"""Copyist: makes the copies that leave: as large, as silent and as much its owner's as its terms say, and signed."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from studio.errors import NotFound
from studio.media.picture import png
from studio.media.reduced import REDUCED, reduced
from studio.words import say
from studio.works.bare import bare
from studio.works.credit import Credit, Source
from studio.works.embed import embed
from studio.works.facts import TextFacts
from studio.works.kinds import KINDS
from studio.works.manifest import TYPES, Done, manifest
from studio.works.recipe import Recipe
from studio.works.signer import Signer
from studio.works.upload import ROLE
from studio.works.works import Work, WorkFile

_COMPRESSION = 4
"""Of zlib: a third of the time that its usual 6 takes for a drawing, for a seventh more bytes."""
_DRAWINGS = (".svg",)
"""What has no size of its own, and so none to look at only."""


@dataclass(frozen=True)
class Terms:
    """What may be in a copy."""

    recipe: bool = True
    """Whether it says what was asked for, and how it was made."""
    longest: int = 0
    """Pixels of its longer side at most; 0: as it is."""
    label: str = ""
    """Words that stand visibly in a picture or film that is only to be looked at."""
    author: str = ""
    copyright: str = ""


OWN = Terms()
"""For the owner of the work."""


def likely_source(recipe: Recipe) -> Source:
    """How a work came to be, as far as its recipe alone can tell: rather too much is said than too little."""
    return "trainedAlgorithmicMedia" if recipe.models else "algorithmicMedia"


def carries(work: Work, file: WorkFile) -> bool:
    """Whether all that is to be said of a copy stands in the copy itself; of what was brought nothing is to be said."""
    return file.suffix in TYPES or file.role.startswith(ROLE) or work.is_from_outside


class Copyist:
    """Makes copies, and keeps none. Safe to use from several threads."""

    def __init__(
        self,
        source_of: Callable[[Recipe], Source] = likely_source,
        signer: Signer | None = None,
        is_spared: Callable[[Recipe], bool] = lambda recipe: False,
    ) -> None:
        """`source_of`: how a work came to be; without a `signer` nothing is signed; `is_spared`: which works are not
        marked, since a person was promised that the rest of their picture stays as it is."""
        self._source_of, self._signer, self._is_spared = source_of, signer, is_spared

    @property
    def signer(self) -> Signer | None:
        return self._signer

    def copy(self, work: Work, file: WorkFile, data: bytes, terms: Terms) -> bytes:
        """A copy of a file of a work. What a person brought into it stays theirs: nothing is claimed of it.

        Raises NotFound for what cannot be made smaller though it must be, ValueError or OSError for a file that is not
        whole.
        """
        if file.suffix in _DRAWINGS and terms.longest:
            raise NotFound(say("copies.no_small"))
        is_reduced = bool(terms.longest) and file.suffix in REDUCED
        if is_reduced:
            data = reduced(data, file.suffix, terms.longest, terms.label)
        if file.role.startswith(ROLE) or work.is_from_outside:
            return data if terms.recipe else bare(data, file.suffix)
        credit = self._credit(work, terms)
        is_marked = self._is_marked(work, file, credit.source)
        shown = _marked(data) if is_marked else bare(data, file.suffix)
        told = embed(shown, file.suffix, work.recipe if terms.recipe else None, file.role, credit)
        if self._signer is None:
            return told
        return self._signer.signed(told, file.suffix, self._said(work, terms, Done(is_reduced, is_marked)))

    def beside(self, work: Work, copy: bytes, terms: Terms) -> bytes:
        """The credentials of a copy that cannot carry them; none without a signer."""
        done = Done(is_marked=_is_leaning(work.recipe))
        return self._signer.apart(copy, self._said(work, terms, done)) if self._signer else b""

    def _said(self, work: Work, terms: Terms, done: Done) -> dict[str, Any]:
        return manifest(work, self._credit(work, terms), work.title if terms.recipe else "", done)

    def _is_marked(self, work: Work, file: WorkFile, source: Source) -> bool:
        """Pictures that a model or a rule made; not a person's own that was only corrected, and no piano roll."""
        is_made = source != "algorithmicallyEnhanced" and not self._is_spared(work.recipe)
        return is_made and file.suffix == ".png" and KINDS[work.kind].is_seen

    def _credit(self, work: Work, terms: Terms) -> Credit:
        recipe = work.recipe
        models = tuple(model.title for model in recipe.models)
        return Credit(self._source_of(recipe), recipe.studio, models, terms.author, terms.copyright)


def _is_leaning(recipe: Recipe) -> bool:
    """Whether it is a text that was written with the mark in its words."""
    return isinstance(recipe.facts, TextFacts) and bool(recipe.facts.mark)


def _marked(data: bytes) -> bytes:
    """A PNG with the invisible mark of what the studio made, and nothing beside its picture."""
    from PIL import Image

    from studio.media.mark import marked

    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        return bare(png(marked(picture), _COMPRESSION), ".png")
