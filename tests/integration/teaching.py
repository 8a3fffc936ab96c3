# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Teach a camera that nothing is known of: checklist, browser, recording, profile, proof, and hardening with nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import sync_playwright

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import SETTINGS

from .fleets import ADMIN, SITE, configured, password_of
from .robot import CHROMIUM, Habits, Robot, is_text
from .runs import HARDEN, ROOT, Run, run_playbook

TEACH, PROVE = (ROOT / "playbooks" / f"{name}.yml" for name in ("teach", "prove_profile"))
#: What could cut the connection or lock people out, and is proven on the camera in the studio by name.
RISKY = [
    *(f"host_access.ipv{version}.{name}" for version in (4, 6) for name in ("rows", "default_policy", "apply")),
    "http_server.auth_method",
    "http_server.http_port",
]
#: The camera in the studio has no certificate for it.
REFUSED = "dot1x.enable"
NOT_TRIED = re.compile(
    "cannot be put back|cannot be read|could cut the connection|no other value|no row that could be added|does not write it"
)
#: What the camera in the studio has otherwise than as delivered: a request that lacks it would show in the proof.
OWN = {
    "date_time.ntp_server": "ntp.studio.example",
    "network.dns.host_name": "studio",
    "snmp_server.location": "studio",
}


@dataclass(frozen=True)
class School:
    """A model of which nothing is known: one camera in the studio to teach and prove on, and a fresh one to harden."""

    model: str
    guide: str
    name: str

    @property
    def studio(self) -> str:
        """Name of the camera in the studio."""
        return f"studio-{self.name}"

    @property
    def fresh(self) -> str:
        """Name of the camera that is hardened with what was learned."""
        return f"fresh-{self.name}"

    @property
    def _profile(self) -> str:
        return f"{self.name}.yml"

    def cameras(self, **entry: Any) -> list[dict[str, Any]]:
        """Both cameras for a fleet file; the profile is beside the inventory.

        Restarts take longer than a pause between two looks, as a camera that tells no uptime is seen restarting only by being away.
        """
        profile = {"ansible_netcam_profile": "{{ inventory_dir }}/" + self._profile}
        both = {"restart_seconds": 4.0, **entry}
        # control needs video, so that neither could be tried alone where a camera lets guests do both
        tried = {"user_authority.guest.camera_control": "disable", **OWN}
        return [
            configured(self.studio, self.model, profile, settings=tried, **both),
            configured(self.fresh, self.model, profile, **both),
        ]

    def checklist(self, fleet: Any) -> dict[str, Any]:
        """The checklist that the playbook makes."""
        run_playbook(TEACH, fleet, variables=self._teach(fleet)).succeeded()
        steps: dict[str, Any] = json.loads((self._folder(fleet) / "checklist.json").read_text(encoding="utf-8"))
        return steps

    def record(
        self, fleet: Any, steps: dict[str, Any], start: str, habits: Habits | None = None, name: str = "checklist"
    ) -> tuple[Path, Robot]:
        """Follow the checklist in Chromium on the camera in the studio; the recording, and who made it."""
        har = self._folder(fleet) / f"{name}.har"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            files = self._folder(fleet) / f"{name}-files"
            base = base_of(fleet, self.studio) + start
            robot = Robot(browser, base, ADMIN, password_of(self.studio), har, habits, files)
            try:
                robot.follow(steps["steps"])
            finally:
                robot.close()
                browser.close()
        return har, robot

    def learn_more(self, fleet: Any, har: Path, start: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Follow the short checklist that the first recording has led to, and learn from both."""
        short = self._folder(fleet) / "checklist-2.json"
        steps = json.loads(short.read_text(encoding="utf-8"))
        second, _robot = self.record(fleet, steps, start, name="checklist-2")
        return self.learn(fleet, [har, second], [short])

    def learn(
        self, fleet: Any, recordings: list[Path], more: Sequence[Path] = ()
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the playbook learns, and the profile that it writes beside the inventory."""
        run = run_playbook(TEACH, fleet, variables={
            **self._teach(fleet),
            "teach_firmware": "1.0.0",
            "teach_recordings": [str(path) for path in recordings],
            "teach_more_checklists": [str(path) for path in more],
            "teach_profile": str(fleet.run_dir / self._profile),
        }).succeeded()  # fmt: skip
        lesson = run.of("Read the recordings").result
        profile: dict[str, Any] = yaml.safe_load((fleet.run_dir / self._profile).read_text(encoding="utf-8"))
        return lesson, profile

    def prove(self, fleet: Any) -> dict[str, Any]:
        """Prove what was learned on the camera in the studio; its settings are as they were."""
        before = fleet.camera(self.studio).saved()
        run = run_playbook(PROVE, fleet, variables={
            "prove_camera": self.studio,
            "prove_profile": str(fleet.run_dir / self._profile),
            "prove_risky": [*RISKY, REFUSED],
            "prove_restart": True,
            "prove_backup_dest": str(self._folder(fleet) / "studio.backup"),
            "prove_backup_password": "Backup4Studio88",
        }).succeeded()  # fmt: skip
        after = fleet.camera(self.studio).saved()
        different = {key for key in before if before[key] != after[key]} - {"date_time.clock"}
        assert different == set(), {key: (before[key], after[key]) for key in different}
        result = run.of("Write another value").result
        # what is not proven was not tried: no write did anything else than it should
        reasons = {one["setting"]: one["reason"] for one in result["not_proven"]}
        assert "only with a user name and the certificates of its method" in reasons.pop(REFUSED)
        spoilt = {name: reason for name, reason in reasons.items() if not NOT_TRIED.search(reason)}
        assert spoilt == {}, spoilt
        return result

    def harden_twice(self, fleet: Any, **more: Any) -> Run:
        """Harden the fresh camera with the learned profile; the second run changes nothing. The first run."""
        wanted = {**SITE, **more}
        first = run_playbook(HARDEN, fleet, variables=wanted, limit=self.fresh).succeeded()
        assert first.recap[self.fresh]["changed"] > 0
        assert bool(fleet.camera(self.fresh).count("certificate_changes")) == ("harden_certificate_source" in more)
        # what is saved: a recording does not tell which settings wait for a restart
        settings = fleet.camera(self.fresh).saved()
        assert settings["host_access.ipv4.default_policy"] == "prohibit"
        assert settings["host_access.ipv4.apply"] == "enable"
        assert settings["host_access.ipv4.rows"] == [
            {"address": "127.0.0.0", "prefix_length": 8, "action": "authorize"}
        ]
        assert settings["http_server.auth_method"] == settings["rtp_server.rtsp_auth_method"] == "digest"
        assert settings["network.mdns"] == settings["network.ipv4.auto_ip"] == "disable"
        assert settings["viewer.user_authentication"] == "authenticate"
        assert settings["date_time.ntp_server"] == SITE["harden_ntp_server"]
        assert {settings[f"user_authority.guest.{what}"] for what in ("video", "audio", "camera_control")} == {
            "disable"
        }
        fleet.reset_counters()
        second = run_playbook(HARDEN, fleet, variables=wanted, limit=self.fresh).succeeded()
        assert second.recap[self.fresh]["changed"] == 0
        assert fleet.camera(self.fresh).count("writes") == fleet.camera(self.fresh).count("certificate_changes") == 0
        return first

    def _folder(self, fleet: Any) -> Path:
        folder: Path = fleet.run_dir / f"teach-{self.name}"
        folder.mkdir(exist_ok=True)
        return folder

    def _teach(self, fleet: Any) -> dict[str, Any]:
        return {"teach_folder": str(self._folder(fleet)), "teach_model": self.model, "teach_guide": self.guide}


def base_of(fleet: Any, name: str) -> str:
    """Where a browser finds a camera."""
    kind, address, port, *_rest = next(one for one in fleet.camera(name).state()["listeners"] if one[0] == "http")
    return f"{kind}://{address}:{port}/"


def codes(setting: dict[str, Any]) -> dict[str, Any]:
    """Codes and spellings of a setting of a code map, for `assert_none_wrong`."""
    found: dict[str, Any] = {}
    for name, raw in setting.get("columns", {"": setting}).items():
        found[f"{name} code"] = raw["code"]
        found |= {f"{name} {word}": wire for word, wire in raw.get("values", {}).items()}
    return found


def writable(guide: str) -> set[str]:
    """Every setting of a part of the guide that has a value to write; fields of a certificate's subject belong to its button."""
    return {
        one.id
        for one in SETTINGS.values()
        if guide in one.limits and not one.readonly and not one.action and one.area != "certificate"
    }


#: A certificate of the site's authority, over HTTP while the camera is in the studio.
CERTIFICATE = {
    "harden_certificate_source": "site_ca",
    "harden_ca_dir": "{{ inventory_dir }}/site-ca",
    "harden_ca_passphrase": "Authority8-passphrase-qz",
    "harden_certificate_key_on_controller": True,
    "ansible_netcam_allow_clear_text": True,
    "ansible_netcam_ca_path": "{{ inventory_dir }}/site-ca/ca.pem",
}


def assert_operations(lesson: Mapping[str, Any], learned: Mapping[str, Any], true: Mapping[str, Any]) -> None:
    """Every button that the checklist asks for was learned, and does what the true profile says."""
    left = {one["operation"]: one["why"] for one in lesson["operations"] if one["state"] != "learned"}
    assert left == {}
    found, held = (_operations(profile["interface"]) for profile in (learned, true))
    wrong = {name: (raw, held.get(name)) for name, raw in found.items() if not _says_no_more(raw, held.get(name))}
    assert wrong == {}, wrong
    # the key of an older camera stays as it is while a request is made: that shows nowhere
    assert held.keys() - found.keys() <= {"certificates.request_keeps_key"}


def _operations(interface: Mapping[str, Any]) -> dict[str, Any]:
    parts = {
        f"{section}.{key}": raw for section in ("certificates", "dot1x") for key, raw in interface[section].items()
    }
    return {**parts, "restore": interface["restore"]}


def _says_no_more(raw: Any, held: Any) -> bool:
    """Whether one description is part of the other, however it names tokens and headers, and what it leaves to the default."""
    if isinstance(raw, dict) and isinstance(held, dict):
        mine, other = ({str(key).lower(): value for key, value in one.items()} for one in (raw, held))
        known = {"method": "GET", "container": "pem", "content": {}, **other}
        return all(key in known and _says_no_more(value, known[key]) for key, value in mine.items())
    if isinstance(raw, str) and raw.startswith("{token:"):
        return isinstance(held, str) and held.startswith("{token:")
    if isinstance(raw, str) and raw.startswith("%"):
        # midnight may be written out
        midnight = datetime(2026, 11, 22)
        return midnight.strftime(raw) == midnight.strftime(str(held))
    return repr(raw) == repr(held)


def assert_learned(lesson: dict[str, Any], missing: set[str], guide: str) -> None:
    """At least 95 % of the guide's settings were learned without questions; what no page has was not seen."""
    states = {one["setting"]: one["state"] for one in lesson["settings"]}
    wanted = writable(guide)
    learned = {name for name, state in states.items() if state == "learned"} & wanted
    rest = {one["setting"]: one["why"] for one in lesson["settings"] if one["state"] != "learned"}
    assert lesson["guide"] == {"settings": len(wanted), "learned": len(learned)}
    assert len(learned) >= 0.95 * len(wanted), rest
    assert missing.isdisjoint(learned)


def without_texts(steps: dict[str, Any]) -> set[str]:
    """Settings on pages without any text field: in another order than the checklist's they may be taken for each other."""
    known = {step["sheet"] for step in steps["steps"] if is_text(step)}
    return {step["setting"] for step in steps["steps"] if "setting" in step and step["sheet"] not in known}


def assert_none_wrong(
    learned: dict[str, Any], true: dict[str, Any], facts: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    """Every fact of the learned profile holds in the true one; a list of words may be shorter, as not all were asked for."""
    wrong = {}
    for name, raw in learned["settings"].items():
        held = facts(true["settings"][name])
        # as text, since 1 is not true
        if not_so := {key: value for key, value in facts(raw).items() if repr(value) != repr(held.get(key))}:
            wrong[name] = (not_so, held)
    assert wrong == {}, wrong
