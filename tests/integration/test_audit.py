# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The audit of a fleet by its playbook: before and after hardening, with and without a login, and that it never writes."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from lxml import html
from netcam_emulator.testing import Control, Fleet

from .fleets import NEW, OLD, SITE, camera, configured, conformant, password_of
from .runs import HARDEN, NETWORK, ROOT, Run, run_playbook, task

AUDIT = ROOT / "playbooks" / "audit.yml"
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "audit-1.json").read_text(encoding="utf-8"))
SECRETS = {"harden_ca_passphrase": "Authority8-passphrase-qz", "harden_backup_password": "Backup6Password"}
#: As delivered by plain HTTP, in the end HTTPS with certificates of the site's authority.
FLEET = {
    "vars": {
        **SITE,
        **SECRETS,
        "harden_https_policy": "https",
        "harden_certificate_source": "site_ca",
        "harden_ca_dir": "{{ inventory_dir }}/site-ca",
        "harden_certificate_key_on_controller": True,
        "ansible_netcam_scheme": "https",
        "ansible_netcam_initial_scheme": "http",
        "ansible_netcam_ca_path": "{{ inventory_dir }}/site-ca/ca.pem",
        "ansible_netcam_known_certificates": "{{ inventory_dir }}/known_certificates",
        "ansible_netcam_trust_on_first_use": True,
    },
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        camera("fresh", NEW, certificate="none"),
        configured("yard", OLD, {"audit_site": "north"}, certificate="none"),
        conformant("tunnel", certificate="none"),
    ],
}
CAMERAS = ["fresh", "yard", "tunnel"]
WRITES = ("writes", "onvif_writes", "written_items", "saves", "restarts", "accounts_created", "certificate_changes",
          "logins_failed", "lockouts", "restores", "refused_writes")  # fmt: skip


@dataclass
class Audited:
    """One run of the audit: the play, its file, and what the cameras counted meanwhile."""

    run: Run
    result: dict[str, Any]
    counters: dict[str, dict[str, int]]

    def camera(self, name: str) -> dict[str, Any]:
        """A camera's entry."""
        found: dict[str, Any] = next(camera for camera in self.result["cameras"] if camera["name"] == name)
        return found

    def of(self, name: str, control: str) -> dict[str, Any]:
        """One result of a camera."""
        found: dict[str, Any] = next(one for one in self.camera(name)["results"] if one["control"] == control)
        return found

    def failing(self, name: str) -> set[str]:
        """Controls that fail on a camera."""
        return {one["control"] for one in self.camera(name)["results"] if one["result"] == "fail"}

    @property
    def drift(self) -> dict[str, Any]:
        """What the report in JSON says has changed since the last run."""
        found: dict[str, Any] = json.loads(Path(self.reports()["json"]).read_text(encoding="utf-8"))["drift"]
        return found

    def reports(self) -> dict[str, str]:
        """Where the reports are."""
        found: dict[str, str] = self.run.of("netcam.hardening.audit : Make the report").result["files"]
        return found

    def section(self, name: str) -> Any:
        """A section of the report in HTML."""
        return html.parse(self.reports()["html"]).getroot().get_element_by_id(name)

    def written(self) -> dict[str, dict[str, int]]:
        """What the cameras counted that an audit must not cause."""
        found = {
            name: {key: count for key, count in counters.items() if key in WRITES and count}
            for name, counters in self.counters.items()
        }
        return {name: counts for name, counts in found.items() if counts}


def audit(
    fleet: Control, *, inventory: Path | None = None, env: Mapping[str, str] | None = None, **variables: Any
) -> Audited:
    """Run the playbook; every result file is as the schema says, and no file and no output holds a password."""
    path = fleet.run_dir / "results" / "audit.json"
    path.unlink(missing_ok=True)
    fleet.reset_counters()
    given = {"audit_dest": str(path), "audit_report_dest": str(fleet.run_dir / "reports"), **variables}
    run = run_playbook(AUDIT, fleet, variables=given, inventory=inventory, env=env)
    text = path.read_text(encoding="utf-8") if path.exists() else "{}"
    text += "".join(report.read_text(encoding="utf-8") for report in Path(given["audit_report_dest"]).glob("*"))
    for secret in [*SECRETS.values(), *(password_of(name) for name in CAMERAS)]:
        assert secret not in text + run.text
    result = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if result:
        jsonschema.Draft202012Validator(SCHEMA).validate(result)
    return Audited(run, result, fleet.counters())


