# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cameras as an audit finds them, without any camera: what the session read, and what the probes saw."""

from __future__ import annotations

from datetime import date
from typing import Any

from ansible_collections.netcam.hardening.plugins.module_utils._audit.controls import CONTROLS
from ansible_collections.netcam.hardening.plugins.module_utils._audit.judge import Papers, judge
from ansible_collections.netcam.hardening.plugins.module_utils._audit.reading import wanted_settings
from ansible_collections.netcam.hardening.plugins.module_utils._audit.scene import Scene, Site
from ansible_collections.netcam.hardening.plugins.module_utils._catalog import FAMILY_PRE2022, SETTINGS
from ansible_collections.netcam.hardening.plugins.module_utils._facts import Facts

TODAY = date(2026, 11, 22)
#: What the catalog recommends nothing for, and what is no plain value.
_CHOSEN: dict[str, Any] = {
    "users.accounts": (),
    "user_authority.authorized.privileged_camera_control": False,
    "user_authority.authorized.camera_control": False,
    "user_authority.authorized.video": True,
    "user_authority.authorized.audio": True,
    "host_access.ipv4.rows": ({"address": "192.0.2.0", "prefix_length": 24, "action": "authorize"},),
    "host_access.ipv6.rows": (),
    "http_server.http_port": 80,
    "http_server.https_port": 443,
    "rtp_server.rtsp_port": 554,
    "snmp_server.v3": False,
    "dot1x.enable": True,
}


def finding(state: str, evidence: str = "", **facts: Any) -> dict[str, Any]:
    """What a probe saw."""
    return {"state": state, "evidence": evidence or state, "facts": facts, "reason": None, "seconds": 0.0}


def certificate(**more: Any) -> dict[str, Any]:
    """Facts of a leaf certificate."""
    return {
        "common_name": "lobby", "names": ["192.0.2.10"], "issuer": "CN=Site CA", "not_after": "2027-09-01T00:00:00Z",
        "self_signed": False, **more,
    }  # fmt: skip


def served(findings: tuple[dict[str, str], ...] = (), **more: Any) -> dict[str, Any]:
    """What the TLS probe saw."""
    facts = {
        "certificate": certificate(), "verified": True, "reason": None, "days_left": 283, "version": "1.3",
        "suite": "TLS_AES_256_GCM_SHA384", "versions": {"1.0": "refused", "1.1": "refused", "1.2": "offered", "1.3": "offered"},
        "grade": {"status": "ok", "findings": list(findings)}, "answer": "tls",
    }  # fmt: skip
    return finding("seen", "port 443: TLS 1.3", **{**facts, **more})


def probes(**other: dict[str, Any]) -> dict[str, Any]:
    """What is seen of a hardened camera from outside."""
    return {
        "http": finding("not_seen", "port 80: refused", answer="refused"),
        "http_auth": finding("seen", "login asked for by https: digest", schemes=["digest"]),
        "anonymous": finding("not_seen", "5 pages are closed", open=[]),
        "clock": finding("seen", "0 s ahead", drift=0),
        "factory_account": finding("unknown", "not asked for"),
        "tls": served(),
        "rtsp": finding("seen", "a login is asked for by digest", answer="rtsp", schemes=["digest"], open=[]),
        "snmp": finding("not_seen", "nothing listens", answer="refused", versions=[]),
        "snmp_v3": finding("not_seen", "nothing listens", answer="refused"),
        "mdns": finding("not_seen", "nothing listens", answer="refused", addresses=[]),
        "ws_discovery": finding("not_seen", "nothing listens", answer="refused"),
        "ftp": finding("not_seen", "refused", answer="refused"),
        "host_restriction": finding("unknown", "no second address is given"),
        "ports": finding("seen", "open: 443, 554", open=[443, 554], closed=[], silent=[]),
        **other,
    }  # fmt: skip


def hardened(family: str = FAMILY_PRE2022, site: Site | None = None, **more: Any) -> Scene:
    """A camera as the role leaves it, read with the administrator's account."""
    values = {key: SETTINGS[key].recommended for key in wanted_settings(CONTROLS.values())}
    scene = Scene(
        facts=Facts(model="VB-M44", family=family, firmware="1.3.0", drift=0.2, account="present"),
        values={key: value for key, value in {**values, **_CHOSEN}.items() if SETTINGS[key].exists_on(family)},
        factory_account=False,
        weaknesses=(),
        login="wanted",
        probes=probes(),
        site=site or Site(),
        inside=True,
    )
    scene.values = {key: value for key, value in scene.values.items() if value is not None}
    scene.manual = {key: "no code" for key, row in SETTINGS.items() if row.standard}
    for name, value in more.items():
        assert hasattr(scene, name), name
        setattr(scene, name, value)
    return scene


def with_setting(scene: Scene, key: str, value: Any) -> Scene:
    """One setting otherwise."""
    scene.values[key] = value
    return scene


def results(scene: Scene, papers: Papers | None = None) -> dict[str, dict[str, Any]]:
    """Judged by every control, by id."""
    found = judge(scene, list(CONTROLS.values()), papers or Papers(TODAY))
    return {result["control"]: result for result in found}


def words(scene: Scene, papers: Papers | None = None) -> dict[str, str]:
    """Only the result of each control."""
    return {name: result["result"] for name, result in results(scene, papers).items()}
