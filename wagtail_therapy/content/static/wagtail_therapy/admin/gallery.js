/* A gallery takes several pictures in one step. */
(() => {
    "use strict";

    const { chooseSeveral, insert, knownDescription } = window.wagtailTherapy;

    const isEmpty = (child) => {
        const { image, caption } = child.block.getState();
        return !image.image && !caption;
    };

    /* Returns the field for the description of the first one. */
    const add = (list, images) => {
        list.children.filter(isEmpty).forEach((child) => child.delete());
        const empty = list.blockDef.initialChildState;
        const added = images.map((image) => {
            const described = { ...empty.image, image, alt_text: knownDescription(image) };
            return insert(list, { value: { ...empty, image: described } }, list.children.length);
        });
        return added[0].block.childBlocks.image.childBlocks.alt_text;
    };

    class GalleryBlockDefinition extends window.wagtailStreamField.blocks.StructBlockDefinition {
        render(...given) {
            const block = super.render(...given);
            const { images } = block.childBlocks;
            const { image } = images.blockDef.childBlockDef.childBlockDefsByName.image.childBlockDefsByName;
            const button = document.createElement("button");
            Object.assign(button, { type: "button", className: "button button-secondary therapy-choose-several" });
            button.textContent = this.meta.several.choose;
            button.addEventListener("click", () => {
                // Wagtail gives the focus back to the element that had it. In Safari, a click doesn't focus a button.
                button.focus();
                chooseSeveral(image.widget.opts.modalUrl, this.meta.several, (chosen) => {
                    // What was chosen may have been deleted in the meantime.
                    if (!chosen.length) return;
                    const description = add(images, chosen);
                    button.addEventListener("focus", () => description.focus(), { once: true });
                });
            });
            images.container[0].before(button);
            return block;
        }
    }

    window.telepath.register("wagtail_therapy.GalleryBlock", GalleryBlockDefinition);
})();
