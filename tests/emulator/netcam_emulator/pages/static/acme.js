// Copyright: (c) 2026, netcam.hardening contributors
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";
// The requests behind the pages of the made-up maker: a token first, then JSON or a form with nested names.

const config = JSON.parse(document.body.dataset.config || "null");

async function fetched(path, options) {
  const answer = await fetch(path, { cache: "no-store", ...options });
  if (answer.status === 401 || (answer.redirected && answer.url.includes("login"))) {
    location.href = config.login;
    // whoever waits for the answer is gone with this page
    return new Promise(() => {});
  }
  return answer;
}

function good(body) {
  try {
    return JSON.parse(body)[config.good[0]] === config.good[1];
  } catch {
    return false;
  }
}

// A busy camera is asked again.
async function sent(make) {
  for (let attempt = 1; ; attempt += 1) {
    const { path, options } = await make();
    const body = await (await fetched(path, options)).text();
    if (good(body)) return;
    const reason = JSON.parse(body)[config.reason];
    if (reason !== "busy" || attempt === 5) throw new Error(`Error: ${reason}`);
  }
}

async function token() {
  let found = await (await fetched(config.token)).json();
  for (const key of config.pick) found = found[key];
  return { [config.header]: found };
}

const pointer = (name) => name.split("/").slice(1);
const typed = (input, value) => (input.dataset.type === "text" ? value : JSON.parse(value === "" ? "null" : value));

const json = {
  async load() {
    json.document = await (await fetched(config.path)).json();
    const values = {};
    for (const input of page.inputs()) {
      let found = json.document;
      for (const key of pointer(input.name)) found = found?.[key];
      // a row that the list does not have shows what a new row would have
      if (found === undefined) values[input.name] = input.options?.[0].value ?? "";
      else values[input.name] = input.dataset.type === "word" ? JSON.stringify(found) : String(found);
    }
    return values;
  },

  // The fields to send, the whole page or those that were changed; what has rows in a list goes as a whole list.
  fields(changed) {
    const lists = new Set();
    const heads = page.inputs().filter((input) => "rows" in input.dataset && config.layout === "list");
    for (const input of heads) if (changed.has(input.name)) lists.add(input.dataset.rows);
    return page.inputs().filter((input) => input.tagName !== "OUTPUT" && !(input.type === "radio" && !input.checked)
      && (changed.has(input.name) || lists.has(input.dataset.rows) || (config.whole && !("live" in input.dataset))));
  },

  used(input) {
    if (!("row" in input.dataset) || config.layout !== "list") return true;
    const line = input.closest("tr");
    return (line ? line.querySelector("[name]") : input).value !== "";
  },

  build(changed) {
    const result = {};
    for (const input of json.fields(changed)) {
      const keys = pointer(input.name);
      let value = page.value(input);
      if (value === undefined) {
        // an untouched password goes back as it came, or not at all
        if (!config.whole && !("rows" in input.dataset)) continue;
        value = input.placeholder;
      }
      let at = result;
      keys.slice(0, -1).forEach((key, depth) => {
        const rows = config.layout === "list" && "rows" in input.dataset && /^\d+$/.test(keys[depth + 1]);
        at = (at[key] ??= rows ? [] : {});
      });
      if (json.used(input)) at[keys.at(-1)] = typed(input, value);
    }
    return json.dense(result);
  },

  // Rows that were emptied leave no hole.
  dense(value) {
    if (Array.isArray(value)) return value.map(json.dense).filter((row) => row !== null && Object.keys(row).length > 0);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, json.dense(inner)]));
  },

  async save(changed) {
    const body = JSON.stringify(json.build(changed));
    await sent(async () => ({
      path: config.path,
      options: { method: config.method, body, headers: { "Content-Type": "application/json", ...await token() } },
    }));
  },
};

const form = {
  first: true,

  // The page holds its values as it comes; after a change it is fetched anew.
  async load() {
    if (form.first) {
      form.first = false;
      return null;
    }
    const text = await (await fetched(config.path)).text();
    const fresh = new DOMParser().parseFromString(text, "text/html");
    document.getElementById("token").value = fresh.getElementById("token").value;
    const now = page.inputs();
    [...fresh.querySelectorAll(".page [name]")].filter((input) => !input.closest(".operation")).forEach((input, number) => {
      if (["radio", "checkbox"].includes(input.type)) now[number].checked = input.checked;
      else if (input.tagName === "OUTPUT") now[number].textContent = input.textContent;
      else if (input.type === "password") page.show(now[number], input.placeholder);
      else now[number].value = input.value;
    });
    return null;
  },

  // The browser sends it: no box that is not checked, and no clock that nobody has set, which is greyed out for that.
  submit(changed) {
    for (const input of page.inputs()) if ("live" in input.dataset && !changed.has(input.name)) input.disabled = true;
    document.getElementById("settings").submit();
    return new Promise(() => {});
  },

  async save(changed) {
    if (config.submit === "browser") return form.submit(changed);
    await sent(async () => {
      const body = config.enctype === "multipart/form-data" ? new FormData() : new URLSearchParams();
      body.set(config.field, document.getElementById("token").value);
      for (const [name, value] of page.values()) {
        const input = document.querySelector(`[name="${CSS.escape(name)}"]`);
        const off = config.submit !== "script" && input.type === "checkbox" && !input.checked;
        if (!off && (!("live" in input.dataset) || changed.has(name))) body.set(name, value);
      }
      return { path: config.path, options: { method: config.method, body } };
    }).catch(async (error) => {
      await form.load();
      throw error;
    });
  },
};

