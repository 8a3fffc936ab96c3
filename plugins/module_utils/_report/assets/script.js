/* Copyright: (c) 2026, netcam.hardening contributors. BSD-2-Clause.
   Filter, sort, pages of the matrix, and the section of any camera. Texts are set as text, never as markup. */
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const WORDS = {
    p: ["pass", "\u2713", "passes"], f: ["fail", "\u2715", "fails"], u: ["unknown", "?", "unknown"],
    m: ["manual", "\u270e", "left to people"], w: ["waived", "W", "waived"], n: ["not_applicable", "\u2013", "not applicable"],
  };
  const KINDS = { setting: "Setting", probe: "From outside", note: "Note" };
  const SEVERITIES = ["critical", "high", "medium", "low", "info"];
  const PAGE = 50;
  const text = (number) => data.texts[number] || "";
  document.documentElement.classList.add("scripted");

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  }

  /* -- dark and light ------------------------------------------------------------------------------------------- */

  const theme = byId("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme || (dark.matches ? "dark" : "light")) === "dark";
  const label = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  theme.addEventListener("click", () => { document.documentElement.dataset.theme = isDark() ? "light" : "dark"; label(); });
  dark.addEventListener("change", label);
  label();

  /* -- the section of a camera ---------------------------------------------------------------------------------- */

  function chip(letter) {
    const [word, sign, said] = WORDS[letter];
    return make("span", { class: `chip ${word}` }, make("span", { "aria-hidden": "true" }, `${sign} `), said);
  }

  function severity(word) {
    return make("span", { class: `chip ${word === "high" ? "high-severity" : word}` }, word);
  }

  function evidence(items, letter) {
    const lines = [];
    for (let n = 0; n < items.length; n += 3) {
      const kind = text(items[n]);
      const line = make("div", null, `${KINDS[kind] || kind}: ${text(items[n + 1])}`);
      const wanted = text(items[n + 2]);
      if (wanted && letter !== "p") line.append(" ", make("span", { class: "note" }, `(wanted: ${wanted})`));
      lines.push(line);
    }
    return lines;
  }

  function row(camera, number) {
    const control = data.controls[number];
    const letter = camera.results[number];
    const [items, fix, disagree] = camera.details[number] || [[], -1];
    const result = make("td", null, chip(letter));
    if (letter === "f") result.append(" ", severity(control.severity));
    if (disagree) result.append(" ", make("span", { class: "chip fail" }, "settings and probes disagree"));
    const mend = make("td", { class: "wide" });
    if (fix >= 0 && text(fix)) {
      mend.append(make("code", null, text(fix)));
      const menu = Object.hasOwn(control.menu, text(camera.family)) ? control.menu[text(camera.family)] : "";
      if (menu) mend.append(make("div", { class: "note" }, menu));
    }
    return make("tr", null,
      make("th", { scope: "row", class: "wide" }, make("a", { href: `#${control.id}` }, control.id), ` ${control.title}`),
      result, make("td", { class: "wide" }, ...evidence(items, letter)), mend);
  }

  function part(camera, heading, open, letters) {
    const rank = (n) => letters.indexOf(camera.results[n]) * 10 + SEVERITIES.indexOf(data.controls[n].severity);
    const chosen = data.controls.map((_control, n) => n).filter((n) => letters.includes(camera.results[n]));
    const rows = chosen.sort((a, b) => rank(a) - rank(b) || a - b).map((n) => row(camera, n));
    if (!rows.length) return [];
    const head = make("tr", null, ...["Control", "Result", "Evidence", "Fix"].map((name) => make("th", { scope: "col" }, name)));
    const table = make("table", { class: "stack" }, make("thead", null, head), make("tbody", null, ...rows));
    return [make("details", { open }, make("summary", null, `${rows.length} ${heading}`), make("div", { class: "scroll" }, table))];
  }

  function section(number) {
    const camera = data.cameras[number];
    const found = make("section", { class: "camera", id: `camera-${number}`, "aria-labelledby": `camera-${number}-h`, tabindex: "-1" },
      make("h3", { id: `camera-${number}-h` }, camera.name),
      make("p", null, "Score ", make("strong", null, camera.score === null ? "-" : String(camera.score)), `. ${camera.address}, ${text(camera.about)}.`));
    if (text(camera.message)) found.append(make("p", { class: "alert" }, text(camera.message)));
    found.append(...part(camera, "findings", true, "fuw"),
      ...part(camera, "controls left to people, passed, or not applicable", false, "mpn"));
    return found;
  }

  function show() {
    const match = /^#camera-(\d+)$/.exec(location.hash);
    if (!match || !data.cameras[match[1]]) return;
    let target = byId(match[0].slice(1));
    if (!target) {
      target = section(Number(match[1]));
      byId("sections").prepend(target);
    }
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  }
  addEventListener("hashchange", show);

  /* -- filter --------------------------------------------------------------------------------------------------- */

  const table = byId("camera-table");
  const body = table.tBodies[0];
  const rows = [...body.rows].map((element, number) => ({ element, number, camera: data.cameras[number], text: element.textContent.toLowerCase() }));
  const filter = { text: byId("f-text"), site: byId("f-site"), model: byId("f-model"), control: byId("f-control"), bad: byId("f-bad") };
  let chosen = rows;
  let first = 0;

  function options(select, values) {
    for (const [value, name] of values) select.append(make("option", { value }, name));
  }
  const known = (key) => [...new Set(data.cameras.map((camera) => camera[key]))]
    .sort((a, b) => text(a).localeCompare(text(b))).map((number) => [number, text(number) || "(none)"]);
  options(filter.site, known("site"));
  options(filter.model, known("model"));
  options(filter.control, data.controls.map((control, n) => [n, `${control.id} ${control.title}`]));

  function apply() {
    const words = filter.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const is = (select, value) => select.value === "" || Number(select.value) === value;
    chosen = [];
    for (const one of rows) {
      const fits = words.every((word) => one.text.includes(word)) && is(filter.site, one.camera.site) && is(filter.model, one.camera.model)
        && (filter.control.value === "" || one.camera.results[filter.control.value] === "f")
        && (!filter.bad.checked || one.camera.results.includes("f"));
      one.element.hidden = !fits;
      if (fits) chosen.push(one);
    }
    byId("count").textContent = `${chosen.length} of ${rows.length} cameras`;
    first = 0;
    matrix();
  }
  const form = byId("filters");
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));

  /* -- sort ----------------------------------------------------------------------------------------------------- */

  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    if (head.textContent === "Results") return;
    const button = make("button", { type: "button" }, head.textContent);
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const number = head.classList.contains("n");
      const key = (one) => one.element.cells[column].textContent.trim();
      const value = (one) => { const found = parseFloat(key(one)); return Number.isNaN(found) ? Infinity : found; };
      const compare = number
        ? (a, b) => (value(a) === value(b) ? 0 : value(a) - value(b))
        : (a, b) => key(a).localeCompare(key(b), undefined, { numeric: true });
      rows.sort((a, b) => (down ? -compare(a, b) : compare(a, b)) || a.number - b.number);
      body.append(...rows.map((one) => one.element));
      apply();
    });
  });

  /* -- matrix --------------------------------------------------------------------------------------------------- */

  function matrix() {
    const last = Math.min(first + PAGE, chosen.length);
    const lines = chosen.slice(first, last).map((one) => {
      const cells = [...one.camera.results].map((letter) => {
        const [word, sign, said] = WORDS[letter];
        return make("td", { class: word }, make("span", { "aria-hidden": "true" }, sign), make("span", { class: "hidden-text" }, said));
      });
      return make("tr", null, make("th", { scope: "row" }, make("a", { href: `#camera-${one.number}` }, one.camera.name)), ...cells);
    });
    byId("matrix-table").tBodies[0].replaceChildren(...lines);
    byId("page").textContent = chosen.length ? `${first + 1} to ${last} of ${chosen.length}` : "no camera";
    byId("before").disabled = first === 0;
    byId("after").disabled = last >= chosen.length;
  }
  byId("before").addEventListener("click", () => { first = Math.max(0, first - PAGE); matrix(); });
  byId("after").addEventListener("click", () => { first += PAGE; matrix(); });

  /* -- paper ---------------------------------------------------------------------------------------------------- */

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => { closed.forEach((one) => { one.open = false; }); });

  matrix();
  show();
})();
