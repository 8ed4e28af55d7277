"use strict";
(() => {
  // About how many pixels of height these take, for what is not laid out yet.
  const ROW = 41;
  const CHIP = 11;

  const page = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const words = data.words;
  const items = new Map(data.items.map((item) => [item.key, item]));
  const source = byId("source");
  const brief = byId("brief");
  const card = byId("card");
  const search = byId("search");
  const sections = byId("section");
  const facets = [...document.querySelectorAll("[data-facet]")];

  // Where each item stands at the left and at the right.
  const marks = new Map();
  const runs = [...source.querySelectorAll("[data-keys]")].map((element) => {
    const keys = element.dataset.keys.split(" ");
    for (const key of keys) {
      if (!marks.has(key)) marks.set(key, []);
      marks.get(key).push(element);
    }
    return { element, keys };
  });
  const places = new Map();
  for (const element of brief.querySelectorAll("[data-row], [data-key]")) {
    const key = element.dataset.row || element.dataset.key;
    if (!places.has(key)) places.set(key, []);
    places.get(key).push(element);
  }
  const rows = [...brief.querySelectorAll("[data-row]")];
  const parts = [...brief.querySelectorAll(".group, .class, .part:not(.origin)")].reverse();
  for (const part of parts) {
    const size = part.querySelectorAll("tr, .item").length * ROW + part.querySelectorAll(".chip, .number").length * CHIP;
    part.style.containIntrinsicSize = `auto ${size}px`;
  }
  const inReadingOrder = data.items
    .filter((item) => item.passages.length)
    .sort((a, b) => first(a) - first(b));

  function first(item) {
    return Math.max(0, item.passages[0].at);
  }

  // Filters. In every group several choices may be pressed; none pressed means all.
  const chosen = { kind: new Set(), status: new Set(), verdict: new Set() };
  let wanted = "";
  let section = "";
  let visible = new Set();
  const texts = new Map(
    data.items.map((item) => [
      item.key,
      [item.key, item.title, item.level, item.change, item.detail, ...item.passages.map((p) => p.text)]
        .join("\n")
        .toLowerCase(),
    ]),
  );

  function matches(item, except) {
    for (const name of Object.keys(chosen)) {
      if (name !== except && chosen[name].size && !chosen[name].has(item[name])) return false;
    }
    if (section !== "" && !item.sections.includes(Number(section))) return false;
    return wanted === "" || texts.get(item.key).includes(wanted);
  }

  function isFiltered() {
    return wanted !== "" || section !== "" || Object.values(chosen).some((values) => values.size);
  }

  function apply() {
    visible = new Set(data.items.filter((item) => matches(item)).map((item) => item.key));
    for (const row of rows) row.hidden = !visible.has(row.dataset.row);
    for (const { element, keys } of runs) {
      element.classList.toggle("off", !keys.some((key) => visible.has(key)));
    }
    const filtered = isFiltered();
    for (const part of parts) {
      const held = part.querySelectorAll("[data-row]");
      const left = [...held].filter((row) => !row.hidden).length;
      part.hidden = filtered && !left;
      const count = part.querySelector(":scope > h2 [data-count], :scope > h3 [data-count], :scope > summary [data-count]");
      if (count) count.textContent = filtered ? `${left} / ${count.dataset.count}` : count.dataset.count;
    }
    for (const facet of facets) {
      const name = facet.dataset.facet;
      const counts = new Map();
      for (const item of data.items) {
        if (matches(item, name)) counts.set(item[name], (counts.get(item[name]) || 0) + 1);
      }
      for (const button of facet.children) {
        const count = counts.get(button.dataset.value) || 0;
        button.lastElementChild.textContent = count;
        button.classList.toggle("nothing", !count);
        button.setAttribute("aria-pressed", chosen[name].has(button.dataset.value));
      }
    }
    byId("shown").textContent = words.shown.replace("{}", visible.size).replace("{}", data.items.length);
    document.querySelector("[data-do=clear]").hidden = !filtered;
    brief.querySelector(".empty").hidden = visible.size > 0;
  }

  function look(text) {
    if (search.value !== text) search.value = text;
    wanted = text.trim().toLowerCase();
    apply();
  }

  function clear() {
    for (const values of Object.values(chosen)) values.clear();
    wanted = section = search.value = sections.value = "";
    apply();
  }

  // Choosing an item.
  let current = null;

  function select(key, from) {
    const item = items.get(key);
    if (!item) return;
    light(false);
    current = key;
    light(true);
    showCard(item);
    if (from !== "source") reveal(source, (marks.get(key) || [])[0]);
    if (from !== "brief") reveal(brief, place(key));
  }

  /* Where the brief says an item: a point that holds it rather than its row in the list of all figures. */
  function place(key) {
    const open = (places.get(key) || []).filter((element) => !element.closest("[hidden]"));
    return open.find((element) => element.closest(".points")) || byId("i-" + key);
  }

  function light(on) {
    for (const element of marks.get(current) || []) element.classList.toggle("on", on);
    for (const element of places.get(current) || []) element.classList.toggle("on", on);
  }

  function deselect() {
    light(false);
    current = null;
    card.hidden = true;
  }

  /* Scrolls the pane alone: scrollIntoView would move the page behind it too. What is out of sight is not laid
     out yet, so its place is an estimate; once it is, its place is looked at again. */
  function reveal(pane, element, again = 2) {
    if (!element || element.hidden) return;
    const folded = element.closest("details");
    if (folded) folded.open = true;
    const box = element.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    if (!box.height && !box.width) return;
    const inSight = box.top > frame.top + 20 && box.bottom < frame.bottom - 20;
    if (inSight && (pane === brief || again < 2)) return;
    pane.scrollTop += box.top - frame.top - (frame.height - Math.min(box.height, frame.height)) / 2.4;
    if (again) requestAnimationFrame(() => requestAnimationFrame(() => reveal(pane, element, again - 1)));
  }

  function step(by) {
    const numbersWanted = chosen.kind.has("number") || chosen.verdict.size || wanted !== "";
    const list = inReadingOrder.filter(
      (item) => visible.has(item.key) && (numbersWanted || item.verdict !== "classified" || item.key === current),
    );
    if (!list.length) return;
    const place = list.findIndex((item) => item.key === current);
    const next = place < 0 ? (by > 0 ? 0 : list.length - 1) : (place + by + list.length) % list.length;
    select(list[next].key);
  }

  // The card.
  function make(tag, style, text) {
    const element = document.createElement(tag);
    if (style) element.className = style;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function act(style, text, label, action) {
    const button = make("button", style, text);
    button.type = "button";
    button.title = label;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", action);
    return button;
  }

  function link(key) {
    const item = items.get(key);
    const element = make("a", "chip " + item.status);
    element.href = "#m-" + key;
    element.dataset.key = key;
    element.append(make("span", "", item.title), " ", make("b", "", item.level || item.change));
    return element;
  }

  function linked(title, keys) {
    if (!keys.length) return [];
    const chips = make("p", "chips");
    chips.append(...keys.map(link));
    return [make("h4", "", title), chips];
  }

  function quotation(passage, number, count, key) {
    const quote = make("blockquote", passage.at < 0 ? "lost" : "");
    quote.lang = "zh";
    for (const [place, piece] of passage.text.split(/([0-9０-９]+(?:[.．,，][0-9０-９]+)*)/).entries()) {
      quote.append(place % 2 ? make("b", "", piece) : piece);
    }
    if (passage.at < 0) quote.title = words.no_passage;
    else quote.addEventListener("click", () => show(key, number, count));
    return quote;
  }

  /* Goes to one of the passages of an item: its marks lie together, passage after passage. */
  function show(key, number, count) {
    pane("source");
    const all = marks.get(key) || [];
    const starts = all.filter((run, place) => place === 0 || !follows(all[place - 1], run));
    reveal(source, starts.length === count ? starts[number] : all[0]);
  }

  function follows(one, other) {
    return one.nextElementSibling === other || (one.nextElementSibling && one.nextElementSibling.nextElementSibling === other);
  }

  function showCard(item) {
    const top = make("div", "row");
    top.append(make("span", "badge kind", item.verdict === "classified" ? item.detail : data.kinds[item.kind]));
    if (item.status) top.append(make("span", "badge " + item.status, data.statuses[item.status]));
    top.append(make("span", "badge " + item.verdict, data.verdicts[item.verdict]));
    if (item.kind === "document") top.append(make("small", "", item.detail));
    top.append(
      make("small", "", item.key),
      make("span", "spring"),
      act("plain to-source", words.source, words.source, () => show(item.key, 0, 1)),
      act("step", "↑", words.previous + " (k)", () => step(-1)),
      act("step", "↓", words.next + " (j)", () => step(1)),
      act("step", "✕", words.close + " (Esc)", deselect),
    );
    const body = [top];
    const isAmount = item.level || item.change;
    body.push(make("p", isAmount ? "title" : "title alone", item.title));
    if (isAmount) {
      const amount = make("p", "amount");
      amount.append(make("b", "", item.level || item.change));
      if (item.level && item.change) amount.append(make("span", "", item.change));
      body.push(amount);
    }
    const path = item.sections.map((place) => data.sections[place]).join(" › ") || words.before_headings;
    body.push(make("p", "where", [item.period, path].filter(Boolean).join(" · ")));
    if (item.flags.length) body.push(make("p", "flags", "※ " + item.flags.join("；")));
    if (item.passages.length > 1) body.push(make("h4", "", words.passages.replace("{}", item.passages.length)));
    body.push(...item.passages.map((passage, place) => quotation(passage, place, item.passages.length, item.key)));
    body.push(...linked(item.kind === "figure" ? words.belongs : words.holds, item.related));
    body.push(...linked(words.also, neighbours(item)));
    card.replaceChildren(...body);
    card.hidden = false;
    card.scrollTop = 0;
  }

  function neighbours(item) {
    const known = new Set([item.key, ...item.related]);
    const found = new Set();
    for (const run of marks.get(item.key) || []) {
      for (const key of run.dataset.keys.split(" ")) if (!known.has(key)) found.add(key);
    }
    return [...found];
  }

  // On a phone one of the two sides is seen.
  function pane(name) {
    document.body.dataset.pane = name;
    for (const tab of document.querySelectorAll("[data-do=pane]")) {
      tab.setAttribute("aria-pressed", tab.dataset.value === name);
    }
    if (current) {
      if (name === "source") reveal(source, (marks.get(current) || [])[0]);
      else reveal(brief, place(current));
    }
  }

  // Dark and light.
  const system = matchMedia("(prefers-color-scheme: dark)");
  let theme = remembered();

  function remembered() {
    try {
      return localStorage.getItem("summarizer-theme");
    } catch {
      return null; // storage may be switched off for files
    }
  }

  function colour() {
    page.dataset.theme = theme || (system.matches ? "dark" : "light");
  }

  function turn() {
    theme = page.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("summarizer-theme", theme);
    } catch {
      // then it holds for this visit
    }
    colour();
  }

  function help() {
    const dialog = byId("help");
    if (dialog.open) dialog.close();
    else dialog.showModal();
  }

  const deeds = {
    theme: turn,
    help,
    clear,
    pane: (button) => pane(button.dataset.value),
    filters: (button) => {
      const open = document.body.classList.toggle("filters-open");
      button.setAttribute("aria-expanded", open);
    },
  };

  document.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    const button = event.target.closest("[data-do]");
    if (button) return deeds[button.dataset.do](button);
    const pick = event.target.closest(".pick");
    if (pick) {
      const values = chosen[pick.parentElement.dataset.facet];
      if (!values.delete(pick.dataset.value)) values.add(pick.dataset.value);
      return apply();
    }
    const run = event.target.closest("[data-keys]");
    if (run) {
      const keys = run.dataset.keys.split(" ").filter((key) => visible.has(key));
      // A second click on the same place chooses what else stands there.
      if (keys.length && !String(getSelection())) select(keys[(keys.indexOf(current) + 1) % keys.length], "source");
      return undefined;
    }
    const chip = event.target.closest("[data-key]");
    const row = event.target.closest("[data-row]");
    if (!chip && !row) return undefined;
    event.preventDefault();
    if (!String(getSelection())) select(chip ? chip.dataset.key : row.dataset.row, card.contains(chip) ? "" : "brief");
    return undefined;
  });

  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "Escape") {
      if (byId("help").open) return; // the dialog closes itself
      if (typing) {
        event.target.blur();
        look("");
      } else if (!card.hidden) deselect();
      else if (isFiltered()) clear();
      return;
    }
    if (typing) return;
    const keys = {
      j: () => step(1),
      k: () => step(-1),
      "/": () => {
        document.body.classList.add("filters-open");
        search.focus();
        search.select();
      },
      "?": help,
      t: turn,
      s: () => pane(document.body.dataset.pane === "source" ? "brief" : "source"),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  search.addEventListener("input", () => look(search.value));
  sections.addEventListener("change", () => {
    section = sections.value;
    apply();
    if (section !== "") {
      const start = inReadingOrder.find((item) => visible.has(item.key));
      if (start) reveal(source, (marks.get(start.key) || [])[0]);
    }
  });
  system.addEventListener("change", colour);
  addEventListener("hashchange", linkedTo);
  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("details")) folded.open = true; // paper cannot be unfolded
  });

  /* page.html#F7 opens the page at an item. */
  function linkedTo() {
    const key = decodeURIComponent(location.hash.slice(1)).replace(/^[im]-/, "");
    if (items.has(key)) select(key);
  }

  colour();
  apply();
  linkedTo();
})();
