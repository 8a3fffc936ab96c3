// Copyright: (c) 2026, netcam.hardening contributors
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";
// What every Setting Page does, whatever requests stand behind it. A maker's page.js provides
// maker.load() -> {name: value}, maker.save(changed, reboot), maker.operation(form), maker.reboot().

const page = {
  maker: null,
  first: new Map(),

  say(text, state) {
    const line = document.querySelector(".status");
    line.textContent = text;
    line.dataset.state = state;
  },

  inputs() {
    return [...document.querySelectorAll(".page [name]")].filter((input) => !input.closest(".operation"));
  },

  // The value of one input, undefined where it has none to send: an untouched secret, an output, a radio not chosen.
  value(input) {
    if (input.tagName === "OUTPUT") return undefined;
    if (input.type === "radio") return input.checked ? input.value : undefined;
    if (input.type === "checkbox") return input.checked ? input.value : input.dataset.off;
    if (input.type === "password") return input.value === "" ? undefined : input.value;
    return input.value;
  },

  show(input, value) {
    if (input.tagName === "OUTPUT") input.textContent = JSON.parse(input.dataset.texts || "{}")[value] || value;
    else if (input.type === "radio" || input.type === "checkbox") input.checked = input.value === value;
    else if (input.type === "password") { input.value = ""; input.placeholder = value; }
    else input.value = value;
  },

  values() {
    const found = new Map();
    for (const input of page.inputs()) {
      const value = page.value(input);
      if (value !== undefined) found.set(input.name, value);
    }
    return found;
  },

  changed() {
    return new Map([...page.values()].filter(([name, value]) => page.first.get(name) !== value));
  },

  async load() {
    const values = await page.maker.load();
    for (const input of page.inputs()) {
      if (values && input.name in values) page.show(input, values[input.name]);
    }
    for (const again of document.querySelectorAll("[data-confirms]")) again.value = "";
    for (const list of document.querySelectorAll(".growing")) growing.show(list);
    page.first = page.values();
    await page.maker.lists?.();
  },

  confirmed() {
    return [...document.querySelectorAll("[data-confirms]")].every(
      (again) => again.value === document.getElementById(again.dataset.confirms).value);
  },

  async apply(button) {
    const changed = page.changed();
    const reboots = "restarts" in button.dataset;
    page.say("", "");
    if (!page.confirmed()) return page.say("The passwords are not the same.", "error");
    if (changed.size === 0) return page.say("Nothing was changed.", "done");
    if (reboots && !await page.ask("The settings are saved, and the camera reboots.")) return undefined;
    page.say("Please wait...", "busy");
    try {
      await page.maker.save(changed, reboots);
      if (reboots) await page.maker.reboot();
      await page.load();
      page.say("The settings were saved.", "done");
    } catch (error) {
      page.say(error.message, "error");
    }
    return undefined;
  },

  // The dialog before something that cannot be undone.
  ask(question) {
    const dialog = document.querySelector("dialog");
    dialog.querySelector("p").textContent = question;
    dialog.showModal();
    return new Promise((answer) => {
      for (const button of dialog.querySelectorAll("button")) {
        button.onclick = () => { dialog.close(); answer(button.value === "ok"); };
      }
    });
  },

  // After a restart: until somebody answers again.
  async back(path) {
    for (;;) {
      await new Promise((go) => setTimeout(go, 250));
      try {
        if ((await fetch(path, { cache: "no-store" })).ok) return;
      } catch { /* still down */ }
    }
  },

  async press(what, button) {
    if (what === "apply") return page.apply(button);
    if (what === "clear") {
      page.say("", "");
      return page.load();
    }
    page.say("", "");
    if (!await page.ask("The camera reboots.")) return undefined;
    page.say("Please wait...", "busy");
    await page.maker.reboot();
    await page.load();
    page.say("The camera has rebooted.", "done");
    return undefined;
  },

  async operate(form) {
    page.say("", "");
    if (form.dataset.asks && !await page.ask(form.dataset.asks)) return;
    page.say("Please wait...", "busy");
    try {
      const shown = await page.maker.operation(form);
      form.querySelector(".answer").textContent = shown || "";
      form.reset();
      await page.load();
      page.say("Done.", "done");
    } catch (error) {
      page.say(error.message, "error");
    }
  },
};

// A list with [Add], [Delete], [Up], [Down]: what it shows is in hidden inputs, one for each row the camera has.
const growing = {
  rows: (list) => [...list.querySelectorAll("input[type=hidden]")],
  names: (list) => growing.rows(list).map((row) => row.value).filter((value) => value !== ""),

  show(list) {
    const shown = list.querySelector("select");
    const chosen = shown.selectedIndex;
    shown.replaceChildren(...growing.names(list).map((name) => new Option(name, name)));
    shown.selectedIndex = Math.min(chosen, shown.options.length - 1);
  },

  press(what, list) {
    const names = growing.names(list);
    const shown = list.querySelector("select");
    const at = shown.selectedIndex;
    const typed = list.querySelector("input[type=text]");
    if (what === "add" && typed.value !== "" && names.length < growing.rows(list).length) {
      names.push(typed.value);
      typed.value = "";
    }
    if (what === "delete" && at >= 0) names.splice(at, 1);
    const other = at + (what === "up" ? -1 : 1);
    if ((what === "up" || what === "down") && at >= 0 && other >= 0 && other < names.length) {
      [names[at], names[other]] = [names[other], names[at]];
      shown.selectedIndex = other;
    }
    growing.rows(list).forEach((row, number) => { row.value = names[number] || ""; });
    growing.show(list);
  },
};

document.addEventListener("DOMContentLoaded", async () => {
  for (const button of document.querySelectorAll("[data-press]")) {
    button.addEventListener("click", () => page.press(button.dataset.press, button));
  }
  for (const button of document.querySelectorAll("[data-list]")) {
    button.addEventListener("click", () => growing.press(button.dataset.list, button.closest(".growing")));
  }
  for (const form of document.querySelectorAll(".operation")) {
    form.addEventListener("submit", (event) => { event.preventDefault(); page.operate(form); });
  }
  if (page.maker && document.querySelector(".page")) {
    try {
      await page.load();
      document.body.dataset.ready = "yes";
      // how the form ended that this page is the answer to
      const line = document.querySelector(".status");
      if (line.dataset.then) line.dataset.state = line.dataset.then;
    } catch (error) {
      page.say(error.message, "error");
    }
  }
});
