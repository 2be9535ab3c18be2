/* Wagtail's window for choosing images, with an upload that takes several files at once. Wagtail's own takes one:
   https://github.com/wagtail/wagtail/issues/9774 */
(() => {
    "use strict";

    const FORM = "form[data-chooser-modal-creation-form]";
    const OF_ONE_IMAGE = ["title", "description"];

    const nameOf = (file) => file.name.replace(/\.[^.]+$/, "");

    const fetched = async (url, options) => {
        const response = await fetch(url, { ...options, headers: { "X-Requested-With": "XMLHttpRequest" } });
        if (!response.ok) throw new Error(response.status);
        return response.json();
    };

    const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

    const errorsIn = (html) =>
        [...parsed(html).querySelectorAll(".error-message")].map((one) => one.textContent.trim()).join(" ");

    /* Returns a list with the image. If the library has the same file, Wagtail asks: we take the new one. */
    const upload = async (form, file) => {
        const input = form.querySelector("input[type=file]");
        const title = form.querySelector("[name$=-title]");
        const data = new FormData(form);
        data.set(input.name, file);
        if (title) data.set(title.name, nameOf(file).slice(0, title.maxLength > 0 ? title.maxLength : undefined));
        const answer = await fetched(form.action, { method: "POST", body: data });
        if (answer.step === "duplicate_found") {
            const link = parsed(answer.htmlFragment).querySelector(".use-new-image");
            return (await fetched(link.getAttribute("href"))).result;
        }
        if (answer.step !== "chosen") throw new Error(errorsIn(answer.htmlFragment));
        return answer.result;
    };

    const uploadAll = async (form, report) => {
        const { files } = form.querySelector("input[type=file]");
        const [images, errors] = [[], []];
        for (const file of files) {
            report(images.length + errors.length + 1, files.length);
            try {
                // One by one: the server makes a thumbnail of each, and may have little memory.
                images.push(...(await upload(form, file)));
            } catch ({ message }) {
                errors.push(`${file.name}: ${message}`);
            }
        }
        return { images, errors };
    };

    const messageIn = (form, level) => {
        form.querySelector(".therapy-upload")?.remove();
        const message = document.createElement("div");
        message.className = `help-block help-${level} therapy-upload`;
        message.setAttribute("role", "status");
        form.prepend(message);
        return message;
    };

    const showErrors = (form, words, errors) => {
        const message = messageIn(form, "critical");
        for (const text of [words.notUploaded, ...errors]) {
            const line = document.createElement("p");
            line.textContent = text;
            message.append(line);
        }
        // Wagtail's own form ends the button's progress like this when it has errors.
        const attribute = "data-w-progress-loading-value";
        form.querySelectorAll(`[${attribute}~="true"]`).forEach((button) => button.removeAttribute(attribute));
        form.querySelector("input[type=file]").value = "";
    };

    const submit = async (modal, form, words) => {
        const message = messageIn(form, "info");
        const { images, errors } = await uploadAll(form, (number, count) => {
            message.textContent = words.uploading.replace("{number}", number).replace("{count}", count);
        });
        if (images.length) modal.respond("chosen", images);
        if (errors.length) showErrors(form, words, errors);
        else modal.close();
    };

    const hideWhatIsOfOne = (form, isHidden) => {
        for (const name of OF_ONE_IMAGE) {
            const field = form.querySelector(`[name$="-${name}"]`)?.closest("li");
            if (field) field.hidden = isHidden;
        }
    };

    /* People without permission to upload have no such form. */
    const takeSeveral = (modal, words) => {
        const form = modal.body[0].querySelector(FORM);
        const input = form?.querySelector("input[type=file]");
        if (!input) return;
        const areSeveral = () => input.files.length > 1;
        input.multiple = true;
        input.addEventListener("change", () => hideWhatIsOfOne(form, areSeveral()));
        form.addEventListener(
            "submit",
            (event) => {
                if (!areSeveral()) return;
                event.preventDefault();
                event.stopImmediatePropagation();
                submit(modal, form, words);
            },
            true,
        );
    };

    /* Calls back with a list of images, and once more if the user retries what was refused. */
    const chooseSeveral = (url, words, callback) => {
        const handlers = window.IMAGE_CHOOSER_MODAL_ONLOAD_HANDLERS;
        const modal = new window.ImageChooserModal(url);
        const alsoSeveral = (step) => (opened, data) => {
            handlers[step](opened, data);
            takeSeveral(opened, words);
        };
        modal.onloadHandlers = {
            ...handlers,
            choose: alsoSeveral("choose"),
            reshow_creation_form: alsoSeveral("reshow_creation_form"),
        };
        modal.open({ multiple: true }, callback);
    };

    window.wagtailTherapy = { ...window.wagtailTherapy, chooseSeveral };
})();
