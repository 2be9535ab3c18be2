"""What a run says, and when."""

from io import StringIO

import pytest
from _pytest.reports import TestReport
from _pytest.terminal import TerminalReporter

from tests.run_report import FailuresAtOnce


def report(outcome, longrepr=None):
    return TestReport("tests/test_x.py::test_y", ("x", 1, "y"), {}, outcome, longrepr, "call")


@pytest.fixture
def terminal_output(request):
    """Return a function that says what the terminal shows after a report."""
    out = StringIO()
    failures = FailuresAtOnce(TerminalReporter(request.config, out))

    def after(report):
        failures.pytest_runtest_logreport(report)
        return out.getvalue()

    return after


def test_failure_is_shown_when_it_happens(terminal_output):
    heading, *lines = terminal_output(report("failed", "assert 1 == 2")).strip().splitlines()
    assert heading.strip("_ ") == "tests/test_x.py::test_y (call)"
    assert lines == ["assert 1 == 2"]


@pytest.mark.parametrize("outcome", ["passed", "skipped"])
def test_what_did_not_fail_is_not_shown(terminal_output, outcome):
    assert terminal_output(report(outcome)) == ""