@dataclass
class Story:
    """The fleet as delivered, hardened, and audited before and after."""

    fleet: Fleet
    before: Audited
    after: Audited
    hardened: dict[str, Any]


@pytest.fixture(scope="module")
def story(running: Fleet) -> Story:
    reports = str(running.run_dir / "story")
    before = audit(running, audit_report_dest=reports)
    run_playbook(HARDEN, running).succeeded()
    after = audit(running, audit_report_dest=reports)
    return Story(running, before, after, running.dump())


@pytest.fixture
def hardened(story: Story) -> Iterator[Fleet]:
    """The fleet as the role left it."""
    story.fleet.restore(story.hardened)
    yield story.fleet
    story.fleet.restore(story.hardened)


# -- before and after ------------------------------------------------------------------------------------------------------


def test_before_hardening_the_score_is_bad_and_the_findings_are_true(story: Story) -> None:
    """As delivered: no account, guests everywhere, plain HTTP, everything announced."""
    before = story.before
    before.run.succeeded()
    assert before.result["score"] < 60
    assert {"NC-1.1", "NC-1.2", "NC-2.1", "NC-2.5", "NC-2.6", "NC-2.11", "NC-2.18", "NC-2.19"} <= before.failing(
        "fresh"
    )
    assert {"NC-1.9", "NC-1.10", "NC-2.1", "NC-2.2", "NC-2.8", "NC-2.9", "NC-2.11", "NC-2.24"} <= before.failing("yard")
    assert "NC-1.1" not in before.failing("yard"), "somebody has set its account"
    assert {"NC-1.9", "NC-2.5", "NC-2.11", "NC-2.12"} <= before.failing("tunnel")


def test_each_finding_has_evidence_from_both_sides_and_a_fix(story: Story) -> None:
    """mDNS: the setting, the answer on the network, and the variable."""
    found = story.before.of("yard", "NC-2.19")
    assert [item["kind"] for item in found["evidence"]] == ["setting", "probe"]
    assert not found["disagree"]
    assert found["fix"] == "harden_mdns: false"


def test_after_hardening_everything_passes_but_for_peoples_work(story: Story) -> None:
    """On all three interfaces; nothing was left unseen."""
    after = story.after
    after.run.succeeded()
    assert {name: after.failing(name) for name in CAMERAS} == {name: set() for name in CAMERAS}
    assert after.result["score"] == 100.0
    assert after.result["counts"]["unknown"] == 0
    attested = {control["id"] for control in after.result["controls"] if control["method"] == "attestation"}
    manual = {
        one["control"] for camera in after.result["cameras"] for one in camera["results"] if one["result"] == "manual"
    }
    assert attested - {"NC-2.13", "NC-2.16", "NC-2.17"} <= manual, "nobody has attested anything"
    assert after.result["coverage"] < 100


def test_the_certificates_are_in_the_file(story: Story) -> None:
    """Who issued them, and how long they last; before there were none."""
    assert {story.before.camera(name)["certificate"] for name in CAMERAS} == {None}
    for name in CAMERAS:
        found = story.after.camera(name)["certificate"]
        assert (found["status"], found["issuer"]) == ("ok", "CN=Network cameras")
        assert found["days_left"] > 300


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_audit_never_writes(story: Story, when: str) -> None:
    """The cameras count: no write by any interface, no restart, no failed login."""
    audited: Audited = getattr(story, when)
    assert audited.written() == {}
    assert all(
        counters.get("requests", 0) + counters.get("onvif_reads", 0) > 5 for counters in audited.counters.values()
    )


def test_one_task_per_camera(story: Story) -> None:
    """And the check of the arguments; everything else runs once."""
    tasks = {outcome.task.rpartition(" : ")[2] for outcome in story.after.run.host("yard")}
    assert len(tasks) <= 2, tasks


def test_the_site_is_that_of_the_inventory(story: Story) -> None:
    """For grouping in reports."""
    assert [story.after.camera(name)["site"] for name in CAMERAS] == ["", "north", ""]


