"""The door of the command line: python -m studio.

The core may not import the pipelines, so this door, like app.py, is a place where the house is put together;
the name is resolved only when the door is used.
"""

import gc
import signal
from importlib import import_module

if __name__ == "__main__":
    # What is imported stays: looking through it again and again takes a third of the start.
    gc.disable()
    run = import_module("studio.cli.app").run
    registry = import_module("pipelines.registry")
    gc.freeze()
    gc.enable()
    # Told to stop, a job ends as with Ctrl-C: what is finished is kept, and the log says how it ended.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    run(registry.MODES, registry.RUNTIMES)
