/* Submits a form of the editor when Wagtail's autosave has answered.

   On a new page, both at once would create two: one then fails with an error page, or because the address
   is taken. Autosave and "Publish" don't know of each other: client/src/controllers/AutosaveController.ts */
(() => {
    "use strict";

    const saving = new WeakSet();
    const waiting = new WeakMap();
    const submitted = new WeakSet();

    // A button that has been pressed is disabled by now, and would not be submitted.
    function submit(form, button) {
        const pressed = Object.assign(document.createElement("input"), { type: "hidden" });
        if (button?.name) {
            Object.assign(pressed, { name: button.name, value: button.value });
            form.append(pressed);
        }
        form.requestSubmit();
        // If another script stops the form, autosave must not press the button later.
        pressed.remove();
    }

    function answered({ target }) {
        saving.delete(target);
        if (!waiting.has(target)) return;
        const button = waiting.get(target);
        waiting.delete(target);
        submit(target, button);
    }

    document.addEventListener("w-autosave:save", event => {
        if (submitted.has(event.target)) event.preventDefault();
        else saving.add(event.target);
    });
    document.addEventListener("w-autosave:success", answered);
    document.addEventListener("w-autosave:error", answered);
    document.addEventListener("submit", event => {
        if (!saving.has(event.target)) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        waiting.set(event.target, event.submitter);
    }, true);
    window.addEventListener("submit", event => {
        if (!event.defaultPrevented) submitted.add(event.target);
    });
})();
