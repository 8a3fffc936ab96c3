# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A server certificate is removed from cameras of every family: never the one in use, and not without a backup file of it."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import OLD, SITE, configured, conformant
from .openssl import Authority, served
from .runs import HARDEN, run_playbook, task
from .test_certificate import DIGEST, SWITCH, SWITCHING, address, order, site_ca, trusting

__all__ = ["site_ca"]
VARIABLES = {**SWITCHING, "ansible_netcam_allow_clear_text": True}
#: For a camera that is to stay reachable by HTTP; the switch back is the site's own decision.
HTTP = {"ansible_netcam_scheme": "http", "ansible_port": 80}
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        conformant("plain", VARIABLES),
        configured("old", OLD, VARIABLES, settings=DIGEST, certificate="none"),
        configured("new", "VB-H47", VARIABLES, certificate="none"),
        configured("seed", "WV-SBV131M", VARIABLES, profile=True),
        configured("held", "WV-SW115", VARIABLES, profile=True, certificate="self_signed"),
    ],
}
ALL = ["plain", "old", "new", "seed"]
INFO = task("Info", "certificate_info")


def removal(backup: Path | None = None, name: str = "Remove", **options: Any) -> dict[str, Any]:
    """A task that wants no certificate on the camera."""
    more = {"backup_dir": str(backup)} if backup is not None else {}
    return task(name, "certificate", {"state": "absent", **more, **options})


def writes(fleet: Fleet, name: str) -> int:
    """Requests that changed something."""
    return sum(fleet.camera(name).count(kind) for kind in ("writes", "onvif_writes", "ipro_writes"))


@pytest.mark.parametrize("name", ALL)
def test_kept_removed_and_revoked(fleet: Fleet, site_ca: Path, tmp_path: Path, name: str) -> None:
    """Over plain HTTP; another certificate can be installed afterwards."""
    backup = tmp_path / "backups"
    by_http = {**trusting(site_ca / "ca.pem"), **HTTP}
    install = order(site_ca, backup_dir=str(backup))
    run = run_playbook([install, INFO], fleet, limit=name, variables=by_http).succeeded()
    assert run.of("Certificate").changed
    kept = backup / f"{name}.pem"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o644
    removed = kept.read_text()
    assert "PRIVATE KEY" not in removed
    fleet.reset_counters()
    options = {"ca_dir": str(site_ca), "ca_passphrase": "Correct-horse-44-battery"}
    foreseen = run_playbook(
        [removal(backup, **options)], fleet, "--check", "--diff", limit=name, variables=by_http
    ).succeeded()
    assert foreseen.of("Remove").changed
    assert writes(fleet, name) == 0
    tasks = [removal(backup, **options), removal(backup, "Again", **options), INFO]
    run = run_playbook(tasks, fleet, limit=name, variables=by_http).succeeded()
    assert run.of("Remove").changed
    assert run.of("Remove").result["changes"][0]["after"] is None
    assert run.of("Again").status == "ok"
    assert [held for held in run.of("Info").result["store"]["held"] if held["kind"] == "server"] == []
    assert "Cessation Of Operation" in Authority.crl_text(site_ca / "crl.pem")
    again = run_playbook([install, INFO], fleet, limit=name, variables=by_http).succeeded()
    assert again.of("Certificate").changed
    assert [held for held in again.of("Info").result["store"]["held"] if held["kind"] == "server"]
    # the copy of the removed one stays beside that of the new one
    copies = [path.read_text() for path in backup.iterdir()]
    assert removed in copies
    assert kept.read_text() != removed


@pytest.mark.parametrize("name", ALL)
def test_never_the_one_that_https_is_served_with(fleet: Fleet, site_ca: Path, tmp_path: Path, name: str) -> None:
    variables = trusting(site_ca / "ca.pem")
    run_playbook([order(site_ca), SWITCH], fleet, limit=name, variables=variables).succeeded()
    before = served(address(fleet, name)).fingerprint
    fleet.reset_counters()
    tasks = [removal(tmp_path / "backups", force=True)]
    outcome = run_playbook(tasks, fleet, limit=name, variables=variables).of("Remove")
    assert outcome.code == "refused"
    assert "no other would take over" in outcome.msg
    assert "Switch to HTTP first" in outcome.msg
    assert writes(fleet, name) == 0
    assert served(address(fleet, name)).fingerprint == before
    assert fleet.camera(name).settings()["ssl_tls.https_policy"] == "https"


