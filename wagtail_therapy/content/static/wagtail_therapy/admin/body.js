/* Turns what is pasted into the rich text of a body into blocks: headings, lists, quotes, tables, paragraphs. */
(() => {
    "use strict";

    const { PasteSession, focusOn, insertLines, isAnythingLost, linesOf, listenFirst, partsOf, place, statesOf } =
        window.wagtailTherapy;

    /* Wagtail's own editors mark what is copied from them, and paste it whole. */
    const isOfAnEditor = (html) => html.includes("data-editor=") || html.includes("data-draftjs-conductor");

    const editorAt = (element) => {
        const field = element.closest("[data-draftail-editor-wrapper]")?.parentElement;
        return field?.querySelector("input[type=hidden]")?.draftailEditor;
    };

    const read = (clipboard) => {
        const html = clipboard.getData("text/html");
        if (html) return isOfAnEditor(html) ? null : partsOf(html);
        const pictures = [...clipboard.files].filter((file) => file.type.startsWith("image/")).length;
        return pictures ? { parts: [], lost: { pictures } } : null;
    };

    const isProse = (part) => part?.type === "paragraph";

    const isText = (part) => isProse(part) && part.lines.every((line) => line.type === "unstyled");

    const isOneLine = (parts) => parts.length === 1 && parts[0].type !== "table" && linesOf(parts[0]).length === 1;

    const isWithinText = (editor) => {
        const state = editor.getEditorState();
        const line = state.getCurrentContent().getBlockForKey(state.getSelection().getStartKey());
        return line.getText().trim() !== "";
    };

    /* Browsers copy one word of a heading as a heading. Draft.js would also paste Word's comments and deleted words. */
    const isForDraftail = ({ parts, lost, hasHidden }, editor) => {
        if (isAnythingLost(lost) || hasHidden) return false;
        return !parts.length || (isOneLine(parts) && (isText(parts[0]) || isWithinText(editor)));
    };

    class BodyPaste extends PasteSession {
        /* Returns whether it has handled the paste. */
        paste(event) {
            const editor = editorAt(event.target);
            if (!editor || event.target.closest("[data-therapy-lines]")) return false;
            const found = read(event.clipboardData);
            if (!found || isForDraftail(found, editor)) return false;
            const child = this.sequence.children.find((one) => one.block.widget?.input?.draftailEditor === editor);
            if (child && !found.parts.every(isProse)) this.pasteBlocks(child, found);
            else this.pasteLines(editor, event.target, found);
            return true;
        }

        pasteBlocks(child, { parts, lost }) {
            const rest = [...parts];
            const lead = isProse(rest[0]) ? rest.shift().lines : [];
            const trail = isProse(rest.at(-1)) ? rest.pop().lines : [];
            const states = statesOf(rest, this.sequence.blockDef, child.type);
            const { focused, undo } = place(this.sequence, child, { states, lead, trail });
            focusOn(focused);
            this.tell(focused.element, { made: "blocks", count: parts.length, lost }, undo);
        }

        pasteLines(editor, target, { parts, lost }) {
            if (parts.length) insertLines(editor, parts.flatMap(linesOf));
            const isFlat = parts.some((part) => !["paragraph", "list"].includes(part.type));
            if (!isFlat && !isAnythingLost(lost)) return;
            this.tell(target.closest("[data-field]"), { made: isFlat ? "flattened" : "", count: 1, lost });
        }
    }

    /* Enter in an empty last item: the writer goes on in a paragraph below the list. */
    const leaveList = (stream, event) => {
        const child = stream.children.find((one) => one.element.contains(event.target));
        if (child.type !== "list" || !stream.blockDef.childBlockDefsByName.paragraph) return;
        event.preventDefault();
        child.addSibling({ type: "paragraph" });
    };

    class BodyBlockDefinition extends window.wagtailStreamField.blocks.StreamBlockDefinition {
        constructor(...given) {
            super(...given);
            /* The picker shows these. Blocks that are there already are found by their names. */
            this.groupedChildBlockDefs = this.groupedChildBlockDefs
                .map(([group, blocks]) => [group, blocks.filter(({ name }) => !this.meta.onlyImported.includes(name))])
                .filter(([, blocks]) => blocks.length);
        }

        render(...given) {
            const stream = super.render(...given);
            const session = new BodyPaste(stream, this.meta.pasting);
            listenFirst(stream.element, "paste", (event) => session.paste(event));
            listenFirst(stream.element, "keydown", (event) => session.keydown(event));
            stream.element.addEventListener("wagtail-therapy:leave-list", (event) => leaveList(stream, event));
            return stream;
        }
    }

    window.telepath.register("wagtail_therapy.BodyBlock", BodyBlockDefinition);
})();
