"""The door of the command line: python -m studio.

The core may not import the pipelines, so this door, like app.py, is a place where the house is put together;
the name is resolved only when the door is used.
"""

import signal
from importlib import import_module

from studio.cli.app import run

if __name__ == "__main__":
    # Told to stop, a job ends as with Ctrl-C: what is finished is kept, and the log says how it ended.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    registry = import_module("pipelines.registry")
    run(registry.MODES, registry.RUNTIMES)
