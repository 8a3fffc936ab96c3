# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From what is known of a camera to results: what passes, what fails and why, and what nobody may take for a pass."""

from __future__ import annotations

import ipaddress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._audit.controls import CONTROLS
from ansible_collections.netcam.hardening.plugins.module_utils._audit.judge import Attestation, Papers, Waiver
from ansible_collections.netcam.hardening.plugins.module_utils._audit.observation import Observation, conclude
from ansible_collections.netcam.hardening.plugins.module_utils._audit.scene import Scene, Site, Trust
from ansible_collections.netcam.hardening.plugins.module_utils._audit.words import ATTESTATION
from ansible_collections.netcam.hardening.plugins.module_utils._catalog import (
    FAMILY_2022,
    FAMILY_IPRO,
    FAMILY_ONVIF,
    FAMILY_PRE2022,
    SETTINGS,
)
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.revocation import Given

from .scenes import TODAY, certificate, finding, hardened, probes, results, served, with_setting, words

DAY = timedelta(days=1)
#: A wrong value for each setting that is compared with its recommendation.
WRONG = {
    key: (not row.recommended if row.kind == "switch" else next(c for c in _choices if c != row.recommended))
    for key, row in SETTINGS.items()
    if row.recommended is not None and FAMILY_PRE2022 in row.limits and not row.action
    for _choices in [row.limits[FAMILY_PRE2022].choices or (None,)]
}
#: These need more than their own value to matter.
ONLY_WITH = {"snmp_server.security_level", "snmp_server.auth_algorithm", "snmp_server.encryption_algorithm"}


def failing(scene: Scene, papers: Papers | None = None) -> list[str]:
    """Ids of controls that fail."""
    return [name for name, word in words(scene, papers).items() if word == "fail"]


def owner(key: str) -> list[str]:
    """Controls that judge a setting."""
    return [name for name, control in CONTROLS.items() if key in control.settings and not control.by_person]


# -- a camera as it should be ----------------------------------------------------------------------------------------------


def test_a_hardened_camera_fails_nothing_and_leaves_only_people_work() -> None:
    """Every control that a machine can judge passes."""
    found = words(hardened())
    assert "fail" not in found.values()
    assert "unknown" not in found.values()
    by_machine = {name for name, word in found.items() if CONTROLS[name].method != ATTESTATION and word == "manual"}
    assert by_machine == {"NC-1.3", "NC-1.6", "NC-2.4"}, "one needs the fleet, two need the site's word"


def test_with_the_sites_word_these_are_judged_too() -> None:
    """Firmware and accounts."""
    site = Site(firmware_minimum_version="1.3.0", accounts=())
    assert {words(hardened(site=site))[name] for name in ("NC-1.6", "NC-2.4")} == {"pass"}


@pytest.mark.parametrize("key", sorted(set(WRONG) - ONLY_WITH))
def test_one_wrong_setting_is_exactly_one_finding(key: str) -> None:
    """And with it, where a probe says otherwise, that the two contradict each other; nothing else."""
    found = results(with_setting(hardened(), key, WRONG[key]))
    wrong = {name for name, result in found.items() if result["result"] == "fail"}
    (control,) = owner(key)
    assert wrong - {"NC-B.1"} == {control}
    assert found[control]["disagree"] == ("NC-B.1" in wrong)
    seen = [item for item in found[control]["evidence"] if item["kind"] == "setting" and item["seen"] != item["wanted"]]
    assert any(SETTINGS[key].label in item["seen"] for item in seen)
    assert found[control]["fix"]


@pytest.mark.parametrize("key", sorted(ONLY_WITH))
def test_snmp_v3_is_judged_where_it_is_in_use(key: str) -> None:
    """A level that nobody uses is not a finding."""
    off = with_setting(hardened(), key, WRONG[key])
    (control,) = owner(key)
    assert words(off)[control] == "not_applicable"
    assert words(with_setting(off, "snmp_server.v3", True))[control] == "fail"


