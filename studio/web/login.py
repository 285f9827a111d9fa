"""Login: how one comes in: a name and a password, the studio's own password, or the hub; with an end to guessing."""

from __future__ import annotations

import hmac
from html import escape

from anyio import CapacityLimiter, sleep, to_thread
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from studio.house import House
from studio.people.account import STUDIO, key_of
from studio.people.visitor import Visitor
from studio.web.answers import FRESH, told
from studio.web.caller import address_of, agent_of, reads_pages
from studio.web.cookie import Cookie
from studio.web.html import word
from studio.web.sheets import Sheets, foot, head
from studio.words import Sentence, say

_HASHES = 2
"""Passwords that are looked at at once, of those who wait here: each holds a thread for a while."""


def routes(house: House, sheets: Sheets) -> list[Route]:
    """`/login` asks and lets in, `POST logout` ends it."""
    login = Login(house, sheets)
    return [
        Route("/login", told(login.begin), methods=["GET"]),
        Route("/login", told(login.enter), methods=["POST"]),
        Route("/logout", told(login.leave), methods=["POST"]),
    ]


class Login:
    """The question at the door, and what it is answered."""

    def __init__(self, house: House, sheets: Sheets) -> None:
        self._house, self._sheets, self._people = house, sheets, house.people
        self._cookie = Cookie.of(house)
        self._limiter: CapacityLimiter | None = None

    @property
    def limiter(self) -> CapacityLimiter:
        """Bounds the threads that work on passwords. It belongs to the loop that runs."""
        self._limiter = self._limiter or CapacityLimiter(_HASHES)
        return self._limiter

    async def begin(self, request: Request) -> Response:
        return self.ask(request) if self._has_way_in else RedirectResponse(self._cookie.path, 303)

    async def enter(self, request: Request) -> Response:
        """A name and a password, or the studio's password, sent as a form."""
        if not self._has_way_in:
            return RedirectResponse(self._cookie.path, 303)
        try:
            form = await request.form()
        except (HTTPException, MultiPartException):
            return self.ask(request, say("guard.unreadable"), 400)
        name, password = form.get("username") or "", form.get("password")
        if not isinstance(name, str) or not isinstance(password, str):
            return self.ask(request, say("login.wrong"))
        if self._is_studios(name):
            return await self._by_password(request, password)
        return await self._by_account(request, name[:200], password)

    async def leave(self, request: Request) -> Response:
        """The browser's sign-in ends, and whoever it was before comes back."""
        held = self._cookie.read(request.scope)
        if held and held.sign_in:
            visitor = self._people.visitor(held)
            await to_thread.run_sync(lambda: self._people.end(visitor.account, only=held.sign_in))
        return self.home(request, Visitor(held.id) if held else self.newcomer())

    def ask(self, request: Request, why: Sentence | None = None, status: int = 401) -> Response:
        """The question: a page for people, a sentence for programs."""
        if reads_pages(request):
            return self._sheets.answer(str(say("login.title")), self._body(why), status)
        return JSONResponse({"detail": {"error": str(why or say("login.asks"))}}, status, FRESH)

    def home(self, request: Request, visitor: Visitor) -> Response:
        """On to the page, with the visitor's cookie."""
        page = RedirectResponse(self._cookie.path, 303)
        answer = page if reads_pages(request) else JSONResponse({"success": True}, headers=FRESH)
        answer.headers.append("set-cookie", self._cookie.write(request.scope, visitor))
        return answer

    def newcomer(self) -> Visitor:
        """Somebody whom nobody knows yet."""
        return Visitor() if self._people.asks or self._people.is_private else Visitor.new_guest()

    async def signed_in(self, request: Request, account: str) -> Response:
        """On to the page, as an account."""
        held = self._cookie.read(request.scope) or self.newcomer()
        known = await to_thread.run_sync(self._people.accounts.one, account)
        sign_in = await to_thread.run_sync(self._people.sign_in, known, agent_of(request))
        return self.home(request, Visitor(held.id, sign_in=sign_in))

    @property
    def _has_way_in(self) -> bool:
        return self._people.asks or self._people.has_accounts or bool(self._house.settings.secret) or self._has_hub

    @property
    def _has_hub(self) -> bool:
        return bool(self._house.settings.oauth_client_id)

    def _is_studios(self, name: str) -> bool:
        """Whether the studio's own password is meant."""
        return bool(self._house.settings.secret) and name.strip().casefold() in ("", STUDIO)

    async def _by_password(self, request: Request, password: str) -> Response:
        address = address_of(request)
        # Nothing is awaited between the two, or many could guess at once.
        if not self._people.tries.begin(address):
            return self.ask(request, say("login.too_often"), 429)
        if not hmac.compare_digest(password.encode(errors="replace"), self._house.settings.secret.encode()):
            return await self._refused(request, say("login.wrong"))
        self._people.tries.right(address)
        held = self._cookie.read(request.scope)
        # What a guest has does not stay; what whoever keeps the studio has does.
        known = Visitor(held.id, entered=True) if held and not held.is_passing else Visitor(entered=True)
        return self.home(request, known)

    async def _by_account(self, request: Request, name: str, password: str) -> Response:
        address, key = address_of(request), key_of(name)
        if not self._people.tries.begin(address, key):
            return self.ask(request, say("login.too_often"), 429)
        account = await to_thread.run_sync(self._people.known_by_password, name, password, limiter=self.limiter)
        if account is None:
            return await self._refused(request, say("login.wrong_pair"))
        self._people.tries.right(address, key)
        return await self.signed_in(request, account.id)

    async def _refused(self, request: Request, why: Sentence) -> Response:
        await sleep(self._people.tries.delay(address_of(request)))
        return self.ask(request, why)

    def _body(self, why: Sentence | None) -> str:
        root, has_studios = self._sheets.root, bool(self._house.settings.secret)
        by_name = self._people.has_accounts or not (has_studios or self._has_hub)
        form = ""
        if by_name or has_studios:
            form = (
                f'<form method="post" action="{escape(root)}login">{_name_field(by_name, has_studios)}'
                f'<label>{word("login.asks")}<input type="password" name="password" autocomplete="current-password" '
                f"{'' if by_name else 'autofocus '}required></label>"
                f'<button class="primary">{word("login.enter")}</button></form>'
            )
        link = self.hub_link(f"{root}login/hub", "primary" if not form else "") if self._has_hub else ""
        return f"{head(word('login.title'), why)}{form}{link}{foot(root)}"

    def hub_link(self, url: str, kind: str) -> str:
        """The way by the hub. Within a frame of another site it opens a page of its own: the hub lets nobody frame its
        question."""
        beside = ' target="_blank" rel="noopener"' if self._house.settings.embed else ""
        return f'<p><a class="button {kind}" href="{escape(url)}"{beside}>{word("login.by_hub")}</a></p>'


def _name_field(by_name: bool, may_be_empty: bool) -> str:
    if not by_name:
        # Programs that keep passwords want to know whose it is.
        return f'<input type="hidden" name="username" value="{STUDIO}">'
    hint = f'<span class="hint">{word("login.or_studios")}</span>' if may_be_empty else ""
    return (
        f"<label>{word('login.name')}{hint}"
        '<input name="username" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="60" '
        f"autofocus{'' if may_be_empty else ' required'}></label>"
    )
