/* Turns what word processors put on the clipboard into ordinary HTML. Word writes lists and quotes as paragraphs, and
   adds its comments and tracked changes. */
(() => {
    "use strict";

    const MACHINERY = "style, script, template, title, meta, link, xml";
    const UNSEEN = "del, [hidden], .MsoCommentReference";
    const ANCHOR = /^[#¶§\u{1f517}]?$/u;
    const NUMBER = /^\W?[\da-z]+[.)]/i;

    /* Reads the attribute, because element.style drops properties that only Word has. */
    const styleOf = (element, name) => {
        const declarations = (element.getAttribute("style") || "").split(";").map((one) => one.split(":"));
        const [, value = ""] = declarations.find(([one]) => one.trim().toLowerCase() === name) || [];
        return value.trim().toLowerCase();
    };

    const isUnseen = (element) =>
        element.matches(UNSEEN) ||
        styleOf(element, "display") === "none" ||
        styleOf(element, "mso-hide") === "all" ||
        styleOf(element, "mso-element").startsWith("comment");

    const isMarker = (element) => styleOf(element, "mso-list") === "ignore";

    const listLevel = (element) => Number(/\blevel(\d+)/.exec(styleOf(element, "mso-list"))?.[1] || 0);

    const putIntoList = (paragraph, level, kind, lists) => {
        if (paragraph.previousElementSibling !== lists[0]) lists.length = 0;
        lists.length = Math.min(lists.length, level);
        if (lists.length === level && lists[level - 1].localName !== kind) lists.pop();
        while (lists.length < level) {
            const list = paragraph.ownerDocument.createElement(kind);
            if (lists.length) lists.at(-1).append(list);
            else paragraph.before(list);
            lists.push(list);
        }
        const item = paragraph.ownerDocument.createElement("li");
        item.append(...paragraph.childNodes);
        lists.at(-1).append(item);
        paragraph.remove();
    };

    const makeLists = (body) => {
        const lists = [];
        for (const paragraph of body.querySelectorAll("p, div, h1, h2, h3, h4, h5, h6")) {
            const markers = [...paragraph.querySelectorAll("span")].filter(isMarker);
            const marker = markers.map((one) => one.textContent).join("").trim();
            const level = listLevel(paragraph);
            markers.forEach((one) => one.remove());
            if (level && paragraph.matches("p, div")) {
                putIntoList(paragraph, level, NUMBER.test(marker) ? "ol" : "ul", lists);
            }
        }
    };

    const makeQuotes = (body) => {
        for (const paragraph of body.querySelectorAll(".MsoQuote, .MsoIntenseQuote")) {
            const before = paragraph.previousElementSibling;
            if (before?.matches("[data-made-of-word]")) {
                before.append(paragraph);
                continue;
            }
            const quote = paragraph.ownerDocument.createElement("blockquote");
            quote.dataset.madeOfWord = "";
            paragraph.replaceWith(quote);
            quote.append(paragraph);
        }
    };

    const moveAttributions = (body) => {
        for (const caption of body.querySelectorAll("figure > blockquote ~ figcaption")) {
            const footer = caption.ownerDocument.createElement("footer");
            footer.append(...caption.childNodes);
            caption.parentElement.querySelector("blockquote").append(footer);
            caption.remove();
        }
    };

    /* Many sites put a link into each heading that leads to the heading itself. */
    const isAnchor = (link) => ANCHOR.test(link.textContent.trim());

    /* Returns the body of a document that runs no script and loads no picture, and whether it had hidden words. */
    const tidied = (html) => {
        const { body } = new DOMParser().parseFromString(html, "text/html");
        body.querySelectorAll(MACHINERY).forEach((element) => element.remove());
        const unseen = [...body.querySelectorAll("*")].filter(isUnseen);
        unseen.forEach((element) => element.remove());
        [...body.querySelectorAll(":is(h1, h2, h3, h4, h5, h6) a")].filter(isAnchor).forEach((link) => link.remove());
        makeLists(body);
        makeQuotes(body);
        moveAttributions(body);
        return { body, hasHidden: unseen.some((element) => element.textContent.trim()) };
    };

    window.wagtailTherapy = { ...window.wagtailTherapy, styleOf, tidied };
})();
