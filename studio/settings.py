"""Settings: the only reader of the environment. Every name has the prefix INKSTONE_."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from sqlalchemy.engine import URL

from studio.errors import BadInput
from studio.words import plain, say

ROOT = Path(__file__).resolve().parents[1]
"""The folder of app.py: of .env, and of the works where no home is set."""
_NAME = re.compile(r"(?=.{1,253}$)(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_PLACE = re.compile(r"(?P<host>\[[^\[\]]+\]|[^\[\]:]+)(:(?P<port>[0-9]{1,5}))?")
_ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<place>[^/]+)/?", re.IGNORECASE)
_HUB = re.compile(r"(?P<scheme>https?)://(?P<place>[^/]+)(?P<path>(/.*)?)", re.IGNORECASE)
_SPACE_PROXIES, _SPACE_PAGE = "10.0.0.0/8", "https://huggingface.co"
_PATH = re.compile(r"(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)*")


def bracketed(host: str) -> str:
    """A host as it stands in a URL."""
    return f"[{host}]" if ":" in host else host


def is_address(host: str) -> bool:
    """Whether a host is an address, and not a name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _unfit(kind: str) -> PydanticCustomError:
    """A refusal whose words are those of the key input.<kind>."""
    return PydanticCustomError(kind, "unfit")


def _folder(folder: Path) -> Path:
    """Absolute from now on, wherever the process goes later."""
    try:
        if "\0" not in str(folder):
            return folder.expanduser().absolute()
    except (RuntimeError, OSError):
        pass  # Nobody's home is known, or the working folder is gone.
    raise _unfit("folder")


def _host(host: str) -> str:
    """An address or a name, without the brackets that an address has in a URL."""
    bare = host.strip().lower()
    if bare.startswith("[") and bare.endswith("]"):
        bare = bare[1:-1]
    try:
        return str(ip_address(bare))
    except ValueError:
        if not _NAME.fullmatch(bare):
            raise _unfit("host") from None
    return bare


def _place(entry: str) -> str:
    """A host with or without a port, as browsers write it."""
    found = _PLACE.fullmatch(entry)
    host, port = (found["host"], found["port"]) if found else (entry, None)
    if port and not 1 <= int(port) <= 65535:
        raise _unfit("host")
    return bracketed(_host(host)) + (f":{int(port)}" if port else "")


def _served(entries: tuple[str, ...]) -> tuple[str, ...]:
    return entries if entries == ("*",) else tuple(map(_place, entries))


def _network(entry: str) -> str:
    try:
        return str(ip_network(entry, strict=False))
    except ValueError:
        raise _unfit("network") from None


def _origin(entry: str) -> str:
    found = _ORIGIN.fullmatch(entry)
    if not found:
        raise _unfit("origin")
    return f"{found['scheme'].lower()}://{_place(found['place'])}"


def _hub(address: str) -> str:
    found = _HUB.fullmatch(address.strip())
    if not found:
        raise _unfit("hub")
    return f"{found['scheme'].lower()}://{_place(found['place'])}{_path(found['path'])}"


def _path(path: str) -> str:
    if not _PATH.fullmatch(bare := path.rstrip("/")):
        raise _unfit("root_path")
    return bare


def _split(value: Any) -> Any:
    return [entry.strip() for entry in value.split(",") if entry.strip()] if isinstance(value, str) else value


Folder: TypeAlias = Annotated[Path, AfterValidator(_folder)]
Listed: TypeAlias = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
"""Several values, separated by commas."""


class _DotEnv(DotEnvSettingsSource):
    """The file .env; a folder that it names lies beside it, unless it is absolute."""

    def __call__(self) -> dict[str, Any]:
        values = super().__call__()
        for name in {"home", "hub_cache"} & set(values):
            if not values[name].startswith("~"):
                values[name] = str(ROOT / values[name])
        return values


