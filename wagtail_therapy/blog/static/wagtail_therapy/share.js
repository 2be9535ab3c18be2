// Shows the button that copies a post's URL. Without this script, it stays hidden.
for (const button of document.querySelectorAll("[data-therapy-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.dataset.therapyCopy);
        button.nextElementSibling.textContent = button.dataset.therapyCopied;
    });
}
