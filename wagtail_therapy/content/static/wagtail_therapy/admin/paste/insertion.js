/* Puts pasted blocks where the caret is, and can undo it. */
(() => {
    "use strict";

    const { focusOn, insert, moveComments, rawContent } = window.wagtailTherapy;

    /* Returns the states before and after the caret, without the selected text. */
    const aroundCaret = (state) => {
        const { EditorState, Modifier } = window.DraftJS;
        const selection = state.getSelection();
        if (selection.isCollapsed()) return window.draftail.splitState(state);
        const content = Modifier.removeRange(state.getCurrentContent(), selection, "backward");
        return window.draftail.splitState(EditorState.push(state, content, "remove-range"));
    };

    const isWritten = (line) => line.getType() === "atomic" || line.getText().trim() !== "";

    const linesBefore = (state) => {
        const lines = state.getCurrentContent().getBlocksAsArray();
        return lines.slice(0, lines.findLastIndex(isWritten) + 1);
    };

    const linesAfter = (state) => {
        const lines = state.getCurrentContent().getBlocksAsArray();
        const first = lines.findIndex(isWritten);
        return first < 0 ? [] : lines.slice(first);
    };

    /* Returns a state with these lines, and the caret at the end of one of them. It has nothing to undo, which would
       bring back text that is now in another block. */
    const withLines = (state, lines, caret) => {
        const { ContentState, EditorState, SelectionState } = window.DraftJS;
        const next = EditorState.createWithContent(ContentState.createFromBlockArray(lines), state.getDecorator());
        const line = lines[caret] || lines[0];
        const offset = lines[caret] ? line.getLength() : 0;
        const selection = SelectionState.createEmpty(line.getKey());
        return EditorState.acceptSelection(next, selection.merge({ anchorOffset: offset, focusOffset: offset }));
    };

    /* Draft.js sets the caret only if the state says that the editor isn't focused yet. */
    const withoutFocus = (state) =>
        window.DraftJS.EditorState.acceptSelection(state, state.getSelection().set("hasFocus", false));

    const focusOnEnd = (child) => {
        child.block.setState(window.DraftJS.EditorState.moveSelectionToEnd(withoutFocus(child.block.getState())));
        focusOn(child);
    };

    /* Returns the state of a child that loses the focus. Draft.js notices that only before its state is replaced. */
    const takeFocus = (child) => {
        const state = child.block.getState();
        if (child.element.contains(document.activeElement)) document.activeElement.blur();
        return state;
    };

    const draftLines = (lines, options) =>
        lines.length ? window.DraftJS.convertFromRaw(rawContent(lines, options)).getBlocksAsArray() : [];

    const snapshot = (child) =>
        JSON.stringify(child.getState(), (_name, value) =>
            value?.getCurrentContent ? window.DraftJS.convertToRaw(value.getCurrentContent()) : value,
        );

    /* Returns the states before and after the caret, with the lines pasted next to them; null for an empty one. */
    const statesAround = (state, options, { lead, trail }) => {
        const { stateBefore, stateAfter, shouldMoveCommentFn } = aroundCaret(state);
        const before = [...linesBefore(stateBefore), ...draftLines(lead, options)];
        const after = [...draftLines(trail, options), ...linesAfter(stateAfter)];
        return {
            before: before.length ? withLines(stateBefore, before, before.length - 1) : null,
            after: after.length ? withLines(stateAfter, after, trail.length - 1) : null,
            shouldMoveCommentFn,
        };
    };

    const restore = (sequence, child, value, index) => {
        if (sequence.children.includes(child)) {
            child.block.setState(value);
            return child;
        }
        return insert(sequence, { type: child.type, value }, Math.min(index, sequence.children.length));
    };

    /* Returns a function that returns the child which has its text again. Blocks that were changed since stay. */
    const undoOf = (sequence, child, original, { added, rest }) => {
        const pasted = added.map(snapshot);
        const isUnchanged = (one, number) => sequence.children.includes(one) && snapshot(one) === pasted[number];
        return () => {
            if (rest) moveComments(rest, child, () => true);
            const restored = restore(sequence, child, withoutFocus(original), added[0].index);
            added.filter(isUnchanged).forEach((one) => one.delete());
            return restored;
        };
    };

    /* Puts new children where the caret is in a child that is rich text. That child keeps what is before the caret, or
       if there is nothing, what is after it. It goes if there is neither.

       Takes { states, lead, trail }: the states of the new children, and lines to add at the end of what is before the
       caret and at the start of what is after it. Returns { focused, undo }. */
    const place = (sequence, child, { states, lead = [], trail = [] }) => {
        const original = takeFocus(child);
        const around = statesAround(original, child.block.widget.options, { lead, trail });
        const { before, after, shouldMoveCommentFn } = around;
        const start = before ? child.index + 1 : child.index;
        const added = states.map((state, number) => insert(sequence, state, start + number));
        const { type } = child;
        const rest = before && after ? insert(sequence, { type, value: after }, start + added.length) : null;
        if (rest) {
            moveComments(child, rest, shouldMoveCommentFn);
            added.push(rest);
        }
        if (before || after) child.block.setState(before || after);
        else child.delete();
        const undo = undoOf(sequence, child, original, { added, rest });
        return { focused: after && !rest ? child : added.at(-1), undo };
    };

    /* Puts lines where the caret is. Draft.js can undo it. */
    const insertLines = (editor, lines) => {
        const { BlockMapBuilder, EditorState, Modifier } = window.DraftJS;
        const state = editor.getEditorState();
        const fragment = BlockMapBuilder.createFromArray(draftLines(lines, editor.props));
        const content = Modifier.replaceWithFragment(state.getCurrentContent(), state.getSelection(), fragment);
        editor.onChange(EditorState.push(state, content, "insert-fragment"));
    };

    Object.assign(window.wagtailTherapy, { aroundCaret, focusOnEnd, insertLines, place, takeFocus });
})();
