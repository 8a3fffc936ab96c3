# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The switch-over to HTTPS: proven before it is irreversible, and taken back when it does not prove itself.

The documented pattern: ansible_netcam_scheme is the wanted protocol, ansible_netcam_initial_scheme the one as delivered.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import NEW, OLD, configured, login_of
from .runs import run_playbook, task
from .witness import Witness

SWITCHING = {"ansible_netcam_scheme": "https", "ansible_netcam_initial_scheme": "http", "ansible_port": 443}
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1, "https": True, "settings": {"http_server.auth_method": "digest"}},
    "cameras": [
        configured("new", NEW, SWITCHING),
        configured("old", OLD, SWITCHING),
        configured("expired", NEW, SWITCHING, faults={"expired_certificate": True}),
        configured("expired-old", OLD, SWITCHING, faults={"expired_certificate": True}),
        configured("basic", OLD, SWITCHING, settings={"http_server.auth_method": "basic"}),
        configured("plain", NEW, https=False),
        # knows HTTP or HTTPS, and nothing between; its certificate is its own
        configured("ipro", "WV-SBV131M", SWITCHING, https=False, settings={}, certificate="self_signed"),
    ],
}
SOUND, EXPIRED = ["new", "old"], ["expired", "expired-old"]
HTTPS_ONLY = task("Switch", "ssl_tls", {"https_policy": "https"})
BOTH = task("Both", "ssl_tls", {"https_policy": "http_and_https"})


@pytest.mark.parametrize("name", SOUND)
def test_switched_over_proven_and_found_again(fleet: Fleet, name: str) -> None:
    tasks = [HTTPS_ONLY, task("Next task", "log_notification", {"level": "errors"}), {**HTTPS_ONLY, "name": "Again"}]
    run = run_playbook(tasks, fleet, limit=name).succeeded()
    assert run.of("Switch").changed
    assert "the administrator reads the camera at https://" in str(run.of("Switch").result["evidence"])
    assert "nothing answers at port 80 (http) any more" in str(run.of("Switch").result["evidence"])
    assert "stay in clear text under HTTPS (guide, p. A-17 and B-17)" in run.of("Switch").said
    assert run.of("Next task").changed
    assert run.of("Again").status == "ok"
    assert "clear text" not in run.of("Again").said
    witness = Witness(fleet, name)
    assert witness.listener("http") is None
    assert witness.shown("ssl_tls.https_policy", login_of(name), kind="https") == "https"
    fleet.camera(name).power_loss()
    assert fleet.camera(name).saved()["ssl_tls.https_policy"] == "https"


@pytest.mark.parametrize("name", SOUND)
def test_the_next_run_needs_one_connection_and_no_detour(fleet: Fleet, name: str) -> None:
    run_playbook([HTTPS_ONLY], fleet, limit=name).succeeded()
    fleet.reset_counters()
    run = run_playbook([{**HTTPS_ONLY, "name": "Again"}], fleet, limit=name).succeeded()
    assert run.of("Again").status == "ok"
    assert fleet.camera(name).count("connections") == 1
    assert fleet.camera(name).count("writes") == 0


def test_the_restart_that_a_cut_run_did_not_come_to_is_made_up_for(fleet: Fleet) -> None:
    name = "old"  # its policy takes effect by a restart
    run_playbook([BOTH], fleet, limit=name).succeeded()
    never = task("Cut", "ssl_tls", {"https_policy": "https", "restart": "never"})
    assert run_playbook([never], fleet, limit=name).of("Cut").changed
    witness = Witness(fleet, name)
    assert witness.listener("http") is not None
    fleet.reset_counters()

    check = run_playbook([HTTPS_ONLY], fleet, "--check", limit=name).succeeded().of("Switch")
    assert "waits for a restart" in check.result["changes"][0]["before"]
    assert fleet.camera(name).count("restarts") == 0

    still = run_playbook([never], fleet, limit=name).succeeded().of("Cut")
    assert still.status == "ok"
    assert still.result["restart"] == {"needed": True, "done": False}
    assert "port 80 (http) still answers" in still.said

    run = run_playbook([HTTPS_ONLY, {**HTTPS_ONLY, "name": "Again"}], fleet, limit=name).succeeded()
    assert run.of("Switch").result["restart"] == {"needed": True, "done": True}
    assert run.of("Again").status == "ok"
    assert fleet.camera(name).count("restarts") == 1
    assert fleet.camera(name).count("writes") == 0
    assert witness.listener("http") is None


