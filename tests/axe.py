"""axe-core, run in a page of a browser."""

from dataclasses import dataclass, field
from pathlib import Path

import axe_playwright_python

SCRIPT = Path(axe_playwright_python.__file__).with_name("axe.min.js")
CONTRAST = "color-contrast"
RUN = """async ([context, options]) => {
    const found = await axe.run(context, {...options, resultTypes: ["violations"]});
    return found.violations.flatMap(
        rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`)
    );
}"""
# How each visible text looks: all that its contrast depends on, its own and what it lies on.
FIND_LOOKS = """() => {
    const own = ["color", "fontSize", "fontWeight", "textShadow"];
    const behind = [
        "backgroundColor", "backgroundImage", "clip", "clipPath", "filter", "opacity", "position",
    ];
    const plain = "rgba(0, 0, 0, 0),none,auto,none,none,1,static";
    const surfaces = new Map([[document, ""]]);
    const isText = one => one.matches("input, select, textarea") || [...one.childNodes].some(
        node => node.nodeType === Node.TEXT_NODE && node.textContent.trim()
    );
    window.therapyLooks = {};
    for (const one of document.querySelectorAll("*")) {
        const style = getComputedStyle(one);
        const surface = behind.map(name => style[name]).join();
        const below = surfaces.get(one.parentNode) + (surface === plain ? "" : `${surface}>`);
        surfaces.set(one, below);
        if (!isText(one) || !one.checkVisibility({visibilityProperty: true})) continue;
        (therapyLooks[below + own.map(name => style[name]).join()] ??= []).push(one);
    }
    return Object.keys(therapyLooks);
}"""
RUN_ON_LOOKS = f"""looks => ({RUN})([
    {{include: looks.flatMap(look => therapyLooks[look])}}, {{runOnly: ["{CONTRAST}"]}}
])"""


@dataclass
class Axe:
    """Checks page after page of those that are opened from now on.

    To look for contrast takes nearly all of axe's time, so what looks as it did on an earlier page
    is not looked at again.
    """

    page: object
    seen: set[str] = field(default_factory=set)

    def __post_init__(self):
        # Not by an element of script: a strict content security policy would not let it pass.
        self.page.add_init_script(path=SCRIPT)

    def violations(self) -> list[str]:
        """Return what axe finds, but for its rules for AAA, each as rule and element."""
        rules = {"rules": {CONTRAST: {"enabled": False}}}
        return [*self.page.evaluate(RUN, ["html", rules]), *self.low_contrasts()]

    def low_contrasts(self) -> list[str]:
        looks = set(self.page.evaluate(FIND_LOOKS)) - self.seen
        self.seen |= looks
        return self.page.evaluate(RUN_ON_LOOKS, sorted(looks)) if looks else []
