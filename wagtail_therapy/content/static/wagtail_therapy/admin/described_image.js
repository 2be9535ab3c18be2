/* Asks for the description of a chosen picture, or uses the one from the library.
   Wagtail's own script (wagtailimages/js/image-block.js) fills in the title if there is none. */
(() => {
    "use strict";

    const knownDescription = (image) =>
        image && image.default_alt_text !== image.title ? image.default_alt_text || "" : "";

    class DescribedImageBlockDefinition extends window.wagtailStreamField.blocks.StructBlockDefinition {
        render(placeholder, prefix, state, error) {
            const block = super.render(placeholder, prefix, state, error);
            const text = document.getElementById(`${prefix}-alt_text`);
            const decorative = document.getElementById(`${prefix}-decorative`);
            const askOrNot = () => {
                text.disabled = decorative.checked;
            };
            let offered = state?.image?.default_alt_text || "";

            askOrNot();
            decorative.addEventListener("change", askOrNot);
            block.childBlocks.image.widget.addEventListener("chosen", ({ detail }) => {
                const known = knownDescription(detail);
                if (["", offered].includes(text.value)) text.value = known;
                offered = known;
            });
            return block;
        }
    }

    window.wagtailTherapy = { ...window.wagtailTherapy, knownDescription };
    window.telepath.register("wagtail_therapy.DescribedImageBlock", DescribedImageBlockDefinition);
})();
