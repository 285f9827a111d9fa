"""Inkstone's front door: settings, house, page, launch. The Space and the container start here too."""

from __future__ import annotations

import os
import sys

from studio.errors import InkstoneError
from studio.house import House
from studio.settings import Settings
from studio.words import say


def main() -> None:
    """Serve the studio until it is stopped. Exits with 1 and a message when it cannot start."""
    try:
        settings = Settings.read()
        os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
        os.environ["GRADIO_TEMP_DIR"] = str(settings.home.absolute() / "served")
        from pipelines.registry import MODES, RUNTIMES, WINGS
        from tabs import shell

        house = House.open(settings, MODES, RUNTIMES, serve=True)
    except InkstoneError as error:
        sys.exit(str(error))
    page = shell.build(house, WINGS, MODES)
    try:
        _, url, _ = page.launch(prevent_thread_lock=True, **shell.launch_options(house))
        print(say("app.at", url=url), flush=True)
        page.block_thread()
    except OSError:
        sys.exit(str(say("app.port_taken", port=settings.port, host=settings.host)))
    finally:
        house.close()


if __name__ == "__main__":
    main()
