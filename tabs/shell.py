"""Shell: gradio's part of the page, the tabs that make something; and how it is launched."""

from __future__ import annotations

from functools import partial
from typing import Any

import gradio as gr
from gradio.utils import LRUCache

from studio.addresses import bracketed
from studio.house import House
from studio.jobs.mode import Modes
from studio.web.assets import Assets
from studio.web.events import Known
from studio.web.frame import Frame
from studio.web.front import lifespan
from studio.web.rooms import routes as rooms
from studio.web.routes import routes
from studio.web.sheets import Sheets
from studio.words import called, spoken
from tabs import api, fill, maker
from tabs.spoken import SpokenBlocks, in_every_language
from tabs.theme import theme

_SESSIONS = 100
"""Sessions that gradio remembers, each 0.4 MB. None needs to be: the browser holds what an event needs again."""
_EVENTS = 1000
"""Events at once. Whoever calls the API waits in one; at gradio's own 40 they would stop everybody else."""


def build(house: House, modes: Modes) -> SpokenBlocks:
    """The page, in each language. Nothing heavy is imported and no model is loaded."""
    page = in_every_language(partial(_lay_out, house, modes))
    page.queue(max_size=500, default_concurrency_limit=None)
    # Of the calls whose answers nobody fetches, gradio bounds the answers, and not the list of them.
    page._queue.pending_event_ids_session = LRUCache(page._queue.pending_messages_per_session.max_size)
    return page


def _lay_out(house: House, modes: Modes) -> SpokenBlocks:
    page = SpokenBlocks(
        title=spoken("page.title"), analytics_enabled=False, delete_cache=(3600, 86400), fill_width=True
    )
    with page:
        makers = []
        with gr.Tabs(elem_id="tabs"):
            for key, offered in modes.wings.items():
                with gr.Tab(str(called(f"wing.{key}.title", key)), id=key, elem_id=f"tab-{key}"):
                    makers.append(maker.build(house, key, offered))
        fill.wire(house, makers)
        api.offer(house, modes)
    return page


def launch_options(house: House, page: gr.Blocks) -> dict[str, Any]:
    """Arguments of Blocks.launch that make a page of the studio: its looks, its routes, and what strangers may do."""
    events = {number: len(event.inputs) for number, event in page.fns.items()}
    known = Known(names=api.names(page), numbers=events)
    assets = Assets()
    sheets = Sheets(assets, f"{house.settings.root_path}/")
    frame = Frame(assets, house.worker.modes.wings, leaves=house.tokens.guarded)
    return {
        "server_name": bracketed(house.settings.host),
        "server_port": house.settings.port,
        "root_path": house.settings.root_path,
        "theme": theme(),
        "app_kwargs": {
            "routes": [*assets.routes, *routes(house, sheets), *rooms.routes(house, sheets)],
            "lifespan": lifespan(house, known, frame, sheets),
            "openapi_url": None,
        },
        "state_session_capacity": _SESSIONS,
        "max_threads": _EVENTS,
        "footer_links": ["api"],
        "show_error": False,
        "ssr_mode": False,
        "pwa": False,
        "share": house.settings.share,
        "enable_monitoring": False,
        "run_history": False,
        "max_file_size": "1mb",
        "quiet": True,
    }
