"""Says the rows of `tox.ini` as the matrix of a workflow, each with the Python that it needs.

All of them, or with `--main` the newest one with Wagtail's main branch and with Django's.
"""

import json
import re
import sys
from configparser import RawConfigParser
from itertools import product
from pathlib import Path

TOX = Path(__file__).parent.parent / "tox.ini"


def expanded(pattern: str) -> list[str]:
    """Write out the braces: `py311-{sqlite,postgresql}` is two rows."""
    choices = [part.split(",") for part in re.split(r"[{}]", pattern)]
    return ["".join(chosen) for chosen in product(*choices)]


def rows() -> list[str]:
    tox = RawConfigParser()
    tox.read(TOX)
    return [name for line in tox["tox"]["env_list"].split() for name in expanded(line)]


def versions(name: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", name)]


def main_rows() -> list[str]:
    """Each beside a release of the other: Wagtail does not promise to run on Django's main."""
    newest = max([name for name in rows() if name.endswith("-postgresql")], key=versions)
    return [re.sub(rf"{package}\w+", f"{package}main", newest) for package in ["wagtail", "django"]]


def python(name: str) -> str:
    return re.sub(r"py3(\d+).*", r"3.\1", name)


if __name__ == "__main__":
    names = main_rows() if "--main" in sys.argv else rows()
    matrix = [{"name": name, "python": python(name)} for name in names]
    sys.stdout.write(f"rows={json.dumps(matrix)}\n")
