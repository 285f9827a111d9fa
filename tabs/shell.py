"""Shell: the page. Header, tabs, footer; the table of contents of everything a visitor sees."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import LRUCache

from studio.house import House
from studio.jobs.mode import Mode, Modes
from studio.settings import bracketed
from studio.web import files, show, uploads
from studio.web.events import Known
from studio.web.front import lifespan
from studio.words import called, say, spoken
from studio.works.recipe import VERSION
from tabs import api, fill, gallery, maker, run, system
from tabs.maker import PRIVATE
from tabs.theme import theme

_HERE = Path(__file__).parent
_SESSIONS = 100
"""Sessions that gradio remembers, each 0.4 MB. None needs to be: the browser holds what an event needs again."""
_EVENTS = 1000
"""Events at once. Whoever waits for a job follows it in one; at gradio's own 40 they would stop everybody else."""


def build(house: House, wings: Mapping[str, tuple[Mode, ...]], modes: Modes) -> gr.Blocks:
    """The whole page. Nothing heavy is imported and no model is loaded."""
    title = spoken("page.title")
    with gr.Blocks(title=title, analytics_enabled=False, delete_cache=(3600, 86400), fill_width=False) as page:
        gr.HTML(show.header_html(title, say("page.claim")), elem_id="masthead")
        makers = []
        with gr.Tabs(elem_id="tabs") as tabs:
            for key, offered in wings.items():
                with gr.Tab(str(called(f"wing.{key}.title", key)), id=key, elem_id=f"tab-{key}", render_children=True):
                    makers.append(maker.build(house, key, offered))
            with gr.Tab(spoken("gallery.title"), id="gallery", elem_id="tab-gallery", render_children=True) as tab:
                gallery.build(house, tab)
            with gr.Tab(spoken("system.title"), id="system", elem_id="tab-system", render_children=True) as tab:
                system.build(house, tab)
        gr.HTML(show.footer_html(say("page.footer", version=VERSION), leaves=house.tokens.guarded))
        _welcome(page, makers)
        fill.wire(house, tabs, makers)
        api.offer(house, modes)
    page.queue(max_size=500, default_concurrency_limit=None)
    # Of the calls whose answers nobody fetches, gradio bounds the answers, and not the list of them.
    page._queue.pending_event_ids_session = LRUCache(page._queue.pending_messages_per_session.max_size)
    return page


def _welcome(page: gr.Blocks, makers: list[maker.MakerTab]) -> None:
    """Every tab shows what the visitor has running or made last."""
    for tab in makers:

        async def come_back(request: gr.Request, tab: maker.MakerTab = tab) -> AsyncIterator[run.Update]:
            async for update in tab.resume(request):
                yield update

        def last_prompt(request: gr.Request, tab: maker.MakerTab = tab) -> Any:
            return tab.last_prompt(request)

        page.load(come_back, None, tab.outputs, **PRIVATE)
        page.load(last_prompt, None, tab.prompt, **PRIVATE)


def launch_options(house: House, page: gr.Blocks) -> dict[str, Any]:
    """Arguments of Blocks.launch that make a page of the studio: its looks, its routes, and what strangers may do."""
    events = {number: len(event.inputs) for number, event in page.fns.items()}
    known = Known(names=api.names(page), numbers=events)
    return {
        "server_name": bracketed(house.settings.host),
        "server_port": house.settings.port,
        "root_path": house.settings.root_path,
        "theme": theme(),
        "css": (_HERE / "studio.css").read_text(encoding="utf-8"),
        "app_kwargs": {
            "routes": [*files.routes(house), *uploads.routes(house)],
            "lifespan": lifespan(house, known),
            "openapi_url": None,
        },
        "state_session_capacity": _SESSIONS,
        "max_threads": _EVENTS,
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
