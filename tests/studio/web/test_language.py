"""The language of a request: chosen on the page, else the browser's, else English; junk is no language."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from studio.web.language import COOKIE, KEY, Language, language_of, wanted
from studio.words import language, spoken


def asked(accepts: str | None = None, cookie: str | None = None) -> str:
    headers = {"accept-language": accepts, "cookie": cookie}
    return wanted(Headers({name: value for name, value in headers.items() if value is not None}))


@pytest.mark.parametrize(
    ("accepts", "code"),
    [
        (None, "en"),
        ("", "en"),
        ("zh", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh-TW", "zh"),
        ("zh-Hant-HK", "zh"),
        ("ZH-hans", "zh"),
        ("en-GB,zh;q=0.9", "en"),
        ("en;q=0.3, zh;q=0.7", "zh"),
        ("zh;q=0.3, en;q=0.7", "en"),
        ("fr, de;q=0.9, zh;q=0.1", "zh"),
        ("fr,de", "en"),
        ("zh;q=0", "en"),
        ("zh;q=0, *", "en"),
        ("*", "en"),
        ("zh;q=nonsense", "en"),
        ("zh;q=-1", "en"),
        ("zh;q=2", "en"),
        ("zh;q=nan", "en"),
        ("zh;level=1", "en"),
        ("zhuang", "en"),
        (";;;,,,q=1,-,--zh", "en"),
        ("\x00\xff, zh", "zh"),
        ("en.toml", "en"),
        ("../en", "en"),
    ],
)
def test_the_browser_says_which_language_it_wants(accepts: str | None, code: str) -> None:
    assert asked(accepts) == code


@pytest.mark.parametrize(
    ("cookie", "code"),
    [
        (f"{COOKIE}=zh", "zh"),
        (f"other=1; {COOKIE}=zh; {COOKIE}x=en", "zh"),
        (f"{COOKIE}x=zh", "en"),
        (f"{COOKIE}=xx", "en"),
        (f"{COOKIE}=", "en"),
        (f"{COOKIE}=../zh", "en"),
        (f"{COOKIE}", "en"),
        ("=;=;" * 100, "en"),
    ],
)
def test_what_was_chosen_is_remembered(cookie: str, code: str) -> None:
    assert asked("en", cookie) == code


def test_what_was_chosen_counts_before_the_browser() -> None:
    assert asked("zh-CN", f"{COOKIE}=en") == "en"
    assert asked("zh-CN", f"{COOKIE}=xx") == "zh"


def test_an_enormous_header_is_read_only_as_far_as_browsers_write() -> None:
    assert asked("fr," * 100_000 + "zh") == "en"


class Echo:
    """Answers nothing, and remembers what it was asked in."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str, str]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        for _ in range(3):
            await asyncio.sleep(0)
            said = await asyncio.to_thread(spoken, "page.make")
            self.heard.append((scope["path"], scope[KEY], said))


def request(path: str, accepts: str) -> dict[str, Any]:
    return {"type": "http", "path": path, "headers": [(b"accept-language", accepts.encode())]}


def test_two_visitors_at_once_are_answered_in_two_languages() -> None:
    echo = Echo()
    app: Any = Language(echo)

    async def both() -> None:
        asks = [request(f"/{code}", code) for code in ("zh", "en", "zh", "en")]
        await asyncio.gather(*(app(scope, None, None) for scope in asks))

    asyncio.run(both())
    assert len(echo.heard) == 12
    for path, code, said in echo.heard:
        assert code == path[1:] and said == {"en": "Make", "zh": "生成"}[code]
    assert language() == "en"


def test_what_is_no_request_goes_on_as_it_is() -> None:
    seen: list[Scope] = []

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    app: Any = Language(inner)
    asyncio.run(app({"type": "lifespan"}, None, None))
    assert seen == [{"type": "lifespan"}]


def test_a_request_that_came_another_way_is_english() -> None:
    assert language_of(None) == "en"
