# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the generated parts of README.md and docs/ out of the code: generate_docs.py [--check].

A generated part stands between `<!-- begin generated: NAME -->` and `<!-- end generated: NAME -->`. What it says is taken
from where the code takes it: the catalog, the role's argument specs, the documentation of the plugins.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("README.md", "docs/*.md", "roles/*/README.md")
_PART = re.compile(r"(<!-- begin generated: ([\w-]+) -->\n).*?(<!-- end generated: \2 -->)", re.DOTALL)
_ONVIF = re.compile(r"^ONVIF, (.*)\.$")
_GUIDE = re.compile(r"^Guide, (chapter \d|appendix), p\. (.*)\.$")
NOT_YET = "none in this release"


def load_catalog() -> tuple[Any, ...]:
    """The catalog, the table of modules and the commands of i-PRO cameras, by the collection's name, from whatever link leads here."""
    for place in (*ROOT.parents[2:3], Path(sys.prefix) / "collections", ROOT / ".venv" / "collections"):
        if (place / "ansible_collections" / "netcam" / "hardening").exists():
            sys.path.insert(0, str(place))
            break
    import importlib

    base = "ansible_collections.netcam.hardening.plugins.module_utils."
    names = ("_catalog", "_module", "_profiles.ipro_wv", "_ipro.commands")
    return tuple(importlib.import_module(base + name) for name in names)


CATALOG, MODULE, IPRO, IPRO_COMMANDS = load_catalog()
NEW, OLD = CATALOG.GUIDE_FAMILIES
SHORT = {NEW: "2022+", OLD: "pre-2022", CATALOG.FAMILY_IPRO: "i-PRO"}


# -- Markdown ----------------------------------------------------------------------------------------------------------


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a bar inside a cell would end it."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += [
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") or "-" for cell in row) + " |" for row in rows
    ]
    return "\n".join(lines) + "\n"


def code(text: object) -> str:
    """Inline code."""
    return f"`{text}`"


def wrapped(text: str) -> str:
    """An item of a list in lines that can be read in a diff."""
    return textwrap.fill(text, 150, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def markdown(text: str) -> str:
    """Ansible's markup as Markdown."""
    text = re.sub(r"\bO\((.*?)(?:=(.*?))?\)", lambda m: code(f"{m[1]}: {m[2]}" if m[2] else m[1]), text)
    text = re.sub(r"\bP\((.*?)#\w+\)", lambda m: code(m[1]), text)
    text = re.sub(r"\b[VCMFE]\((.*?)\)", lambda m: code(m[1]), text)
    return re.sub(r"\bB\((.*?)\)", r"**\1**", text)


def per_family(values: Mapping[str, str]) -> str:
    """One cell for all families: the guide's two parts together where they agree, then what another maker has differently."""
    if not set(SHORT) & set(values):
        return next(iter(values.values()), "")
    if set(values.values()) == {"-"}:
        return "-"
    lines = []
    left = dict(values)
    if {NEW, OLD} <= set(values) and values[NEW] == values[OLD]:
        lines.append(values[NEW])
        left = {family: text for family, text in values.items() if text != values[NEW]}
    return "<br>".join([*lines, *(f"{SHORT[family]}: {left[family]}" for family in SHORT if family in left)])


# -- settings ----------------------------------------------------------------------------------------------------------


def label_text(setting: Any) -> str:
    """The guide's label, and another maker's where it differs."""
    other = [f"{SHORT[family]}: [{label}]" for family, label in setting.labels.items() if label != setting.label]
    return "<br>".join([f"[{setting.label}]", *other])


def limit_text(setting: Any, family: str) -> str:
    """Allowed values of a setting on one generation, in words."""
    setting = setting.on(family)
    limit = setting.limits[family]
    if setting.action:
        return length_text(limit) if setting.kind == "secret" else "request"
    if setting.readonly:
        return "read only"
    text = value_text(setting.kind, limit)
    if setting.kind == "table":
        columns = ", ".join(
            f"{code(column.name)} ({value_text(column.kind, column.limit)})" for column in setting.columns
        )
        text = f"{limit.rows} rows of {columns}"
    if setting.indexed:
        text += f"; {code('index')} 1-{limit.count}" if limit.count > 1 else f"; {code('index')} 1"
    return text


def families_of(setting: Any) -> tuple[str, ...]:
    """The columns of its limits: the generations, or the standard that has it."""
    return setting.families() or tuple(setting.limits)


def length_text(limit: Any) -> str:
    """Length and characters of a text."""
    if limit.max_length is None:
        return "text"
    low, high = limit.min_length, limit.max_length
    length = f"exactly {high}" if low == high else f"{low} to {high}" if low else f"up to {high}"
    return f"{length} characters" + (f", {limit.pattern_says}" if limit.pattern_says else "")


def value_text(kind: str, limit: Any) -> str:
    """Allowed values of one field."""
    if kind == "switch":
        return f"{code('true')}, {code('false')}"
    if kind == "choice":
        return ", ".join(code(choice) for choice in limit.choices)
    if kind == "integer":
        return spans(limit.ranges) + (f" without {spans(limit.reserved)}" if limit.reserved else "")
    words = {"ipv4": "IPv4 address", "ipv6": "IPv6 address", "ip": "IP address", "clock": "controller's time"}
    words["multicast"] = "multicast address, or `0.0.0.0`"
    return words.get(kind) or length_text(limit)


def spans(ranges: Iterable[tuple[int, int]]) -> str:
    """Ranges of numbers."""
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in ranges)


