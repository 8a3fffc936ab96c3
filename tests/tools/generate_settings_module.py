# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write plugins/modules/settings.py out of the documentation of the area modules: generate_settings_module.py [--check].

The module `settings` takes the options of all areas, each area's below its name. What they are stands in the area
modules alone; this script nests it, and leads references such as O(ipv4.rows[].prefix_length) one level deeper.
Whether documentation and argument specs agree is tested in tests/unit/test_module_docs.py.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import re
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "plugins" / "modules" / "settings.py"
PLUGINS = "ansible_collections.netcam.hardening.plugins"
WIDTH = 128

Spec = Mapping[str, Mapping[str, Any]]

_REFERENCE = re.compile(r"\bO\(([A-Za-z_][A-Za-z0-9_]*)((?:[^)\\]|\\.)*)\)")

_HEAD = r'''#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Written by tests/tools/generate_settings_module.py out of the area modules. Change those, and run it again.

from __future__ import annotations

DOCUMENTATION = r"""
module: settings
short_description: Harden a network camera in one session
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Brings several areas of a camera to the wanted state at once. It takes the options of the area modules, each area's below
    the name of its module. An area that is not given is not touched.
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapters 1 and 2
    and appendix. Pages, menu paths, factory defaults and recommendations stand with the area modules.
  - All areas share one session, which means one login, one reading of the camera's pages, one save, and at most one restart.
    On a fleet this is many times quicker than a task for each area.
  - All areas are planned and checked together before the first write. A value that is out of its limits, two services on one
    port, a host list that locks somebody out, or a password over plain HTTP ends the task before anything has changed.
  - The order is that of the guide where nothing speaks against it. First comes the administrator's account, then the
    firmware, then the ordinary settings, then host access restrictions, then authentication method and ports, then what needs
    a restart, and last the backup.
  - When the connection breaks in between, the module waits for the camera, looks what is still missing, and does that, once.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
attributes:
  idempotent:
    support: partial
    details:
      - The camera does not tell a password. With C(update_password=always) every run writes the given passwords.
      - With O(backup.force=true) every run takes a new backup.
options:
  fleet:
    description:
      - Name of the variable in which the result of M(netcam.hardening.fleet) was registered. In check mode, what that task has found
        out about this camera is the result of this one, a failure included, and the camera is not asked again.
      - Where that task did not look at this camera, or in another run, this one does. It has no effect out of check mode or on a
        gateway.
    type: str
  undecided:
    description:
      - What must still be decided before the camera may be asked, a sentence for each. While there is one, the module fails with all
        of them and asks nothing.
      - The role P(netcam.hardening.harden#role) names its missing variables by it, without a task of its own on each camera.
    type: list
    elements: str
  select:
    description:
      - Do only these areas, although options for others are given. So one set of options serves a whole run and a part of it.
      - Without it all areas that are given are done. The order of the list does not matter.
    type: list
    elements: str
    choices:
'''

