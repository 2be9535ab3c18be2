"""What a run says beside what pytest says."""

import pytest

from tests import browser


class FailuresAtOnce:
    """Shows why a test failed when it did; pytest shows it when the whole run is over."""

    def __init__(self, terminal):
        self.terminal = terminal

    # After the terminal has written its letter.
    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.terminal.write_sep("_", f"{report.nodeid} ({report.when})", red=True, bold=True)
            self.terminal.write_line(report.longreprtext)


def pytest_sessionstart(session):
    # A process of pytest-xdist has no terminal.
    if terminal := session.config.pluginmanager.getplugin("terminalreporter"):
        session.config.pluginmanager.register(FailuresAtOnce(terminal))


# Last, where it is not overlooked.
@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter):
    skips = terminalreporter.stats.get("skipped", [])
    number = len([report for report in skips if "browser" in report.keywords])
    if number:
        names = ", ".join(browser.NAMES)
        terminalreporter.section("browser")
        terminalreporter.line(f"{number} DID NOT RUN: there is no Chromium on PATH ({names}).")