def shown(value: object) -> str:
    """A value as a playbook writes it."""
    if value is None:
        return "-"
    if value == ():
        return "empty"
    return code(str(value).lower() if isinstance(value, bool) else value)


def option_of(setting: Any) -> str:
    """Module and option that carry a setting."""
    if setting.area not in MODULE.MODULES:
        return NOT_YET
    if setting.action or (setting.readonly and setting.area in MODULE.OPERATIONS):
        return code(setting.area) + (f": {code(setting.option)}" if setting.option else "")
    if not setting.option:
        return "read only" if setting.readonly else "kept in step" if setting.kind == "clock" else "not written"
    return f"{code(setting.area)}: {code(setting.option)}"


def settings_part() -> str:
    """A table for each area."""
    head = (
        "Setting",
        "Label",
        "Menu path",
        "Guide",
        "Allowed",
        "Factory default",
        "Recommended",
        "Restart",
        "Module option",
    )
    parts = []
    for chapter, title in CATALOG.CHAPTERS.items():
        parts.append(f"## {'Appendix' if chapter == 'appendix' else f'Chapter {chapter}, {title}'}\n")
        for area in (name for name in CATALOG.AREAS if CATALOG.chapter_of(name) == chapter):
            rows, notes = [], []
            for setting in CATALOG.settings_of(area):
                rows.append(
                    (
                        code(setting.id),
                        label_text(setting),
                        per_family(setting.menu),
                        setting.standard or ", ".join(dict.fromkeys(setting.page.values())),
                        per_family({family: limit_text(setting, family) for family in families_of(setting)}),
                        per_family({family: shown(setting.limits[family].default) for family in families_of(setting)}),
                        shown(setting.recommended),
                        ", ".join(SHORT[family] for family in setting.restart),
                        option_of(setting),
                    )
                )
                if setting.note:
                    notes.append(wrapped(f"- {code(setting.id)}: {markdown(setting.note)}"))
                for family, note in setting.family_notes.items():
                    notes.append(wrapped(f"- {code(setting.id)}, {SHORT[family]}: {markdown(note)}"))
            parts.append(f"### {area}\n\n{table(head, rows)}" + ("\n" + "\n".join(notes) + "\n" if notes else ""))
    return "\n".join(parts)


def code_map_part() -> str:
    """What a code map may hold: every setting with the words it maps."""
    rows = []
    for setting in CATALOG.SETTINGS.values():
        if setting.action or setting.readonly or setting.area not in MODULE.AREAS:
            continue
        if not {NEW, OLD} & set(setting.limits):
            continue
        if setting.kind == "table":
            form = "table, columns " + ", ".join(code(column.name) for column in setting.columns)
            words = "; ".join(
                f"{code(c.name)}: {', '.join(map(code, c.limit.choices))}" for c in setting.columns if c.limit.choices
            )
        else:
            form = setting.kind + (", indexed" if setting.indexed else "")
            choices = dict.fromkeys(
                choice for family in (NEW, OLD) if family in setting.limits for choice in setting.limits[family].choices
            )
            words = ", ".join(map(code, setting.words if setting.kind == "switch" else choices))
        rows.append((code(setting.id), f"[{setting.label}]", form, words))
    return table(("Setting", "Label", "Form", "Words for `values`"), rows)


def onvif_part() -> str:
    """What the standard carries: the setting, the option, the operations that the driver's part names first."""
    import importlib

    parts = importlib.import_module("ansible_collections.netcam.hardening.plugins.module_utils._onvif.parts")
    importlib.import_module("ansible_collections.netcam.hardening.plugins.module_utils._drivers.onvif")
    operations: dict[str, str] = {}
    waiting = parts.Part.__subclasses__()
    while waiting:
        part = waiting.pop()
        waiting += part.__subclasses__()
        words = re.split(r"[:;.]", part.__doc__ or "")[0]
        operations.update(dict.fromkeys(part.settings, words))
    rows = [
        (code(setting.id), f"[{setting.label}]", option_of(setting), operations[setting.id])
        for setting in CATALOG.SETTINGS.values()
        if setting.id in operations
    ]
    return table(("Setting", "Label", "Module option", "ONVIF operations"), rows)


