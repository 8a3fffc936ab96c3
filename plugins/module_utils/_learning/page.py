# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The checklist as one HTML file that needs nothing else: check boxes that stay checked, paper, dark and light, a phone.

It loads nothing and sends nothing, so that a recording of the same browser does not hold it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

_STYLE = """
:root{color-scheme:light dark;--line:#c5ccd3;--quiet:#57606a;--back:#fff;--mark:#eef4ff;--done:#f1f3f4;--warn:#9a4b00}
@media(prefers-color-scheme:dark){:root{--line:#3b444d;--quiet:#9aa4ae;--back:#14181c;--mark:#1d2a3d;--done:#1a1f24;--warn:#ffb870}}
*{box-sizing:border-box}
body{font:16px/1.45 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:60rem;background:var(--back)}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.2rem;margin:2rem 0 .2rem;border-top:2px solid var(--line);padding-top:1rem}
h3{font-size:1rem;margin:1rem 0 .3rem}
p{margin:.4rem 0}.quiet{color:var(--quiet)}.care{color:var(--warn);font-weight:600}
ol,ul{padding:0;margin:0;list-style:none}
li{border:1px solid var(--line);border-radius:.4rem;margin:.3rem 0;break-inside:avoid}
label{display:flex;gap:.7rem;padding:.5rem .7rem;align-items:flex-start;cursor:pointer}
input[type=checkbox]{width:1.25rem;height:1.25rem;flex:none;margin:.1rem 0}
li:has(:checked){background:var(--done)}li:has(:checked) .what{opacity:.6}
.number{min-width:2.2rem;color:var(--quiet);text-align:right}
.what{flex:1;min-width:0}span.value{font:600 1rem ui-monospace,monospace;background:var(--mark);padding:.05rem .35rem;border-radius:.25rem;
overflow-wrap:anywhere;user-select:all}

.press .what{font-weight:600}
.bar{position:sticky;top:0;background:var(--back);padding:.4rem 0;
border-bottom:1px solid var(--line);z-index:1}
progress{width:100%;height:.6rem}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid var(--line);padding:.3rem .4rem;
text-align:left;vertical-align:top}
@media print{body{max-width:none;font-size:10.5pt;padding:0}.bar{display:none}li{border-color:#999}
.value{background:none;border:1px solid #999}}
"""

_SCRIPT = """
const boxes=[...document.querySelectorAll('input[type=checkbox]')],key='netcam-teach-'+document.body.dataset.id;
let done={};try{done=JSON.parse(localStorage.getItem(key)||'{}')}catch(e){}
const bar=document.querySelector('progress'),text=document.querySelector('#count');
function show(){const n=boxes.filter(b=>b.checked).length;bar.max=boxes.length;bar.value=n;text.textContent=n+' of '+boxes.length+' steps'}
for(const b of boxes){b.checked=b.value in done;b.addEventListener('change',()=>{if(b.checked)done[b.value]=1;else delete done[b.value];
try{localStorage.setItem(key,JSON.stringify(done))}catch(e){}show()})}show();
"""

_BY_ITSELF = "; <b>learned by itself</b>"


def checklist_html(checklist: Mapping[str, Any], key: str) -> str:
    """The page. C(key) tells it from other checklists of the same browser, so that its check marks are its own."""
    steps: Sequence[Mapping[str, Any]] = checklist["steps"]
    camera = checklist["model"] or checklist["guide"]
    body = "".join(_sheet(list(group)) for _name, group in groupby(steps, lambda step: step["sheet"]))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "script-src 'unsafe-inline'\">"
        f"<title>Teach it your camera: {escape(camera)}</title><style>{_STYLE}</style></head>"
        f'<body data-id="{escape(key, quote=True)}"><h1>Teach it your camera: {escape(camera)}</h1>'
        f'<p class="quiet">Made {escape(checklist["made"])}. Labels and menu paths are those of {escape(checklist["guide"])}.</p>'
        f"{_before()}"
        '<div class="bar"><progress value="0" max="1" aria-label="Steps done"></progress>'
        '<span id="count" class="quiet" role="status"></span></div>'
        f"{body}{_after()}{_left_out(checklist['left_out'])}"
        f"<script>{_SCRIPT}</script></body></html>\n"
    )


def _before() -> str:
    return (
        "<h2>Before you start</h2><ul>"
        + "".join(
            f"<li><label><input type=checkbox value=before-{number}><span class=what>{text}</span></label></li>"
            for number, text in enumerate(
                (
                    "Take a camera that is not in use, reset to factory defaults, with an administrator account, "
                    "on a closed network. Save a backup of its settings.",
                    "Open a new browser window, open the developer tools (F12), tab <b>Network</b>. Turn on <b>Preserve log</b> "
                    "(Firefox: <b>Persist Logs</b>) and turn off the cache. Keep the tools open until the end.",
                    "Do the rounds of a page in their order. Inside a round the order does not matter. Press [Apply] "
                    "(or [Save], [OK], [Set]) once at the end of each round, on every page where you changed something.",
                    "A field that is not there, or is greyed out: leave the step out. A slip: correct it and press [Apply] again.",
                    "A value marked <b>note</b>: write down what stood there before, it is put back at the end of the page.",
                ),
                start=1,
            )
        )
        + "</ul>"
    )