def test_the_reports_tell_the_story(story: Story) -> None:
    """The first has nothing to compare with, the second says what hardening has brought; both are for their owner only."""
    assert story.before.drift is None
    assert "no earlier run to compare with" in story.before.section("drift").text_content()
    drift = story.after.drift
    assert drift["since"] == story.before.result["generated"]
    assert drift["worse"] == 0, drift["changes"]
    mended = {(one["camera"], one["control"]) for one in drift["changes"] if one["before"] == "fail"}
    assert mended == {(name, control) for name in CAMERAS for control in story.before.failing(name)}
    assert {(one["camera"], one["what"]) for one in drift["facts"]} >= {(name, "certificate") for name in CAMERAS}
    assert "100 of 100" in " ".join(story.after.section("overview").text_content().split()).replace("100of", "100 of")
    assert "better:" in story.after.run.stdout
    for path in story.after.reports().values():
        assert Path(path).stat().st_mode & 0o077 == 0


# -- drift -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "setting", "value", "control"),
    [
        ("fresh", "network.mdns", "enable", "NC-2.19"),
        ("yard", "ftp_server.ftp", "enable", "NC-2.23"),
        ("yard", "log_notification.level", "disable", "NC-1.10"),
        ("tunnel", "network.ipv4.auto_ip", "enable", "NC-2.18"),
    ],
)
def test_a_setting_flipped_behind_our_back_is_exactly_that_drift(
    hardened: Fleet, story: Story, tmp_path: Path, name: str, setting: str, value: str, control: str
) -> None:
    """One finding on one camera, and no other; in the result, in both reports, and on the screen."""
    shutil.copy(story.after.reports()["json"], tmp_path / "last-week.json")
    hardened.camera(name).set({setting: value})
    found = audit(hardened, audit_report_dest=str(tmp_path))
    # a port that FTP opens is a second look at the same thing
    others = {"NC-B.5"} if control == "NC-2.23" else set()
    assert {camera: found.failing(camera) for camera in CAMERAS} == {
        camera: {control} | others if camera == name else set() for camera in CAMERAS
    }
    assert found.written() == {}
    drift = found.drift
    assert {(one["camera"], one["control"], one["before"], one["after"]) for one in drift["changes"]} == {
        (name, changed, "pass", "fail") for changed in {control} | others
    }
    assert (drift["better"], drift["other"], drift["facts"], drift["added"], drift["missing"]) == (0, 0, [], [], [])
    rows = found.section("drift").xpath(".//tbody/tr")
    assert [(row[0].text_content(), row[2].text_content().split()[0]) for row in rows] == [
        (one["camera"], one["control"]) for one in drift["changes"]
    ]
    assert f"worse: {name} {control}, pass before, fail now" in found.run.stdout


def test_a_value_that_waits_for_a_restart_is_a_contradiction(hardened: Fleet) -> None:
    """The page says one thing, the network shows another: mDNS of older models needs a restart."""
    hardened.camera("yard").set({"network.mdns": "enable"})
    off = {"mdns": False, "restart": "never"}
    run_playbook([task("Off, but not yet", "network", off)], hardened, limit="yard").succeeded()
    found = audit(hardened)
    assert found.failing("yard") == {"NC-2.19", "NC-B.1"}
    assert found.of("yard", "NC-2.19")["disagree"]


# -- with less than the administrator's account ------------------------------------------------------------------------------


def without(fleet: Fleet, *variables: str, **more: Any) -> Path:
    """The fleet's inventory without some variables, or with others."""
    data = copy.deepcopy(yaml.safe_load(fleet.inventory.read_text(encoding="utf-8")))
    for group in data["cameras"]["children"].values():
        for host in group["hosts"].values():
            for variable in variables:
                host.pop(variable, None)
            host.update(more)
    path = fleet.run_dir / "other-inventory.yml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return path


def test_without_credentials_it_judges_by_what_strangers_see(hardened: Fleet) -> None:
    """No login is tried, nothing passes that only a setting could show, and the reason is said."""
    inventory = without(hardened, "ansible_user", "ansible_password")
    found = audit(hardened, inventory=inventory)
    found.run.succeeded()
    assert found.written() == {}
    for name in CAMERAS:
        entry = found.camera(name)
        assert entry["access"] == "probes"
        assert "no user and password are given" in entry["message"]
        assert found.of(name, "NC-2.11")["result"] == "pass"
        assert found.of(name, "NC-2.5")["result"] == "unknown"
        assert 0 < entry["score"] < 100


