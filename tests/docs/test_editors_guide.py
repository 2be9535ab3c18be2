"""The editor's guide calls the parts of forms and pages as these do."""

import re

from tests.docs.samples import ROOT

PACKAGE = ROOT / "wagtail_therapy"
# A label may go on in the next line.
GUIDE = re.sub(r"\n(?! *[-\n|#*])", " ", (ROOT / "docs/editors-guide.md").read_text())
LABEL = re.compile(r"\*{1,2}([^*\n]+)\*{1,2}")
# What Wagtail calls it.
OF_WAGTAIL = {
    *("Add post", "Approve", "Checks", "Enter", "Filter", "More", "Preview", "Save schedule"),
    *("Settings", "Slug", "Undo", "Upload"),
}
# Stressed words that are no label.
NOT_LABELS = {"yes", "paused", "for that", "To publish it", "approach"}
NUMBER = re.compile(r"%\(\w+\)[ds]|{{ number }}|\d+")
# A button begins with what Wagtail has it say.
OF_BUTTON = re.compile(r"^(?:schedule to )?publish(?=,| and)")


def spoken(text):
    """Return a text as labels are compared: in small letters, whatever its numbers are."""
    return NUMBER.sub("#", text).lower()


def labels():
    """Return what the guide stresses, without sentences that begin the item of a list."""
    found = {part for label in LABEL.findall(GUIDE) for part in label.split(" → ")}
    return {one for one in found if not one.endswith(".")} - OF_WAGTAIL - NOT_LABELS


def test_labels_are_those_of_the_forms():
    paths = [path for suffix in ("py", "html", "js") for path in PACKAGE.rglob(f"*.{suffix}")]
    code = spoken("\n".join(path.read_text() for path in paths))
    missing = {one for one in labels() if OF_BUTTON.sub("#", spoken(one)) not in code}
    assert len(labels()) > 80
    assert missing == set()
