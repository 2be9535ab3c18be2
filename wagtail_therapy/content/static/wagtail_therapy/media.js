/* Replaces a picture with another company's player when a visitor presses "Play".
   Without this script, or if the site's policy forbids the frame, the link beside it remains. */
(() => {
    "use strict";

    const frameFor = (stage) => {
        const frame = document.createElement("iframe");
        frame.title = stage.dataset.therapyTitle;
        frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
        // YouTube plays nothing without a referrer. It gets the site, not the page.
        frame.referrerPolicy = "strict-origin";
        frame.src = stage.dataset.therapyPlayer;
        return frame;
    };

    const play = (stage) => {
        const button = stage.querySelector("button");
        const picture = [...stage.children].filter((child) => child !== button);
        const frame = frameFor(stage);

        const giveUp = (event) => {
            if (event.effectiveDirective === "frame-src" && frame.src.startsWith(event.blockedURI)) {
                document.removeEventListener("securitypolicyviolation", giveUp);
                stage.replaceChildren(...picture);
                stage.dataset.therapyPlayer = "blocked";
                stage.parentElement.querySelector("a[rel=noreferrer]").focus();
            }
        };

        document.addEventListener("securitypolicyviolation", giveUp);
        stage.replaceChildren(frame);
        frame.focus();
    };

    const prepare = (stage) => {
        const button = stage.querySelector("button");
        // Each video on a page loads the script.
        stage.dataset.therapyReady = "";
        button.hidden = false;
        button.addEventListener("click", () => play(stage));
    };

    document.querySelectorAll(".therapy-player-frame:not([data-therapy-ready])").forEach(prepare);
})();
