"""Looks at a page of the admin: what axe says of it, and a picture.

With ``ADMIN_PICTURES=folder`` each page that is looked at is kept there as a picture.
"""

import os
import re
from pathlib import Path

FOLDER = os.environ.get("ADMIN_PICTURES")
# What Wagtail's own pages have, too: modals, rich text and cells of tables without a name, snippets
# without a heading, blocks of one kind with one name, a menu of blocks in groups, lists without
# rows.
WAGTAILS = re.compile(
    "aria-dialog-name|aria-input-field-name|aria-required-children: .*downshift"
    "|empty-meta-description|label: .*table-cell|landmark-unique|page-has-heading-one"
    "|scrollable-region-focusable|link-in-text-block: .*>add one<"
)
# Wagtail's pages scroll within the window.
HEIGHT = "Math.max(...[...document.querySelectorAll('body *')].map(one => one.scrollHeight))"
# What a texture holds.
TALLEST = 16_000


def violations(axe):
    """Return what axe says of the page that is open, but for what Wagtail's own pages have."""
    return [one for one in axe.violations() if not WAGTAILS.match(one)]


def take(page, size, name):
    if FOLDER:
        page.set_viewport_size(size | {"height": min(page.evaluate(HEIGHT), TALLEST)})
        page.screenshot(path=Path(FOLDER) / f"{name.replace(':', ' ')}.png")
        page.set_viewport_size(size)


def odd(found, expected):
    """Return what is not as expected, each in a line."""
    return "\n".join(f"{name}: {one}" for name, one in found.items() if one != expected)