# -- inside and outside ----------------------------------------------------------------------------------------------------


def test_a_camera_that_does_not_do_what_it_says_is_found_out() -> None:
    """mDNS is off by its settings, and it answers: the control fails, and the contradiction is a finding of its own."""
    scene = hardened(probes=probes(mdns=finding("seen", "announces a service", answer="mdns")))
    found = results(scene)
    assert failing(scene) == ["NC-2.19", "NC-B.1"]
    assert found["NC-2.19"]["disagree"]
    assert [item["kind"] for item in found["NC-2.19"]["evidence"]] == ["setting", "probe"]
    assert "NC-2.19" in found["NC-B.1"]["evidence"][0]["seen"]


def test_silence_contradicts_nothing() -> None:
    """A service on UDP that does not talk to this host may be there all the same."""
    scene = hardened(probes=probes(mdns=finding("not_seen", "no answer", answer="silent")))
    assert failing(with_setting(scene, "network.mdns", True)) == ["NC-2.19"]
    scene.values["network.mdns"] = False
    assert words(scene)["NC-2.19"] == "pass"


def blind(**more: Any) -> Scene:
    """A camera of which only the outside is known."""
    scene = hardened(values={}, manual={}, inside=False, why_unread="no user and password are given", login=None)
    scene.factory_account = scene.weaknesses = scene.facts.drift = None
    for name, value in more.items():
        setattr(scene, name, value)
    return scene


def test_without_a_login_probes_judge_what_they_can() -> None:
    """What they prove passes; settings that nobody read are unknown, not passed, and the reason is said."""
    found = results(blind())
    by_probes = {name for name, result in found.items() if result["result"] == "pass"}
    assert by_probes == {"NC-1.8", "NC-2.1", "NC-2.8", "NC-2.9", "NC-2.11", "NC-2.12", "NC-2.19", "NC-2.20", "NC-2.23",
                         "NC-B.2", "NC-B.3", "NC-B.4", "NC-B.5", "NC-B.8"}  # fmt: skip
    assert found["NC-2.5"]["result"] == "unknown"
    assert "no user and password are given" in found["NC-2.5"]["evidence"][0]["seen"]


def test_without_a_login_silence_proves_nothing() -> None:
    """Unknown, not passed."""
    silent = probes(
        mdns=finding("not_seen", answer="silent"),
        snmp=finding("not_seen", answer="silent"),
        ftp=finding("not_seen", answer="silent"),
        http=finding("not_seen", answer="silent"),
    )
    found = words(blind(probes=silent))
    assert {found[name] for name in ("NC-2.11", "NC-2.19", "NC-2.20", "NC-2.23")} == {"unknown"}


def test_a_camera_without_any_look_passes_nothing() -> None:
    """Neither settings nor probes."""
    found = words(Scene())
    assert not {"pass", "fail"} & set(found.values())


KINDS = st.sampled_from(("setting", "probe"))
VERDICTS = st.sampled_from(("pass", "fail", "unknown", "manual", "not_applicable"))


@given(st.lists(st.builds(Observation, KINDS, VERDICTS, st.just("seen"))), st.booleans())
def test_nothing_passes_that_was_seen_wrong_or_not_seen_right(seen: list[Observation], one_way: bool) -> None:
    """Whatever was observed."""
    verdict = conclude(seen, one_way)
    found = [one.verdict for one in seen]
    if verdict.result == "pass":
        assert "pass" in found
        assert "fail" not in found
    assert (verdict.result == "fail") == ("fail" in found)
    if verdict.disagree:
        assert {"pass", "fail"} <= set(found)
        assert verdict.compared


# -- waivers and attestations ----------------------------------------------------------------------------------------------


def with_waiver(expires: Any, control: str = "NC-2.18") -> Papers:
    """Somebody accepts that AutoIP is on."""
    return Papers(TODAY, waivers={control: Waiver(control, "old recorder", expires)})


