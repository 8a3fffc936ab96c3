# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The steps of a checklist that press buttons: those of C(buttons.py), and the page [Maintenance]."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from .._catalog import SETTINGS, Limit
from .buttons import ACT_SHEETS, PERIOD, SUBJECT, Act, ActSheet, Material
from .markers import Markers

_PASSWORD = "backup.encryption_password"
_LABELS = ("log.view", "backup.backup", "backup.restore", "reboot.reboot")
#: Roles of the files of a material, and how their names end. A page takes a pair, or one file with both.
_ENDINGS = {"certificate": ".pem", "key": ".key", "pkcs12": ".p12", "pem": "-with-key.pem", "crl": ".crl"}
_ONE_FILE = ("pkcs12", "pem")
#: Days from today. Authorities are there before what they sign, and longer.
_LIVES = {"ca": ((-300, -200), (400, 600)), "intermediate": ((-300, -200), (400, 600))}
_LIFE = ((-190, -40), (100, 390))
_MADE_THERE = ("self_signed", "request")
#: What an answer to a signing request completes: none of these is of use without the others.
ANSWERED = frozenset(("certificates.install_server", "certificates.create_request", "certificates.show_request"))


class Steps(Protocol):
    """Where steps go."""

    def add(self, sheet: str, turn: int | str, kind: str, label: str, menu_path: str, **more: Any) -> int:
        """Add one; its number."""


def asked_acts(guide: str) -> tuple[str, ...]:
    """Operations that checklists of this family can ask for, in their order."""
    return tuple(dict.fromkeys(act.operation for sheet in ACT_SHEETS if sheet.guide == guide for act in sheet.acts))


def act_sheets(guide: str, only: tuple[str, ...], answers: bool, before: str) -> Iterator[ActSheet]:
    """Sheets to be done before another one. C(answers): the signing request of an earlier recording can be answered."""
    for sheet in ACT_SHEETS:
        own = {act.operation for act in sheet.acts} | (ANSWERED if sheet.answers else set())
        wanted = own & set(only) if only else own
        if sheet.guide != guide or sheet.before != before or not wanted or (sheet.answers and not answers):
            continue
        # a new request would make the answer to the one before worthless
        if sheet.answers or not answers or not wanted <= ANSWERED:
            yield sheet


def write_acts(writer: Steps, sheet: ActSheet, markers: Markers) -> list[dict[str, Any]]:
    """The steps of a sheet; its materials, for the files and for the learner."""
    materials = {one.name: _material(one, sheet, markers) for one in sheet.materials}
    writer.add(sheet.name, 1, "open", sheet.title, "", when=sheet.when, note=sheet.care)
    password = markers.scalar("secret", Limit(max_length=16))
    for act in sheet.acts:
        writer.add(
            sheet.name, 1, "operation", act.label, act.where, **_step(act, materials.get(act.material), password)
        )
    return list(materials.values())


def _material(one: Material, sheet: ActSheet, markers: Markers) -> dict[str, Any]:
    name = f"{markers.prefix}-{one.name.replace('_', '-')}"
    made: dict[str, Any] = {"name": one.name, "kind": one.kind, "common_name": name}
    made["start_date"], made["end_date"] = (markers.day(*days) for days in _LIVES.get(one.kind, _LIFE))
    if one.kind in _MADE_THERE:
        made["subject"] = {
            "country": markers.country(),
            **{field: markers.scalar("text", Limit(max_length=64)) for field in list(SUBJECT)[1:-1]},
            "common_name": name,
        }
        return made
    given = [act.files for act in sheet.acts if act.material == one.name]
    roles = dict.fromkeys(role for files in given for role, _label in files)
    if any(len(files) > 1 for files in given):
        roles.update(dict.fromkeys(_ONE_FILE))
    made["files"] = {role: f"{name}{_ENDINGS[role]}" for role in roles}
    if "key" in made["files"]:
        made["passphrase"] = markers.scalar("secret", Limit(max_length=16))
    return made


def _step(act: Act, material: Mapping[str, Any] | None, password: str) -> dict[str, Any]:
    step: dict[str, Any] = {"operation": act.operation, "note": act.note}
    if material is not None:
        step["material"] = material["name"]
    files = material.get("files", {}) if material is not None else {}
    step["files"] = [{"role": role, "label": label, "file": files.get(role, "")} for role, label in act.files]
    if len(act.files) > 1:
        # a page that takes one file takes one of these
        step["or_files"] = [files[role] for role in _ONE_FILE]
    step["texts"] = []
    if act.fields and material is not None:
        given = {**material["subject"], **({name: material[name] for name in PERIOD} if act.period else {})}
        labels = {**SUBJECT, **PERIOD}
        step["texts"] = [{"name": name, "label": labels[name], "marker": value} for name, value in given.items()]
    if act.password:
        own = material.get("passphrase") if material is not None else None
        name = "passphrase" if own else "encryption_password"
        step["texts"].append({"name": name, "label": act.password, "marker": own or password, "secret": True})
    if act.button:
        step["button"] = act.button
        step["row"] = "" if material is None else material["common_name"]
    return step


def write_maintenance(writer: Steps, guide: str, markers: Markers) -> None:
    """Requests of buttons: each is the last of its kind, so that it can be told from everything before."""
    present = {name: SETTINGS[name] for name in (_PASSWORD, *_LABELS) if guide in SETTINGS[name].limits}
    writer.add("maintenance", 1, "open", "Maintenance", "", note="The reboot is the last step of the whole checklist.")
    marker = ""
    for turn, name in enumerate(_LABELS, start=1):
        if name not in present:
            continue
        row, secret = present[name], present.get(_PASSWORD)
        if name == "backup.backup" and secret is not None:
            marker = markers.scalar("secret", secret.limits[guide])
            writer.add("maintenance", turn, "value", secret.label_for(guide), secret.menu_path(guide),
                       setting=secret.id, key=secret.id, marker=marker, secret=[""])  # fmt: skip
        if name != "backup.restore":
            writer.add("maintenance", turn, "press", row.label_for(guide), row.menu_path(guide), setting=name, key=name)
        elif secret is not None:
            writer.add("maintenance", turn, "operation", row.label_for(guide), row.menu_path(guide), operation="restore",
                       files=[{"role": "backup", "label": "Backup File", "file": ""}],
                       texts=[{"name": "encryption_password", "label": secret.label_for(guide), "marker": marker, "secret": True}],
                       note="The file that was downloaded in the step before, with the same password. The settings stay as they "
                            "are. Wait until the camera answers again.")  # fmt: skip
