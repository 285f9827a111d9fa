"""Inkstone's front door: settings, house, page, launch. The Space and the container start here too."""

from __future__ import annotations

import os
import sys

from studio.errors import InkstoneError
from studio.house import House
from studio.settings import Settings


def main() -> None:
    """Serve the studio until it is stopped. Exits with 1 and a message when it cannot start."""
    try:
        settings = Settings.read()
        os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
        os.environ["GRADIO_TEMP_DIR"] = str(settings.home.absolute() / "served")
        from pipelines import GENERATORS, MAKERS
        from pipelines.runtimes.loading import Loading
        from tabs import shell

        house = House.open(settings, GENERATORS, Loading(), serve=True)
    except InkstoneError as error:
        sys.exit(str(error))
    page = shell.build(house, GENERATORS, MAKERS)
    try:
        _, url, _ = page.launch(prevent_thread_lock=True, **shell.launch_options(house))
        print(f"Inkstone is at {url}", flush=True)
        page.block_thread()
    except OSError:
        sys.exit(f"Port {settings.port} is taken or not allowed at {settings.host}. Set INKSTONE_PORT to another one.")
    finally:
        house.close()


if __name__ == "__main__":
    main()
