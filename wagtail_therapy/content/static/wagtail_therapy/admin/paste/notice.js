/* A message below a paste. It says what it became and what could not be pasted, and has a button to undo it. */
(() => {
    "use strict";

    const LOST = ["pictures", "embeds", "links"];

    const counted = ([one, many], count) => (count === 1 ? one : many).replace("{count}", count);

    const button = (text, act) => {
        const made = document.createElement("button");
        Object.assign(made, { type: "button", className: "button button-small button-secondary", textContent: text });
        made.addEventListener("click", act);
        return made;
    };

    const icon = (name) => {
        const [picture, use] = ["svg", "use"].map((one) => document.createElementNS("http://www.w3.org/2000/svg", one));
        picture.setAttribute("class", `icon icon-${name}`);
        picture.setAttribute("aria-hidden", "true");
        use.setAttribute("href", `#icon-${name}`);
        picture.append(use);
        return picture;
    };

    const isAnythingLost = (lost) => LOST.some((kind) => lost[kind]);

    /* Takes { words, made, count, lost, undo }, where made is the name of the sentence about what was made. */
    const sentences = ({ words, made, count, lost }) => [
        ...(made ? [counted(words[made], count)] : []),
        ...LOST.filter((kind) => lost[kind]).map((kind) => counted(words[kind], lost[kind])),
    ];

    const tell = (place, report) => {
        const note = document.createElement("div");
        const text = document.createElement("p");
        const [kind, sign] = isAnythingLost(report.lost) ? ["warning", "warning"] : ["info", "help"];
        note.className = `help-block help-${kind} therapy-pasted`;
        note.append(icon(sign), text);
        const [undo, close] = report.words.buttons;
        if (report.undo) note.append(button(undo, report.undo));
        note.append(button(close, () => note.remove()));
        text.setAttribute("role", "status");
        place.append(note);
        // Screen readers announce changes only in a region that is there already.
        setTimeout(() => {
            text.append(sentences(report).join(" "));
            note.scrollIntoView({ block: "nearest" });
            // A caret scrolls Wagtail's form sideways, where people have no bar to scroll it back.
            const main = note.closest("main");
            if (main) main.scrollLeft = 0;
        }, 100);
        return note;
    };

    Object.assign(window.wagtailTherapy, { isAnythingLost, tell });
})();
