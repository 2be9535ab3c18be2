/* The last paste into a StreamBlock or ListBlock, as long as it can be undone. */
(() => {
    "use strict";

    const { focusOn, tell } = window.wagtailTherapy;
    const MODIFIERS = ["Alt", "Control", "Meta", "Shift"];

    const isUndo = (event) => (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";

    class PasteSession {
        constructor(sequence, words) {
            this.sequence = sequence;
            this.words = words;
        }

        tell(element, report, undo) {
            this.note?.remove();
            this.undo = undo && (() => this.undoOnce(undo));
            this.note = tell(element, { ...report, words: this.words, undo: this.undo });
        }

        undoOnce(undo) {
            this.note.remove();
            this.undo = null;
            focusOn(undo());
        }

        /* Undoes what was just pasted. Draft.js has its own undo for what is typed after that. */
        keydown(event) {
            if (MODIFIERS.includes(event.key)) return false;
            const { undo } = this;
            this.undo = null;
            if (!undo || !isUndo(event)) return false;
            undo();
            return true;
        }
    }

    /* Listens before Draft.js, which listens at the document. A handler returns whether it has handled the event. */
    const listenFirst = (element, type, handler) => {
        const listener = (event) => {
            if (!handler(event)) return;
            event.preventDefault();
            event.stopPropagation();
        };
        element.addEventListener(type, listener, true);
    };

    Object.assign(window.wagtailTherapy, { PasteSession, listenFirst });
})();
