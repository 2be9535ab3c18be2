"""``python -m tests.chaos``: the whole chaos suite on PostgreSQL and SQLite, and its table.

Exits with 1 when a test has failed. Arguments go to pytest.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import real_services
from tests.chaos import results


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="therapy-chaos-") as name:
        folder = Path(name)
        codes = [run(folder, database) for database in ("postgresql", "sqlite")]
        print(results.table(folder / "results.jsonl"))
    return int(any(codes))


def run(folder: Path, database: str) -> int:
    print(f"\n{database}\n", flush=True)
    environ = os.environ | {"CHAOS_RESULTS": str(folder / "results.jsonl")}
    if database == "sqlite":
        file = str(folder / "test.sqlite3")
        environ |= {"DATABASE_URL": f"sqlite:///{file}", "DATABASE_NAME": file}
    elif not environ.get("DATABASE_URL", "").startswith("postgres"):
        environ["DATABASE_URL"] = real_services.start_postgresql()
    pytest = [sys.executable, "-m", "pytest", "tests/chaos", "-m", "chaos or not chaos"]
    return subprocess.call([*pytest, *sys.argv[1:]], env=environ)


if __name__ == "__main__":
    with real_services.parts:
        sys.exit(main())