def models_part() -> str:
    """The models of both generations."""
    parts = []
    for family, title in ((NEW, "Released in and after 2022"), (OLD, "Released before 2022")):
        rows = [
            (
                model.name,
                code(model.fixed_administrator) if model.fixed_administrator else "",
                "letters and digits only" if model.alphanumeric_password else "",
            )
            for model in CATALOG.MODELS.values()
            if model.family == family
        ]
        head = ("Model", "Fixed administrator name", "Administrator's password")
        parts.append(f"## {title}\n\nFamily {code(family)}, {len(rows)} models.\n\n{table(head, rows)}")
    return "\n".join(parts)


# -- role, modules, connection -----------------------------------------------------------------------------------------


def role_options() -> dict[str, Any]:
    """Options of the role harden."""
    text = (ROOT / "roles/harden/meta/argument_specs.yml").read_text(encoding="utf-8")
    options: dict[str, Any] = yaml.safe_load(text)["argument_specs"]["main"]["options"]
    return options


def variables_part() -> str:
    """The role's variables, a table for each chapter of the guide."""
    groups: dict[str, list[tuple[str, ...]]] = {}
    for name, option in role_options().items():
        # Ansible takes a sentence or a list of them
        said = [option["description"]] if isinstance(option["description"], str) else option["description"]
        found = _GUIDE.match(said[-1])
        beyond = _ONVIF.match(said[-1])
        group = "Beyond the guide: what ONVIF has" if beyond else "How the role goes about it"
        group = found[1].capitalize() if found else group
        required = said[0].startswith("B(Required.)")
        values = " or ".join(map(code, option.get("choices", ()))) or option["type"]
        groups.setdefault(group, []).append(
            (
                code(name),
                values,
                "**required**" if required else code('""') if option.get("default") == "" else shown_default(option),
                markdown(said[0].removeprefix("B(Required.) ")),
                found[2] if found else "ONVIF" if beyond else "",
            )
        )
    head = ("Variable", "Value", "Default", "Meaning", "Guide, page")
    return "\n".join(f"**{group}**\n\n{table(head, rows)}" for group, rows in groups.items())


def shown_default(option: Mapping[str, Any]) -> str:
    """The default as a playbook writes it."""
    default = option.get("default")
    return code("[]") if default == [] else shown(default)