_EXAMPLES = r'''"""

EXAMPLES = r"""
- name: Harden a camera in one session
  netcam.hardening.settings:
    date_time:
      method: ntp
      ntp_server: 192.0.2.123
      time_zone: Europe/Berlin
    log_notification:
      level: errors_and_warnings
    user_authority:
      guest:
        camera_control: false
        video: false
        audio: false
      viewer_authentication: true
    host_access:
      ipv4:
        apply: true
        default_policy: prohibit
        rows:
          - address: 192.0.2.0/24
          - address: 198.51.100.20
      must_keep_access:
        - 198.51.100.20
    http_server:
      auth_method: digest
    snmp_server:
      v1_v2c: false
      v3: false
    network:
      auto_ip: false
      mdns: false

- name: Set up a camera, keep a backup, and list what a person must set
  netcam.hardening.settings:
    administrator:
      name: lobby-keeper
      password: "{{ vaulted_password }}"
    ftp_server:
      ftp: false
    rtp_server:
      rtsp_auth_method: digest
    backup:
      dest: "{{ playbook_dir }}/{{ inventory_hostname }}.backup"
      encryption_password: "{{ vaulted_backup_password }}"
    camera_user: lobby-keeper
    camera_password: "{{ vaulted_password }}"
    initial_user: root
    initial_password: "{{ vaulted_initial_password }}"
    on_unsupported: report
  register: hardening

- name: Do a part of what the inventory wants
  netcam.hardening.settings:
    select:
      - http_server
      - rtp_server
    http_server:
      auth_method: digest
    rtp_server:
      rtsp_auth_method: digest
    network:
      mdns: false

- name: See what would change, without a single write
  netcam.hardening.settings:
    network:
      auto_ip: false
      mdns: false
  check_mode: true
  diff: true
"""

RETURN = r"""
changes:
  description: What was changed, or would be in check mode, in the order in which it is done.
  returned: always
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting in the catalog.
      type: str
      sample: http_server.auth_method
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Authentication Method
    area:
      description: Area of the setting.
      type: str
      sample: http_server
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: basic
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: digest
    driver:
      description: Interface that carried it.
      type: str
      sample: canon
manual:
  description: Settings that no interface of this camera reaches, to be set by a person.
  returned: always
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting in the catalog.
      type: str
      sample: ftp_server.ftp
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Use FTP Server
    area:
      description: Area of the setting.
      type: str
      sample: ftp_server
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[Server] > [Server] > [FTP Server]"
    reason:
      description: Why it is manual.
      type: str
      sample: the profile of this camera has no code for it
not_applicable:
  description: Ids of wanted settings that this camera's generation does not have, with O(on_unsupported=report).
  returned: always
  type: list
  elements: str
  sample:
    - ftp_server.ftp
settings:
  description: State of the managed settings after the run, by id. Passwords are masked.
  returned: always
  type: dict
  sample:
    http_server.auth_method: digest
    network.ipv4.auto_ip: false
    network.mdns: false
evidence:
  description: What was seen from outside that proves an effect.
  returned: always
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting or the area.
      type: str
      sample: http_server.auth_method
    seen:
      description: What was seen.
      type: str
      sample: the camera asks for digest authentication
restart:
  description:
    - Whether settings needed a restart, and whether it was done. The restart that belongs to a firmware update is not counted.
  returned: always
  type: dict
  sample:
    done: true
    needed: true
camera:
  description: What the camera is.
  returned: always
  type: dict
  sample:
    account: present
    clock_drift: 0.3
    driver: canon
    family: canon_vb_2022
    firmware: 1.1.0
    login: wanted
    model: VB-H47
error:
  description: Machine-readable reason of a failure.
  returned: on failure
  type: dict
  sample:
    camera: lobby
    code: refused
    setting: "[Security] > [Host Access Restrictions]"
dest:
  description: The file with the backup.
  returned: when a backup was taken, or would be in check mode
  type: str
  sample: /srv/backups/lobby.backup
certificate:
  description: The certificate in use after the run, as M(netcam.hardening.certificate) returns it.
  returned: when O(certificate) was given and selected
  type: dict
  sample:
    common_name: 192.0.2.10
    due: null
    served: true
csr:
  description: The signing request in PEM, for O(certificate.source=request). V(null) in check mode when there is none yet.
  returned: when O(certificate.source=request)
  type: str
  sample: "-----BEGIN CERTIFICATE REQUEST-----..."
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("settings")


if __name__ == "__main__":
    main()
'''


def collections() -> Path:
    """The folder above `ansible_collections`: the clone's own place, or the link that `make setup` makes."""
    if ROOT.parts[-3:] == ("ansible_collections", "netcam", "hardening"):
        return ROOT.parents[2]
    return ROOT / ".venv" / "collections"


def load(name: str) -> Any:
    """A module of the collection."""
    place = str(collections())
    if place not in sys.path:
        # behind PYTHONPATH, which may name another place
        sys.path.append(place)
    return importlib.import_module(f"{PLUGINS}.{name}")


def documentation(name: str) -> dict[str, Any]:
    """What a module documents, without its fragments."""
    found: dict[str, Any] = yaml.safe_load(load(f"modules.{name}").DOCUMENTATION)
    return found


