/* Reads a table of pasted HTML. */
(() => {
    "use strict";

    const { linesWithin } = window.wagtailTherapy;

    /* The text of a merged cell goes into the first column and row of it; the others stay empty. */
    const gridOf = (table) => {
        const grid = [...table.rows].map(() => []);
        [...table.rows].forEach((row, y) => {
            let x = 0;
            for (const cell of row.cells) {
                while (grid[y][x] !== undefined) x += 1;
                const height = Math.min(cell.rowSpan || grid.length, grid.length - y);
                for (let below = 0; below < height; below += 1) {
                    for (let beside = 0; beside < cell.colSpan; beside += 1) grid[y + below][x + beside] = null;
                }
                grid[y][x] = cell;
                x += cell.colSpan;
            }
        });
        return grid;
    };

    const readCell = (cell, lost) => ({
        lines: cell ? linesWithin(cell, lost) : [],
        isHeader: cell?.matches("th, thead *") || false,
    });

    const textOf = (cell) => cell.lines.map((line) => line.text.replaceAll("\n", " ")).join(" ");

    /* Word processors don't mark header cells, so people make them bold. */
    const areHeaders = (cells) => {
        const written = cells.filter((cell) => cell.lines.length);
        const isHeader = (cell) => cell.isHeader || cell.lines.every((line) => line.has("BOLD"));
        return written.length > 0 && written.every(isHeader);
    };

    const withoutBold = (cell) => {
        for (const line of cell.lines) line.ranges = line.ranges.filter((one) => one.style !== "BOLD");
    };

    const withoutEmptyColumns = (rows) => {
        const isWritten = (x) => rows.some((row) => row[x].lines.length);
        return rows.map((row) => row.filter((_, x) => isWritten(x)));
    };

    const readRows = (table, lost) => {
        const grid = gridOf(table);
        const width = Math.max(...grid.map((row) => row.length));
        const rows = grid.map((row) => Array.from({ length: width }, (_, x) => readCell(row[x], lost)));
        return withoutEmptyColumns(rows.filter((row) => row.some((cell) => cell.lines.length)));
    };

    const readTable = (table, lost) => {
        const rows = readRows(table, lost);
        if (!rows.length) return [];
        const header = rows.length > 1 && areHeaders(rows[0]) ? rows.shift() : rows[0].map(() => null);
        const hasRowHeaders = areHeaders(rows.map((row) => row[0]));
        if (hasRowHeaders) rows.forEach((row) => withoutBold(row[0]));
        return [
            {
                type: "table",
                caption: table.caption ? textOf({ lines: linesWithin(table.caption, lost) }) : "",
                headings: header.map((cell) => (cell ? textOf(cell) : "")),
                rows: rows.map((row) => row.map((cell) => cell.lines)),
                hasRowHeaders,
            },
        ];
    };

    Object.assign(window.wagtailTherapy, { readTable });
})();
