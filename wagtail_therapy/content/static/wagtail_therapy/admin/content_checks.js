// Tells Wagtail's content checker in which elements of the page the server has found something.
(() => {
    const userbar = window.wagtail?.userbar;
    const script = userbar?.shadowRoot?.getElementById("checker-axe-configuration");
    if (!script) return;

    const INNER = "p, li";
    const escaped = text => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const asWords = text => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(text)}(?![\\p{L}\\p{N}])`, "iu");
    const hasWords = (element, place) =>
        asWords(place).test(element.textContent.replace(/\s+/g, " "));

    // Without a place, it is about the whole page, and the element is the page's heading.
    function isPlace(element, place) {
        if (!place) return true;
        if (element.matches("img")) return element.src.includes(`/${place}`);
        const inner = [...element.querySelectorAll(INNER)];
        return hasWords(element, place) && !inner.some(one => hasWords(one, place));
    }

    const passes = (element, { places }) => !places.some(place => isPlace(element, place));
    for (const { id } of JSON.parse(script.textContent).spec.checks) {
        if (id.startsWith("check-therapy-")) userbar.registerCheck(id, passes);
    }
})();
