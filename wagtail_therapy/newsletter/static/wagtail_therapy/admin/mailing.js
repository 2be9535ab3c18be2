/* Keeps a mailing's page up to date while the mailing changes. What was typed stays. */
(() => {
    "use strict";

    const AFTER_A_FAULT = 60;
    const page = document.querySelector("[data-therapy-mailing]");
    // A host's own template may not have it.
    if (!page) return;

    const removeLink = (root) => {
        root.querySelector("[data-therapy-refresh]")?.remove();
    };

    const ask = async () => {
        const answer = await fetch(page.dataset.therapyMailing);
        const html = new DOMParser().parseFromString(await answer.text(), "text/html");
        // The login page doesn't have it.
        return html.querySelector("[data-therapy-mailing]");
    };

    const replace = (part, fresh) => {
        if (!fresh || part.textContent === fresh.textContent) return;
        const hadFocus = part.contains(document.activeElement);
        part.replaceChildren(...fresh.childNodes);
        if (!hadFocus) return;
        // Not on a button, which may be another one now.
        part.tabIndex = -1;
        part.focus();
    };

    const refresh = async () => {
        try {
            const fresh = await ask();
            if (!fresh) return;
            removeLink(fresh);
            for (const part of page.querySelectorAll("[data-therapy-part]")) {
                replace(part, fresh.querySelector(`#${part.id}`));
            }
            wait(fresh.dataset.therapySeconds);
        } catch {
            wait(AFTER_A_FAULT);
        }
    };

    const wait = (seconds) => {
        if (seconds) setTimeout(refresh, seconds * 1000);
    };

    removeLink(page);
    wait(page.dataset.therapySeconds);
})();
