"""Sessions: gradio's, each the visitor's who began it. Their names stand in addresses, so in logs of proxies too."""

from __future__ import annotations

from collections import OrderedDict

_REMEMBERED = 20_000


class Sessions:
    """Who began which session; the oldest are forgotten first."""

    def __init__(self, remembered: int = _REMEMBERED) -> None:
        self._owners: OrderedDict[str, str] = OrderedDict()
        self._remembered = remembered

    def begin(self, session: str, visitor: str) -> bool:
        """Whether a visitor may go on in a session; one that is new becomes the visitor's."""
        owner = self._owners.setdefault(session, visitor)
        self._owners.move_to_end(session)
        if len(self._owners) > self._remembered:
            self._owners.popitem(last=False)
        return owner == visitor

    def began(self, session: str, visitor: str) -> bool:
        """Whether it was the visitor who began it."""
        return self._owners.get(session) == visitor

    def may_see(self, session: str, visitor: str) -> bool:
        """Whether a visitor may read what a session tells; what nobody began tells nothing."""
        return self._owners.get(session, visitor) == visitor
