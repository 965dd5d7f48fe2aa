// Live values: what happens to the things of this page is shown without loading it again.
(() => {
  const DOTS = { AVAILABLE: "good", UNAVAILABLE: "bad", UNKNOWN: "off" };
  let source, listening = "";

  const say = text => document.querySelectorAll("[data-live-state]").forEach(place => { place.textContent = text; });
  const at = (name, event) => document.querySelectorAll(
    `[${name}="${CSS.escape(event.thingId)}"][data-component="${CSS.escape(event.componentId)}"][data-property="${CSS.escape(event.propertyId)}"]`);

  const value = event => {
    for (const place of at("data-thing", event)) {
      place.textContent = event.value === null ? "–" : event.value;
      place.classList.remove("fresh");
      void place.offsetWidth; // so that the animation begins again
      place.classList.add("fresh");
    }
    for (const place of at("data-since-thing", event)) {
      const time = document.createElement("time");
      time.dateTime = event.lastUpdate;
      time.textContent = new Date(event.lastUpdate).toLocaleTimeString();
      place.replaceChildren(time);
    }
    document.dispatchEvent(new CustomEvent("patchbay:value", { detail: {
      component: event.componentId, property: event.propertyId, value: event.value, at: event.lastUpdate } }));
  };
  const status = event => {
    for (const place of document.querySelectorAll(`[data-status-of="${CSS.escape(event.thingId)}"]`)) {
      place.querySelector(".dot").className = "dot " + (DOTS[event.status] || "off");
      place.querySelector("[data-word]").textContent = event.status.toLowerCase();
    }
  };

  const listen = () => {
    const url = document.querySelector("[data-live]")?.dataset.live || "";
    if (url === listening) return;
    listening = url;
    source?.close();
    say("");
    if (!url) return;
    source = new EventSource(url);
    source.onopen = () => say("live");
    source.onerror = () => say(source.readyState === EventSource.CLOSED ? "not live: load the page again" : "reconnecting …");
    source.addEventListener("property.changed", message => value(JSON.parse(message.data)));
    source.addEventListener("thing.status", message => status(JSON.parse(message.data)));
    source.addEventListener("reset", () => location.reload());
    source.addEventListener("end", message => {
      if (JSON.parse(message.data).reason === "TOKEN") {
        source.close();
        say("not live: log in again");
      }
    });
  };
  listen();
  document.addEventListener("htmx:afterSettle", listen);
  document.addEventListener("htmx:historyRestore", listen);
})();
