"""Opens a page of the admin in a browser, and says what is broken in it."""

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
# What Wagtail writes beside a field whose script fails. Playwright has a search for a text, which
# would look at each element of the page.
UNRENDERED = "(document.documentElement.textContent.match(/failed\\s+to\\s+render/gi) ?? []).length"
UNDEFINED = """[...document.querySelectorAll("input, textarea")]
    .filter(one => one.value.includes("undefined")).map(one => one.name)"""
# What is too wide counts as well if it is hidden and the page was scrolled to it.
TOO_WIDE = """document.documentElement.scrollWidth > innerWidth
    || document.querySelector("#main")?.scrollLeft > 0"""
# Titles in lists that break their words, also where one or several are chosen, and long texts.
NARROW = """() => {
    const isNarrow = (one, width) =>
        one.checkVisibility() && one.getBoundingClientRect().width < width;
    const titles = [...document.querySelectorAll("td.title:not(td.title ~ *):has(a, label)")]
        .filter(one => isNarrow(one, one.closest(".modal") ? 140 : 170));
    const texts = [...document.querySelectorAll("#main td")]
        .filter(one => one.innerText.length > 100 && isNarrow(one, 130));
    return [...titles, ...texts].map(one => one.innerText);
}"""
# The first text below the heading of a page, when it touches that, or the edge of a phone, and
# texts on the dashboard that touch their frame. At the top: what is scrolled below the heading
# touches it, too. An old version of an author is shown as visitors see it, without all that.
CROWDED = """() => {
    if (!document.querySelector("#main")) return [];
    const scrolled = [document.scrollingElement, ...document.querySelectorAll("main, #main")];
    for (const one of scrolled) one.scrollTo({ top: 0, behavior: "instant" });
    const header = document.querySelector("#main header, .w-slim-header");
    const texts = document.createTreeWalker(document.querySelector("#main"), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const first = () => {
        while (texts.nextNode()) {
            const node = texts.currentNode;
            const isBelow = !header || header.compareDocumentPosition(node) === 4;
            if (isBelow && node.data.trim() && node.parentElement.checkVisibility()) return node;
        }
    };
    const startOf = one => one.getBoundingClientRect().left;
    const framed = [...document.querySelectorAll(".w-panel--dashboard :is(p, li)")]
        .filter(one => startOf(one) - startOf(one.closest(".w-panel--dashboard")) < 12)
        .map(one => one.innerText);
    const node = first();
    if (!node) return framed;
    range.selectNodeContents(node);
    const { top, left } = range.getBoundingClientRect();
    const below = top - (header?.getBoundingClientRect().bottom ?? -100);
    return left < 8 || (below >= -20 && below < 8) ? [node.data.trim(), ...framed] : framed;
}"""
# Titles (those of forms: beside a button) and their icons, headings, lists of options, the menu of
# blocks, and Wagtail's hints in empty texts, that are cut off or run over their frame.
CUT_OFF = """() => {
    const isShown = one => one.checkVisibility() && one.clientWidth > 20;
    const hintOf = one => parseFloat(getComputedStyle(one, "::before").height);
    const headings = [...document.querySelectorAll("#main :is(.w-panel__heading, .w-h2, .w-h3)")]
        .filter(one => isShown(one) && one.scrollWidth > one.clientWidth + 1);
    const hints = [...document.querySelectorAll(".Draftail-block--empty:only-child")]
        .filter(one => isShown(one) && hintOf(one) > one.clientHeight + 1);
    const endOf = one => one.getBoundingClientRect().right;
    const selects = [...document.querySelectorAll("#main select")]
        .filter(one => isShown(one) && endOf(one) > endOf(one.closest(".w-field__wrapper")) + 1);
    const isForm = document.body.classList.contains("editor-view");
    const titles = [...document.querySelectorAll(".w-slim-header .w-breadcrumbs")]
        .filter(one => one.scrollWidth > one.clientWidth + 1)
        .filter(one => one.clientWidth < 200 || !isForm);
    const icons = [...document.querySelectorAll("#main :is(h1, h2) > .icon")]
        .filter(one => one.checkVisibility() && one.getBoundingClientRect().left < 0);
    const menus = [...document.querySelectorAll(".w-combobox-container")]
        .filter(one => isShown(one) && one.scrollWidth > one.clientWidth + 1);
    return [
        ...headings.map(one => one.innerText), ...selects.map(one => one.name),
        ...titles.map(one => one.innerText), ...icons.map(() => "icon"),
        ...menus.map(() => "menu"), ...hints.map(() => "hint"),
    ];
}"""
# Icons that are asked for and not there, and choices that are called by a line instead of a word.
BLANK = """() => {
    const icons = [...document.querySelectorAll("svg use")].map(one => one.getAttribute("href"));
    const choices = [...document.querySelectorAll("#main form[method=post] option")];
    return [
        ...icons.filter(one => one.startsWith("#") && !document.querySelector(one)),
        ...choices.map(one => one.text).filter(one => /^-+$/.test(one.trim())),
    ];
}"""
# A button for filters below its title, or over what else is there.
MISPLACED = """() => {
    const header = document.querySelector(".w-slim-header")?.getBoundingClientRect();
    const forms = [...document.querySelectorAll(".w-slim-header__search-form")]
        .filter(one => !one.querySelector(":scope > .w-field__wrapper"));
    const others = [...document.querySelectorAll(
        ".w-slim-header :is(.w-breadcrumbs li:last-child a, #w-slim-header-buttons :is(a, button))"
    )].filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect());
    return forms.map(one => one.getBoundingClientRect()).filter(one =>
        one.top - header.top > 20 || others.some(other => other.right > one.left + 1)
    ).length;
}"""
# Buttons of ours that a finger misses.
SMALL = """[...document.querySelectorAll(".therapy-buttons .button")]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
    .map(one => one.innerText)"""
