"""Settings: the only reader of the environment. Every name has the prefix INKSTONE_."""

from __future__ import annotations

import os
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from sqlalchemy.engine import URL

from studio.addresses import host_name, hub_address, is_address, network_of, origin_of, path_below, served_hosts, unfit
from studio.errors import BadInput
from studio.words import plain, say

ROOT = Path(__file__).resolve().parents[1]
"""The folder of app.py: of .env, and of the works where no home is set."""
_SPACE_PROXIES, _SPACE_PAGE = "10.0.0.0/8", "https://huggingface.co"
_SPACE_STORAGE = Path("/data")
"""Where a Space has its storage, if it has any; everything else is new at each start."""


def _folder(folder: Path) -> Path:
    """Absolute from now on, wherever the process goes later."""
    try:
        if "\0" not in str(folder):
            return folder.expanduser().absolute()
    except (RuntimeError, OSError):
        pass  # Nobody's home is known, or the working folder is gone.
    raise unfit("folder")


def _split(value: Any) -> Any:
    return [entry.strip() for entry in value.split(",") if entry.strip()] if isinstance(value, str) else value


Folder: TypeAlias = Annotated[Path, AfterValidator(_folder)]
Listed: TypeAlias = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
"""Several values, separated by commas."""


class _DotEnv(DotEnvSettingsSource):
    """The file .env; a folder that it names lies beside it, unless it is absolute."""

    def __call__(self) -> dict[str, Any]:
        values = super().__call__()
        for name in {"home", "hub_cache", "soundfont"} & set(values):
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
    soundfont: Folder | None = None
    """A SoundFont file (SF2 or SF3) that the Composer plays from; empty for the studio's own instruments."""
    hub_cache: Folder | None = None
    """Folder of downloaded models; empty for huggingface_hub's own."""
    hub_url: Annotated[str, AfterValidator(hub_address)] = Field(
        "https://huggingface.co", validation_alias=AliasChoices("INKSTONE_HUB_URL", "HF_ENDPOINT")
    )
    """Where models are downloaded from: the hub, or a mirror of it."""
    hub_token: SecretStr | None = Field(None, validation_alias=AliasChoices("INKSTONE_HUB_TOKEN", "HF_TOKEN"))
    """Token of an account at the hub; empty for the one that is kept in the home folder."""

    host: Annotated[str, AfterValidator(host_name)] = "127.0.0.1"
    """Address or name to serve the page at."""
    port: int = Field(7860, ge=1, le=65535)
    password: SecretStr | None = None
    """When set, the page asks for it (user name: studio)."""
    root_path: Annotated[str, AfterValidator(path_below)] = ""
    """Where a proxy serves the page, such as /studio; empty for the root. Never ends in a slash."""
    hosts: Annotated[Listed, AfterValidator(served_hosts)] = ()
    """Further hosts that the page is served under, each with or without a port; * alone for any."""
    proxies: Annotated[Listed, AfterValidator(lambda entries: tuple(map(network_of, entries)))] = ()
    """Networks of the proxies whose forwarded headers count, as ipaddress.ip_network reads them."""
    embed: Annotated[Listed, AfterValidator(lambda entries: tuple(map(origin_of, entries)))] = ()
    """Origins whose pages may show this one in a frame."""

    public_demo: bool = False
    """Whether the page is knowingly open to guests, without a password."""
    share: bool = False
    """Whether gradio's tunnel gives the page a public address; only with a password."""

    oauth_client_id: str = Field("", validation_alias="OAUTH_CLIENT_ID")
    """Of an OAuth application at the hub, whose people may sign in by it; a Space with `hf_oauth: true` has one."""
    oauth_client_secret: SecretStr | None = Field(None, validation_alias="OAUTH_CLIENT_SECRET")
    openid_url: Annotated[str, AfterValidator(hub_address)] = Field(
        "https://huggingface.co", validation_alias="OPENID_PROVIDER_URL"
    )
    owners: Listed = ()
    """What those are called at the hub who keep this studio; on a Space its author."""
    guest_jobs: int = Field(30, ge=1)
    """Jobs that a guest may ask for within an hour."""
    guest_seconds: int = Field(1200, ge=1)
    """Seconds that a guest's jobs may run within an hour."""
    guest_mb: int = Field(500, ge=1)
    """Megabytes of works that a guest may keep."""
    guest_days: int = Field(7, ge=1)
    """Days after which a guest's works are removed."""
    keep_days: int | None = Field(None, ge=1)
    """Days after which everybody's works are removed, unless they are favourites or in a room; empty: never."""
    files_key: SecretStr | None = None
    """When set, kept files are encrypted with it."""

    safety: Literal["open", "usual", "strict"] = "usual"
    """How much the filters of words and pictures hold back; open: only what must never be made."""
    certificate: Folder | None = None
    """PEM file of the certificates that works are signed with, the signing one first; empty: of an own authority."""
    certificate_key: Folder | None = None
    """PEM file of the signing key."""

    space_host: str = Field("", validation_alias="SPACE_HOST")
    """What a Hugging Face Space is called by the platform, which shows it in a frame behind a proxy of its own."""
    zero_gpu: bool = Field(False, validation_alias="SPACES_ZERO_GPU")
    """Whether the platform lends an accelerator for single calls."""
    lent: Listed = ("flux2-klein-4b", "qwen3-4b")
    """Keys of the models that are made ready for such calls; no other large one is offered then."""
    space_author: str = Field("", validation_alias="SPACE_AUTHOR_NAME")
    """Whose Space it is."""

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
        """What the platform leaves unsaid; a setting counts before it. Whoever makes a Space public wants guests."""
        host = values.get("SPACE_HOST")
        given = {"hosts": host, "proxies": _SPACE_PROXIES, "embed": _SPACE_PAGE, "public_demo": True, "host": "0.0.0.0"}
        if _SPACE_STORAGE.is_mount() and os.access(_SPACE_STORAGE, os.W_OK):
            given["home"] = str(_SPACE_STORAGE)
        return {**given, **values} if host else values

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
        return here and not (self.password or self.open_to_others or self.public_demo or self.oauth_client_id)

    @property
    def open_to_others(self) -> bool:
        """Whether others than this machine are meant to come in, wherever the page is served."""
        return bool(self.proxies or self.hosts or self.share)

    @property
    def keepers(self) -> tuple[str, ...]:
        """What those are called at the hub who keep this studio."""
        return tuple(filter(None, (*self.owners, self.space_author if self.space_host else "")))

    @property
    def forgets(self) -> bool:
        """Whether all works are gone when the platform starts the studio anew: a Space without storage."""
        kept = any(place.is_mount() for place in (self.home, *self.home.parents[:-1]))
        return bool(self.space_host) and not kept and not (self.database_url and self.files_url)

    @property
    def database(self) -> str:
        if self.database_url:
            return self.database_url
        return URL.create("sqlite", database=str(self.home / "inkstone.db")).render_as_string()

    @property
    def files(self) -> Path | str:
        """The folder of the files, or the fsspec URL of a place elsewhere."""
        return self.files_url or self.home / "files"