def test_a_waiver_holds_until_its_last_day() -> None:
    """With its reason in the evidence."""
    scene = with_setting(hardened(), "network.ipv4.auto_ip", True)
    found = results(scene, with_waiver(TODAY))["NC-2.18"]
    assert found["result"] == "waived"
    assert "old recorder" in found["evidence"][-1]["seen"]
    assert found["waiver"] == {"reason": "old recorder", "expires": TODAY.isoformat()}
    assert found["fix"] == ""


def test_an_expired_waiver_fails_and_says_so() -> None:
    """Also where nothing could be seen: what was accepted for a time is to be looked at again."""
    for scene in (with_setting(hardened(), "network.ipv4.auto_ip", True), blind()):
        found = results(scene, with_waiver(TODAY - DAY))["NC-2.18"]
        assert found["result"] == "fail"
        assert "expired on 2026-11-21" in found["evidence"][-1]["seen"]


def test_a_waiver_for_what_passes_changes_nothing() -> None:
    """Neither in force nor expired."""
    assert words(hardened(), with_waiver(TODAY))["NC-2.18"] == "pass"
    assert words(hardened(), with_waiver(TODAY - DAY))["NC-2.18"] == "pass"


def test_what_only_people_can_judge_passes_when_they_have() -> None:
    """With name and date; not when it was too long ago, and not when it is yet to come."""
    control = "NC-0.1"
    assert words(hardened())[control] == "manual"
    for moment, word in (
        (TODAY, "pass"),
        (TODAY - 365 * DAY, "pass"),
        (TODAY - 366 * DAY, "manual"),
        (TODAY + DAY, "manual"),
    ):
        papers = Papers(TODAY, attestations={control: Attestation(control, "J. Doe", moment)})
        found = results(hardened(), papers)[control]
        assert found["result"] == word
        assert moment.isoformat() in found["evidence"][-1]["seen"]
        assert found["attestation"] == {"by": "J. Doe", "date": moment.isoformat()}


def test_nobody_can_attest_away_what_was_seen() -> None:
    """A finding stays one."""
    papers = Papers(TODAY, attestations={"NC-2.18": Attestation("NC-2.18", "J. Doe", TODAY)})
    assert words(with_setting(hardened(), "network.ipv4.auto_ip", True), papers)["NC-2.18"] == "fail"


# -- single controls -------------------------------------------------------------------------------------------------------


def test_a_camera_as_delivered_fails_by_its_factory_defaults() -> None:
    """What the guide prints of them is known; the rest is unknown."""
    scene = hardened(
        delivered=True, values={"network.mdns": True}, why_unread="the camera has no account yet", factory_account=None,
        weaknesses=None,
    )  # fmt: skip
    found = results(scene)
    assert [found[name]["result"] for name in ("NC-1.1", "NC-1.2", "NC-2.19", "NC-2.2")] == [
        "fail", "fail", "fail", "unknown",
    ]  # fmt: skip
    assert "(factory default)" in found["NC-2.19"]["evidence"][0]["seen"]


def test_the_account_of_the_manual_is_a_finding() -> None:
    """By the session that used it, or by the probe that was let in with it."""
    assert failing(hardened(factory_account=True)) == ["NC-1.1"]
    let_in = probes(factory_account=finding("seen", "root is let in"))
    assert "NC-1.1" in failing(hardened(probes=let_in))


def test_weaknesses_are_named_without_the_password() -> None:
    """As the guide's advice finds them."""
    found = results(hardened(weaknesses=("the password contains a commonly used word",)))["NC-1.2"]
    assert (found["result"], found["evidence"][0]["seen"]) == ("fail", "the password contains a commonly used word")


@pytest.mark.parametrize(("minimum", "found"), [("1.3.0", "pass"), ("1.3.1", "fail"), (None, "manual")])
def test_firmware_is_compared_with_the_sites_word(minimum: str | None, found: str) -> None:
    """No camera knows which firmware is the latest."""
    assert words(hardened(site=Site(firmware_minimum_version=minimum)))["NC-1.6"] == found


