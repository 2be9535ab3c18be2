"""``--coverage``: which lines and branches the tests run, as ``[tool.slipcover]`` asks.

Only the plugin that SlipCover brings knows pytest-xdist, and pytest 9.2 does not load it without
warnings, which are errors here. A process that runs tests sends what it has counted to the one that
hands them out, which adds all up and fails the run when it is too little.
"""

import json
import os

import pytest
from slipcover import FileMatcher, ImportManager, Slipcover, merge_coverage, print_coverage
from slipcover.config import read_config


def pytest_addoption(parser):
    parser.addoption("--coverage", action="store_true", help="count lines and branches")


# A wrapper, because pytest-django imports the host's apps in the same hook and asks to be first.
@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    known = early_config.known_args_namespace
    if known.coverage:
        early_config.pluginmanager.register(Counted(read_config(), runs_tests(known)))
    return (yield)


def runs_tests(known) -> bool:
    """Whether this process does, instead of others that it hands them out to."""
    return "PYTEST_XDIST_WORKER" in os.environ or not getattr(known, "numprocesses", None)


class Counted:
    """What this process has run, and what others that run tests for it have reported.

    One that only hands them out counts nothing: it would import for longer, and the others wait for
    the database that it migrates.
    """

    def __init__(self, options, counts):
        self.minimum = options["fail-under"]
        self.found = None
        self.counts = counts
        what = {"sources": [options["source"]], "omit": [options["omit"]]}
        self.counter = Slipcover(
            branch=True,
            source=what["sources"],
            omit=what["omit"],
            exclude_also=options["exclude-also"],
        )
        if counts:
            # What is imported from now on.
            ImportManager(self.counter, FileMatcher(**what)).__enter__()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node):
        # One that crashed has reported nothing.
        if sent := getattr(node, "workeroutput", {}).get("coverage"):
            self.add(json.loads(sent))

    def pytest_sessionfinish(self, session):
        if "PYTEST_XDIST_WORKER" in os.environ:
            session.config.workeroutput["coverage"] = json.dumps(self.counter.get_coverage())
            return
        # Without anything found, each line of each file is missing.
        if self.counts or not self.found:
            self.add(self.counter.get_coverage())
        if self.percent < self.minimum and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def add(self, found):
        self.found = merge_coverage(self.found, found) if self.found else found

    @property
    def percent(self) -> float:
        return self.found["summary"]["percent_covered"]

    def pytest_terminal_summary(self, terminalreporter):
        terminalreporter.section("coverage")
        print_coverage(self.found, outfile=terminalreporter, skip_covered=True)
        verdict = "" if self.percent >= self.minimum else ", TOO LITTLE"
        terminalreporter.line(f"{self.percent:.2f} % of {self.minimum} %{verdict}")
