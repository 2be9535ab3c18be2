"""Builds the wheel as a release does, outside the work tree."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
FILES = [
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "CODE_OF_CONDUCT.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
]


def compile_translations(folder: Path) -> None:
    for path in folder.rglob("*.po"):
        with path.open("rb") as po, path.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po))


def build_wheel(folder: Path) -> Path:
    """Build sdist and wheel in ``folder``, the wheel out of the sdist; return the wheel's path."""
    source = folder / "source"
    ignored = shutil.ignore_patterns("__pycache__", "*.mo")
    shutil.copytree(ROOT / "wagtail_therapy", source / "wagtail_therapy", ignore=ignored)
    for name in FILES:
        shutil.copy(ROOT / name, source)
    compile_translations(source)
    # The build backend is a program beside this Python, which need not be on PATH.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, source]
    subprocess.run(command, check=True, env={**os.environ, "PATH": path}, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))
