/* Leaves the page at once: blanks it and opens another in its place. Pressing Shift three times does
   the same. It can't clear the browsing history. Without this script the link is a plain link. */
(() => {
    "use strict";

    const PRESSES = 3;
    const WITHIN = 5000;
    const link = document.querySelector("a[data-therapy-exit]");
    if (!link) {
        return;
    }

    const addNoReferrer = () => {
        // location.replace() ignores the link's rel=noreferrer.
        const policy = document.createElement("meta");
        policy.name = "referrer";
        policy.content = "no-referrer";
        document.head.append(policy);
    };

    const leave = (event) => {
        event.preventDefault();
        const address = link.href;
        addNoReferrer();
        document.querySelectorAll("link[rel~=icon]").forEach((icon) => icon.remove());
        document.title = "\u00a0";
        document.body.replaceChildren();
        window.location.replace(address);
    };

    let presses = [];

    const count = (event) => {
        if (event.repeat) {
            return;
        }
        const now = Date.now();
        // Someone typing a capital letter presses another key next.
        presses = event.key === "Shift" ? presses.filter((at) => now - at < WITHIN).concat(now) : [];
        if (presses.length >= PRESSES) {
            leave(event);
        }
    };

    document.querySelectorAll("a[data-therapy-exit]").forEach((one) => one.addEventListener("click", leave));
    document.addEventListener("keydown", count);
    // A phone has no such key, and no room.
    if (window.matchMedia("(hover: hover) and (min-width: 40em)").matches) {
        document.querySelectorAll("[data-therapy-exit-keys]").forEach((hint) => { hint.hidden = false; });
    }
})();