@pytest.mark.parametrize("name", SOUND)
def test_check_mode_writes_nothing(fleet: Fleet, name: str) -> None:
    run = run_playbook([HTTPS_ONLY], fleet, "--check", "--diff", limit=name).succeeded()
    assert run.of("Switch").result["diff"]["after"] == {"ssl_tls.https_policy": "https"}
    assert fleet.camera(name).count("writes") == 0
    assert "was reached by plain HTTP" in run.text


@pytest.mark.parametrize("name", EXPIRED)
def test_a_certificate_that_does_not_verify_leaves_the_camera_as_it_was(fleet: Fleet, name: str) -> None:
    run = run_playbook([HTTPS_ONLY], fleet, limit=name)
    outcome = run.of("Switch")
    assert outcome.code == "not_effective"
    assert "HTTPS did not prove itself" in outcome.msg
    assert "the certificate has expired" in outcome.msg
    assert "The camera has its old policy again (http)" in outcome.msg
    assert "[HTTPS Connection Policy]" in outcome.msg
    witness = Witness(fleet, name)
    assert witness.listener("https") is None
    assert witness.shown("ssl_tls.https_policy", login_of(name)) == "http"
    assert fleet.camera(name).saved()["ssl_tls.https_policy"] == "http"


def test_a_camera_without_a_middle_is_brought_back_over_the_side_that_did_not_prove_itself(fleet: Fleet) -> None:
    public = {"ansible_netcam_ca_path": str(fleet.ca_path)}
    outcome = run_playbook([HTTPS_ONLY], fleet, limit="ipro", variables=public).of("Switch")
    assert outcome.code == "not_effective"
    assert "HTTPS did not prove itself" in outcome.msg
    assert "self-signed" in outcome.msg
    assert "The camera has its old policy again (http)" in outcome.msg
    fleet.camera("ipro").wait_up()
    listeners = [kind for kind, _address, _port, _number in fleet.camera("ipro").state()["listeners"]]
    assert "http" in listeners
    assert "https" not in listeners


def test_an_authority_that_does_not_exist_is_named_and_nothing_is_closed(fleet: Fleet) -> None:
    missing = {"ansible_netcam_ca_path": "/nonexistent/site-ca.pem"}
    outcome = run_playbook([HTTPS_ONLY], fleet, limit="new", variables=missing).of("Switch")
    assert "/nonexistent/site-ca.pem" in outcome.msg
    assert "does not exist" in outcome.msg
    assert Witness(fleet, "new").listener("http") is not None


def test_a_camera_that_asks_for_the_password_in_clear_text_needs_consent_for_the_first_contact(fleet: Fleet) -> None:
    outcome = run_playbook([HTTPS_ONLY], fleet, limit="basic").of("Switch")
    assert outcome.code == "refused"
    assert "ansible_netcam_allow_clear_text" in outcome.msg
    assert fleet.camera("basic").count("logins_ok") == 0
    consent = {"ansible_netcam_allow_clear_text": True}
    run_playbook([HTTPS_ONLY], fleet, limit="basic", variables=consent).succeeded()
    assert Witness(fleet, "basic").challenge("https") == "Basic"
    assert run_playbook([HTTPS_ONLY], fleet, limit="basic").succeeded().of("Switch").status == "ok"


def test_https_only_is_refused_while_the_inventory_says_http(fleet: Fleet) -> None:
    outcome = run_playbook([HTTPS_ONLY], fleet, limit="plain").of("Switch")
    assert outcome.code == "refused"
    assert "ansible_netcam_scheme" in outcome.msg
    assert fleet.camera("plain").count("writes") == 0


@pytest.mark.parametrize("name", SOUND)
def test_plain_http_again_is_refused_without_consent_and_comes_last_with_it(fleet: Fleet, name: str) -> None:
    run_playbook([HTTPS_ONLY], fleet, limit=name).succeeded()
    back = task("Back", "ssl_tls", {"https_policy": "http"})
    assert run_playbook([back], fleet, limit=name).of("Back").code == "refused"
    assert Witness(fleet, name).listener("http") is None
    consent = {
        "ansible_netcam_scheme": "http", "ansible_port": 80, "ansible_netcam_initial_scheme": "https",
        "ansible_netcam_allow_clear_text": True,
    }  # fmt: skip
    run_playbook([back], fleet, limit=name, variables=consent).succeeded()
    witness = Witness(fleet, name)
    assert witness.listener("https") is None
    assert witness.shown("ssl_tls.https_policy", login_of(name)) == "http"