class Settings(BaseSettings):
    """Where things are kept, what may be used, and how the page is served."""

    model_config = SettingsConfigDict(
        env_prefix="INKSTONE_",
        env_file=ROOT / ".env",
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    home: Folder = ROOT / "data"
    """Folder of the database and the works."""
    database_url: str = ""
    """SQLAlchemy URL; empty for SQLite in the home folder."""
    files_url: str = ""
    """fsspec URL of the works' files; empty for a folder in the home folder."""
    hub_cache: Folder | None = None
    """Folder of downloaded models; empty for huggingface_hub's own."""
    hub_url: Annotated[str, AfterValidator(_hub)] = Field(
        "https://huggingface.co", validation_alias=AliasChoices("INKSTONE_HUB_URL", "HF_ENDPOINT")
    )
    """Where models are downloaded from: the hub, or a mirror of it."""
    hub_token: SecretStr | None = Field(None, validation_alias=AliasChoices("INKSTONE_HUB_TOKEN", "HF_TOKEN"))
    """Token of an account at the hub; empty for the one that is kept in the home folder."""

    host: Annotated[str, AfterValidator(_host)] = "127.0.0.1"
    """Address or name to serve the page at."""
    port: int = Field(7860, ge=1, le=65535)
    password: SecretStr | None = None
    """When set, the page asks for it (user name: studio)."""
    root_path: Annotated[str, AfterValidator(_path)] = ""
    """Where a proxy serves the page, such as /studio; empty for the root. Never ends in a slash."""
    hosts: Annotated[Listed, AfterValidator(_served)] = ()
    """Further hosts that the page is served under, each with or without a port; * alone for any."""
    proxies: Annotated[Listed, AfterValidator(lambda entries: tuple(map(_network, entries)))] = ()
    """Networks of the proxies whose forwarded headers count, as ipaddress.ip_network reads them."""
    embed: Annotated[Listed, AfterValidator(lambda entries: tuple(map(_origin, entries)))] = ()
    """Origins whose pages may show this one in a frame."""

    space_host: str = Field("", validation_alias="SPACE_HOST")
    """What a Hugging Face Space is called by the platform, which shows it in a frame behind a proxy of its own."""

    accelerator_gb: float | None = Field(None, gt=0)
    """Memory budget on the accelerator; empty: 90% of it."""
    memory_gb: float | None = Field(None, gt=0)
    """Memory budget for models; empty: 70% of the machine's."""
    queue_size: int = Field(100, ge=1)
    """Jobs that may wait in all."""
    owner_limit: int = Field(20, ge=1)
    """Jobs that may wait for one visitor."""

    @classmethod
    def read(cls) -> Settings:
        """Read the environment, then .env. Raises BadInput that names each bad setting."""
        try:
            return cls()
        except ValidationError as error:
            titles = {name: plain(f"INKSTONE_{name.upper()}") for name in cls.model_fields}
            raise BadInput.from_validation(error.errors(), titles) from None
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(say("settings.unreadable", reason=str(error))) from None

    @model_validator(mode="before")
    @classmethod
    def _on_a_space(cls, values: dict[str, Any]) -> dict[str, Any]:
        """What the platform leaves unsaid; a setting counts before it."""
        host = values.get("SPACE_HOST")
        return {"hosts": host, "proxies": _SPACE_PROXIES, "embed": _SPACE_PAGE, **values} if host else values

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _DotEnv(settings_cls)

    @property
    def secret(self) -> str:
        """The password; empty where there is none."""
        return self.password.get_secret_value() if self.password else ""

    @property
    def is_private(self) -> bool:
        """Whether the page is for whoever sits at this machine, and for nobody else."""
        here = self.host == "localhost" or (is_address(self.host) and ip_address(self.host).is_loopback)
        return here and not (self.password or self.proxies or self.hosts)

    @property
    def database(self) -> str:
        if self.database_url:
            return self.database_url
        return URL.create("sqlite", database=str(self.home / "inkstone.db")).render_as_string()

    @property
    def files(self) -> Path | str:
        """The folder of the files, or the fsspec URL of a place elsewhere."""
        return self.files_url or self.home / "files"