def _after() -> str:
    return (
        "<h2>At the end</h2><ul>"
        "<li><label><input type=checkbox value=after-1><span class=what>In the network log choose <b>Save all as HAR</b> "
        "(Chromium: <b>Export HAR (with sensitive data)</b>), and keep the file as a secret: it holds your password.</span></label></li>"
        "<li><label><input type=checkbox value=after-2><span class=what>Run <span class=value>"
        "ansible-playbook netcam.hardening.teach</span> with it. Delete the recording, or change the camera's password, afterwards."
        "</span></label></li></ul>"
    )


def _left_out(entries: Sequence[Mapping[str, Any]]) -> str:
    if not entries:
        return ""
    rows = "".join(
        f"<tr><td>[{escape(entry['label'])}]</td><td>{escape(entry['menu_path'])}</td>"
        f"<td>{escape(entry['reason'])}{_BY_ITSELF if entry.get('by_itself') else ''}</td></tr>"
        for entry in entries
    )
    return (
        "<h2>What this checklist leaves alone</h2><p>Leave these fields as they are. What is marked is learned by itself, where "
        "the page shows it beside the fields of the steps above.</p>"
        "<table><thead><tr><th>Setting</th><th>Where</th><th>Why</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _sheet(steps: Sequence[Mapping[str, Any]]) -> str:
    opening = steps[0]
    parts = [f"<h2>{escape(opening['label'])}</h2>"]
    if opening.get("when"):
        parts.append(f'<p class="care">Only if {escape(opening["when"])}. Otherwise go on with the next page.</p>')
    if opening.get("note"):
        parts.append(f'<p class="care">{escape(opening["note"])}</p>')
    rounds = any(step["kind"] == "press" and "setting" not in step for step in steps)
    for turn, group in groupby(steps, lambda step: step["round"]):
        if rounds:
            parts.append(f"<h3>{'Put back' if turn == 'back' else f'Round {turn}'}</h3>")
        parts.append("<ol>" + "".join(_step(step) for step in group) + "</ol>")
    return f"<section>{''.join(parts)}</section>"


def _step(step: Mapping[str, Any]) -> str:
    note = " ".join(_notes(step))
    quiet = f'<br><span class="quiet">{note}</span>' if note else ""
    return (
        f'<li class="{step["kind"]}"><label><input type=checkbox value={step["number"]}>'
        f"<span class=number>{step['number']}</span><span class=what>{_what(step)}{quiet}</span></label></li>"
    )


def _notes(step: Mapping[str, Any]) -> Iterator[str]:
    if step.get("put_back"):
        yield "<b>Note</b> what stands there now."
    if step["kind"] not in ("open", "press", "back") and step["menu_path"]:
        yield escape(step["menu_path"])
    if step["kind"] not in ("open",) and step.get("note"):
        yield f"<b>{escape(step['note'])}</b>"


def _what(step: Mapping[str, Any]) -> str:
    label = f"[{escape(step['label'])}]"
    if step["kind"] == "open":
        return f"Open, or reload, {escape(step['menu_path'])}." if step["menu_path"] else f"{escape(step['label'])}."
    if step["kind"] == "press":
        pages = step.get("pages", ())
        return f"Press {label}{', on each page: ' if pages else ''}{escape('; '.join(pages))}."
    if step["kind"] == "operation":
        return _operation(step, label)
    if step["kind"] == "back":
        numbers = ", ".join(map(str, step["steps"]))
        return f"{escape(step['label'])} (steps {numbers})."
    if step["kind"] == "row":
        cells = "; ".join(f"{escape(step['columns'][name])} {_value(cell)}" for name, cell in step["marker"].items())
        return f"{label}, row {step['row']}: {cells}."
    index = f" {step['index']}" if step.get("index") else ""
    if step["kind"] in ("switch", "choice"):
        return f"{label}{index}: choose {_value(step['say'])}."
    return f"{label}{index}: enter {_value(step['marker'])}."


def _operation(step: Mapping[str, Any], label: str) -> str:
    """Files to choose, texts to enter, and the button."""
    if step.get("button"):
        row = f"row {_value(step['row'])}" if step["row"] else "row that the note names"
        return f"{label}: in the {row} press [{escape(step['button'])}]."
    parts = [
        f"[{escape(one['label'])}] choose the file {_value(one['file']) if one['file'] else 'that the note names'}"
        for one in step["files"]
    ]
    parts += [f"[{escape(one['label'])}] enter {_value(one['marker'])}" for one in step["texts"]]
    press = f"{'; '.join(parts)}; then press its button." if parts else "press its button."
    others = step.get("or_files", ())
    single = f" Where the page takes one file: {' or '.join(map(_value, others))}." if others else ""
    return f"{label}: {press}{single}"


def _value(value: Any) -> str:
    shown = value if isinstance(value, str) else json.dumps(value)
    return f'<span class="value">{escape(shown)}</span>'
