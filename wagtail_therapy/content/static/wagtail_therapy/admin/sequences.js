/* Adds blocks to Wagtail's StreamBlocks and ListBlocks as their buttons do. */
(() => {
    "use strict";

    /* Wagtail needs an id for each block. Browsers have crypto.randomUUID only with HTTPS. */
    const newId = () =>
        "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
            (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16),
        );

    /* A ListBlock has one type of child, a StreamBlock has several. */
    const insert = (sequence, { type, value }, index) =>
        sequence.blockDef.childBlockDef
            ? sequence.insert(value, index, { id: newId() })
            : sequence.insert({ type, value, id: newId() }, index);

    /* At once: Wagtail waits 50 ms, and a fast typist would lose a letter. */
    const focusOn = (child) => {
        const editor = child.block.widget?.input?.draftailEditor;
        if (editor) editor.focus();
        else child.focus();
    };

    const moveComments = (from, to, isMoved) => {
        const app = window.comments?.commentApp;
        const [here, there] = [from.getContentPath(), to.getContentPath()];
        if (!app || !here || !there) return;
        const comments = app.utils.selectCommentsForContentPathFactory(here)(app.store.getState());
        comments.filter(isMoved).forEach((one) => app.updateContentPath(one.localId, there));
    };

    window.wagtailTherapy = { ...window.wagtailTherapy, focusOn, insert, moveComments, newId };
})();
