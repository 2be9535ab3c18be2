"""Our text can be read in hosts that are light, dark, or switch, however they say so."""

import pytest

from tests.full_bodies import REFERENCES
from tests.newsletter import visitors
from tests.pages import rows

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

# From a kind of host to the attributes of its elements and its stylesheet.
HOSTS = {
    "light only": ({}, "body { background: #fff; color: #222 }"),
    "as the system": ({}, ":root { color-scheme: light dark } body { background: Canvas }"),
    "class, Tailwind": (
        {"html": {"class": "dark"}},
        ".dark body { background: #0f172a; color: #e2e8f0 }",
    ),
    "class of the body": ({"body": {"class": "foreign-host dark"}}, ".dark { background: #111 }"),
    "Bootstrap": (
        {"html": {"data-bs-theme": "dark"}},
        "[data-bs-theme=dark] body { background: #212529; color: #dee2e6 }",
    ),
    "data-theme": ({"html": {"data-theme": "dark"}}, "[data-theme=dark] body { background: #111 }"),
    "color-scheme": (
        {"html": {"class": "night"}},
        ".night { color-scheme: dark } .night body { background: #111 }",
    ),
    "switched to light": (
        {"html": {"data-theme": "light"}},
        ":root { color-scheme: light dark } [data-theme=light] body { background: #fff }",
    ),
    "dark part of a light page": (
        {"html": {"data-bs-theme": "light"}, "main": {"data-bs-theme": "dark"}},
        "body { background: #fff } main { background: #212529 }",
    ),
    "light part of a dark page": (
        {"html": {"class": "dark"}, "main": {"class": "light"}},
        ".dark body { background: #111 } .light { background: #fff }",
    ),
    "palette for all": (
        {"html": {"class": "dark", "data-therapy-palette": "harbour"}},
        "body { background: var(--therapy-page); color: var(--therapy-text) }",
    ),
}
DRESS = """([attributes, css]) => {
    for (const [name, values] of Object.entries(attributes))
        for (const [key, value] of Object.entries(values))
            document.querySelector(name).setAttribute(key, value);
    document.head.prepend(Object.assign(document.createElement("style"), {textContent: css}));
    for (const one of document.querySelectorAll("details")) one.open = true;
}"""
# Each text of ours whose contrast with its background is less than WCAG 2.2 asks for.
HARD_TO_READ = """onPaper => {
    const probe = document.createElement("i");
    probe.style.background = "Canvas";
    document.documentElement.append(probe);
    const canvas = onPaper ? "rgb(255, 255, 255)" : getComputedStyle(probe).backgroundColor;
    probe.remove();
    const numbers = color => color.match(/[\\d.]+/g).map(Number);
    const isThere = color => (numbers(color)[3] ?? 1) > 0;
    const ground = one => {
        if (!one || onPaper) return canvas;
        const color = getComputedStyle(one).backgroundColor;
        return isThere(color) ? color : ground(one.parentElement);
    };
    const luminance = color => numbers(color).slice(0, 3)
        .map(part => part / 255)
        .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
    const contrast = one => {
        const both = [getComputedStyle(one).color, ground(one)].map(luminance);
        return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
    };
    const isText = one => one.matches("input, button") || [...one.childNodes].some(
        node => node.nodeType === Node.TEXT_NODE && node.data.trim()
    );
    const all = [...document.querySelectorAll(".therapy *")].filter(
        one => isText(one) && one.checkVisibility()
            && !(onPaper && one.matches(".therapy-button")) && !one.matches("option")
    );
    const hard = all.filter(one => contrast(one) < 4.5);
    const told = hard.map(one => `${one.localName}.${one.className}: ${contrast(one)}`);
    return all.length > 5 ? told : ["There is no text."];
}"""


@pytest.fixture
def addresses(live_site):
    """A post with something of each kind, and the form with a mistake in it."""
    callout = {"type": "callout", "value": {"title": "Welcome", "text": "<p>Sit down.</p>"}}
    body = [callout, {"type": "heading", "value": {"text": "Part", "level": "2"}}]
    blog = rows.blog(live_site)
    category, orla = rows.category(), rows.author("Orla", short_bio="I listen.")
    post = rows.post(blog, orla, categories=[category], body=body, references=REFERENCES)
    return [post.full_url, live_site.root_url + visitors.SUBSCRIBE]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_each_kind_of_host(addresses, chromium_page, scheme):
    chromium_page.emulate_media(color_scheme=scheme)
    found = {}
    for address in addresses:
        for kind, host in HOSTS.items():
            chromium_page.goto(address)
            chromium_page.evaluate(DRESS, host)
            found[kind, address] = chromium_page.evaluate(HARD_TO_READ, False)

    assert found == {key: [] for key in found}


def test_text_of_a_dark_host_can_be_read_on_paper(addresses, chromium_page):
    chromium_page.emulate_media(media="print")
    found = {}
    for kind in ["class, Tailwind", "Bootstrap", "color-scheme"]:
        chromium_page.goto(addresses[0])
        chromium_page.evaluate(DRESS, HOSTS[kind])
        found[kind] = chromium_page.evaluate(HARD_TO_READ, True)

    assert found == {key: [] for key in found}
