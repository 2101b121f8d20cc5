"""Settings of an installation, from CARNET_* variables or a .env file; read by the entry points only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything that an installation may set. Times in seconds or hours as named; sizes in bytes."""

    model_config = SettingsConfigDict(env_prefix="CARNET_", env_file=".env", frozen=True, extra="ignore")

    data_dir: Path = Path("data")
    database_url: str = Field(default="", description="empty: SQLite under data_dir; else postgresql+pg8000://…")
    redis_url: str = Field(default="", description="empty: the embedded loop; else Celery with this broker")
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = ""
    inbound_smtp_host: str = "127.0.0.1"
    inbound_smtp_port: int = 8025
    inbound_recipients: tuple[str, ...] = ()
    outbound_smtp_host: str = ""
    outbound_smtp_port: int = 25
    outbound_smtp_user: str = ""
    outbound_smtp_password: SecretStr = SecretStr("")
    outbound_smtp_tls: bool = False
    sender_address: str = "orders@localhost"
    sender_name: str = ""
    exports: tuple[str, ...] = ()
    imap_host: str = ""
    imap_port: int = 993
    imap_user: str = ""
    imap_password: SecretStr = SecretStr("")
    imap_ssl: bool = True
    imap_folder: str = "INBOX"
    watch_folder: Path | None = None
    language: str = "en"
    time_zone: str = Field(default="Europe/Paris", description="whose day an order is booked on")
    lead_days: int = 2
    max_bytes: int = 40_000_000
    max_pages: int = 200
    read_seconds: float = 120.0
    read_memory_bytes: int = 3_000_000_000
    workers: int = 2

    def database(self) -> str:
        """The SQLAlchemy URL of the store."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'carnet.db').resolve()}"

    def secret_key(self) -> str:
        """The key that signs sessions: made at first use, kept in data_dir with owner-only rights."""
        path = self.data_dir / "secret.key"
        self.data_dir.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as handle:
                handle.write(secrets.token_hex(32))
        return path.read_text().strip()