def test_without_credentials_an_open_camera_is_found_out(running: Fleet, story: Story) -> None:
    """As delivered, pictures are for everybody."""
    running.restore(running.first_state)  # type: ignore[attr-defined]  # of the fixture's own class
    found = audit(running, inventory=without(running, "ansible_user", "ansible_password"))
    assert {"NC-2.1", "NC-2.8", "NC-2.11", "NC-2.19"} <= found.failing("yard")
    assert found.written() == {}


def test_a_refused_password_is_tried_once_and_the_rest_is_judged(hardened: Fleet) -> None:
    """The account must not be locked by an audit."""
    inventory = without(hardened, ansible_password="Wrong8Password")
    found = audit(hardened, inventory=inventory)
    for name in CAMERAS:
        assert found.camera(name)["access"] == "probes"
        assert found.counters[name].get("logins_failed", 0) <= 1
        assert not found.counters[name].get("lockouts")
    assert {key for counts in found.written().values() for key in counts} <= {"logins_failed"}


def test_an_onvif_account_that_may_only_read_reads_what_it_may(hardened: Fleet) -> None:
    """What it may not read is unknown, with the reason; nothing is written, and no login fails."""
    users = {"accounts": [{"name": "auditor", "password": "Reader6Password"}], "exclusive": False}
    run_playbook([task("Add", "users", users)], hardened, limit="tunnel").succeeded()
    inventory = without(hardened, ansible_user="auditor", ansible_password="Reader6Password")
    found = audit(hardened, inventory=inventory, audit_hosts="tunnel")
    found.run.succeeded()
    entry = found.camera("tunnel")
    assert entry["access"] == "settings"
    assert found.of("tunnel", "NC-2.18")["result"] == "pass"
    assert [item["kind"] for item in found.of("tunnel", "NC-2.18")["evidence"]] == ["setting"]
    assert found.of("tunnel", "NC-1.2")["result"] == "unknown", "the administrator's password is not the one at hand"
    assert found.written() == {}


def test_probes_alone_when_asked(hardened: Fleet) -> None:
    """No session at all."""
    found = audit(hardened, audit_read_settings=False)
    assert {camera["access"] for camera in found.result["cameras"]} == {"probes"}
    assert all(not counters.get("logins_ok") for counters in found.counters.values())


# -- cameras that are not there ----------------------------------------------------------------------------------------------


def test_a_camera_that_does_not_answer_is_in_the_result(hardened: Fleet) -> None:
    """The others are judged; it counts in the score, and fails the run only when asked."""
    hardened.camera("yard").fault("dead")
    found = audit(hardened)
    assert found.run.code == 0
    entry = found.camera("yard")
    assert (entry["reached"], entry["score"], entry["site"]) == (False, 0.0, "north")
    assert entry["message"]
    assert found.result["score"] == 66.6
    again = audit(hardened, audit_fail_on_unreached=True)
    assert again.run.code != 0
    assert "not reached: yard" in again.run.text
    assert again.result["cameras"], "the file is written before"


@pytest.mark.parametrize(("fault", "value"), [("http_500", 1000), ("reset", 1000)])
def test_a_camera_in_trouble_is_judged_as_far_as_it_answers(hardened: Fleet, fault: str, value: int) -> None:
    """What could not be read is unknown, with what the camera answered; the others are not concerned."""
    hardened.camera("yard").fault(fault, value)
    found = audit(hardened)
    assert found.run.code == 0
    entry = found.camera("yard")
    assert entry["reached"]
    assert entry["message"]
    assert entry["counts"]["unknown"] > 5
    assert entry["score"] < 100
    assert found.camera("fresh")["score"] == 100.0
    assert found.written() == {}


def test_a_model_without_a_code_map_says_so(hardened: Fleet) -> None:
    """Settings are for people then; probes judge what they can."""
    inventory = without(hardened, ansible_netcam_profile=None, ansible_netcam_driver="canon")
    found = audit(hardened, inventory=inventory, audit_hosts="fresh")
    entry = found.camera("fresh")
    assert (entry["access"], entry["model"]) == ("probes", "VB-H47")
    assert "there is no code map" in entry["message"]
    assert found.of("fresh", "NC-1.10")["result"] == "manual"
    assert found.of("fresh", "NC-2.11")["result"] == "pass"
    assert found.written() == {}


