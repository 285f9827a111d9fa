"""Models at a terminal: which there are, and downloading and removing them."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from studio.errors import NotFetched
from studio.house import fetching
from studio.models.catalog import MEBIBYTE, Catalog, ModelSpec
from studio.models.device import GIBIBYTE
from studio.models.fetch.asked import Told, bytes_here, wanted_of
from studio.models.fetch.removal import remove
from studio.models.hub_token import HubToken
from studio.settings import Settings
from studio.words import joined, say, spoken

_Key = Annotated[str, typer.Argument(help=spoken("cli.models.key"))]


def models_commands() -> typer.Typer:
    """`models` lists; `models get`, `models remove` and `models token` do."""
    app = typer.Typer(help=spoken("cli.models.help"), invoke_without_command=True)
    app.callback()(_listed)
    app.command("get", help=spoken("cli.models.get"))(_get)
    app.command("remove", help=spoken("cli.models.remove"))(_remove)
    app.command("token", help=spoken("cli.models.token"))(_keep_token)
    return app


def _listed(context: typer.Context) -> None:
    if context.invoked_subcommand:
        return
    _, catalog = _opened()
    for spec in catalog:
        here = _here(spec, catalog)
        state = "present" if catalog.present(spec) else "begun" if here else "absent"
        bytes = here or spec.disk_mb * MEBIBYTE
        size = str(say("system.gigabytes", gb=bytes / GIBIBYTE)) if bytes else ""
        title = say(
            "cli.models.line", title=spec.called, licence=spec.licence, sale=say(f"system.sale.{spec.commercial}")
        )
        typer.echo(f"{spec.key:<26}  {spoken(f'system.state.{state}'):<10}  {size:>9}  {title}")


def _get(key: _Key) -> None:
    settings, catalog = _opened()
    spec = catalog[key]
    if not spec.repo:
        raise NotFetched(say("fetch.ours", title=spec.called))
    terms = {"licence": spec.licence, "sale": say(f"system.sale.{spec.commercial}")}
    typer.echo(str(say("cli.models.line", title=spec.called, **terms)), err=True)
    ended = _followed(spec, settings, catalog)
    if ended.kind == "failed":
        raise NotFetched(joined(list(ended.said)), hint=say("cli.models.how_token") if ended.wants_token else None)
    catalog.refresh()
    typer.echo(str(catalog.locate(spec) or ""))


def _followed(spec: ModelSpec, settings: Settings, catalog: Catalog) -> Told:
    """How it ended. Ctrl-C stops it and keeps what has come."""
    fetch = fetching(settings, catalog)(spec, False)
    ended = Told(kind="failed", said=(say("cli.models.stopped"),))
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True, highlight=False)) as bar:
        task = bar.add_task(spec.title, total=None)
        try:
            for ended in fetch.events():
                if ended.kind == "waits":
                    bar.console.print(str(joined(list(ended.said))))
                elif ended.kind != "failed":
                    bar.update(task, total=ended.total, completed=ended.here)
        except KeyboardInterrupt:
            fetch.stop()
            ended = Told(kind="failed", said=(say("cli.models.stopped"),))
    return ended


def _remove(key: _Key) -> None:
    _, catalog = _opened()
    spec = catalog[key]
    freed = remove(spec, catalog)
    typer.echo(str(say("cli.models.removed", title=spec.called, gb=freed / GIBIBYTE)))


def _keep_token() -> None:
    settings = Settings.read()
    token = typer.prompt(spoken("cli.models.ask_token"), default="", hide_input=True, show_default=False)
    kept = HubToken(settings)
    settings.home.mkdir(parents=True, exist_ok=True)
    if token.strip():
        kept.keep(token)
    else:
        kept.forget()
    typer.echo(spoken("cli.models.token_kept" if token.strip() else "cli.models.token_forgotten"))


def _here(spec: ModelSpec, catalog: Catalog) -> int:
    return bytes_here(wanted_of(spec), catalog.hub.folder) if spec.repo else 0


def _opened() -> tuple[Settings, Catalog]:
    # Not through the house: nothing of it is needed, and another process may have it open.
    settings = Settings.read()
    return settings, Catalog.read(settings.home / "catalog", hub_cache=settings.hub_cache)
