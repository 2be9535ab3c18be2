/* The buttons that publish a post say what is answered to "Email this to subscribers?". */
(() => {
    "use strict";

    const say = () => {
        const answer = document.querySelector("input[name=mail_choice]:checked")?.value ?? "";
        for (const label of document.querySelectorAll("[data-therapy-labels]")) {
            const labels = JSON.parse(label.dataset.therapyLabels);
            label.textContent = labels[answer] ?? labels[""];
        }
    };

    document.addEventListener("change", ({ target }) => {
        if (target.name === "mail_choice") say();
    });
    document.addEventListener("DOMContentLoaded", say);
})();
