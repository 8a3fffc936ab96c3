# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""CA certificates and revocation lists for connections that a camera opens, by real playbooks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet
from netcam_emulator.testing_ca import Authority

from .fleets import OLD, configured, conformant
from .runs import Run, run_playbook, task

VARIABLES = {"ansible_netcam_allow_clear_text": True}
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        conformant("plain", VARIABLES),
        configured("new", "VB-H47", VARIABLES, onvif=False),
        configured("old", OLD, VARIABLES, onvif=False),
        configured("seed", "WV-SBV131M", VARIABLES, profile=True),
    ],
}
TAKING = ["plain", "new"]


@pytest.fixture(scope="module")
def upload(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority of the server that pictures are uploaded to."""
    return with_list(tmp_path_factory.mktemp("upload"))


def with_list(folder: Path) -> Authority:
    """An authority with a revocation list."""
    made = Authority(folder)
    made.issue("server.example")
    made.revocation_list()
    return made


def trust(upload: Authority, name: str = "Trust", **more: Any) -> dict[str, Any]:
    """A task that wants the authority and its list on the camera."""
    options = {"ca_certificates": [str(upload.pem)], "crls": [str(upload.folder / "crl.pem")]}
    return task(name, "certificate_trust", {**options, **more})


def writes(fleet: Fleet, name: str) -> int:
    """Requests that changed something."""
    return sum(fleet.camera(name).count(kind) for kind in ("writes", "onvif_writes", "ipro_writes"))


@pytest.mark.parametrize("name", TAKING)
def test_installed_once(fleet: Fleet, upload: Authority, name: str) -> None:
    foreseen = run_playbook([trust(upload)], fleet, "--check", limit=name).succeeded()
    assert foreseen.of("Trust").settings == ["certificate.ca_certificate", "certificate.crl"]
    assert writes(fleet, name) == 0
    run = run_playbook([trust(upload), trust(upload, "Again"), task("Info", "certificate_info")], fleet, limit=name)
    run.succeeded()
    assert run.of("Trust").settings == ["certificate.ca_certificate", "certificate.crl"]
    assert run.of("Again").status == "ok"
    held = [held for held in run.of("Info").result["store"]["held"] if held["kind"] == "ca"]
    assert [one["common_name"] for one in held] == ["Site CA"]
    assert "a revocation list is used for uploads only (guide, p. A-17)" in run.of("Trust").said
    # only Canon's list does not tell whose the revocation lists are
    assert ("does not tell whose" in run.of("Again").said) == (name == "new")


def test_lists_that_the_camera_does_not_name_are_renewed_when_asked_for(fleet: Fleet, upload: Authority) -> None:
    always = {"update_crls": "always"}
    run = run_playbook([trust(upload), trust(upload, "Newer", **always)], fleet, limit="new").succeeded()
    assert run.of("Newer").settings == ["certificate.crl"]
    kinds = [entry["kind"] for entry in fleet.camera("new").state()["certificates"]["entries"]]
    assert (kinds.count("ca"), kinds.count("crl")) == (1, 2)


def test_cameras_without_such_a_page(fleet: Fleet, upload: Authority) -> None:
    report = trust(upload, on_unsupported="report")
    run = run_playbook([report], fleet, limit="old,seed").succeeded()
    for name in ("old", "seed"):
        assert run.of("Trust", name).result["not_applicable"] == ["certificate.ca_certificate", "certificate.crl"]
        assert not run.of("Trust", name).changed
    outcome = run_playbook([trust(upload)], fleet, limit="old").of("Trust")
    assert outcome.code == "unsupported"


def test_an_upload_that_is_accepted_and_ignored_is_seen(fleet: Fleet, upload: Authority) -> None:
    fleet.camera("new").fault("ignore_write", settings=["all"])
    outcome = run_playbook([trust(upload)], fleet, limit="new").of("Trust")
    assert outcome.code == "not_effective"


@pytest.mark.parametrize(
    ("option", "content", "words"),
    [
        ("crls", "garbage", "is no revocation list"),
        ("ca_certificates", "garbage", "neither PEM nor DER"),
        ("ca_certificates", "leaf", "not one of an authority"),
        ("crls", "foreign", "does not bear its signature"),
    ],
)
def test_what_is_no_authority_or_no_list_never_reaches_the_camera(
    fleet: Fleet, upload: Authority, tmp_path: Path, option: str, content: str, words: str
) -> None:
    path = tmp_path / "given.pem"
    if content == "garbage":
        path.write_text("this is nothing\n")
    elif content == "leaf":
        path = upload.folder / "server.example.pem"
    else:
        # the same name, another key
        path = with_list(tmp_path / "other").folder / "crl.pem"
    outcome = run_playbook([trust(upload, **{option: [str(path)]})], fleet, limit="plain").of("Trust")
    assert outcome.code == "certificate"
    assert words in outcome.msg
    assert fleet.camera("plain").count("onvif_writes") == 0


def test_nothing_to_do_is_said(fleet: Fleet) -> None:
    outcome = run_playbook([task("Wrong", "certificate_trust", {})], fleet, limit="plain").of("Wrong")
    assert outcome.code == "invalid_value"
    assert "give ca_certificates, crls, or both" in outcome.msg


def judged(run: Run, name: str) -> dict[str, Any]:
    """The control NC-2.13 in an audit."""
    found: dict[str, Any] = next(one for one in run.of(name).result["audit"]["results"] if one["control"] == "NC-2.13")
    return found


def test_the_audit_judges_by_what_the_camera_holds(fleet: Fleet, upload: Authority) -> None:
    """With the site's certificate it passes or fails; without it a person is shown what is there. It writes nothing."""
    look = {"level": "strict", "probes": []}
    given = {**look, "ca_certificates": [str(upload.pem)]}
    audits = [task("Bare", "audit", look), task("Judged", "audit", given)]
    before = run_playbook(audits, fleet, limit="new").succeeded()
    assert writes(fleet, "new") == 0
    assert judged(before, "Bare")["result"] == "manual"
    assert "the camera holds no CA certificate" in judged(before, "Bare")["evidence"][0]["seen"]
    assert judged(before, "Judged")["result"] == "fail"
    assert "certificate_trust" in judged(before, "Judged")["fix"]
    with_list = {**given, "crls": [str(upload.folder / "crl.pem")]}
    after = run_playbook([trust(upload), *audits, task("List", "audit", with_list)], fleet, limit="new").succeeded()
    assert judged(after, "Judged")["result"] == "pass"
    assert judged(after, "Judged")["evidence"][0]["seen"].endswith(": installed")
    assert "the camera holds Site CA" in judged(after, "Bare")["evidence"][0]["seen"]
    assert judged(after, "List")["result"] == "manual", "the list does not tell whose revocation lists it holds"
