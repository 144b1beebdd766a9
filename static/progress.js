// How far a job is, looked at again every few seconds without moving whoever reads the page.
"use strict";
(() => {
  const place = document.querySelector("[data-progress]");
  if (!place) return;
  const look = async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-progress]");
      if (answer.ok && !fresh) {
        location.reload();
        return;
      }
      if (fresh) place.replaceChildren(...fresh.childNodes);
    } catch (away) {
      // The next look may find the server again.
    }
    setTimeout(look, 2500);
  };
  setTimeout(look, 2500);
})();
