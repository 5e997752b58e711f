"""Start a PostgreSQL server of its own for the tests: on a socket in a new folder, with a password, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

__all__ = ["PASSWORD", "programs", "server"]

PASSWORD = "a made-up password"
ADMIN = "keeper"
# Tests survive no power failure, and need no wait for the disk.
OPTIONS = "-c listen_addresses='' -c fsync=off -c max_connections=40 -c shared_buffers=16MB"


def programs() -> Path | None:
    """Return the folder of initdb and pg_ctl; Debian keeps them off the path."""
    found = shutil.which("pg_ctl")
    if found is not None and (Path(found).parent / "initdb").is_file():
        return Path(found).parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None, key=lambda one: int(one.parent.name))


@contextmanager
def server() -> Iterator[tuple[str, Path]]:
    """Yield the address of a database, without its password, and the file that holds the password."""
    bin = programs()
    if bin is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    # Not pytest's folder: the name of a socket has at most 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="fogpg", dir="/tmp"))
    try:
        password = folder / "password"
        password.write_text(PASSWORD)
        passfile = folder / "pgpass"
        passfile.write_text(f"*:*:*:*:{PASSWORD}\n")
        passfile.chmod(0o600)
        user = owner_of(folder)
        auth = ["-A", "scram-sha-256", "-U", ADMIN, f"--pwfile={password}"]
        run(
            user,
            [bin / "initdb", "-D", folder / "data", *auth, "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"],
        )
        start = ["-o", f"{OPTIONS} -k {folder}", "-l", folder / "log", "-w", "start"]
        run(user, [bin / "pg_ctl", "-D", folder / "data", *start])
        try:
            yield f"postgresql://{ADMIN}@/postgres?host={folder}", passfile
        finally:
            run(user, [bin / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder)


def owner_of(folder: Path) -> str | None:
    """Return the user whom the server runs as: not root, whom it refuses; None for ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        user = pwd.getpwnam("nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    os.chown(folder / "password", user.pw_uid, user.pw_gid)
    return user.pw_name


def run(user: str | None, command: list[str | Path]) -> None:
    """Run a program of the server, with nothing of ours open in it."""
    done = subprocess.run(
        [str(part) for part in command],
        user=user,
        group=user and pwd.getpwnam(user).pw_gid,
        extra_groups=[] if user else None,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
