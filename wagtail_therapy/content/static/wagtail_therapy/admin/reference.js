/* Shows in the heading of a reference how to cite it, while it is being written. The key is made in the same way as in
   wagtail_therapy/content/text/references.py, which makes one if this script hasn't run. */
(() => {
    "use strict";

    const LONGEST_START = 40;
    const FIRST_AUTHOR = /[,;&(]| and | et al/i;
    const DOI = /10\.\d{4,9}\/(\S+)/;

    const slug = (text) =>
        text
            .normalize("NFKC")
            .toLowerCase()
            .replace(/[\p{Cf}'’ʼ]/gu, "")
            .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-")
            .replace(/^-+|-+$/g, "");

    const madeKey = (fields) => {
        const [author] = fields.authors.split(FIRST_AUTHOR);
        const title = fields.title.trim().split(/\s+/).slice(0, 3).join(" ");
        const start = slug(author) || slug(title) || slug(DOI.exec(fields.doi)?.[1] || "");
        if (!start) return "";
        return [slug(start.slice(0, LONGEST_START)), slug(fields.year)].filter(Boolean).join("-");
    };

    const unique = (key, others) => {
        let found = key;
        for (let number = 2; key && others.includes(found); number += 1) found = `${key}-${number}`;
        return found;
    };

    const keysBeside = (input) => {
        const children = [...(input.closest("[data-streamfield-stream-container]")?.children || [])];
        return children
            .filter((one) => one.matches("[data-streamfield-child]") && !one.contains(input))
            .filter((one) => !one.querySelector("[name$=-deleted]").value)
            .map((one) => slug(one.querySelector("[name$=-value-key]")?.value || ""));
    };

    const showHeading = (block) => {
        const shown = document.createElement("span");
        shown.className = "therapy-cite-as";
        block.container[0].closest("[data-panel]").querySelector("[data-panel-heading]").append(" ", shown);
        return shown;
    };

    class ReferenceBlockDefinition extends window.wagtailStreamField.blocks.StructBlockDefinition {
        render(placeholder, prefix, state, error) {
            const block = super.render(placeholder, prefix, state, error);
            const { input } = block.childBlocks.key.widget;
            const heading = showHeading(block);
            // A saved key stays, because texts cite it. A copy needs one of its own.
            let isMade = !input.value || (!error && keysBeside(input).includes(slug(input.value)));
            const show = () => {
                if (isMade) input.value = unique(madeKey(block.getState()), keysBeside(input));
                const key = slug(input.value);
                heading.textContent = key && this.meta.citedAs.replace("{key}", key);
            };

            show();
            block.container[0].addEventListener("input", ({ target }) => {
                if (target === input) isMade = !input.value;
                show();
            });
            return block;
        }
    }

    window.telepath.register("wagtail_therapy.ReferenceBlock", ReferenceBlockDefinition);
})();
