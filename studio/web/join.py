"""Join: the page of an invitation, where somebody chooses a name and a password."""

from __future__ import annotations

from html import escape

from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from studio.errors import BadInput, InkstoneError, NotFound
from studio.house import House
from studio.people.account import LONGEST_NAME
from studio.people.passwords import LONGEST, SHORTEST
from studio.web.answers import told
from studio.web.caller import address_of
from studio.web.html import word
from studio.web.login import Login
from studio.web.sheets import Sheets, foot, head
from studio.words import say


def routes(house: House, sheets: Sheets) -> list[Route]:
    """`GET join/{token}` asks for a name and a password, `POST join/{token}` makes the account and signs in."""
    desk = Desk(house, sheets)
    return [
        Route("/join/{token}", told(desk.show), methods=["GET"]),
        Route("/join/{token}", told(desk.join), methods=["POST"]),
    ]


class Desk:
    """Where invitations are taken up."""

    def __init__(self, house: House, sheets: Sheets) -> None:
        self._house, self._sheets, self._people = house, sheets, house.people
        self._login = Login(house, sheets)

    async def show(self, request: Request) -> Response:
        try:
            await self._known(request)
        except InkstoneError as error:
            return self._refusal(error)
        return self._page(request)

    async def join(self, request: Request) -> Response:
        name = ""
        try:
            token = await self._known(request)
            name, password = await _sent(request)
            limiter = self._login.limiter
            account = await to_thread.run_sync(self._people.join, token, name, password, limiter=limiter)
        except BadInput as error:
            return self._page(request, error, name)
        except InkstoneError as error:
            return self._refusal(error)
        return await self._login.signed_in(request, account.id)

    async def _known(self, request: Request) -> str:
        """The token of an invitation that can be taken up. Raises NotFound, and NotAllowed for whoever guesses."""
        token, address = request.path_params["token"], address_of(request)
        if not self._people.tries.begin(address, "join"):
            raise NotFound(say("login.too_often"))
        await to_thread.run_sync(self._people.invitations.find, token)
        self._people.tries.right(address, "join")
        return str(token)

    def _refusal(self, error: InkstoneError) -> Response:
        return self._sheets.answer(str(say("login.title")), head(word("join.over"), error.message), 404)

    def _page(self, request: Request, error: BadInput | None = None, name: str = "") -> Response:
        token, root = request.path_params["token"], self._sheets.root
        by_hub = ""
        if self._house.settings.oauth_client_id:
            by_hub = self._login.hub_link(f"{root}login/hub?join={token}", "")
        body = (
            f"{head(word('join.title'), error.message if error else None)}<p>{word('join.lead')}</p>"
            f'<form method="post" action="{escape(f"{root}join/{token}")}">'
            f'<label>{word("login.name")}<input name="username" value="{escape(name[:LONGEST_NAME])}" '
            f'autocomplete="username" maxlength="{LONGEST_NAME}" spellcheck="false" autofocus required></label>'
            f'<label>{word("login.asks")}<input type="password" name="password" autocomplete="new-password" '
            f'minlength="{SHORTEST}" maxlength="{LONGEST}" required aria-describedby="how"></label>'
            f'<p class="hint" id="how">{word("join.how", least=SHORTEST)}</p>'
            f'<button class="primary">{word("join.enter")}</button></form>{by_hub}{foot(root)}'
        )
        return self._sheets.answer(str(say("login.title")), body, 422 if error else 200)


async def _sent(request: Request) -> tuple[str, str]:
    """Name and password. Raises BadInput."""
    try:
        form = await request.form()
    except (HTTPException, MultiPartException):
        raise BadInput(say("guard.unreadable")) from None
    name, password = form.get("username"), form.get("password")
    if not isinstance(name, str) or not isinstance(password, str):
        raise BadInput(say("guard.unreadable"))
    return name, password