@pytest.mark.parametrize("name", SOUND)
def test_passwords_wait_until_https_is_in_place(fleet: Fleet, name: str) -> None:
    """The same task switches over and sets passwords: no consent to clear text is needed, because HTTPS comes first."""
    no_consent = {"ansible_netcam_allow_clear_text": False}
    snmp = {
        "v3": True, "v3_user_name": "monitor", "security_level": "authentication_and_encryption",
        "auth_password": "Hm7rWq2zTk", "encryption_password": "Zp4nVx8sLd",
    }  # fmt: skip
    snmp["user_name"] = snmp.pop("v3_user_name")
    alone = task("Alone", "snmp_server", snmp)
    assert run_playbook([alone], fleet, limit=name, variables=no_consent).of("Alone").code == "refused"
    whole = task("Whole", "settings", {"snmp_server": snmp, "ssl_tls": {"https_policy": "https"}})
    run = run_playbook([whole], fleet, limit=name, variables=no_consent).succeeded()
    changed = [change["setting"] for change in run.of("Whole").result["changes"]]
    assert changed[0] == "ssl_tls.https_policy"
    assert fleet.camera(name).saved()["snmp_server.v3_user_name"] == "monitor"


def test_both_protocols_for_a_recorder_that_follows_later(fleet: Fleet) -> None:
    run_playbook([BOTH], fleet, limit="new:old").succeeded()
    for name in SOUND:
        witness = Witness(fleet, name)
        assert witness.listener("http") is not None
        assert witness.listener("https") is not None


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.parametrize("fault", ["restart_mid_write", "power_loss_before_save"])
def test_a_cut_in_the_middle_ends_in_the_wanted_state_or_in_the_old_one(fleet: Fleet, name: str, fault: str) -> None:
    fleet.camera(name).fault(fault, 1)
    run_playbook([HTTPS_ONLY], fleet, limit=name)
    fleet.camera(name).wait_up()
    run = run_playbook([{**HTTPS_ONLY, "name": "Again"}], fleet, limit=name).succeeded()
    assert run.of("Again").status in ("ok", "changed")
    assert fleet.camera(name).saved()["ssl_tls.https_policy"] == "https"
    assert Witness(fleet, name).listener("http") is None


def test_an_ignored_policy_is_found_out(fleet: Fleet) -> None:
    fleet.camera("new").fault("ignore_write", ["ssl_tls.https_policy"])
    outcome = run_playbook([HTTPS_ONLY], fleet, limit="new").of("Switch")
    assert outcome.code == "not_effective"
    assert Witness(fleet, "new").listener("http") is not None


# -- certificates that are trusted by their fingerprint ----------------------------------------------------------------


def test_trust_on_first_use_is_recorded_and_holds(fleet: Fleet, tmp_path: Path) -> None:
    run_playbook([HTTPS_ONLY], fleet, limit="new").succeeded()
    known = tmp_path / "known"
    first_use = {
        "ansible_netcam_ca_path": "", "ansible_netcam_known_certificates": str(known),
        "ansible_netcam_trust_on_first_use": True,
    }  # fmt: skip
    run = run_playbook([look_at_it()], fleet, limit="new", variables=first_use).succeeded()
    assert "trusted on first use" in run.text
    name, fingerprint, _date = known.read_text().split()
    assert (name, len(fingerprint)) == ("new", 64)
    again = run_playbook([look_at_it()], fleet, limit="new", variables=first_use).succeeded()
    assert "trusted on first use" not in again.text
    # another certificate in its place is not trusted, and no password is sent to it
    known.write_text(f"new {'0' * 64} 2026-01-01\n")
    fleet.reset_counters()
    outcome = run_playbook([look_at_it()], fleet, limit="new", variables=first_use).of("Look")
    assert outcome.status == "unreachable"
    assert "not the certificate that is remembered" in outcome.msg
    assert fleet.camera("new").count("requests") == 0


def test_a_certificate_that_verifies_needs_no_record_any_more(fleet: Fleet, tmp_path: Path) -> None:
    run_playbook([HTTPS_ONLY], fleet, limit="new").succeeded()
    known = tmp_path / "known"
    known.write_text(f"new {'0' * 64} 2026-01-01\nother {'1' * 64} 2026-01-01\n")
    run_playbook(
        [look_at_it()], fleet, limit="new", variables={"ansible_netcam_known_certificates": str(known)}
    ).succeeded()
    assert known.read_text() == f"other {'1' * 64} 2026-01-01\n"


def look_at_it() -> dict[str, Any]:
    """A task that only looks."""
    return task("Look", "device_info")
