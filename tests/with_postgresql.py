"""Run a command with an empty PostgreSQL database of its own, named by QUOTES_TEST_DB.

    python -m tests.with_postgresql pytest tests/store

The server is started for the command in a folder that is deleted afterwards, listens on a socket in that
folder alone, and needs Debian's package `postgresql`, or any whose programs are on the PATH.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

DEBIAN = Path("/usr/lib/postgresql")  # its programs lie in a folder for each version, off the PATH
PORT = 5432  # a part of the socket's name; nothing listens on the network

# Safe at a crash it need not be: the database is thrown away.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")


def find_programs() -> Path | None:
    """The folder with initdb and pg_ctl, of the newest version; None where there is no server."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """A server with an empty database; gives its SQLAlchemy URL."""
    # PostgreSQL refuses to run as root; the folder then belongs to the user that Debian's package makes.
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    with tempfile.TemporaryDirectory(prefix="quotes-pg-", ignore_cleanup_errors=True) as folder:
        data = Path(folder, "data")
        if os.geteuid() == 0:
            shutil.chown(folder, user)

        def call(program: str, *arguments: str) -> None:
            command = [str(programs / program), *arguments]
            if os.geteuid() == 0:
                command = ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", *command]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)

        call("initdb", "-D", str(data), "-U", user, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = " ".join(f"-c {setting}" for setting in SETTINGS)
        server = ("-D", str(data), "-l", f"{folder}/log")
        call(
            "pg_ctl",
            *server,
            "-w",
            "-o",
            f"{options} -c port={PORT} -c unix_socket_directories={folder}",
            "start",
        )
        try:
            call("createdb", "-h", folder, "-p", str(PORT), "-U", user, "quotes_test")
            yield f"postgresql+psycopg://{user}@/quotes_test?host={quote(folder)}&port={PORT}"
        finally:
            call("pg_ctl", *server, "-m", "immediate", "stop")


def main(command: Sequence[str]) -> int:
    """Run the command; its status, or 2 when there is nothing to run it with."""
    programs = find_programs()
    if not command or programs is None:
        missing = (
            "no command was given" if not command else "PostgreSQL is not installed (package postgresql)"
        )
        print(f"with_postgresql: {missing}", file=sys.stderr)  # noqa: T201
        return 2
    with running(programs) as url:
        return subprocess.run(command, env={**os.environ, "QUOTES_TEST_DB": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