@pytest.mark.parametrize("drift", [-6.0, 6.0, 86400.0])
def test_a_wrong_clock_fails(drift: float) -> None:
    """Ahead or behind."""
    scene = hardened(probes=probes(clock=finding("seen", "off", drift=round(drift))))
    scene.facts.drift = drift
    assert failing(scene) == ["NC-1.8"]


def test_the_clock_that_strangers_are_told_counts_where_nobody_has_logged_in() -> None:
    """It tells whole seconds, so one second more is no finding; the session's own look needs no second one."""
    for drift, word in ((0, "pass"), (-6, "pass"), (7, "fail"), (-3600, "fail")):
        scene = blind(probes=probes(clock=finding("seen", "off", drift=drift)))
        assert words(scene)["NC-1.8"] == word
    assert failing(hardened(probes=probes(clock=finding("seen", "off", drift=3600)))) == []


def test_accounts_that_the_site_has_not_listed_fail() -> None:
    """And are named; a listed one that is missing does not."""
    scene = with_setting(hardened(site=Site(accounts=("guard", "porter"))), "users.accounts", ({"name": "guard"},))
    assert words(scene)["NC-2.4"] == "pass"
    scene.values["users.accounts"] = ({"name": "guard"}, {"name": "mallory"})
    found = results(scene)["NC-2.4"]
    assert found["result"] == "fail"
    assert "not listed: mallory" in found["evidence"][0]["seen"]


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (("192.0.2.7", 32, "authorize"), "pass"),
        (("192.0.0.0", 16, "authorize"), "fail"),
        (("198.51.100.0", 24, "authorize"), "fail"),
        (("0.0.0.0", 0, "authorize"), "fail"),
        (("0.0.0.0", 0, "prohibit"), "pass"),
    ],
)
def test_host_rows_may_not_reach_beyond_the_sites_list(row: tuple[str, int, str], word: str) -> None:
    """Only rows that let somebody in count."""
    site = Site(allowed_hosts=(ipaddress.ip_network("192.0.2.0/24"),))
    scene = hardened(site=site)
    scene.values["host_access.ipv4.rows"] = (dict(zip(("address", "prefix_length", "action"), row, strict=True)),)
    assert words(scene)["NC-2.7"] == word


def test_a_row_for_everybody_fails_without_any_list() -> None:
    """It makes the restriction one in name only."""
    scene = with_setting(
        hardened(), "host_access.ipv6.rows", ({"address": "::", "prefix_length": 0, "action": "authorize"},)
    )
    assert failing(scene) == ["NC-2.7"]


def test_host_rows_do_not_matter_where_nothing_is_restricted() -> None:
    """That it is not is another control's finding."""
    scene = hardened()
    for version in (4, 6):
        scene.values[f"host_access.ipv{version}.apply"] = False
    found = words(scene)
    assert (found["NC-2.5"], found["NC-2.6"], found["NC-2.7"]) == ("fail", "fail", "not_applicable")


@pytest.mark.parametrize(("state", "word"), [("seen", "pass"), ("not_seen", "fail")])
def test_a_second_address_proves_the_host_list(state: str, word: str) -> None:
    """For its own IP version only."""
    scene = hardened(probes=probes(host_restriction=finding(state, second_source_address="192.0.2.66", first=200)))
    found = results(scene)
    assert found["NC-2.5"]["result"] == word
    assert len(found["NC-2.6"]["evidence"]) == 2


def test_two_services_on_one_port_fail() -> None:
    """The guide asks for ports that are not redundant."""
    scene = hardened(probes=probes(ports=finding("seen", open=[443])))
    assert failing(with_setting(scene, "rtp_server.rtsp_port", 443)) == ["NC-2.10"]


def test_a_port_that_an_ipro_camera_uses_itself_fails() -> None:
    """The list of its HTTPS page."""
    scene = hardened(FAMILY_IPRO)
    assert words(scene)["NC-2.10"] == "pass"
    assert words(with_setting(scene, "http_server.https_port", 10669))["NC-2.10"] == "fail"


