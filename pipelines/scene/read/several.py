"""Several: those of a Chinese prompt that are told of one by one: 两个男孩，一个…，另一个…."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.read.draft import BEHIND, TOGETHER, Draft, Picture


class Several:
    """The subjects of a picture that are more than one."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._rest: dict[int, Draft] = {}
        """Those of whom some were told of, each as it was before, with how many are left."""

    def some(self, at: int, number: int) -> int | None:
        """So many of a subject that is several, as one of their own: 两个男孩，一个…，另一个…. None for one alone."""
        draft, first = self._picture.drafts[at], at % TOGETHER
        count = int(draft.what.get("count", 1))
        if first not in self._rest and count <= number:
            return None
        if first not in self._rest:
            self._rest[first] = replace(draft, what={**draft.what, "count": count - number}, holds=[])
            draft.what["count"] = number
            return at
        rest = self._rest[first]
        if (left := int(rest.what["count"])) < number:
            return None
        rest.what["count"] = left - number
        return self._apart(rest, first, number)

    def finish(self) -> None:
        """Draw those of several of whom nothing more was told."""
        for first, rest in self._rest.items():
            if left := int(rest.what["count"]):
                self._apart(rest, first, left)

    def _apart(self, rest: Draft, first: int, number: int) -> int:
        key = next(key for key in range(first + TOGETHER, BEHIND, TOGETHER) if key not in self._picture.drafts)
        self._picture.drafts[key] = replace(rest, what={**rest.what, "count": number}, holds=[])
        return key
