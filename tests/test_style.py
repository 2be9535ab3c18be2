"""How the code reads: what ruff can't see of CONTRIBUTING.md's rules."""

import ast
import re
import statistics
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "wagtail_therapy"
LONGEST_FUNCTION = 40
LONGEST_FILE = 250

# A path, and why this file may be longer than the others.
LONG_FILES = {}

# Words that native speakers seldom use: CONTRIBUTING.md says what they write instead.
RARE_WORDS = re.compile(
    r"\b(nobody|somebody|whoever|whom|anew|mend(s|ed|ing)?|stands|of which)\b", re.IGNORECASE
)
MOST_OF_A_THOUSAND = 0.2
PLAIN_ENGLISH = {
    "documentation": ["docs/**/*.md", "*.md"],
    "settings": ["wagtail_therapy/*.py"],
    "example site": ["example_site/**/*.*"],
    **{
        path.parent.name: [f"wagtail_therapy/{path.parent.name}/**/*.*"]
        for path in sorted(PACKAGE.glob("*/apps.py"))
    },
}
TEXTS = {".md", ".py", ".html", ".txt", ".css", ".js"}

# Mail clients load no stylesheets, so mails carry their style.
STYLED = re.compile(r"/emails?/")


def python_files(*folders):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts and "var" not in path.parts:
                yield path


def package_files():
    return python_files("wagtail_therapy")


@cache
def tree(path):
    """Return what a file says, read once for all tests."""
    return ast.parse(path.read_text())


def is_named(node, name):
    return isinstance(node, ast.Name) and node.id == name


def functions(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function):
    """Count the lines of a function without its docstring: prose does not make code longer."""
    docstring = function.body[0]
    is_documented = ast.get_docstring(function, clean=False) is not None
    prose = docstring.end_lineno - docstring.lineno + 1 if is_documented else 0
    return function.end_lineno - function.lineno + 1 - prose


def place(path, line):
    return f"{path.relative_to(ROOT)}:{line}"


def matches(pattern, paths):
    """Return each line that matches; template tags in it are not looked at."""
    return [
        f"{place(path, number)}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(pattern, re.sub(r"{%.*?%}", "", line))
    ]


def test_functions_are_short():
    paths = python_files("wagtail_therapy", "example_site", "benchmarks")
    long = [
        f"{place(path, function.lineno)} {function.name}: {length(function)} lines"
        for path in paths
        for function in functions(path)
        if length(function) > LONGEST_FUNCTION
    ]
    assert long == []


def test_functions_are_short_as_a_rule():
    lengths = sorted(length(function) for path in package_files() for function in functions(path))
    assert statistics.median(lengths) <= 10
    assert lengths[int(len(lengths) * 0.9)] <= 30


def test_files_are_short():
    long = {
        str(path.relative_to(ROOT))
        for path in python_files("wagtail_therapy", "example_site", "benchmarks", "tests")
        if len(path.read_text().splitlines()) > LONGEST_FILE
    }
    assert long == LONG_FILES.keys()


def test_module_names_say_what_is_inside():
    vague = {"utils", "helpers", "common", "core", "services", "selectors", "misc"}
    assert [path for path in package_files() if {path.stem, path.parent.name} & vague] == []


def setting_names(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_named(node.value, "settings"):
            yield node.attr


def test_settings_are_read_in_conf_only():
    names = {
        (place(path, 1), name)
        for path in package_files()
        if path != PACKAGE / "conf.py"
        for name in setting_names(tree(path))
        if name.isupper() and name != "AUTH_USER_MODEL"
    }
    assert names == set()


def enqueues(tree):
    verbs = {"apply_async", "delay", "send_task"}
    for node in ast.walk(tree):
        is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if is_method and node.func.attr in verbs:
            yield node


def calls_of(tree, name):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and last_name(node.func).endswith(name):
            yield node


def last_name(function):
    return getattr(function, "attr", "") or getattr(function, "id", "")


def test_tasks_are_enqueued_on_commit_only():
    early = []
    for path in package_files():
        late = {call for commit in calls_of(tree(path), "on_commit") for call in enqueues(commit)}
        early += [place(path, call.lineno) for call in enqueues(tree(path)) if call not in late]
    assert early == []


def test_production_code_does_not_ask_whether_it_is_under_test():
    assert matches(r"locmem|TESTING|pytest|ALWAYS_EAGER", package_files()) == []


def test_types_are_strict_in_every_module():
    mypy = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
    assert (mypy["files"], mypy["strict"]) == (["wagtail_therapy"], True)
    # Packages of others may ship no types; of ours none is left out.
    assert {key for rule in mypy["overrides"] for key in rule} == {
        "module",
        "ignore_missing_imports",
    }


def test_suppressions_carry_a_reason():
    bare = r"#\s*noqa(?!: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)* -- \w)|#\s*type:\s*ignore(?!\[.*\] *# \w)"
    paths = python_files("wagtail_therapy", "example_site", "benchmarks")
    assert matches(bare, paths) == []


def test_example_site_is_not_imported_elsewhere():
    # In a process of its own, `-m example_site...` is fine.
    imports = r"^\s*(from|import) example_site"
    assert matches(imports, python_files("wagtail_therapy", "tests")) == []


def templates():
    return sorted(PACKAGE.rglob("*.html"))


def test_templates_have_no_inline_script_or_style():
    assert matches(r"<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:", templates()) == []
    pages = [path for path in templates() if not STYLED.search(path.as_posix())]
    assert matches(r"<style|\sstyle=", pages) == []


def test_templates_load_and_link_to_no_other_host():
    offsite = r"""\b(src|href|srcset|action|poster|data)=["']\s*(https?:)?//"""
    assert matches(offsite, templates()) == []


def stylesheets():
    return sorted(PACKAGE.rglob("*.css"))


def test_stylesheets_load_nothing_from_another_host():
    assert matches(r"@import|url\(\s*[\"']?(https?:)?//", stylesheets()) == []


def test_stylesheets_know_no_left_and_right():
    physical = (
        r"(margin|padding|border)-(left|right)|(^|[\s;{])(left|right)\s*:"
        r"|text-align:\s*(left|right)|(float|clear):\s*(left|right)"
    )
    assert matches(physical, stylesheets()) == []


def test_scripts_are_no_strings_of_html():
    assert matches(r"innerHTML|document\.write|eval\(", sorted(PACKAGE.rglob("*.js"))) == []


def texts(patterns):
    paths = (path for pattern in patterns for path in sorted(ROOT.glob(pattern)))
    return [path.read_text() for path in paths if path.suffix in TEXTS]


def test_texts_are_in_plain_english():
    often = {}
    for area, patterns in PLAIN_ENGLISH.items():
        found = texts(patterns)
        words = sum(len(text.split()) for text in found)
        rare = [match[0] for text in found for match in RARE_WORDS.finditer(text)]
        if len(rare) > MOST_OF_A_THOUSAND * words / 1000:
            often[area] = rare
    assert often == {}
