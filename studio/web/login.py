"""Login: the password, asked for once in each browser, with an end to guessing."""

from __future__ import annotations

import hmac
from html import escape

from studio.web.html import word
from studio.words import Sentence

_ONE, _ALL = "10/5minutes", "300/5minutes"
"""Wrong passwords that one address may try, and that all may together."""
_STYLE = """
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #faf8f4; color: #1c1917;
  font: 1rem/1.5 system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif }
main { width: min(22rem, calc(100vw - 3rem)) }
.seal { display: inline-block; padding: .3rem .5rem; border-radius: .35rem; background: #c8452d; color: #fff }
label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit }
input { margin: .4rem 0 1rem; padding: .7rem; border: 1px solid #cfc8bb; border-radius: .5rem; background: #fff }
button { padding: .7rem; border: 0; border-radius: .5rem; background: #c8452d; color: #fff; cursor: pointer }
:focus-visible { outline: 3px solid #ee9a8b; outline-offset: 2px }
[role=alert] { color: #932f1d }
@media (prefers-color-scheme: dark) {
  body { background: #15161a; color: #eee } [role=alert] { color: #ee9a8b }
  input { background: #26282e; border-color: #444; color: #eee }
}
"""


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


def login_html(path: str, why: Sentence | None) -> str:
    """The page with the question. `path`: where the studio is, with a slash at the end."""
    title, asks, enter = (word(f"login.{name}") for name in ("title", "asks", "enter"))
    alert = f'<p role="alert">{escape(str(why))}</p>' if why else ""
    return (
        f'<!doctype html><html lang="{word("language.html")}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body><main>'
        f'<span class="seal" aria-hidden="true">墨</span><h1>{title}</h1>{alert}'
        f'<form method="post" action="{escape(path)}login"><input type="hidden" name="username" value="studio">'
        f'<label>{asks}<input type="password" name="password" autocomplete="current-password" autofocus required>'
        "</label>"
        f"<button>{enter}</button></form></main></body></html>"
    )
