/* The heading of a folded reference says how to cite it. */
(() => {
    "use strict";

    class ReferenceBlockDefinition extends window.wagtailStreamField.blocks.StructBlockDefinition {
        render(...given) {
            const block = super.render(...given);
            const label = block.getTextLabel.bind(block);
            block.getTextLabel = (options) => {
                const key = block.childBlocks.key.getState().trim();
                const cited = key && this.meta.citedAs.replace("{key}", key);
                return [label(options), cited].filter((part) => part && part.trim()).join(" · ");
            };
            return block;
        }
    }

    window.telepath.register("wagtail_therapy.ReferenceBlock", ReferenceBlockDefinition);
})();
