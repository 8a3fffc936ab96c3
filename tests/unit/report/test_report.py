# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The module report: which files it writes, when, and that no secret is in any of them."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._audit.result import write_result
from ansible_collections.netcam.hardening.plugins.module_utils._errors import FileProblem, InvalidValue
from ansible_collections.netcam.hardening.plugins.module_utils._masking import MASK
from ansible_collections.netcam.hardening.plugins.module_utils._report.lines import lines
from ansible_collections.netcam.hardening.plugins.module_utils._report.masks import masked
from ansible_collections.netcam.hardening.plugins.module_utils._report.run import RENDER, Report, make
from ansible_collections.netcam.hardening.plugins.module_utils._report.spec import SPEC, SUFFIXES, TITLE

from .fleets import camera, fleet, gone, run

ALL = list(SUFFIXES)


def save(path: Path, result: dict[str, Any]) -> str:
    write_result(str(path), result)
    return str(path)


def report(src: list[str], dest: Path, *, check: bool = False, **other: Any) -> Report:
    defaults = {name: option.get("default") for name, option in SPEC.items()}
    return make({**defaults, "src": src, "dest": str(dest), **other}, check=check)


def test_each_format_has_a_name_a_renderer_and_an_ending() -> None:
    """None is forgotten."""
    assert set(RENDER) == set(SUFFIXES) == set(SPEC["formats"]["choices"])
    assert len(set(SUFFIXES.values())) == len(SUFFIXES)


def test_files_are_named_by_the_run_and_are_for_their_owner(tmp_path: Path) -> None:
    """They tell where a fleet is weak."""
    src = save(tmp_path / "audit.json", fleet(5))
    made = report([src], tmp_path / "new" / "reports", formats=ALL)
    assert made.changed
    assert made.files == {
        kind: str(tmp_path / f"new/reports/audit-2026-11-22T100000Z{end}") for kind, end in SUFFIXES.items()
    }
    for path in made.files.values():
        assert stat.S_IMODE(Path(path).stat().st_mode) == 0o600


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    """Not even with the report of the first time in the folder."""
    save(tmp_path / "last.json", fleet(5, days=-7, worse=0.5))
    src = save(tmp_path / "audit.json", fleet(5))
    first = report([src], tmp_path, formats=ALL)
    before = {kind: Path(path).read_bytes() for kind, path in first.files.items()}
    again = report([src], tmp_path, formats=ALL)
    assert first.changed
    assert not again.changed
    assert {kind: Path(path).read_bytes() for kind, path in again.files.items()} == before
    assert again.result["drift"] == first.result["drift"]


def test_check_mode_writes_nothing(tmp_path: Path) -> None:
    """And says what it would."""
    src = save(tmp_path / "audit.json", fleet(5))
    made = report([src], tmp_path / "reports", formats=ALL, check=True)
    assert made.changed
    assert not (tmp_path / "reports").exists()


def test_runs_follow_each_other(tmp_path: Path) -> None:
    """With one name for all of them, and with the result file overwritten by the next audit."""
    reports, audit = tmp_path / "reports", tmp_path / "audit.json"
    first = report([save(audit, run(camera("lobby"), days=-7))], reports, name="audit")
    assert (first.result["drift"], first.previous) == (None, [])
    second = report([save(audit, run(camera("lobby", {"NC-2.19": "fail"})))], reports, name="audit")
    assert second.previous == [str(reports / "audit.json")]
    assert [one["control"] for one in second.result["drift"]["changes"]] == ["NC-2.19"]
    assert json.loads((reports / "audit.json").read_text(encoding="utf-8"))["drift"]["worse"] == 1


def test_the_run_before_can_be_named_or_left_alone(tmp_path: Path) -> None:
    """Such as the state in which cameras were accepted, in slices."""
    old = [save(tmp_path / "old" / f"{name}.json", run(camera(name), days=-99)) for name in ("lobby", "yard")]
    save(tmp_path / "last.json", run(camera("lobby"), camera("yard"), days=-1))
    src = save(tmp_path / "audit.json", run(camera("lobby"), camera("yard", {"NC-2.19": "fail"})))
    named = report([src], tmp_path, previous=old)
    assert named.previous == old
    assert named.result["drift"]["since"] == "2026-08-15T10:00:00Z"
    assert report([src], tmp_path).previous == [str(tmp_path / "last.json")]
    alone = report([src], tmp_path, find_previous=False)
    assert (alone.previous, alone.result["drift"]) == ([], None)


def test_another_level_is_said(tmp_path: Path) -> None:
    """Controls of one level only are left out."""
    old = save(tmp_path / "old.json", run(camera("lobby", level="entry"), level="entry", days=-9))
    made = report([save(tmp_path / "audit.json", run(camera("lobby")))], tmp_path, previous=[old])
    assert made.remarks == ["The run before was of level entry: only controls of both levels are compared."]


def test_slices_are_one_report(tmp_path: Path) -> None:
    """A file that is named twice counts once."""
    files = [
        save(tmp_path / "a.json", run(camera("lobby"), gone("yard"))),
        save(tmp_path / "b.json", run(camera("yard"), days=1)),
    ]
    made = report([*files, files[0]], tmp_path / "reports")
    assert [source["cameras"] for source in made.result["sources"]] == [1, 1]
    assert made.result["score"] == 100.0
    assert "a.json: yard." in made.remarks[1]


