"""Shell: the page. Header, tabs, footer; the table of contents of everything a visitor sees."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from studio.house import House
from studio.jobs.engine import Generator
from studio.jobs.makers import Maker
from studio.web.routes import guard, routes
from studio.works.works import VERSION
from tabs import api, gallery, maker, owner, run, system
from tabs.theme import theme

_HERE = Path(__file__).parent
_HEADER = (
    '<header class="masthead"><span class="seal" aria-hidden="true">墨</span><div><h1>Inkstone</h1>'
    "<p>Pictures, poems, music and moving pictures from your own words, made on this machine.</p></div></header>"
)
_FOOTER = (
    f'<footer class="colophon">Inkstone {VERSION}. Nothing you write leaves this machine. '
    "Engines, sizes and licences are listed under System.</footer>"
)


def build(house: House, generators: Mapping[str, Generator[Any]], makers: Sequence[Maker]) -> gr.Blocks:
    """The whole page. Nothing heavy is imported and no model is loaded."""
    with gr.Blocks(title="Inkstone", analytics_enabled=False, delete_cache=(3600, 86400), fill_width=False) as page:
        me = owner.state(house.settings.home)
        gr.HTML(_HEADER, elem_id="masthead")
        tabs = []
        with gr.Tabs(elem_id="tabs"):
            for key, generator in generators.items():
                with gr.Tab(generator.title, id=key, elem_id=f"tab-{key}", render_children=True):
                    tabs.append(maker.build(house, key, generator, me))
            with gr.Tab("Gallery", id="gallery", elem_id="tab-gallery", render_children=True) as tab:
                gallery.build(house, me, tab)
            with gr.Tab("System", id="system", elem_id="tab-system", render_children=True) as tab:
                system.build(house, tab)
        gr.HTML(_FOOTER)
        _welcome(page, me, tabs)
        api.offer(house, makers)
    return page.queue(max_size=500, default_concurrency_limit=None)


def _welcome(page: gr.Blocks, me: gr.BrowserState, tabs: list[maker.MakerTab]) -> None:
    """A visitor gets a name, then every tab shows what the visitor has running or made last."""
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": None}
    named = page.load(owner.ensure, me, me, queue=False, api_visibility="private", show_progress="hidden")
    for tab in tabs:

        async def come_back(name: str, tab: maker.MakerTab = tab) -> AsyncIterator[run.Update]:
            async for update in tab.resume(name):
                yield update

        named.then(come_back, me, tab.outputs, **private)
        named.then(tab.last_prompt, me, tab.prompt, **private)


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
