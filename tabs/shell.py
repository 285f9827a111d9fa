"""Shell: the page. Header, tabs, footer; the table of contents of everything a visitor sees."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from studio.house import House
from studio.jobs.mode import Mode, Modes
from studio.people.visitor import of_browser
from studio.web import show
from studio.web.files import routes
from studio.web.guard import guard
from studio.words import called, say, spoken
from studio.works.recipe import VERSION
from tabs import api, browser, gallery, maker, run, system
from tabs.maker import PRIVATE
from tabs.theme import theme

_HERE = Path(__file__).parent


def build(house: House, wings: Mapping[str, tuple[Mode, ...]], modes: Modes) -> gr.Blocks:
    """The whole page. Nothing heavy is imported and no model is loaded."""
    title = spoken("page.title")
    with gr.Blocks(title=title, analytics_enabled=False, delete_cache=(3600, 86400), fill_width=False) as page:
        me = browser.name_state(house.settings.home)
        gr.HTML(show.header_html(title, say("page.claim")), elem_id="masthead")
        tabs = []
        with gr.Tabs(elem_id="tabs"):
            for key, offered in wings.items():
                with gr.Tab(str(called(f"wing.{key}.title", key)), id=key, elem_id=f"tab-{key}", render_children=True):
                    tabs.append(maker.build(house, key, offered, me))
            with gr.Tab(spoken("gallery.title"), id="gallery", elem_id="tab-gallery", render_children=True) as tab:
                gallery.build(house, me, tab)
            with gr.Tab(spoken("system.title"), id="system", elem_id="tab-system", render_children=True) as tab:
                system.build(house, tab)
        gr.HTML(show.footer_html(say("page.footer", version=VERSION)))
        _welcome(page, me, tabs)
        api.offer(house, modes)
    return page.queue(max_size=500, default_concurrency_limit=None)


def _welcome(page: gr.Blocks, me: gr.BrowserState, tabs: list[maker.MakerTab]) -> None:
    """A visitor gets a name, then every tab shows what the visitor has running or made last."""
    named = page.load(of_browser, me, me, queue=False, api_visibility="private", show_progress="hidden")
    for tab in tabs:

        async def come_back(name: str, tab: maker.MakerTab = tab) -> AsyncIterator[run.Update]:
            async for update in tab.resume(name):
                yield update

        named.then(come_back, me, tab.outputs, **PRIVATE)
        named.then(tab.last_prompt, me, tab.prompt, **PRIVATE)


def launch_options(house: House) -> dict[str, Any]:
    """Arguments of Blocks.launch that make a page of the studio: its looks, its routes, and what strangers may do."""
    password = house.settings.password
    return {
        "server_name": house.settings.host,
        "server_port": house.settings.port,
        "auth": ("studio", password.get_secret_value()) if password else None,
        "theme": theme(),
        "css": (_HERE / "studio.css").read_text(encoding="utf-8"),
        "app_kwargs": {"routes": routes(house), "middleware": [guard()], "openapi_url": None},
        "footer_links": ["api"],
        "show_error": False,
        "ssr_mode": False,
        "pwa": False,
        "share": False,
        "enable_monitoring": False,
        "run_history": False,
        "max_file_size": "1mb",
        "quiet": True,
    }