def documentation(path: Path) -> dict[str, Any]:
    """The DOCUMENTATION of a plugin's file, read without running it."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "DOCUMENTATION":
            found: dict[str, Any] = yaml.safe_load(ast.literal_eval(node.value))
            return found
    raise SystemExit(f"{path} has no DOCUMENTATION")


def modules_part() -> str:
    """Every module, in the order of the guide."""
    order = [name for name in CATALOG.AREAS if name in MODULE.MODULES]
    order += sorted(set(MODULE.MODULES) - set(order) - {"settings"})
    rows = []
    for name in (
        "settings",
        *order,
        "password_rotation",
        "password_recovery",
        "password_store",
        "audit_merge",
        "audit_summary",
        "certificate_summary",
        "fleet",
        "password_summary",
        "profile_checklist",
        "profile_from_recording",
        "profile_lint",
        "profile_proof",
        "report",
        "rollout",
        "site_ca",
        "summary",
    ):
        path = ROOT / "plugins" / "modules" / f"{name}.py"
        if not path.exists():
            raise SystemExit(f"{path} is missing")
        chapter = CATALOG.chapter_of(name) if name in CATALOG.AREAS else ""
        rows.append((code(name), markdown(documentation(path)["short_description"]), chapter.removeprefix("chapter ")))
    return table(("Module", "What it does", "Chapter"), rows)


def connection_part() -> str:
    """The options of the connection plugin with their variables."""
    rows = []
    options = documentation(ROOT / "plugins/connection/camera.py")["options"]
    names = {name: option["vars"][-1]["name"] for name, option in options.items()}
    for option in options.values():
        variables = ", ".join(code(entry["name"]) for entry in option.get("vars", ()))
        environment = ", ".join(code(entry["name"]) for entry in option.get("env", ()))
        said = option["description"]
        text = " ".join([said] if isinstance(said, str) else said)
        text = re.sub(r"\bO\((\w+)", lambda m: f"O({names[m[1]]}", text)
        values = " or ".join(map(code, option.get("choices", ()))) or option["type"]
        rows.append((variables, environment, values, shown(option.get("default")), markdown(text)))
    return table(("Variable", "Environment", "Value", "Default", "Meaning"), rows)


def ipro_commands_part() -> str:
    """The commands of i-PRO cameras, each with what is known of it."""
    rows = []
    for command in IPRO.COMMANDS.values():
        fields = IPRO.FIELDS.get(command.name) or [
            field
            for text in (*command.params.values(), *command.form.values())
            for field in IPRO_COMMANDS.fields_of(text)
        ]
        request = code(f"{command.method} {command.path}") if command.known else "supply it"
        rows.append(
            (
                code(command.name),
                command.confidence,
                request,
                ", ".join(map(code, dict.fromkeys(fields))),
                command.page,
                command.source,
            )
        )
    sources = (
        "Sources: S10 the maker's ONVIF application note; S21 recorded answers of a WV-S1111 and section numbers of the maker's",
        "command document; S22 the maker's supplement for web control of its AW-HE20, UE20 and UE4; W1, W4, W5, W6 the web setup of",
        "its AW-UE family.",
    )
    return (
        table(("Command", "Known", "Request", "Fields", "On the camera's page", "Source"), rows)
        + "\n"
        + "\n".join(sources)
        + "\n"
    )


# -- audit -------------------------------------------------------------------------------------------------------------


def controls_part() -> str:
    """The controls, a table for each chapter."""
    import importlib

    base = "ansible_collections.netcam.hardening.plugins.module_utils._audit."
    controls = importlib.import_module(base + "controls").CONTROLS
    titles = {
        "introduction": "Introduction of the guide",
        "1": "Chapter 1, Basic Measures",
        "2": "Chapter 2, Measures Suitable to the Users' Environment",
        "appendix": "Appendix",
        "beyond": "Beyond the guides",
    }
    head = ("Control", "Title", "Severity", "Level", "Judged by", "Guide", "Mended by")
    parts = []
    for chapter, title in titles.items():
        rows = []
        for control in controls.values():
            if control.chapter != chapter:
                continue
            told = per_family(control.pages()) if control.pages() else control.source
            fix = code(control.fix(None)) if control.variable else control.do or per_family(control.menus())
            rows.append((control.id, control.title, control.severity, control.level, control.method, told, fix))
        parts.append(f"### {title}\n\n{table(head, rows)}")
    return "\n".join(parts)


def audit_variables_part() -> str:
    """The variables of the role audit."""
    text = (ROOT / "roles/audit/meta/argument_specs.yml").read_text(encoding="utf-8")
    options: dict[str, Any] = yaml.safe_load(text)["argument_specs"]["main"]["options"]
    rows = []
    for name, option in options.items():
        values = " or ".join(map(code, option.get("choices", ()))) or option["type"]
        default = {"": code('""'), "{}": code("{}")}.get(str(option.get("default", "-"))) or shown_default(option)
        rows.append((code(name), values, default, markdown(" ".join(option["description"]))))
    return table(("Variable", "Value", "Default", "Meaning"), rows)


GENERATORS: dict[str, Callable[[], str]] = {
    "variables": variables_part,
    "modules": modules_part,
    "settings": settings_part,
    "models": models_part,
    "onvif-settings": onvif_part,
    "code-map-settings": code_map_part,
    "connection": connection_part,
    "ipro-commands": ipro_commands_part,
    "controls": controls_part,
    "audit-variables": audit_variables_part,
}


def files() -> list[Path]:
    """Files that may hold generated parts."""
    return sorted(path for pattern in PARTS for path in ROOT.glob(pattern))


def regenerated(text: str) -> str:
    """The text of a file with its generated parts made anew."""

    def part(found: re.Match[str]) -> str:
        if found[2] not in GENERATORS:
            raise SystemExit(f"there is no generated part {found[2]!r}; known: {', '.join(GENERATORS)}")
        return f"{found[1]}\n{GENERATORS[found[2]]()}\n{found[3]}"

    return _PART.sub(part, text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail when a file would change")
    arguments = parser.parse_args()
    stale = 0
    for path in files():
        text = path.read_text(encoding="utf-8")
        new = regenerated(text)
        if new == text:
            continue
        name = str(path.relative_to(ROOT))
        if arguments.check:
            stale += 1
            sys.stdout.writelines(
                difflib.unified_diff(text.splitlines(True), new.splitlines(True), name, f"{name} (made anew)", n=0)
            )
        else:
            path.write_text(new, encoding="utf-8")
            print(f"wrote {name}")
    if stale:
        print(f"{stale} files are not current: run {Path(__file__).relative_to(ROOT)}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
