/* Turns a pasted part into the state of a block for Wagtail's form. */
(() => {
    "use strict";

    const { Line, joined, newId, rawContent } = window.wagtailTherapy;

    const wordsOf = (lines) => lines.map((line) => line.text).join(" ");

    const richText = (block, lines) => JSON.stringify(rawContent(lines, block.widget.options));

    const listState = (block, { isOrdered, items }, state) => {
        const item = block.childBlockDefsByName.items.childBlockDef;
        return {
            ...state,
            style: [isOrdered ? "numbers" : "bullets"],
            items: items.map((lines) => ({ id: newId(), value: richText(item, lines) })),
        };
    };

    const tableState = (block, { caption, headings, rows, hasRowHeaders }, state) => {
        const cells = block.childBlockDefsByName.table.childBlockDefs;
        const isPlain = (lines) => lines.length < 2 && lines.every((line) => line.isPlain);
        const columns = headings.map((heading, x) => {
            const type = rows.every((row) => isPlain(row[x])) ? "text" : "rich_text";
            return { type, heading };
        });
        const cellState = (lines, { type }) =>
            type === "text" ? wordsOf(lines) : richText(cells.find((cell) => cell.name === type), lines);
        return {
            ...state,
            table: {
                caption,
                columns,
                rows: rows.map((row) => ({ values: row.map((lines, x) => cellState(lines, columns[x])) })),
            },
            first_column_is_header: hasRowHeaders,
        };
    };

    const textState = (_block, { text }, state) => ({ ...state, text });

    const quoteState = (_block, { text, attribution }, state) => ({ ...state, text, attribution });

    /* For each type of block a function, and the fields that it fills in. */
    const STATES = {
        heading: [textState, "text"],
        subheading: [textState, "text"],
        quote: [quoteState, "text", "attribution"],
        list: [listState, "style", "items"],
        table: [tableState, "table", "first_column_is_header"],
    };

    const plainLine = (text) => Object.assign(new Line(), { text });

    const boldLine = (text) =>
        Object.assign(plainLine(text), { ranges: [{ style: "BOLD", offset: 0, length: text.length }] });

    const LINES = {
        heading: ({ text }) => [boldLine(text)],
        subheading: ({ text }) => [boldLine(text)],
        quote: ({ text, attribution }) => [...text.split("\n\n"), attribution].filter(Boolean).map(plainLine),
        list: ({ isOrdered, items }) =>
            items.map((lines) =>
                Object.assign(joined(lines), { type: isOrdered ? "ordered-list-item" : "unordered-list-item" }),
            ),
        table: ({ caption, headings, rows }) =>
            [[caption], headings, ...rows.map((row) => row.map(wordsOf))]
                .map((row) => row.filter(Boolean).join(" · "))
                .filter(Boolean)
                .map(plainLine),
        paragraph: ({ lines }) => lines,
    };

    /* Returns the lines of a part, for rich text that isn't a block of the body. */
    const linesOf = (part) => LINES[part.type](part);

    const stateOf = (part, stream) => {
        const [state, ...fields] = STATES[part.type] || [];
        const block = stream.childBlockDefsByName[part.type];
        const isOurs = state && fields.every((name) => block?.childBlockDefsByName?.[name]);
        return isOurs ? state(block, part, stream.initialChildStates[part.type]) : null;
    };

    /* Returns a list of { type, value }. A part becomes rich text of the given type if the host has no block for it. */
    const statesOf = (parts, stream, type) =>
        parts.map((part) => {
            const value = stateOf(part, stream);
            if (value) return { type: part.type, value };
            return { type, value: richText(stream.childBlockDefsByName[type], linesOf(part)) };
        });

    Object.assign(window.wagtailTherapy, { linesOf, plainLine, richText, statesOf });
})();
