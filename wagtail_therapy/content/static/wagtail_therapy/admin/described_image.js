/* Asks for the description of a chosen picture, or uses the one from the library.
   Wagtail's own script (wagtailimages/js/image-block.js) fills in the title if there is none. */
(() => {
    "use strict";

    const knownDescription = (image) =>
        image && image.default_alt_text !== image.title ? image.default_alt_text || "" : "";

    const icon = () => {
        const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
        use.setAttribute("href", "#icon-warning");
        made.classList.add("icon", "icon-warning");
        made.append(use);
        return made;
    };

    /* What a person has typed stays. It was about another picture, so this asks them to read it again. */
    const askToReadAgain = (text, words) => {
        if (text.nextElementSibling?.matches(".therapy-read-again")) return;
        const note = document.createElement("p");
        note.className = "help-block help-warning therapy-read-again";
        note.setAttribute("role", "status");
        note.append(icon(), words);
        text.after(note);
        text.addEventListener("input", () => note.remove(), { once: true });
    };

    class DescribedImageBlockDefinition extends window.wagtailStreamField.blocks.StructBlockDefinition {
        render(placeholder, prefix, state, error) {
            const block = super.render(placeholder, prefix, state, error);
            const text = document.getElementById(`${prefix}-alt_text`);
            const decorative = document.getElementById(`${prefix}-decorative`);
            const askOrNot = () => {
                text.disabled = decorative.checked;
            };
            let chosen = state?.image;
            let offered = chosen?.default_alt_text || "";

            askOrNot();
            decorative.addEventListener("change", askOrNot);
            block.childBlocks.image.widget.addEventListener("chosen", ({ detail }) => {
                const known = knownDescription(detail);
                if (["", offered].includes(text.value)) text.value = known;
                else if (chosen?.id && chosen.id !== detail.id) askToReadAgain(text, this.meta.readAgain);
                [chosen, offered] = [detail, known];
            });
            return block;
        }
    }

    window.wagtailTherapy = { ...window.wagtailTherapy, knownDescription };
    window.telepath.register("wagtail_therapy.DescribedImageBlock", DescribedImageBlockDefinition);
})();
