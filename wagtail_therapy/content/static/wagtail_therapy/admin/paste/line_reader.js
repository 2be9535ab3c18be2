/* Reads the words within an element, line by line, and counts what can't be pasted. */
(() => {
    "use strict";

    const { Line, PLAIN, marksWithin } = window.wagtailTherapy;
    const BLOCKS =
        "address, article, aside, blockquote, body, caption, dd, details, div, dl, dt, fieldset, figcaption, " +
        "figure, footer, form, h1, h2, h3, h4, h5, h6, header, hr, li, main, nav, ol, p, pre, section, summary, " +
        "table, tbody, td, tfoot, th, thead, tr, ul, [role=heading]";
    const LISTS = "ol, ul";
    const EMBEDS = "audio, embed, iframe, object, video";
    const CONTROLS = "button, canvas, input, map, noscript, select, svg, textarea";
    const EMOJI = /\p{Extended_Pictographic}/u;

    const isSpacer = (image) => ["width", "height"].some((name) => /^[0-2]$/.test(image.getAttribute(name)));

    class LineReader {
        constructor(lost) {
            this.lost = lost;
            this.lines = [];
            this.line = new Line();
        }

        read(element, marks = PLAIN) {
            for (const node of element.childNodes) {
                if (node.nodeType === Node.TEXT_NODE) this.line.write(node.data, marks);
                else if (node.nodeType === Node.ELEMENT_NODE) this.readElement(node, marks);
            }
        }

        readElement(element, marks) {
            if (element.matches("img")) this.readImage(element, marks);
            else if (element.matches(EMBEDS)) this.lost.embeds += 1;
            else if (element.matches("br")) this.break();
            else if (!element.matches(CONTROLS)) this.readWithin(element, marks);
        }

        readWithin(element, marks) {
            const isBlock = element.matches(BLOCKS);
            if (isBlock) this.end();
            this.read(element, marksWithin(element, marks));
            if (isBlock) this.end();
        }

        /* Many sites show emoji as pictures. */
        readImage(image, marks) {
            if (EMOJI.test(image.alt)) this.line.write(image.alt, marks);
            else if (!isSpacer(image)) this.lost.pictures += 1;
        }

        /* People make paragraphs with two breaks in a row. */
        break() {
            if (this.line.text.endsWith("\n")) this.end();
            else if (this.line.text) this.line.break();
        }

        end() {
            const line = this.line.ended();
            this.line = new Line();
            if (line.text) this.add(line);
        }

        add(line) {
            this.lines.push(line);
        }
    }

    /* Leaves out the lists within an item, and collects them. */
    class ItemReader extends LineReader {
        constructor(lost) {
            super(lost);
            this.lists = [];
        }

        readElement(element, marks) {
            if (element.matches(LISTS)) this.lists.push(element);
            else super.readElement(element, marks);
        }
    }

    const linesWithin = (element, lost) => {
        const reader = new LineReader(lost);
        reader.read(element);
        reader.end();
        return reader.lines;
    };

    /* Returns { lines, depth, isOrdered } for each item of a list, and of the lists within it. */
    const itemsWithin = (list, lost, depth = 0) =>
        [...list.children].flatMap((element) => {
            // Google Docs puts a list directly into a list.
            if (element.matches(LISTS)) return itemsWithin(element, lost, depth + 1);
            const reader = new ItemReader(lost);
            reader.read(element);
            reader.end();
            const own = { lines: reader.lines, depth, isOrdered: list.matches("ol") };
            return [own, ...reader.lists.flatMap((one) => itemsWithin(one, lost, depth + 1))];
        });

    Object.assign(window.wagtailTherapy, { LISTS, LineReader, itemsWithin, linesWithin });
})();
