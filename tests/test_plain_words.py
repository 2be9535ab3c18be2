"""What people read is in plain English: CONTRIBUTING.md says how."""

import ast
import re

import pytest

from tests.test_style import (
    PACKAGE,
    RARE_WORDS,
    package_files,
    place,
    python_files,
    templates,
    tree,
)

TRANSLATES = re.compile(r"^(_|now|n?p?gettext(_lazy)?|pn?gettext(_lazy)?)$")
IN_TEMPLATES = re.compile(
    r"""\{% translate "([^"]+)"|\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate""", re.DOTALL
)
PRONOUNS = re.compile(r"\b(every|any)body\b", re.IGNORECASE)
# A test or a helper with such a word does not say what is sent, shown, stored or returned.
VAGUE_VERBS = re.compile(r"\b(tells|told|said)\b", re.IGNORECASE)


def texts_of(path):
    """Return the texts of a module that are translated."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and TRANSLATES.match(getattr(node.func, "id", "")):
            arguments = (one.value for one in node.args if isinstance(one, ast.Constant))
            yield from (one for one in arguments if isinstance(one, str))


def texts_of_template(path):
    for found in IN_TEMPLATES.finditer(path.read_text()):
        yield found[1] or found[2]


def names_in(module):
    """Return what a module names, and whether it can be read away from where it is named."""
    for node in ast.walk(module):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node, node.name, True
            case ast.arg():
                yield node, node.arg, False
            case ast.Name(ctx=ast.Store()):
                yield node, node.id, node.id.isupper()


def rare_names(module):
    """Return the names with a rare word. They are split at underscores."""
    for node, name, is_known_elsewhere in names_in(module):
        words = name.replace("_", " ")
        patterns = [RARE_WORDS, PRONOUNS, *[VAGUE_VERBS] * is_known_elsewhere]
        if any(pattern.search(words) for pattern in patterns):
            yield node, name


def test_texts_for_people_have_no_rare_words():
    texts = [(path, text) for path in package_files() for text in texts_of(path)]
    texts += [(path, text) for path in templates() for text in texts_of_template(path)]
    assert len(texts) > 1000
    rare = [
        f"{path.relative_to(PACKAGE)}: {text}"
        for path, text in texts
        if RARE_WORDS.search(text) or PRONOUNS.search(text)
    ]
    assert rare == []


def test_boxes_have_wagtails_sign():
    """Wagtail's tag draws the sign; a box by hand leaves its place empty."""
    files = [*templates(), *package_files()]
    assert [one.name for one in files if 'class="help-block' in one.read_text()] == []


@pytest.mark.parametrize(
    "source",
    [
        "def test_import_emails_nobody(): ...",
        "def test_guideline_of_which_readers_know(): ...",
        "def test_page_is_told_once(): ...",
        "async def email_whom(): ...",
        "class Stands: ...",
        "def send(to_everybody): ...",
        "MADE_ANEW = []",
        "for some_nobody in READERS: ...",
        "SAID = {}",
    ],
)
def test_rare_words_in_names_are_detected(source):
    assert len([*rare_names(ast.parse(source))]) == 1


@pytest.mark.parametrize("source", ["def recommendation(): ...", "def standing(found): said = 1"])
def test_other_words_in_names_are_allowed(source):
    assert [*rare_names(ast.parse(source))] == []


def test_names_in_tests_have_no_rare_words():
    """Those in the example site and the benchmarks have none, either."""
    paths = [*python_files("tests", "benchmarks", "example_site")]
    assert len(paths) > 1000
    rare = [
        f"{place(path, node.lineno)}: {name}"
        for path in paths
        for node, name in rare_names(tree(path))
    ]
    assert rare == []