@pytest.mark.parametrize("name", ["", "../audit", "a/b", "a\\b", ".hidden", "x" * 101, "a\nb"])
def test_a_name_is_no_path(tmp_path: Path, name: str) -> None:
    """But for the empty one, which is the default."""
    src = save(tmp_path / "audit.json", fleet(1))
    if not name:
        assert "audit-2026" in report([src], tmp_path, name=name).files["json"]
        return
    with pytest.raises(InvalidValue, match="name must be the name of a file"):
        report([src], tmp_path, name=name)


@pytest.mark.parametrize(
    ("content", "says"), [("{}", "not a result file"), ("", "is not JSON"), (None, "cannot be read")]
)
def test_what_is_no_result_makes_no_report(tmp_path: Path, content: str | None, says: str) -> None:
    """Not even of the others."""
    good, bad = save(tmp_path / "good.json", fleet(1)), tmp_path / "bad.json"
    if content is not None:
        bad.write_text(content, encoding="utf-8")
    with pytest.raises(FileProblem, match=says):
        report([good, str(bad)], tmp_path / "reports")
    assert not (tmp_path / "reports").exists()


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    """With its name."""
    src = save(tmp_path / "audit.json", fleet(1))
    with pytest.raises(FileProblem, match="cannot be written"):
        report([src], tmp_path / "audit.json" / "reports")


def test_what_is_printed_is_the_worst_and_short(tmp_path: Path) -> None:
    """Twenty changes at most, and no control character of a camera reaches the terminal."""
    old = save(tmp_path / "old.json", run(*(camera(f"cam-{n}") for n in range(30)), days=-7))
    cameras = [camera(f"cam-{n}", {"NC-2.19": "fail"}, firmware="1.4\x1b[2J.0\r\nok: [all]") for n in range(30)]
    made = report([save(tmp_path / "audit.json", run(*cameras))], tmp_path, previous=[old])
    text = lines(made.files, made.result, made.remarks)
    assert text[0] == "Changes since 2026-11-15T10:00:00Z: 30 worse, 0 better, 0 other; score 100 before, 97.7 now."
    assert text[1] == "  worse: cam-0 NC-2.19, pass before, fail now: unused is fail; from outside, unused is fail"
    assert "  ... and 20 more in the report" in text
    assert text[-1].startswith("Report (json): ")
    assert all(line.isprintable() for line in text)


# -- secrets -------------------------------------------------------------------------------------------------------------------

SECRET = "Quiet7-lantern-of-hall-3"
PLANTED = (
    f"the camera answered password={SECRET}&user=admin",
    f'{{"password": "{SECRET}"}}',
    f"Passphrase: {SECRET}",
    f"community = '{SECRET}'",
    f"rtsp://admin:{SECRET}@192.0.2.10/stream",
    f"Authorization: Digest username=admin, response={SECRET}",
    f"-----BEGIN RSA PRIVATE KEY-----\n{SECRET}\n-----END RSA PRIVATE KEY-----",
    f"-----BEGIN PRIVATE KEY-----\n{SECRET}",
)


@pytest.mark.parametrize("text", PLANTED)
def test_what_looks_like_a_secret_is_in_no_format(tmp_path: Path, text: str) -> None:
    """Wherever it was planted: evidence, message, waiver, names."""
    entry = camera("lobby", {"NC-2.19": "waived", "NC-2.18": "fail"}, message=text, site=text, firmware=text)
    for one in entry["results"]:
        one["evidence"] = [{"kind": "probe", "seen": text, "wanted": text}]
        one["fix"] = text
        one["waiver"] = {"reason": text, "expires": "2027-01-31"}
        one["attestation"] = {"by": text, "date": "2026-01-31"}
    src = save(tmp_path / "audit.json", run(entry))
    made = report(
        [src], tmp_path / "reports", formats=ALL, previous=[save(tmp_path / "old.json", run(camera("lobby"), days=-1))]
    )
    for path in made.files.values():
        written = Path(path).read_text(encoding="utf-8")
        assert SECRET not in written
        assert MASK in written


def test_a_named_secret_is_masked_whatever_stands_around_it(tmp_path: Path) -> None:
    """Also in the name of a camera; words of the result are not torn."""
    src = save(tmp_path / "audit.json", run(camera(f"x{SECRET}y", message=f"it said {SECRET}!")))
    made = report([src], tmp_path / "reports", formats=ALL, secrets=[SECRET, "pass", "settings", "abc", ""])
    for path in made.files.values():
        assert SECRET not in Path(path).read_text(encoding="utf-8")
    written = json.loads(Path(made.files["json"]).read_text(encoding="utf-8"))
    assert written["cameras"][0]["name"] == f"x{MASK}y"
    assert written["cameras"][0]["counts"]["pass"] > 10
    assert written["cameras"][0]["access"] == "settings"


@pytest.mark.parametrize(
    "text",
    [
        "harden_administrator_password: <a strong password from the vault>",
        'harden_administrator_password: "{{ vault_camera_passwords[inventory_hostname] }}"',
        "the same password as yard, gate and others",
        "a login is asked for by basic, digest",
        "https://192.0.2.10/admin/index.html",
        "no answer to SNMP v1 and v2c",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    """A fix must be the exact fix."""
    assert masked(text) == text


def test_every_fix_and_every_title_stays() -> None:
    """Of all controls, at all levels."""
    result = fleet(30)
    assert masked(result) == result
    assert masked(TITLE) == TITLE