def test_check_mode_writes_not_even_the_file(hardened: Fleet) -> None:
    """Everything else is the same."""
    path = hardened.run_dir / "results" / "check.json"
    run = run_playbook(AUDIT, hardened, "--check", variables={"audit_dest": str(path)}).succeeded()
    assert "Score 100 of 100" in run.stdout
    assert not path.exists()
    assert run.of("netcam.hardening.audit : Make the report").status == "skipped"


# -- good enough? ------------------------------------------------------------------------------------------------------------


def test_the_exit_status_is_that_of_the_thresholds(hardened: Fleet) -> None:
    """A full score passes every threshold; one finding of medium severity fails where asked."""
    assert audit(hardened, audit_minimum_score=100, audit_fail_on="low").run.code == 0
    hardened.camera("fresh").set({"network.mdns": "enable"})
    assert audit(hardened, audit_fail_on="high").run.code == 0
    assert audit(hardened, audit_fail_on="medium").run.code != 0
    low = audit(hardened, audit_minimum_score=100)
    assert low.run.code != 0
    assert "below 100" in low.run.text


def test_the_summary_is_published_for_workflows(hardened: Fleet) -> None:
    """set_stats, as AWX takes it."""
    found = audit(hardened, env={"ANSIBLE_SHOW_CUSTOM_STATS": "1"})
    assert "netcam_audit" in found.run.stdout
    assert found.run.of("netcam.hardening.audit : Publish the summary").status == "ok"


def test_waivers_and_attestations_of_the_inventory(hardened: Fleet) -> None:
    """A waiver in force takes a finding out of the score, an expired one is a finding; an attestation lets manual pass."""
    hardened.camera("fresh").set({"network.mdns": "enable"})
    waiver = {"control": "NC-2.19", "reason": "old recorder", "expires": "2999-12-31"}
    seen = {"control": "NC-0.1", "by": "J. Doe", "date": "2026-11-01"}
    found = audit(hardened, audit_waivers=[waiver], audit_attestations=[seen], audit_attestation_days=100000)
    assert found.of("fresh", "NC-2.19")["result"] == "waived"
    assert found.of("yard", "NC-2.19")["result"] == "pass"
    assert found.result["score"] == 100.0
    expired = audit(hardened, audit_waivers=[{**waiver, "expires": "2020-01-01"}])
    assert expired.failing("fresh") == {"NC-2.19"}
    assert "expired on 2020-01-01" in expired.of("fresh", "NC-2.19")["evidence"][-1]["seen"]


def test_a_typing_error_in_a_waiver_is_an_error(hardened: Fleet) -> None:
    """It must not stay unseen."""
    found = audit(hardened, audit_waivers=[{"control": "NC-99.1", "reason": "typo", "expires": "2999-12-31"}])
    assert found.run.code != 0
    assert "there is no control 'NC-99.1'" in found.run.text


def test_a_second_address_proves_the_host_list(hardened: Fleet) -> None:
    """What is not in the list is refused: seen, not believed."""
    narrow = {"harden_allowed_hosts": ["127.0.0.1/32"]}
    settings = {"ipv4": {"rows": [{"address": "127.0.0.1/32"}], "apply": True, "default_policy": "prohibit"}}
    run_playbook([task("Narrow", "host_access", settings)], hardened, limit="fresh,yard").succeeded()
    other = f"{NETWORK}.200.1"
    found = audit(hardened, audit_hosts="fresh,yard", audit_probe_options={"second_source_address": other}, **narrow)
    for name in ("fresh", "yard"):
        assert [item["kind"] for item in found.of(name, "NC-2.5")["evidence"]] == ["setting", "setting", "probe"]
        assert found.of(name, "NC-2.5")["result"] == "pass"


def test_two_cameras_with_one_password_are_found(hardened: Fleet) -> None:
    """By comparison of what the cameras took; the password is in neither file nor output."""
    pair = {"name": "site-admin", "password": password_of("fresh")}
    run_playbook([task("Same", "administrator", pair)], hardened, limit="yard").succeeded()
    found = audit(
        hardened, inventory=without(hardened, ansible_password=password_of("fresh")), audit_hosts="fresh,yard"
    )
    assert found.failing("fresh") == found.failing("yard") == {"NC-1.3"}
    assert found.of("fresh", "NC-1.3")["evidence"][0]["seen"] == "the same password as yard"
