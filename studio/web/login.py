"""Login: the password, asked for once in each browser, with an end to guessing."""

from __future__ import annotations

import hmac
from html import escape

from studio.web.html import word
from studio.web.sheets import head
from studio.words import Sentence

_ONE, _ALL = "10/5minutes", "300/5minutes"
"""Wrong passwords that one address may try, and that all may together."""


class Login:
    """Knows the password, and how often it was guessed."""

    def __init__(self, password: str) -> None:
        # Here, since most studios have no password and need not wait for it at their start.
        from limits import parse
        from limits.storage import MemoryStorage
        from limits.strategies import MovingWindowRateLimiter

        self._password = password.encode()
        self._tries = MovingWindowRateLimiter(MemoryStorage())
        self._one, self._all = parse(_ONE), parse(_ALL)

    def may_try(self, address: str) -> bool:
        """Whether this address may guess now."""
        return self._tries.test(self._one, address) and self._tries.test(self._all)

    def check(self, given: object, address: str) -> bool:
        """Whether it is the password. A wrong one counts."""
        right = isinstance(given, str) and hmac.compare_digest(given.encode(errors="replace"), self._password)
        if not right:
            self._tries.hit(self._one, address)
            self._tries.hit(self._all)
        return right


def login_body(path: str, why: Sentence | None) -> str:
    """The question. `path`: where the studio is, with a slash at the end."""
    asks, enter = word("login.asks"), word("login.enter")
    return (
        f'{head(word("login.title"), why)}<form method="post" action="{escape(path)}login">'
        '<input type="hidden" name="username" value="studio">'
        f'<label>{asks}<input type="password" name="password" autocomplete="current-password" autofocus required>'
        f'</label><button class="primary">{enter}</button></form>'
    )
