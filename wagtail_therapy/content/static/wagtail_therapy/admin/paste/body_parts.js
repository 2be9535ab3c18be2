/* Reads pasted HTML as the parts of a body: paragraphs, headings, lists, quotes, tables. */
(() => {
    "use strict";

    const { LISTS, LineReader, itemsWithin, joined, linesWithin, tidied } = window.wagtailTherapy;
    const HEADINGS = "h1, h2, h3, h4, h5, h6, [role=heading], .MsoTitle";
    const STRUCTURES = `${HEADINGS}, ${LISTS}, table, blockquote`;
    const LONGEST_TEXT = 255;
    const DASH = /^[-–—―]\s*/;
    const DEEPEST = 3;

    const textOf = (lines) => lines.map((line) => line.text.replaceAll("\n", " ")).join(" ");

    const withoutLinks = (lines, lost) => {
        lost.links += lines.reduce((count, line) => count + line.ranges.filter((one) => one.url).length, 0);
        return lines;
    };

    const levelOf = (heading) => {
        if (heading.matches(".MsoTitle")) return 0;
        return Number(heading.getAttribute("aria-level") || heading.tagName[1]) || 2;
    };

    const readHeading = (element, lost) => {
        const lines = linesWithin(element, lost);
        const text = textOf(lines);
        if (text.length > LONGEST_TEXT) return lines.map((line) => ({ type: "paragraph", lines: [line] }));
        withoutLinks(lines, lost);
        return text ? [{ type: "heading", level: levelOf(element), text }] : [];
    };

    /* A paragraph can hold lists within lists, a list block can't. */
    const nestedList = (items, shallowest) => {
        const lines = items.map(({ lines: [first, ...more], depth, isOrdered }) =>
            Object.assign(joined([first, ...more]), {
                type: isOrdered ? "ordered-list-item" : "unordered-list-item",
                depth: Math.min(depth - shallowest, DEEPEST),
            }),
        );
        return { type: "paragraph", lines };
    };

    const readList = (element, lost) => {
        const items = itemsWithin(element, lost).filter((one) => one.lines.length);
        if (!items.length) return [];
        const depths = items.map((one) => one.depth);
        const [shallowest, deepest] = [Math.min(...depths), Math.max(...depths)];
        if (shallowest < deepest) return [nestedList(items, shallowest)];
        // Word on the web makes a list for each item.
        const goesOn = !items[0].isOrdered || Number(element.getAttribute("start")) > 1;
        return [{ type: "list", isOrdered: items[0].isOrdered, items: items.map((one) => one.lines), goesOn }];
    };

    const isAttribution = (quote, { text }) =>
        text.length <= LONGEST_TEXT &&
        (DASH.test(text) ||
            [...quote.querySelectorAll("footer, cite")].some((one) => one.textContent.trim() === text.trim()));

    const readQuote = (element, lost) => {
        const lines = withoutLinks(linesWithin(element, lost), lost);
        if (!lines.length) return [];
        const source = lines.length > 1 && isAttribution(element, lines.at(-1)) ? lines.pop().text : "";
        const text = lines.map((line) => line.text).join("\n\n");
        return [{ type: "quote", text, attribution: source.replace(DASH, "").replaceAll("\n", " ") }];
    };

    /* Email programs indent with blockquotes, and old pages are laid out with tables. */
    const isLayout = (element) => {
        if (element.matches("blockquote")) return Boolean(element.querySelector(STRUCTURES));
        if (!element.matches("table")) return false;
        const isNarrow = [...element.rows].every((row) => row.cells.length < 2);
        return isNarrow || Boolean(element.querySelector(`table, blockquote, ${HEADINGS}`));
    };

    const readStructure = (element, lost) => {
        if (element.matches(HEADINGS)) return readHeading(element, lost);
        if (element.matches(LISTS)) return readList(element, lost);
        if (element.matches("table")) return window.wagtailTherapy.readTable(element, lost);
        return readQuote(element, lost);
    };

    class PartReader extends LineReader {
        constructor(lost) {
            super(lost);
            this.parts = [];
        }

        readElement(element, marks) {
            if (!element.matches(STRUCTURES) || isLayout(element)) {
                super.readElement(element, marks);
                return;
            }
            this.end();
            readStructure(element, this.lost).forEach((part) => this.addPart(part));
        }

        add(line) {
            this.addPart({ type: "paragraph", lines: [line] });
        }

        addPart(part) {
            const last = this.parts.at(-1);
            if (part.type === "paragraph" && last?.type === "paragraph") last.lines.push(...part.lines);
            else if (part.goesOn && last?.type === "list" && last.isOrdered === part.isOrdered) {
                last.items.push(...part.items);
            } else this.parts.push(part);
        }
    }

    /* The highest level becomes headings. So does the second if the highest is used once, at the top, for a title. */
    const setLevels = (parts) => {
        const levels = parts.filter((one) => one.type === "heading").map((one) => one.level);
        const [first, second] = [...new Set(levels)].sort();
        const isTitled = parts[0]?.level === first && levels.filter((one) => one === first).length === 1;
        const deepest = isTitled && second !== undefined ? second : first;
        for (const part of parts) {
            if (part.level > deepest) part.type = "subheading";
        }
    };

    /* Returns { parts, lost, hasHidden }: lost counts what can't be pasted, hasHidden whether words were left out. */
    const partsOf = (html) => {
        const lost = { pictures: 0, embeds: 0, links: 0 };
        const { body, hasHidden } = tidied(html);
        const reader = new PartReader(lost);
        reader.read(body);
        reader.end();
        setLevels(reader.parts);
        return { parts: reader.parts, lost, hasHidden };
    };

    Object.assign(window.wagtailTherapy, { partsOf });
})();
