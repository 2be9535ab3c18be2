"""Our pages and their host leave each other's look alone, whatever reset the host has."""

import pytest

from tests.pages import rows

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("snapshots"), *rows.MAKES_RENDITIONS]

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
# The look of a site whose designer had no other page in mind, as strong as bare elements can be.
LOOK = """
body > main header, main footer, main nav, main aside, main section, main article, main form,
main details, main figure, main fieldset, main dl, main table, main h1, main h2, main h3 {
    float: right; position: relative; width: 40%; margin: 2rem 3rem; padding: 4rem 1rem;
    border: 5px solid red; border-radius: 2em; background: #123; box-shadow: 0 0 9px red;
    color: #eee; text-align: center; text-shadow: 0 0 1px;
    opacity: 0.9; transform: rotate(1deg); z-index: 9;
}
main > div { text-indent: 1em; word-spacing: 1em; text-shadow: 0 0 1px; white-space: pre; }
main header { position: sticky; top: 0; display: flex; }
main footer { display: grid; font-size: 10px; letter-spacing: 1px; }
main nav ul { display: flex; gap: 3em; }
main nav li { display: inline-block; text-transform: uppercase; }
main h2 { border-bottom: 2px solid; max-width: 20ch; }
p { max-width: 30ch; text-indent: 2em; text-align: justify; hyphens: auto; columns: 2; }
ul li, ol li { padding-left: 2em; border-bottom: 1px solid; }
ul li::before { content: "»"; }
blockquote::before { content: "“"; font-size: 4em; }
a { display: inline-block; margin: 1px; padding: 0 2px; letter-spacing: 1px; }
a, a:link, a:visited { border-bottom: 2px dotted; background: yellow; color: red;
    font-weight: bold; text-decoration: none; text-transform: uppercase; }
a[href^="http"]::after, a[href^="/"]::after { content: " ↗"; }
tr:nth-child(even) { background: #ddd; }
th, tr:first-child td { background: navy; color: white; text-transform: uppercase; }
td, th { border: 1px solid; text-align: center; white-space: nowrap; }
summary { padding: 2em; background: grey; color: white; list-style: none; }
figcaption { position: absolute; bottom: 0; background: black; }
legend { float: left; width: 100%; font-size: 2em; }
label { display: flex; margin: 1em; font-weight: bold; text-transform: uppercase; }
input, input[type="email"], input[type="checkbox"] { max-width: 10em; height: 60px; margin: 0 0 2em;
    box-shadow: 0 0 9px red; appearance: none; }
button { margin: 2em; box-shadow: 0 0 9px red; text-shadow: 0 0 1px; letter-spacing: 1px; }
small, time, em, strong, cite, b, i, sup { display: block; color: red; opacity: 0.5; }
dt { float: left; width: 30%; }
dd { margin-left: 40%; border: 1px solid; }
img, svg, video, audio, iframe { float: left; margin: 1em; padding: 1em; border: 4px solid;
    border-radius: 50%; box-shadow: 0 0 9px red; filter: grayscale(1); opacity: 0.5; }
[hidden] { display: inline; }
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
        const values = new Map([...style].filter(name => !ignored.test(name)).map(
            name => [name, style.getPropertyValue(name)]
        ));
        for (const part of ["::before", "::after"])
            values.set(part, getComputedStyle(one, part).content);
        return values;
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


def test_stylesheet_of_the_host_changes_nothing_of_ours(snapshots, chromium_page):
    found = {}
    for name in PAGES:
        snapshots.show(chromium_page, name)
        # Else lines break elsewhere for the margin of the body.
        chromium_page.add_style_tag(content="body { margin: 0 }")
        chromium_page.evaluate(OPEN)
        for kind, css in {"reset": RESET, "look": LOOK}.items():
            found[name, kind] = chromium_page.evaluate(COMPARE, [OURS, css])
    assert [name for name, (compared, _changes) in found.items() if compared < 20] == []
    assert [(name, changes) for name, (_, changes) in found.items() if changes] == []


def test_stylesheet_changes_nothing_of_the_host(snapshots, chromium_page):
    snapshots.show(chromium_page, "blog, no posts yet")
    chromium_page.evaluate(THEIRS)
    theirs = "html, body, main, body > header, body > header *, .host, .host *"
    assert chromium_page.evaluate(COMPARE, [theirs, ""]) == [40, []]
