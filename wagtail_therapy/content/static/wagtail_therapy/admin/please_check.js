/* Shows a piece of an old site as readers see it, so that it can be copied into real blocks, and why it is there. */
(() => {
    "use strict";

    const paragraph = (text) => {
        const made = document.createElement("p");
        made.textContent = text;
        return made;
    };

    class PleaseCheckBlockDefinition extends window.wagtailStreamField.blocks.StructBlockDefinition {
        render(placeholder, prefix, state, error) {
            const block = super.render(placeholder, prefix, state, error);
            const [reason, name, html] = ["reason", "name", "html"].map((part) =>
                document.getElementById(`${prefix}-${part}`),
            );
            const why = [reason.selectedOptions[0]?.value && reason.selectedOptions[0].text, name.value];
            const shown = document.createElement("div");

            for (const field of [reason, name, html]) field.closest("[data-contentpath]").hidden = true;
            shown.className = "therapy-piece";
            /* As the server has sanitised it. No one can type in the hidden field. */
            shown.append(...new DOMParser().parseFromString(html.value, "text/html").body.childNodes);
            block.container[0].append(paragraph(why.filter(Boolean).join(": ")), shown);
            return block;
        }
    }

    window.telepath.register("wagtail_therapy.PleaseCheckBlock", PleaseCheckBlockDefinition);
})();
