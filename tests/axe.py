"""axe-core, run in a page of a browser."""

from pathlib import Path

import axe_playwright_python

SCRIPT = Path(axe_playwright_python.__file__).with_name("axe.min.js")
RUN = """async (rules) => {
    const found = await axe.run(rules.length ? {runOnly: rules} : {});
    return found.violations.flatMap(
        rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`)
    );
}"""


def load(page) -> None:
    # Not by an element of script: a strict content security policy would not let it pass.
    page.evaluate(SCRIPT.read_text())


def violations(page, *rules: str) -> list[str]:
    """Return what axe finds, each as rule and element.

    Against the rules of these names, or all but those for AAA. Call ``load`` first.
    """
    return page.evaluate(RUN, rules)
