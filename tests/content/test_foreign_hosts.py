"""Our pages and their host leave each other's look alone, whatever reset the host has."""

import pytest

from tests.pages import rows

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("house"), *rows.MAKES_RENDITIONS]

# What the usual resets and frameworks say of bare elements, in our own words and all at once.
RESET = """
*, ::before, ::after { margin: 0; padding: 0; border: 0 solid; box-sizing: border-box; }
body { font: 300 18px/1.2 "Courier New"; color: #123; letter-spacing: 1px; text-align: center; }
h1, h2, h3, h4 { font: inherit; text-transform: uppercase; letter-spacing: 0.2em; color: navy; }
p, ul, ol, dl, dd, figure, blockquote { margin-bottom: 1rem; }
ul, ol { list-style: none; }
li { line-height: 2; }
dt { font-weight: bold; }
a { color: inherit; text-decoration: inherit; }
a:hover { color: red; }
b, strong, em, i, cite, small { font: inherit; }
sup, sub { position: relative; font-size: 75%; line-height: 0; vertical-align: baseline; }
sup { top: -0.5em; }
img, svg, video, audio, iframe { display: block; vertical-align: middle; }
table { border-collapse: collapse; caption-side: bottom; }
caption { padding: 8px; color: grey; text-align: left; }
th { font-weight: inherit; text-align: center; }
td, th { padding: 1rem; }
legend { float: left; width: 100%; font-size: 1.5rem; line-height: inherit; }
legend + * { clear: left; }
label { display: inline-block; font-weight: bold; }
input, button { font: inherit; color: inherit; background: transparent; border-radius: 0; }
button { text-transform: uppercase; }
summary { display: block; }
blockquote { border-left: 3px solid; font-style: italic; }
"""
OPEN = "for (const one of document.querySelectorAll(`details`)) one.open = true"
# Compared in the browser: these are hundreds of thousands of values. Without those that have no
# effect (a line without width has a style and a colour), and those that follow from others.
COMPARE = r"""([selector, css]) => {
    const all = [...document.querySelectorAll(selector)];
    const ignored = RegExp(
        "border-.*(style|color)|^--|^appearance$|origin$|grid-template"
        + "|^(block-size|inline-size|width|height|top|bottom|left|right|inset.*)$"
    );
    const look = one => {
        const style = getComputedStyle(one);
        return new Map([...style].filter(name => !ignored.test(name)).map(
            name => [name, style.getPropertyValue(name)]
        ));
    };
    const before = all.map(look);
    if (css) {
        const style = Object.assign(document.createElement("style"), {textContent: css});
        document.head.prepend(style);
    } else {
        document.querySelector("link[href$='therapy.css']").disabled = true;
    }
    const changes = new Set();
    all.forEach((one, place) => look(one).forEach((value, name) => {
        const was = before[place].get(name);
        const element = `${one.parentElement?.className} > ${one.localName}.${one.className}`;
        if (was !== value) changes.add(`${element} ${name}: ${was} -> ${value}`);
    }));
    return [all.length, [...changes].sort()];
}"""
# The first is hidden from people, and Wagtail brings its own into what lies around.
OURS = ".therapy, .therapy :not(.therapy-form__trap *, option)"
PAGES = [
    "post",
    "blog",
    "whole approach",
    "approaches",
    "comparison",
    "profile",
    "subscribe, mistyped",
    "unsubscribe",
]
THEIRS = """() => document.querySelector("main").insertAdjacentHTML("afterend", `
    <section class="host">
        <h1>One</h1><h2>Two</h2><p>Words <a href="#">link</a> <small>small</small><sup>1</sup></p>
        <ul><li>One</li></ul><ol><li>One</li></ol><dl><dt>Term</dt><dd>Words</dd></dl>
        <table><caption>Table</caption><tr><th>Head</th><td>Cell</td></tr></table>
        <form><label>Name <input></label><button>Send</button></form>
        <fieldset><legend>Group</legend><input type="checkbox"></fieldset>
        <blockquote>Said</blockquote><details open><summary>More</summary><p>Words</p></details>
        <figure><img alt=""><figcaption>Caption</figcaption></figure><svg></svg>
    </section>`)"""


def test_reset_of_the_host_changes_nothing_of_ours(snapshots, chromium_page):
    found = {}
    for name in PAGES:
        snapshots.show(chromium_page, name)
        # Else lines break elsewhere for the margin of the body.
        chromium_page.add_style_tag(content="body { margin: 0 }")
        chromium_page.evaluate(OPEN)
        found[name] = chromium_page.evaluate(COMPARE, [OURS, RESET])
    assert [name for name, (compared, _changes) in found.items() if compared < 20] == []
    assert [(name, changes) for name, (_, changes) in found.items() if changes] == []


def test_stylesheet_changes_nothing_of_the_host(snapshots, chromium_page):
    snapshots.show(chromium_page, "blog, no posts yet")
    chromium_page.evaluate(THEIRS)
    theirs = "html, body, main, body > header, body > header *, .host, .host *"
    assert chromium_page.evaluate(COMPARE, [theirs, ""]) == [40, []]
