"""Settings: the only reader of the environment. Every name has the prefix INKSTONE_."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import URL

from studio.errors import BadInput


class Settings(BaseSettings):
    """Where things are kept, what may be used, and how the page is served."""

    model_config = SettingsConfigDict(
        env_prefix="INKSTONE_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    home: Path = Path("data")
    """Folder of the database and the works."""
    database_url: str = ""
    """SQLAlchemy URL; empty for SQLite in the home folder."""
    files_url: str = ""
    """fsspec URL of the works' files; empty for a folder in the home folder."""
    hub_cache: Path | None = None
    """Folder of downloaded models; empty for huggingface_hub's own."""

    host: str = "127.0.0.1"
    """Address to serve the page at."""
    port: int = Field(7860, ge=1, le=65535)
    password: SecretStr | None = None
    """When set, the page asks for it (user name: studio)."""

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
        """Read the environment. Raises BadInput that names each bad setting."""
        try:
            return cls()
        except ValidationError as error:
            titles = {name: f"INKSTONE_{name.upper()}" for name in cls.model_fields}
            raise BadInput.from_validation(error.errors(), titles) from None

    @field_validator("home", "hub_cache")
    @classmethod
    def _expand(cls, folder: Path | None) -> Path | None:
        return folder and folder.expanduser()

    @property
    def database(self) -> str:
        if self.database_url:
            return self.database_url
        return URL.create("sqlite", database=str(self.home.absolute() / "inkstone.db")).render_as_string()

    @property
    def files(self) -> str:
        return self.files_url or str(self.home.absolute() / "files")