def deeper(text: str, area: str, options: Mapping[str, Any], kept: Mapping[str, Any]) -> str | None:
    """The text with references to the area's own options led below the area.

    None when it speaks of an option that the composite module does not take over.
    """

    def moved(found: re.Match[str]) -> str:
        return f"O({area}.{found[1]}{found[2]})" if found[1] in kept else found[0]

    lost = {found[1] for found in _REFERENCE.finditer(text)} & (set(options) - set(kept))
    return None if lost else _REFERENCE.sub(moved, text)


def nested(entry: Mapping[str, Any], spec: Mapping[str, Any], area: str, options: Mapping[str, Any],
           kept: Mapping[str, Any]) -> dict[str, Any]:  # fmt: skip
    """One option as a suboption of its area: its description led deeper, the rest as the area module has it."""
    result = dict(entry)
    texts = (deeper(text, area, options, kept) for text in entry["description"])
    result["description"] = [text for text in texts if text is not None]
    if spec.get("required"):
        # an area may need what its module takes in another way as well
        result["required"] = True
    if "suboptions" in entry:
        result["suboptions"] = {
            name: nested(inner, spec["options"][name], area, options, kept)
            for name, inner in entry["suboptions"].items()
        }
    return result


def scalar(value: Any) -> str:
    """A value on one line, quoted only where YAML needs it."""
    if isinstance(value, list):
        return "[" + ", ".join(scalar(item) for item in value) + "]"
    dumped: str = yaml.safe_dump(value, width=10_000)
    return dumped.removesuffix("\n").removesuffix("\n...")


def paragraph(text: str, indent: int) -> list[str]:
    """One item of a description, wrapped."""
    lead = " " * indent + "- "
    body = text if yaml.safe_load(f"- {text}") == [text] else scalar(text)
    return textwrap.wrap(body, WIDTH, initial_indent=lead, subsequent_indent=" " * (indent + 2), break_long_words=False,
                         break_on_hyphens=False)  # fmt: skip


def rendered(name: str, entry: Mapping[str, Any], indent: int) -> list[str]:
    """An option as YAML, in the order that the handwritten modules keep."""
    pad = " " * (indent + 2)
    lines = [f"{' ' * indent}{name}:", f"{pad}description:"]
    for text in entry["description"]:
        lines += paragraph(text, indent + 4)
    lines += [
        f"{pad}{key}: {scalar(entry[key])}"
        for key in ("type", "elements", "required", "choices", "default")
        if key in entry
    ]
    if "suboptions" in entry:
        lines.append(f"{pad}suboptions:")
        for inner, suboption in entry["suboptions"].items():
            lines += rendered(inner, suboption, indent + 4)
    return lines


def area_option(area: str, spec: Spec) -> dict[str, Any]:
    """The option of one area: a dictionary with the options of its module."""
    found = documentation(area)
    options = found["options"]
    return {
        "description": [
            f"{found['short_description']}, as M(netcam.hardening.{area}) does.",
            "What is guarded and refused there is guarded and refused here.",
        ],
        "type": "dict",
        "suboptions": {
            name: nested(options[name], spec[name], area, options, spec) for name in options if name in spec
        },
    }


def generate() -> str:
    """The whole file."""
    spec = load("module_utils._module").own_spec("settings")
    areas = spec["select"]["choices"]
    lines = [f"      - {area}" for area in areas]
    options = {area: area_option(area, spec[area]["options"]) for area in areas}
    for area, option in options.items():
        lines += rendered(area, option, 2)
    lines.append("seealso:")
    lines += [f"  - module: netcam.hardening.{area}" for area in (*areas, "device_info")]
    text = "\n".join(lines) + "\n"
    if yaml.safe_load(text[text.index("  administrator:") : text.index("seealso:")]) != options:
        raise SystemExit("the options do not survive the way through YAML")
    return _HEAD + text + _EXAMPLES


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only; fails when the file is not up to date")
    arguments = parser.parse_args()
    wanted = generate()
    present = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
    if wanted == present:
        return 0
    if arguments.check:
        difference = difflib.unified_diff(
            present.splitlines(), wanted.splitlines(), str(TARGET), "generated", lineterm=""
        )
        print("\n".join(difference))
        return 1
    TARGET.write_text(wanted, encoding="utf-8")
    print(f"wrote {TARGET.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
