"""Lighthouse and axe-core, as npm installs them beside this file."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
LIGHTHOUSE = MODULES / "lighthouse" / "cli" / "index.js"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]

# Every rule that is on by default, best practices included. AAA is a target, not a claim.
RUN_AXE = """async () => {
    const found = await axe.run();
    return found.violations.flatMap(
        rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`)
    );
}"""


class MissingToolError(Exception):
    """Something is not installed; the message says what."""


def install(folder: Path = HERE) -> None:
    """Have npm install what the folder's package.json names, in the versions that stand there.

    :raises MissingToolError: there is no npm.
    """
    command = ["npm", "install", "--no-package-lock", "--no-fund", "--no-audit", "--loglevel=error"]
    try:
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    except FileNotFoundError:
        raise MissingToolError("npm is needed: install Node.js.") from None


def lighthouse(url: str, chromium: str, skip: list[str]) -> dict:
    """Return Lighthouse's report of an address, on the slow phone and network that it plays.

    Of a page that it cannot load, too: nothing has a score then. It tries twice, as Lighthouse
    itself advises when Chromium has lost the beginning of a trace.
    """
    report = _report(url, chromium, skip)
    return _report(url, chromium, skip) if report.get("runtimeError") else report


def _report(url, chromium, skip):
    command = ["node", str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    if skip:
        command.append(f"--skip-audits={','.join(skip)}")
    environment = os.environ | {"CHROME_PATH": chromium}
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as folder:
        # One that fails ends before all of it is through a pipe.
        path = Path(folder) / "report.json"
        subprocess.run([*command, f"--output-path={path}"], env=environment, check=False)
        return json.loads(path.read_text())


def axe(page) -> list[str]:
    """Return what axe finds on the page in the browser, each as rule and element."""
    page.evaluate(AXE.read_text())
    return page.evaluate(RUN_AXE)
