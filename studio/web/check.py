"""Check: the page where one drops a file and reads where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from html import escape

import anyio
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from studio.errors import BadInput, InkstoneError
from studio.house import House
from studio.web.answers import told
from studio.web.entrance import visitor_of
from studio.web.html import word
from studio.web.sheets import Sheets, head
from studio.words import Sentence, say, spoken
from studio.works.checks import Report
from studio.works.delivery import url
from studio.works.upload import clean_name
from studio.works.verdict import rows, verdict

_AT_ONCE = 2
"""Files that are read at the same time; more wait without a thread."""
_ARRIVING = 8
"""Files that may be on their way in."""
_PIECE = 2**18


def routes(house: House, sheets: Sheets) -> list[Route]:
    """`GET check` asks for a file, `POST check` says where it comes from. Nothing of it stays."""
    desk = Desk(house, sheets)
    return [Route("/check", told(desk.ask)), Route("/check", told(desk.check), methods=["POST"])]


class Desk:
    """Where files are checked."""

    def __init__(self, house: House, sheets: Sheets) -> None:
        self._house, self._sheets = house, sheets
        self._places = anyio.CapacityLimiter(_AT_ONCE)
        self._arriving = 0

    def ask(self, _: Request) -> Response:
        return self._sheets.answer(spoken("check.title"), self._question())

    async def check(self, request: Request) -> Response:
        if self._arriving >= _ARRIVING:
            return self._refusal(say("upload.too_busy"))
        self._arriving += 1
        try:
            async with request.form(max_files=2, max_fields=4) as form:
                name, report = await self._report(form, visitor_of(request).id)
        except (HTTPException, MultiPartException):
            return self._refusal(say("guard.unreadable"))
        except InkstoneError as error:
            return self._refusal(error.message)
        finally:
            self._arriving -= 1
        return self._sheets.answer(spoken("check.title"), self._answer(name, report))

    async def _report(self, form: FormData, owner: str) -> tuple[str, Report]:
        file, beside = form.get("file"), form.get("beside")
        name, source = _brought(file, form.get("text"))
        more: Iterable[bytes] = _pieces(beside) if isinstance(beside, UploadFile) else ()
        check = partial(self._house.checks.check, source, owner, more)
        report = await anyio.to_thread.run_sync(check, limiter=self._places)
        return name, report

    def _refusal(self, why: Sentence) -> Response:
        return self._sheets.answer(spoken("check.title"), self._question(why), 422)

    def _question(self, why: Sentence | None = None) -> str:
        root = escape(self._sheets.root)
        return (
            f"{head(word('check.title'), why)}<p>{word('check.lead')}</p>"
            f'<form method="post" action="{root}check" enctype="multipart/form-data">'
            f'<label>{word("check.file")}<input type="file" name="file"></label>'
            f'<label>{word("check.beside")}<input type="file" name="beside" accept=".c2pa"></label>'
            f'<label>{word("check.pasted")}<textarea name="text" rows="6"></textarea></label>'
            f'<button class="primary">{word("check.button")}</button></form>'
            f'<p class="hint">{word("check.limits")}</p><p><a href="{root}">{word("check.studio")}</a></p>'
        )

    def _answer(self, name: str, report: Report) -> str:
        root = escape(self._sheets.root)
        how, sentence = verdict(report)
        facts = "".join(f"<dt>{escape(str(title))}</dt><dd>{escape(str(what))}</dd>" for title, what in rows(report))
        title = escape(str(say("check.of", name=name))) if name else word("check.title")
        work = report.work and f'<a class="button" href="{root}{url(report.work, report.work.main)}">'
        opened = f"{work}{word('check.open')}</a> " if work else ""
        return (
            f'{head(title)}<p class="verdict {how}">{escape(str(sentence))}</p><dl class="facts">{facts}</dl>'
            f'<p class="hint">{word("check.limits")}</p>{opened}'
            f'<a class="button" href="{root}check">{word("check.another")}</a>'
        )


def _brought(file: object, text: object) -> tuple[str, Iterator[bytes]]:
    """The name and the bytes of a file; where none was chosen, of a pasted text. Raises BadInput for neither."""
    if isinstance(file, UploadFile) and file.filename:
        return clean_name(file.filename), _pieces(file)
    if isinstance(text, str) and text.strip():
        return "", iter([text.encode("utf-8", "replace")])
    raise BadInput(say("upload.empty"))


def _pieces(file: UploadFile) -> Iterator[bytes]:
    yield from iter(lambda: file.file.read(_PIECE), b"")