# Two frames: in the first, scripts that wait for the page begin.
# A page that isn't drawn, because it is left, has no frames.
# Then messages have faded in, and the menu has made way for a narrower page.
SHOWN = """() => new Promise(done => {
    const end = () => {
        for (const one of document.getAnimations()) one instanceof CSSTransition && one.finish();
        done();
    };
    setTimeout(done, 2000);
    requestAnimationFrame(() => requestAnimationFrame(end));
})"""
# Wagtail compares with what was there a moment after the form was opened. It looks twice, because
# it is made ready twice: what is written between the two looks would be missed.
WATCH = """(() => {
    let ready = 0;
    document.addEventListener("w-unsaved:ready", () => ready += 1);
    document.addEventListener("w-unsaved:watch-edits", () => {
        ready -= 1;
        if (ready <= 0) document.documentElement.classList.add("is-watched");
    });
})()"""
# What has the focus, and whether that can be seen on it, on its label or on what it lies in.
FOCUSED = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const isRinged = element => {
        const style = getComputedStyle(element);
        const hasOutline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
        return hasOutline || style.boxShadow !== "none";
    };
    const around = [one, one.parentElement, one.closest(".Draftail-Editor"), ...(one.labels ?? [])];
    const said = one.innerText || one.getAttribute("aria-label") || one.tagName;
    return [one.name || one.id || said, around.some(element => element && isRinged(element))];
}"""
# Each control of the form that Tab should lead to; of radios only one is.
CONTROLS = """() => [...document.querySelectorAll(
    "#main form :is(input, select, textarea, [contenteditable])"
)].filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled
    && one.tabIndex >= 0 && one.type !== "radio").map(one => one.name || one.id)"""


def opened(page, address, faults):
    """Open a page of the admin; return what is broken in it, on a phone and at a desk."""
    faults.clear()
    page.set_viewport_size(PHONE)
    response = page.goto(f"{page.site}{address}")
    page.evaluate(SHOWN)
    return {"status": response.status} | broken(page, faults)


def broken(page, faults):
    """Return what is broken in the page that a phone shows, which then goes to a desk."""
    measures = (TOO_WIDE, NARROW, CROWDED, CUT_OFF, BLANK, SMALL, MISPLACED)
    found = [page.evaluate(one) for one in measures]
    on_phone, narrow, crowded, cut, blank, small, misplaced = found
    page.set_viewport_size(DESK)
    return {
        "console": list(faults),
        "unrendered": page.evaluate(UNRENDERED),
        "undefined": page.evaluate(UNDEFINED),
        "narrow": narrow,
        "crowded": crowded,
        "cut off": cut,
        "blank": blank,
        "small": small,
        "misplaced": misplaced,
        "too wide": [on_phone, page.evaluate(TOO_WIDE)],
    }


WHOLE = {
    "status": 200,
    "console": [],
    "unrendered": 0,
    "undefined": [],
    "narrow": [],
    "crowded": [],
    "cut off": [],
    "blank": [],
    "small": [],
    "misplaced": 0,
    "too wide": [False, False],
}


def tabbed(page, until="", most=1000):
    """Press Tab until it leaves the page, or comes to a control of that name.

    Return what had the focus, and what of it showed none.
    """
    reached, unseen = [], []
    for _ in range(most):
        page.keyboard.press("Tab")
        name, is_seen = page.evaluate(FOCUSED) or (None, True)
        if name is None and reached:
            break
        reached += [name] if name else []
        unseen += [] if is_seen else [name]
        if name == until:
            break
    return reached, unseen
