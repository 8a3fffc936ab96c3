# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Results that travel as text, and the results of slices as one."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._audit import parcel
from ansible_collections.netcam.hardening.plugins.module_utils._audit.gather import MISSING, gather
from ansible_collections.netcam.hardening.plugins.module_utils._audit.parcel import pack, unpack
from ansible_collections.netcam.hardening.plugins.module_utils._audit.result import write_result
from ansible_collections.netcam.hardening.plugins.module_utils._audit.shape import check_shape
from ansible_collections.netcam.hardening.plugins.module_utils._errors import FileProblem

from .fleets import camera, fleet, run


def packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data)).decode()


# -- parcels -------------------------------------------------------------------------------------------------------------


def test_a_result_comes_out_of_its_parcel_as_it_went_in() -> None:
    result = run(camera("gate"), camera("lobby", {"NC-2.19": "fail"}))

    assert unpack("slice", pack(result)) == result


def test_a_parcel_takes_about_half_a_kibibyte_per_camera() -> None:
    """What docs/awx.md and the option say of it."""
    assert len(pack(fleet(200))) < 200 * 512


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cut off"),
        ("not base64!", "no result of an audit"),
        ("ünïcode", "no result of an audit"),
        (base64.b64encode(b"no zlib").decode(), "no result of an audit"),
        (packed(b"{"), "no result of an audit"),
        (packed(b"[" * 100_000), "no result of an audit"),
        (packed(b"[]"), "not a result file that this version reads"),
        (packed(b'{"schema": "netcam.hardening/audit/2"}'), "not a result file that this version reads"),
        (packed(b'{"schema": "netcam.hardening/audit/1"}'), "lacks generated"),
        (pack({"schema": "x"})[:8], "slice 3 is"),
    ],
)
def test_what_is_no_parcel_is_named(text: str, said: str) -> None:
    with pytest.raises(FileProblem, match=said) as caught:
        unpack("slice 3", text)

    assert "slice 3" in caught.value.message


def test_a_parcel_that_is_cut_off_says_so() -> None:
    data = base64.b64decode(pack(run(camera("gate"))))

    with pytest.raises(FileProblem, match="cut off"):
        unpack("slice 3", base64.b64encode(data[:-20]).decode())


def test_a_parcel_cannot_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcel, "MAX_UNPACKED", 1024 * 1024)

    with pytest.raises(FileProblem, match="larger than 1 MB"):
        unpack("slice 3", packed(b" " * (1024 * 1024 + 1)))


# -- slices --------------------------------------------------------------------------------------------------------------


def test_files_and_parcels_make_one_result(tmp_path: Path) -> None:
    write_result(str(tmp_path / "1.json"), run(camera("a"), camera("c")))

    whole, missing = gather([str(tmp_path / "1.json")], {"slice 2": pack(run(camera("b")))}, ["a", "b", "c"])

    assert [one["name"] for one in whole["cameras"]] == ["a", "b", "c"]
    assert missing == []
    check_shape(whole, "merged")


def test_a_camera_whose_slice_died_is_named_and_counts_as_not_reached() -> None:
    whole, missing = gather([], {"slice 1": pack(run(camera("a"))), "slice 3": pack(run(camera("c")))}, ["a", "b", "c"])

    found = whole["cameras"][1]
    assert missing == ["b"]
    assert (found["name"], found["reached"], found["score"], found["message"]) == ("b", False, 0.0, MISSING)
    assert whole["score"] == 66.6
    check_shape(whole, "merged")


def test_a_slice_that_is_run_again_fills_the_gap() -> None:
    parcels = {"slice 1": pack(run(camera("a"))), "slice 2 again": pack(run(camera("b")))}

    assert gather([], parcels, ["a", "b"])[1] == []


def test_one_result_alone_can_lack_cameras_too() -> None:
    whole, missing = gather([], {"slice 1": pack(run(camera("a")))}, ["b", "a", "b"])

    assert missing == ["b"]
    assert "sources" not in whole


def test_nothing_at_all_is_an_error() -> None:
    with pytest.raises(FileProblem, match="no result has come in"):
        gather([], {}, ["a"])


def test_a_result_in_a_wrong_shape_is_refused() -> None:
    result: dict[str, Any] = json.loads(json.dumps(run(camera("a"))))
    result["cameras"][0]["results"][0]["result"] = "splendid"

    with pytest.raises(FileProblem, match="slice 1"):
        gather([], {"slice 1": pack(result)}, [])


def test_missing_cameras_cannot_be_added_to_results_of_another_version() -> None:
    result = run(camera("a"))
    result["controls"] = result["controls"][1:]
    for one in result["cameras"]:
        one["results"] = one["results"][1:]

    with pytest.raises(FileProblem, match="of version .* b is missing"):
        gather([], {"slice 1": pack(result)}, ["a", "b"])
