"""What people read is in plain English: CONTRIBUTING.md says how."""

import ast
import re

from tests.test_style import PACKAGE, RARE_WORDS, package_files, templates

TRANSLATES = re.compile(r"^(_|now|n?p?gettext(_lazy)?|pn?gettext(_lazy)?)$")
IN_TEMPLATES = re.compile(
    r"""\{% translate "([^"]+)"|\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate""", re.DOTALL
)
EVERYBODY = re.compile(r"\b(every|any)body\b", re.IGNORECASE)


def texts_of(path):
    """Return the texts of a module that are translated."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and TRANSLATES.match(getattr(node.func, "id", "")):
            arguments = (one.value for one in node.args if isinstance(one, ast.Constant))
            yield from (one for one in arguments if isinstance(one, str))


def texts_of_template(path):
    for found in IN_TEMPLATES.finditer(path.read_text()):
        yield found[1] or found[2]


def test_texts_for_people_have_no_rare_words():
    texts = [(path, text) for path in package_files() for text in texts_of(path)]
    texts += [(path, text) for path in templates() for text in texts_of_template(path)]
    assert len(texts) > 1000
    rare = [
        f"{path.relative_to(PACKAGE)}: {text}"
        for path, text in texts
        if RARE_WORDS.search(text) or EVERYBODY.search(text)
    ]
    assert rare == []


def test_boxes_have_wagtails_sign():
    """Wagtail's tag draws the sign; a box by hand leaves its place empty."""
    files = [*templates(), *package_files()]
    assert [one.name for one in files if 'class="help-block' in one.read_text()] == []
