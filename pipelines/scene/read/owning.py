"""Owning: whose clothes, hair and parts are meant."""

from __future__ import annotations

from pipelines.scene.read.acts import containers
from pipelines.scene.read.chunk import Chunk, is_belonging
from pipelines.scene.read.clothing import with_colour
from pipelines.scene.read.draft import Draft, Picture
from pipelines.scene.read.words import Term

_RIDDEN = ("transport", "place-building")


class Owners:
    """Who owns what, as far as 的 has said so, and else whoever a clause is about."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._said: dict[int, int] = {}

    def give(self, chunk: Chunk, owner: int) -> None:
        """Note that a noun belongs to a subject."""
        self._said[chunk.at] = owner

    def owner_of(self, chunk: Chunk, who: list[int], verb: Term | None, having: bool) -> int | None:
        """The subject that a noun is said of, or None where it is a thing by itself."""
        if chunk.at in self._said:
            return self._said[chunk.at]
        draft = self._picture.draft(who[-1]) if who else None
        if draft is None or not is_belonging(chunk):
            return None
        worn = (verb is not None and "wearing" in verb.all("deed")) or (having and chunk.has("part"))
        if chunk.has("garment") and (draft.person or not chunk.has("part")):
            bare = bool(draft.person) and not chunk.has("thing") and (verb is None or having)
            return who[-1] if worn or bare else None
        if chunk.has("glasses") and not draft.person:
            return None
        busy = verb is not None and not worn and chunk.has("thing")
        return None if busy else who[-1]

    def colour(self, draft: Draft, colour: str) -> None:
        """Colour something by what is said of it afterwards."""
        if draft.person:
            with_colour(draft, colour)
        elif not draft.what.get("colour") and not draft.what.get("colours"):
            draft.what["colour"] = colour

    def holds_others(self, ref: int) -> bool:
        """Whether other things are in it where they are at it."""
        draft = self._picture.draft(ref)
        if draft is None:
            return False
        category = self._picture.drawings[draft.drawing].category
        return draft.sense.word in containers() or category.startswith(_RIDDEN)
