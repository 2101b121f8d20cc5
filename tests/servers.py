"""Real servers for tests, from the system's packages, on private ports and folders, ended with the tests."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_S = 30.0


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"{process.args!r} did not answer on port {port}")


@contextmanager
def running(
    command: list[str],
    port: int,
    *,
    user: str | None = None,
    cwd: Path | None = None,
    end: signal.Signals = signal.SIGTERM,
) -> Iterator[None]:
    """A server process, as another user when we are root and the server refuses root."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=cwd,
        start_new_session=True,
        **as_user(user),  # type: ignore[call-overload]
    )
    try:
        wait_for_port(port, process)
        yield
    finally:
        os.killpg(process.pid, end)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def as_user(user: str | None) -> dict[str, object]:
    return {"user": user, "group": user, "extra_groups": []} if user and os.geteuid() == 0 else {}


def program(name: str, *patterns: str) -> str | None:
    """The program on the PATH, or the newest that fits one of the patterns under /."""
    found = [str(path) for pattern in patterns for path in sorted(Path("/").glob(pattern), reverse=True)]
    return shutil.which(name) or (found[0] if found else None)


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL without durability; its address without a database's name."""
    initdb = program("initdb", "usr/lib/postgresql/*/bin/initdb")
    if initdb is None:
        raise RuntimeError("PostgreSQL is not installed: make setup")
    port, data, user = free_port(), folder / "data", "postgres"
    folder.chmod(0o755)
    data.mkdir()
    if os.geteuid() == 0:
        shutil.chown(data, user, user)
    subprocess.run(
        [initdb, "-D", data, "-U", "carnet", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
        **as_user(user),  # type: ignore[call-overload]
    )
    settings = ["fsync=off", "full_page_writes=off", f"port={port}", "listen_addresses=127.0.0.1", "max_connections=60"]
    settings += [f"unix_socket_directories={data}", "shared_buffers=32MB"]
    command = [str(Path(initdb).with_name("postgres")), "-D", str(data)]
    words = [word for setting in settings for word in ("-c", setting)]
    # SIGTERM would wait for clients to leave by themselves.
    with running([*command, *words], port, user=user, cwd=Path("/"), end=signal.SIGINT):
        yield f"postgresql+pg8000://carnet@127.0.0.1:{port}"


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A Redis that keeps nothing; its address."""
    server = program("redis-server")
    if server is None:
        raise RuntimeError("Redis is not installed: make setup")
    port = free_port()
    words = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    with running([server, *words], port):
        yield f"redis://127.0.0.1:{port}/0"


DOVECOT = """
protocols = imap
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0 secs
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@contextmanager
def dovecot(folder: Path) -> Iterator[int]:
    """An IMAP server where everybody's password is "secret"; its port."""
    import grp
    import pwd

    server = program("dovecot", "usr/sbin/dovecot")
    if server is None:
        raise RuntimeError("Dovecot is not installed: make setup")
    port = free_port()
    owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    for name in ("mail", "home", "state"):
        (folder / name).mkdir()
        if os.geteuid() == 0:
            shutil.chown(folder / name, owner.pw_uid, owner.pw_gid)
    folder.chmod(0o755)
    config = folder / "dovecot.conf"
    text = DOVECOT.format(
        folder=folder,
        port=port,
        user=owner.pw_name,
        group=grp.getgrgid(owner.pw_gid).gr_name,
        uid=owner.pw_uid,
        gid=owner.pw_gid,
    )
    config.write_text(text)
    with running([server, "-F", "-c", str(config)], port):
        yield port
