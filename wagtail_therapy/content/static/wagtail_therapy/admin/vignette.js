/* Asks only for what an example of a client needs: consent for a real person, a source for a published story. */
(() => {
    "use strict";

    const NEEDED = { has_consent: "real", source: "published" };

    class VignetteBlockDefinition extends window.wagtailStreamField.blocks.StructBlockDefinition {
        render(placeholder, prefix, state, error) {
            const block = super.render(placeholder, prefix, state, error);
            const basis = document.getElementById(`${prefix}-basis`);
            const parts = Object.entries(NEEDED).map(([name, wanted]) => [
                document.querySelector(`[data-contentpath="${name}"] [name^="${prefix}-${name}"]`)
                    ?.closest("[data-contentpath]"),
                wanted,
            ]);
            const askWhatIsNeeded = () => {
                for (const [part, wanted] of parts) {
                    if (part) part.hidden = basis.value !== wanted;
                }
            };

            askWhatIsNeeded();
            basis.addEventListener("change", askWhatIsNeeded);
            return block;
        }
    }

    window.telepath.register("wagtail_therapy.VignetteBlock", VignetteBlockDefinition);
})();