def test_rtp_is_not_asked_for_where_the_site_needs_it() -> None:
    """The guide's own exception."""
    scene = with_setting(hardened(site=Site(rtp_required=True)), "rtp_server.rtp", True)
    assert words(scene)["NC-2.24"] == "not_applicable"


@pytest.mark.parametrize(
    ("http", "tls", "word"),
    [
        (finding("not_seen", answer="refused"), served(), "pass"),
        (finding("seen", answer="redirect"), served(), "pass"),
        (finding("seen", answer="open"), served(), "fail"),
        (finding("seen", answer="redirect"), finding("not_seen", answer="refused"), "fail"),
        (finding("not_seen", answer="silent"), served(), "unknown"),
        (finding("not_seen", answer="refused"), finding("not_seen", answer="refused"), "unknown"),
        (finding("seen", answer="prohibited"), served(), "unknown"),
        (finding("unknown"), finding("unknown"), "unknown"),
    ],
)
def test_https_only_from_outside(http: dict[str, Any], tls: dict[str, Any], word: str) -> None:
    """What strangers see of it."""
    assert words(blind(probes=probes(http=http, tls=tls)))["NC-2.11"] == word


def grade(
    *ids: str, source: str = "ONVIF Security Baseline 26.06", severity: str = "fail"
) -> tuple[dict[str, str], ...]:
    """Findings of the grade."""
    if ids[0].startswith("certificate."):
        source = "RFC 5280, RFC 9525"
    return tuple({"id": one, "severity": severity, "seen": one, "wanted": "better", "source": source} for one in ids)


@pytest.mark.parametrize(
    ("tls", "wrong"),
    [
        (served(certificate=certificate(self_signed=True), verified=False, reason="self-signed"), ["NC-2.12"]),
        (served(verified=False, reason="unknown authority", findings=grade("certificate.trust")), ["NC-2.12"]),
        (served(days_left=5), ["NC-B.2"]),
        (served(verified=False, reason="expired", days_left=-1, findings=grade("certificate.expired")), ["NC-B.2"]),
        (served(verified=False, reason="another host", findings=grade("certificate.wrong_host")), ["NC-B.2"]),
        (served(findings=grade("tls.old_versions")), ["NC-B.3"]),
        (served(findings=grade("key.size", severity="warning")), ["NC-B.4"]),
        (served(findings=grade("tls.suite", severity="note")), []),
        (served(findings=grade("certificate.lifetime", severity="note")), []),
        (finding("not_seen", answer="refused"), ["NC-2.12"]),
    ],
)
def test_each_fault_of_tls_is_one_finding(tls: dict[str, Any], wrong: list[str]) -> None:
    """By the grade of the TLS probe."""
    assert failing(hardened(probes=probes(tls=tls))) == wrong


def test_a_port_that_nobody_has_named_fails() -> None:
    """Telnet, say; a port that the site expects, or that the camera's own settings name, does not."""
    assert failing(hardened(probes=probes(ports=finding("seen", open=[23, 443])))) == ["NC-B.5"]
    assert (
        failing(hardened(site=Site(expected_ports=(23,)), probes=probes(ports=finding("seen", open=[23, 443])))) == []
    )
    moved = with_setting(hardened(probes=probes(ports=finding("seen", open=[8443]))), "http_server.https_port", 8443)
    assert failing(moved) == []


def test_a_link_local_address_gives_auto_ip_away() -> None:
    """Even where the setting says that it is off."""
    scene = hardened(probes=probes(ws_discovery=finding("seen", answer="ws_discovery", link_local=["169.254.7.7"])))
    found = results(scene)
    assert found["NC-2.18"]["result"] == "fail"
    assert found["NC-2.18"]["disagree"]


# -- other families --------------------------------------------------------------------------------------------------------


