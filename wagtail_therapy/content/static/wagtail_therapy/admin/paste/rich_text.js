/* Lines of rich text: words with their styles and links, which become the raw content of Draft.js. */
(() => {
    "use strict";

    const { styleOf } = window.wagtailTherapy;
    const ADDRESS = /^(https?|mailto|tel):/i;
    const BOLD = /^(bold|bolder|[6-9]00)$/;
    const TAGS = { B: "BOLD", STRONG: "BOLD", I: "ITALIC", EM: "ITALIC", SUP: "SUPERSCRIPT" };

    /* Marks are { styles, url }, which a text gets from the elements around it. */
    const PLAIN = { styles: [], url: "" };

    const marksWithin = (element, marks) => {
        const styles = new Set(marks.styles);
        const set = (style, isOn) => (isOn ? styles.add(style) : styles.delete(style));
        if (TAGS[element.tagName]) styles.add(TAGS[element.tagName]);
        // Google Docs wraps everything into <b style="font-weight: normal">.
        const weight = styleOf(element, "font-weight");
        const slope = styleOf(element, "font-style");
        if (weight) set("BOLD", BOLD.test(weight));
        if (slope) set("ITALIC", slope !== "normal");
        if (styleOf(element, "vertical-align") === "super") styles.add("SUPERSCRIPT");
        const href = element.tagName === "A" ? element.getAttribute("href") || "" : "";
        return { styles: [...styles], url: ADDRESS.test(href) ? href : marks.url };
    };

    class Line {
        constructor() {
            this.text = "";
            this.ranges = [];
            this.type = "unstyled";
            this.depth = 0;
        }

        /* Browsers and word processors insert no-break spaces. Draft.js drops them too. */
        write(text, { styles, url }) {
            let added = text.replace(/\s+/g, " ");
            if (!this.text || /\s$/.test(this.text)) added = added.trimStart();
            if (!added) return;
            const offset = this.text.length;
            this.text += added;
            for (const style of styles) this.mark({ style, offset, length: added.length });
            if (url) this.mark({ url, offset, length: added.length });
        }

        mark(range) {
            const same = this.ranges.findLast((one) => one.style === range.style && one.url === range.url);
            if (same && same.offset + same.length === range.offset) same.length += range.length;
            else this.ranges.push(range);
        }

        break() {
            this.text = `${this.text.trimEnd()}\n`;
        }

        /* Returns the line without white space at its end. */
        ended() {
            this.text = this.text.trimEnd();
            for (const one of this.ranges) one.length = Math.min(one.length, this.text.length - one.offset);
            this.ranges = this.ranges.filter((one) => one.length > 0);
            return this;
        }

        has(style) {
            return this.ranges.some((one) => one.style === style && one.length === this.text.length);
        }

        get isPlain() {
            return !this.ranges.length && !this.text.includes("\n");
        }
    }

    /* Returns several lines as one, with breaks between them. */
    const joined = (lines) => {
        const whole = Object.assign(new Line(), { type: lines[0].type, depth: lines[0].depth });
        for (const line of lines) {
            if (whole.text) whole.text += "\n";
            const ranges = line.ranges.map((one) => ({ ...one, offset: one.offset + whole.text.length }));
            whole.ranges.push(...ranges);
            whole.text += line.text;
        }
        return whole;
    };

    /* Returns raw content for an editor with these options, without styles and links that it doesn't offer. */
    const rawContent = (lines, { blockTypes = [], inlineStyles = [], entityTypes = [] }) => {
        const offers = (controls, type) => controls.some((one) => one.type === type);
        const entityMap = {};
        const blocks = lines.map((line, index) => {
            const isOffered = line.type === "unstyled" || offers(blockTypes, line.type);
            const links = offers(entityTypes, "LINK") ? line.ranges.filter((one) => one.url) : [];
            return {
                key: `p${index}${Math.random().toString(36).slice(2, 6)}`,
                text: line.text,
                type: isOffered ? line.type : "unstyled",
                depth: isOffered ? line.depth : 0,
                inlineStyleRanges: line.ranges.filter((one) => offers(inlineStyles, one.style)),
                entityRanges: links.map(({ url, offset, length }) => {
                    const key = Object.keys(entityMap).length;
                    entityMap[key] = { type: "LINK", mutability: "MUTABLE", data: { url } };
                    return { key, offset, length };
                }),
            };
        });
        return { blocks, entityMap };
    };

    Object.assign(window.wagtailTherapy, { Line, PLAIN, joined, marksWithin, rawContent });
})();
