/* Shows the answer to "Email this to subscribers?" on the buttons that publish a post. */
(() => {
    "use strict";

    const showAnswer = () => {
        const answer = document.querySelector("input[name=mail_choice]:checked")?.value ?? "";
        for (const label of document.querySelectorAll("[data-therapy-labels]")) {
            const labels = JSON.parse(label.dataset.therapyLabels);
            label.textContent = labels[answer] ?? labels[""];
        }
    };

    document.addEventListener("change", ({ target }) => {
        if (target.name === "mail_choice") showAnswer();
    });
    document.addEventListener("DOMContentLoaded", showAnswer);
})();
