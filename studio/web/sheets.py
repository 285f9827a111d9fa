"""Sheets: pages that stand by themselves, beside the studio: the login, what clients see, what is kept of whom. They
are whole without a script."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

from studio.web.assets import SHEET, Assets
from studio.web.html import word
from studio.words import Sentence

_FRESH = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}


class Sheets:
    """Writes them, in the language that is spoken. `root`: where the studio is, with a slash at the end."""

    def __init__(self, assets: Assets, root: str) -> None:
        self.root = root
        self._assets = assets

    def url(self, name: str) -> str:
        """The address of a part of the page, from anywhere."""
        return f"{self.root}{self._assets.url(name)}"

    def answer(self, title: str, body: str, status: int = 200, *, script: str = "", wide: bool = False) -> HTMLResponse:
        """A page. `title`: plain text; `body`: HTML; `script`: the name of a module that makes it nicer."""
        return HTMLResponse(self.html(title, body, script=script, wide=wide), status, _FRESH)

    def html(self, title: str, body: str, *, script: str = "", wide: bool = False) -> str:
        module = f'<script type="module" src="{self.url(script)}"></script>' if script else ""
        return (
            f'<!doctype html><html lang="{word("language.html")}"><head><meta charset="utf-8">'
            f"<title>{escape(title)}</title>"
            '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex,nofollow">'
            f'<meta name="color-scheme" content="light dark"><link rel="stylesheet" href="{self.url(SHEET)}">{module}'
            f'</head><body class="{"sheet wide" if wide else "sheet"}"><main>{body}</main></body></html>'
        )


def foot(root: str) -> str:
    """How a page ends that asks who one is: what is kept of whom. `root`: where the studio is."""
    return f'<p class="foot"><a href="{escape(root)}privacy">{word("privacy.title")}</a></p>'


def head(title: str, why: Sentence | None = None) -> str:
    """How a short page begins: the seal, what it is, and what went wrong where something did. `title`: HTML."""
    alert = f'<p role="alert">{escape(str(why))}</p>' if why else ""
    return f'<span class="seal" aria-hidden="true">墨</span><h1>{title}</h1>{alert}'
