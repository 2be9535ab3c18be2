/* A list of short texts: Enter starts the next item, and several pasted lines become several items. */
(() => {
    "use strict";

    const { PasteSession, aroundCaret, focusOn, focusOnEnd, insert, linesOf, listenFirst } = window.wagtailTherapy;
    const { moveComments, partsOf, place, plainLine, richText, takeFocus } = window.wagtailTherapy;
    const MARKER = /^\s*(?:[-*•·‣▪–—]|\(?\d{1,3}[.)])\s+/;

    const isRichText = (child) => Boolean(child.block.widget.input.draftailEditor);

    const isEmpty = (child) => {
        const state = child.block.getState();
        return isRichText(child) ? !state.getCurrentContent().hasText() : !state.trim();
    };

    const splitText = ({ value, selectionStart, selectionEnd }) => ({
        stateBefore: value.slice(0, selectionStart).trim(),
        stateAfter: value.slice(selectionEnd).trim(),
        shouldMoveCommentFn: () => false,
    });

    /* A slash opens Draftail's commands, and Enter chooses one. */
    const isChoosing = (child) => child.element.querySelector('[role="option"][aria-selected="true"]');

    const isWriting = (child, target) =>
        isRichText(child) ? target.isContentEditable && !isChoosing(child) : target === child.block.widget.input;

    const isPlainKey = (event) =>
        !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey && !event.isComposing;

    const textLines = (text) => {
        const lines = text.split(/\r?\n/).filter((line) => line.trim());
        const areMarked = lines.every((line) => MARKER.test(line));
        return lines.map((line) => plainLine((areMarked ? line.replace(MARKER, "") : line).trim()));
    };

    const itemsOf = (part) => (part.type === "list" ? part.items : linesOf(part).map((line) => [line]));

    class ListSession extends PasteSession {
        childAt(element) {
            return this.sequence.children.find((child) => child.block.widget && child.element.contains(element));
        }

        /* Returns whether it has handled the paste. */
        paste(event) {
            const child = this.childAt(event.target);
            if (!child || !isRichText(child)) return false;
            const html = event.clipboardData.getData("text/html");
            const { parts, lost, hasHidden } = html ? partsOf(html) : { parts: [], lost: {} };
            const plain = html ? [] : textLines(event.clipboardData.getData("text/plain"));
            const items = [...parts.flatMap(itemsOf), ...plain.map((line) => [line])];
            if (items.length < 2 && !hasHidden) return false;
            // All of it was hidden.
            if (!items.length) return true;
            const item = this.sequence.blockDef.childBlockDef;
            const states = items.map((lines) => ({ value: richText(item, lines) }));
            const { focused, undo } = place(this.sequence, child, { states });
            focusOn(focused);
            this.tell(focused.element, { made: "items", count: items.length, lost }, undo);
            return true;
        }

        keydown(event) {
            if (super.keydown(event)) return true;
            const child = this.childAt(event.target);
            if (!child || !isWriting(child, event.target) || !isPlainKey(event)) return false;
            if (event.key === "Enter") return this.enter(child);
            return event.key === "Backspace" && this.backspace(child);
        }

        enter(child) {
            if (isEmpty(child)) return this.leave(child);
            const split = isRichText(child) ? aroundCaret(takeFocus(child)) : splitText(child.block.widget.input);
            const { stateBefore, stateAfter, shouldMoveCommentFn } = split;
            const next = insert(this.sequence, { value: stateAfter }, child.index + 1);
            moveComments(child, next, shouldMoveCommentFn);
            child.block.setState(stateBefore);
            focusOn(next);
            return true;
        }

        leave(child) {
            const isLast = child.index > 0 && child.index === this.sequence.children.length - 1;
            const event = new CustomEvent("wagtail-therapy:leave-list", { bubbles: true, cancelable: true });
            if (isLast && !child.element.dispatchEvent(event)) child.delete();
            return true;
        }

        backspace(child) {
            if (!isEmpty(child) || child.index === 0) return false;
            const before = this.sequence.children[child.index - 1];
            if (isRichText(before)) focusOnEnd(before);
            else before.focus();
            child.delete();
            return true;
        }
    }

    class LinesBlockDefinition extends window.wagtailStreamField.blocks.ListBlockDefinition {
        render(...given) {
            const list = super.render(...given);
            const session = new ListSession(list, this.meta.pasting);
            const [element] = list.container;
            element.dataset.therapyLines = "";
            listenFirst(element, "paste", (event) => session.paste(event));
            listenFirst(element, "keydown", (event) => session.keydown(event));
            return list;
        }
    }

    window.telepath.register("wagtail_therapy.LinesBlock", LinesBlockDefinition);
})();