def test_what_a_family_does_not_have_is_not_applicable() -> None:
    """FTP on newer Canon cameras, guests on i-PRO, i-PRO's own settings on Canon."""
    assert words(hardened(FAMILY_2022))["NC-2.23"] == "not_applicable"
    assert words(hardened(FAMILY_2022))["NC-2.13"] == "manual"
    assert words(hardened(FAMILY_PRE2022))["NC-2.13"] == "not_applicable"
    assert words(hardened(FAMILY_2022))["NC-B.9"] == "not_applicable"
    assert words(hardened(FAMILY_IPRO))["NC-B.9"] == "pass"


SITE_CA = Given("-----BEGIN CERTIFICATE-----", "CN=Site CA, until 2030-01-01T00:00:00Z")
SITE_CRL = Given("-----BEGIN X509 CRL-----", "the list of CN=Site CA")


@pytest.mark.parametrize(
    ("trust", "word", "seen"),
    [
        (Trust(authorities=(("CN=Site CA", True),), lists=(("its list", True),)), "pass", "CN=Site CA: installed"),
        (Trust(authorities=(("CN=Site CA", False),), lists=(("its list", True),)), "fail", "CN=Site CA: not installed"),
        (Trust(authorities=(("CN=Site CA", True),), lists=(("its list", False),)), "fail", "its list: not installed"),
        (Trust(authorities=(("CN=Site CA", True),), lists=(("its list", None),)), "manual", "does not tell whose"),
        (None, "unknown", "not read: the list was torn"),
    ],
)
def test_trust_for_uploads_is_judged_by_the_sites_certificates(trust: Trust | None, word: str, seen: str) -> None:
    """A list that the camera does not name is left to a person: it is not proven."""
    scene = hardened(FAMILY_2022, Site(ca_certificates=(SITE_CA,), crls=(SITE_CRL,)), trust=trust)
    scene.unread["certificate.ca_certificate"] = "the list was torn"
    found = results(scene)["NC-2.13"]
    assert found["result"] == word
    assert any(seen in item["seen"] for item in found["evidence"])
    assert not found["fix"] or "certificate_trust" in found["fix"]


def test_trust_for_uploads_without_the_sites_certificates_is_shown_to_people() -> None:
    """With what the camera holds, or why it cannot be read; never passed for holding anything."""
    scene = hardened(FAMILY_2022, trust=Trust(held=("Upload CA",)))
    found = results(scene)["NC-2.13"]
    assert found["result"] == "manual"
    assert "the camera holds Upload CA; the site has not said which ones" in found["evidence"][0]["seen"]
    scene = hardened(FAMILY_2022, Site(ca_certificates=(SITE_CA,)))
    scene.manual["certificate.ca_certificate"] = "the profile of this camera does not describe it"
    found = results(scene)["NC-2.13"]
    assert found["result"] == "manual"
    assert found["evidence"][0]["seen"] == "cannot be read: the profile of this camera does not describe it"
    assert (
        words(scene, Papers(TODAY, attestations={"NC-2.13": Attestation("NC-2.13", "J. Doe", TODAY)}))["NC-2.13"]
        == "pass"
    )


def test_what_no_interface_reaches_is_left_to_a_person_with_the_menu_path() -> None:
    """A variable would not help there."""
    scene = hardened(FAMILY_2022)
    del scene.values["log_notification.level"]
    scene.manual["log_notification.level"] = "the profile of this camera has no code for it"
    found = results(scene)["NC-1.10"]
    assert found["result"] == "manual"
    assert found["fix"] == "By hand: [Maintenance] > [Log] > [Log Notifications]"


def test_a_setting_of_a_standard_that_a_camera_does_not_offer_is_not_applicable() -> None:
    """It exists where the camera offers it, and nowhere else."""
    scene = hardened(FAMILY_ONVIF)
    scene.manual["account_policy.failed_logins.enable"] = "the camera does not offer it"
    assert words(scene)["NC-B.7"] == "not_applicable"
    scene.values["account_policy.failed_logins.enable"] = False
    assert words(scene)["NC-B.7"] == "fail"
