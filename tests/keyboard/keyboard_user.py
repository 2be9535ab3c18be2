"""A person with a keyboard and a screen reader: presses keys, reads the accessibility tree."""

LANDMARKS = {"banner", "navigation", "main", "complementary", "contentinfo"}
# Only with a name are these landmarks.
NAMED_LANDMARKS = {"form", "region"}
# Whether what has the focus lies in the window, and nothing over its middle.
IS_SEEN = """() => {
    const found = document.activeElement;
    const box = found.getClientRects()[0];
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return found === top || found.contains(top);
}"""


class KeyboardUser:
    def __init__(self, page):
        self.page = page
        self.keyboard = page.keyboard
        self.title = page.title
        self.wire = page.context.new_cdp_session(page)

    def open(self, url):
        """Come from nowhere; all further ways are found by keys."""
        self.page.goto(url)

    def tree(self):
        """Return role, name and node of all that assistive technology hears of, in order."""
        nodes = self.wire.send("Accessibility.getFullAXTree")["nodes"]
        by_id = {node["nodeId"]: node for node in nodes}
        return [role_and_name(node) for node in in_order(nodes[0], by_id) if not node["ignored"]]

    def focused(self):
        """Return role, name and node of what has the focus: the innermost that says so."""
        found = [one for one in self.tree() if properties(one[2]).get("focused")]
        return found[-1] if found[1:] else None

    def here(self):
        """Return role and name of what has the focus; None at the start of a page."""
        focused = self.focused()
        return focused and focused[:2]

    def description(self):
        """Return the description of what has the focus, after its name."""
        return self.focused()[2].get("description", {}).get("value", "")

    def is_expanded(self):
        """Say whether what has the focus has opened something."""
        return properties(self.focused()[2])["expanded"]

    def press(self, key):
        """Press a key and return where the focus is then."""
        self.keyboard.press(key)
        return self.here()

    def walk_to(self, name, key="Tab", most=80):
        """Press the key until the focus is on what has the name; return every stop on the way."""
        stops = []
        for _press in range(most):
            stops.append(self.press(key))
            if stops[-1] and stops[-1][1] == name:
                return stops
        raise AssertionError(f"{name!r} is not among {stops}")

    def follow(self, key="Enter"):
        """Press Enter, and wait for the page to which that leads."""
        with self.page.expect_navigation():
            self.keyboard.press(key)

    def landmarks(self):
        return [
            (role, name)
            for role, name, _node in self.tree()
            if role in LANDMARKS or (role in NAMED_LANDMARKS and name)
        ]

    def headings(self):
        return [
            (properties(node)["level"], name)
            for role, name, node in self.tree()
            if role == "heading"
        ]

    def announced(self, role="alert"):
        """Return the words of what is announced by itself: alerts, or what has the role status."""
        texts = [one.inner_text() for one in self.page.get_by_role(role).all()]
        return [" ".join(text.split()) for text in texts if text.strip()]

    def ticked(self):
        """Return the names of the boxes that are ticked."""
        return [
            name
            for role, name, node in self.tree()
            if role == "checkbox" and properties(node)["checked"] == "true"
        ]

    def table(self):
        """Return the names of the headers of columns and of rows, and how many cells there are."""
        tree = self.tree()
        columns = [name for role, name, _node in tree if role == "columnheader"]
        lines = [name for role, name, _node in tree if role == "rowheader"]
        return columns, lines, sum(role in {"cell", "gridcell"} for role, _name, _node in tree)

    def is_seen(self):
        """Say whether what has the focus lies in sight, and nothing over it."""
        return self.page.evaluate(IS_SEEN)


def in_order(node, by_id):
    """Yield the nodes as they are read."""
    yield node
    for child in node.get("childIds", []):
        if child in by_id:
            yield from in_order(by_id[child], by_id)


def role_and_name(node):
    return node.get("role", {}).get("value", ""), node.get("name", {}).get("value", ""), node


def properties(node):
    return {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
