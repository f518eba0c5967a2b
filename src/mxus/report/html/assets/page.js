// What the page can do beyond being read: marks open their records beside it, and the records can be filtered.
// Without this script every mark is still a link to its records.
(() => {
  "use strict";
  const panel = document.getElementById("panel");
  const title = document.getElementById("panel-title");
  const body = document.getElementById("panel-body");
  const cards = [...document.querySelectorAll("#cards > article")];
  let opener = null;

  // The entry or record that a hash names, if it is one.
  const named = (hash) => {
    let id = "";
    try { id = decodeURIComponent(hash.slice(1)); } catch { return null; }
    const found = id ? document.getElementById(id) : null;
    return found && (found.classList.contains("entry") || found.classList.contains("record")) ? found : null;
  };

  // A copy that repeats no id.
  const copied = (node) => {
    const copy = node.cloneNode(true);
    for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
    copy.removeAttribute("tabindex");
    copy.hidden = false;
    return copy;
  };

  const show = (target) => {
    title.textContent = target.querySelector("h3, h4").textContent;
    const parts = [];
    if (target.classList.contains("entry")) {
      parts.push(copied(target.querySelector(".told")));
      for (const link of target.querySelectorAll(".refs a")) {
        const card = document.getElementById(link.hash.slice(1));
        if (card) parts.push(copied(card));
      }
    } else {
      parts.push(copied(target));
    }
    body.replaceChildren(...parts);
    panel.hidden = false;
    body.scrollTop = 0;
    panel.scrollTop = 0;
    title.focus({ preventScroll: true });
  };

  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    body.replaceChildren();
    history.replaceState(null, "", location.pathname + location.search);
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#'], a[*|href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const hash = link.getAttribute("href");
    const target = named(hash);
    if (!target) return;
    event.preventDefault();
    if (!panel.contains(link)) opener = link;
    history.replaceState(null, "", hash);
    show(target);
  });
  panel.querySelector(".close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  const arrive = () => { const target = named(location.hash); if (target) show(target); };
  addEventListener("hashchange", arrive);

  // Filters.
  const form = document.getElementById("filters");
  const found = document.getElementById("found");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map();
  const textOf = (card) => {
    if (!texts.has(card)) texts.set(card, plain(card.textContent));
    return texts.get(card);
  };
  const filter = () => {
    const wanted = new FormData(form);
    const words = plain(wanted.get("words")).split(/\s+/).filter(Boolean);
    const chosen = ["kind", "arena", "actor", "paragraph"].map((name) => [name, wanted.get(name)]).filter(([, value]) => value);
    let count = 0;
    for (const card of cards) {
      const fits =
        chosen.every(([name, value]) => (card.dataset[name] ?? "").split(" ").includes(value)) &&
        words.every((word) => textOf(card).includes(word));
      card.hidden = !fits;
      count += fits;
    }
    found.textContent = count === cards.length ? `${count} records` : `${count} of ${cards.length} records`;
  };
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));

  // On paper the codes of the argument stand in words; what other figures and records lead to is counted.
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll(".stages ~ details:not([open])")) {
      details.open = true;
      details.dataset.opened = "";
    }
  });
  addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll("details[data-opened]")) {
      details.open = false;
      delete details.dataset.opened;
    }
  });

  arrive();
  document.documentElement.dataset.ready = "";
  performance.mark("mxus-ready");
})();
