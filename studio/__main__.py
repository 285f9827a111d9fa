"""The door of the command line: python -m studio.

The core may not import the pipelines, so this door, like app.py, is a place where the house is put together;
the name is resolved only when the door is used.
"""

from importlib import import_module

from studio.cli.commands import run

if __name__ == "__main__":
    pipelines = import_module("pipelines")
    run(pipelines.MAKERS, pipelines.GENERATORS, import_module("pipelines.runtimes.loading").Loading())
