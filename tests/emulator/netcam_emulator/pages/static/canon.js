// Copyright: (c) 2026, netcam.hardening contributors
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";
// The requests behind the emulated Canon pages: `-set-`, save by pt=4, `-get-`.

const SET = "/admin/-set-", GET = "/admin/-get-";
const MOST = 30; // parameters of one request; the camera takes a few more
const TRANSIENT = "C006";

async function text(path, options) {
  const answer = await fetch(path, { cache: "no-store", ...options });
  const body = await answer.text();
  const error = /^Error=(.*)$/m.exec(body);
  if (!answer.ok || error) throw new Error(error ? `Error ${error[1]}` : `Error ${answer.status}`);
  return body;
}

// Fields of a section whose values go along with a change in it, where this camera's pages send whole sections.
function together(changed) {
  if (document.body.dataset.sends !== "section") return changed;
  const all = page.values();
  const names = new Set(changed.keys());
  for (const section of document.querySelectorAll("section")) {
    const inputs = [...section.querySelectorAll("[name]")].filter((input) => !input.closest(".operation"));
    if (!inputs.some((input) => changed.has(input.name))) continue;
    for (const input of inputs) {
      if (all.has(input.name) && !("row" in input.dataset) && !("live" in input.dataset)) names.add(input.name);
    }
  }
  return new Map([...all].filter(([name]) => names.has(name)));
}

async function save() {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await text(`${SET}?pt=4`);
    } catch (error) {
      if (attempt === 5 || !error.message.includes(TRANSIENT)) throw error;
    }
  }
}

page.maker = {
  async load() {
    const values = {};
    const pages = new Set(page.inputs().map((input) => input.dataset.page));
    for (const name of pages) {
      for (const line of (await text(`${GET}?pg=${name}`)).split("\n")) {
        const at = line.indexOf("=");
        if (at > 0) values[line.slice(0, at)] = line.slice(at + 1);
      }
    }
    return values;
  },

  async save(changed) {
    const pairs = [...together(changed)].map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    for (let first = 0; first < pairs.length; first += MOST) {
      await text(`${SET}?${pairs.slice(first, first + MOST).join("&")}`);
    }
    await save();
  },

  async reboot() {
    await text(`${SET}?pt=9`);
    await page.back(`${GET}?pg=user`);
  },

  // The tables of certificates on the newer generation.
  async lists() {
    for (const table of document.querySelectorAll(".certificates")) {
      const rows = [];
      for (const line of (await text(table.dataset.listPath)).split("\n")) {
        const found = /^(\w+)-(\d+)=(.*)$/.exec(line);
        if (found) (rows[found[2]] ||= {})[found[1]] = found[3];
      }
      const kinds = table.dataset.kinds.split(" ");
      table.tBodies[0].replaceChildren(...rows.filter((row) => kinds.includes(row.kind)).map((row) => {
        const line = document.createElement("tr");
        for (const shown of [row.cn, row.from, row.to, row[table.dataset.chosen] === "1" ? "\u2713" : ""]) {
          line.insertCell().textContent = shown;
        }
        const button = document.createElement("button");
        button.textContent = table.dataset.button;
        button.addEventListener("click", async () => {
          const body = new URLSearchParams({ id: row.id });
          page.say("Please wait...", "busy");
          try {
            await text(table.dataset.path, { method: "POST", body });
            await page.load();
            page.say("Done.", "done");
          } catch (error) {
            page.say(error.message, "error");
          }
        });
        line.insertCell().append(button);
        return line;
      }));
    }
  },

  async operation(form) {
    const { method, path, then } = form.dataset;
    const data = new FormData(form);
    const fields = [...data].filter(([, value]) => !(value instanceof File));
    const hasFile = form.querySelector("[type=file]") !== null;
    if (then === "download") {
      const target = method === "GET" ? `${path}?${new URLSearchParams(fields)}` : path;
      const answer = await fetch(target, method === "GET" ? {} : { method, body: new URLSearchParams(fields) });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await answer.blob());
      link.download = form.dataset.file || "backup";
      link.click();
      return "";
    }
    let shown;
    if (method === "GET") {
      const more = new URLSearchParams(fields).toString();
      shown = await text(more ? `${path}${path.includes("?") ? "&" : "?"}${more}` : path);
    } else {
      shown = await text(path, { method, body: hasFile ? data : new URLSearchParams(fields) });
    }
    if (then === "restart") await page.back(`${GET}?pg=user`);
    return shown.startsWith("Status=") ? "" : shown;
  },
};