@pytest.mark.parametrize("name", ["old", "new", "seed"])
def test_not_without_a_backup_file(fleet: Fleet, site_ca: Path, tmp_path: Path, name: str) -> None:
    by_http = {**trusting(site_ca / "ca.pem"), **HTTP}
    run_playbook([order(site_ca)], fleet, limit=name, variables=by_http).succeeded()
    fleet.reset_counters()
    refused = run_playbook([removal()], fleet, limit=name, variables=by_http).of("Remove")
    assert refused.code == "refused"
    assert "Set backup_dir" in refused.msg
    assert writes(fleet, name) == 0
    if name in ("new", "seed"):
        # these hand no certificate out, so an empty folder stays empty
        refused = run_playbook([removal(tmp_path / "empty")], fleet, limit=name, variables=by_http).of("Remove")
        assert refused.code == "refused"
        assert f"{name}.pem" in refused.msg
        assert writes(fleet, name) == 0
    run = run_playbook([removal(force=True)], fleet, limit=name, variables=by_http).succeeded()
    assert run.of("Remove").changed


def test_a_self_signed_one_needs_no_backup_file(fleet: Fleet) -> None:
    tasks = [removal(source="self_signed"), removal(name="Again")]
    run = run_playbook(tasks, fleet, limit="held", variables=HTTP).succeeded()
    assert run.of("Remove").changed
    assert run.of("Remove").result["changes"][0]["setting"] == "certificate.delete_self_signed"
    assert run.of("Again").status == "ok"
    assert fleet.camera("held").ipro()["in_force"] == ""


def test_a_backup_file_of_another_certificate_counts_for_nothing(fleet: Fleet, site_ca: Path, tmp_path: Path) -> None:
    by_http = {**trusting(site_ca / "ca.pem"), **HTTP}
    run_playbook([order(site_ca)], fleet, limit="new", variables=by_http).succeeded()
    backup = tmp_path / "backups"
    backup.mkdir()
    (backup / "new.pem").write_text((site_ca / "ca.pem").read_text())
    outcome = run_playbook([removal(backup)], fleet, limit="new", variables=by_http).of("Remove")
    assert outcome.code == "refused"
    assert (backup / "new.pem").read_text() == (site_ca / "ca.pem").read_text()


@pytest.mark.parametrize("name", ["old", "seed"])
def test_a_removal_that_is_accepted_and_ignored_is_seen(fleet: Fleet, site_ca: Path, name: str) -> None:
    by_http = {**trusting(site_ca / "ca.pem"), **HTTP}
    run_playbook([order(site_ca)], fleet, limit=name, variables=by_http).succeeded()
    settings = ["all"] if name == "old" else ["ca_certificate"]
    fleet.camera(name).fault("ignore_write", settings=settings)
    outcome = run_playbook([removal(force=True)], fleet, limit=name, variables=by_http).of("Remove")
    assert outcome.code == "not_effective"


def test_present_needs_a_source(fleet: Fleet) -> None:
    outcome = run_playbook([task("Wrong", "certificate", {})], fleet, limit="plain").of("Wrong")
    assert outcome.code == "invalid_value"
    assert "state present needs source" in outcome.msg


def test_the_role_keeps_copies_where_it_is_told_to(fleet: Fleet, site_ca: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backups"
    chosen = {
        **SITE, **trusting(site_ca / "ca.pem"), **HTTP, "harden_certificate_source": "site_ca",
        "harden_ca_dir": str(site_ca), "harden_ca_passphrase": "Correct-horse-44-battery",
        "harden_ca_common_name": "Test site", "harden_certificate_backup_dir": str(backup),
    }  # fmt: skip
    run_playbook(HARDEN, fleet, "--tags", "certificate", limit="old", variables=chosen).succeeded()
    assert "BEGIN CERTIFICATE" in (backup / "old.pem").read_text()