// What a button sends: fields and files of a form, or JSON in which a file is its text or base64.
async function request(data, given, fresh) {
  const names = Object.entries(JSON.parse(data.names));
  const headers = data.token === "header" ? { ...fresh } : {};
  if (data.kind === "address") return { path: `${data.path}/${given.id}`, options: { method: data.method, headers } };
  if (data.kind === "json") {
    const result = {};
    for (const [name, keys] of names) {
      let value = given[name];
      if (value instanceof File) value = data.encoding === "base64" ? btoa(await value.text()) : await value.text();
      if (name === "keep") value = config.keep[value === "1" ? 0 : 1];
      let at = result;
      for (const key of keys.slice(0, -1)) at = (at[key] ??= {});
      at[keys.at(-1)] = value;
    }
    headers["Content-Type"] = "application/json";
    return { path: data.path, options: { method: data.method, headers, body: JSON.stringify(result) } };
  }
  const body = data.kind === "multipart" ? new FormData() : new URLSearchParams();
  if (data.token === "field" && fresh) body.append(config.field, Object.values(fresh)[0]);
  for (const [name, [field]] of names) body.append(field, given[name]);
  return { path: data.path, options: { method: data.method, headers, body } };
}

const at = (value, keys) => keys.reduce((found, key) => found?.[key], value);

async function certificates() {
  const { path, kind, top, columns, kinds } = config.certificates;
  const answer = await fetched(path);
  let rows = [];
  // what is in use: a yes in the row, or the row's id beside the rows
  const used = (value, beside, id) => (value === undefined ? beside === id : [true, 1, "1", "yes", "Y"].includes(value));
  if (kind === "json") {
    const whole = await answer.json();
    rows = at(whole, top).map((row) => Object.fromEntries(Object.entries(columns).map(([name, keys]) => [name,
      name.startsWith("in_use") ? used(at(row, keys), whole[keys.at(-1)], at(row, columns.id)) : at(row, keys)])));
  } else {
    for (const line of (await answer.text()).split("\n")) {
      const found = /^(\w+)_(\d+)=(.*)$/.exec(line);
      const name = found && Object.keys(columns).find((column) => columns[column].at(-1) === found[1]);
      if (name) (rows[found[2]] ||= {})[name] = name.startsWith("in_use") ? used(found[3]) : found[3];
    }
  }
  return rows.filter((row) => row).map((row) => ({ ...row, kind: kinds[String(row.kind)] }));
}

if (config) {
  const kind = config.kind === "form" ? form : json;
  page.maker = {
    load: async () => {
      const { product } = await (await fetched(config.about)).json();
      document.querySelector("header").title = `${product.name}, firmware ${product.firmware}`;
      return config.path ? kind.load() : null;
    },
    save: kind.save,

    // The tables of certificates.
    async lists() {
      for (const table of document.querySelectorAll(".certificates")) {
        const allowed = table.dataset.kinds.split(" ");
        const rows = (await certificates()).filter((row) => allowed.includes(row.kind));
        table.tBodies[0].replaceChildren(...rows.map((row) => {
          const line = document.createElement("tr");
          const chosen = row[table.dataset.chosen === "dot1x" ? "in_use_dot1x" : "in_use"] ? "\u2713" : "";
          for (const shown of [row.common_name, row.start_date, row.end_date, chosen]) line.insertCell().textContent = shown ?? "";
          const button = document.createElement("button");
          button.textContent = table.dataset.button;
          button.addEventListener("click", async () => {
            page.say("Please wait...", "busy");
            try {
              await sent(async () => request(table.dataset, { id: row.id }, await token()));
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

    async reboot() {
      await sent(async () => ({ path: config.reboot, options: { method: "POST", headers: await token() } }));
      await page.back(config.login);
      location.href = config.login;
    },

    async operation(button) {
      const { method, path, then } = button.dataset;
      if (method === "GET") return (await fetched(path)).text();
      if (button.dataset.names) {
        const given = Object.fromEntries(new FormData(button));
        await sent(async () => request(button.dataset, given, await token()));
        if (then !== "restart") return "";
        await page.back(config.login);
        location.href = config.login;
        return new Promise(() => {});
      }
      if (then === "restart") return page.maker.reboot();
      const body = new URLSearchParams(new FormData(button));
      const answer = await fetched(path, { method, body, headers: await token() });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await answer.blob());
      link.download = "settings.acme";
      link.click();
      return "";
    },
  };
}

document.getElementById("login")?.addEventListener("submit", async (event) => {
  const entry = event.target;
  if (!("json" in entry.dataset)) return;
  event.preventDefault();
  const body = JSON.stringify(Object.fromEntries(new FormData(entry)));
  const answer = await fetch(entry.action, { method: "POST", body, headers: { "Content-Type": "application/json" } });
  if (answer.ok) location.href = entry.dataset.json;
  else page.say("User name or password is wrong.", "error");
});

document.getElementById("account")?.addEventListener("submit", async (event) => {
  const form = event.target;
  event.preventDefault();
  if (!page.confirmed()) { page.say("The passwords are not the same.", "error"); return; }
  const { path, options } = await request(form.dataset, Object.fromEntries(new FormData(form)), null);
  const answer = await (await fetch(path, options)).json();
  const [name, value] = JSON.parse(form.dataset.good);
  if (answer[name] !== value) { page.say(JSON.stringify(answer), "error"); return; }
  page.say("The account was created.", "done");
  location.href = form.dataset.login;
});
