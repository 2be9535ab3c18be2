/* Asks the server to go on with an import, again and again, and shows how far it is. */
(() => {
    "use strict";

    const AFTER_A_FAULT = 15, BETWEEN = 0.2, WHILE_ANOTHER_WORKS = 3;
    const page = document.querySelector("[data-therapy-import]");
    // A host's own template may not have it.
    if (!page) return;

    const ask = () => {
        const form = page.querySelector("form[data-therapy-work]");
        // Without a form, something else works on it, and we only look.
        const url = form ? form.action : location.href;
        return fetch(url, form ? { method: "POST", body: new FormData(form) } : {});
    };

    const fresh = async () => {
        const html = new DOMParser().parseFromString(await (await ask()).text(), "text/html");
        // The login page doesn't have it.
        return html.querySelector("[data-therapy-import]");
    };

    const hideButton = (root) => {
        const button = root.querySelector("[data-therapy-work]");
        if (button) button.hidden = true;
    };

    const replace = (part, other) => {
        if (!other || part.isEqualNode(other)) return;
        const hadFocus = part.contains(document.activeElement);
        part.replaceChildren(...other.childNodes);
        if (!hadFocus) return;
        // Not on a button, which may be another one now.
        part.tabIndex = -1;
        part.focus();
    };

    const goOn = async () => {
        try {
            const other = await fresh();
            if (!other) return;
            page.dataset.therapyImport = other.dataset.therapyImport;
            hideButton(other);
            for (const part of page.querySelectorAll("[data-therapy-part]")) {
                replace(part, other.querySelector(`#${part.id}`));
            }
            wait();
        } catch {
            setTimeout(goOn, AFTER_A_FAULT * 1000);
        }
    };

    const wait = () => {
        const seconds = { working: BETWEEN, waiting: WHILE_ANOTHER_WORKS }[page.dataset.therapyImport];
        if (seconds) setTimeout(goOn, seconds * 1000);
    };

    hideButton(page);
    wait();
})();
