# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which folders are gone after a job of AWX: mounts as podman and Kubernetes make them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.netcam.hardening.plugins.plugin_utils import _job_disk
from ansible_collections.netcam.hardening.plugins.plugin_utils._job_disk import fleeting, goes_with_the_job, is_job

#: An execution node with podman; /srv/lasting, /srv/with space and /etc/pki are exposed, the last one with the option O.
PODMAN = r"""
1033 983 0:94 / / rw,relatime - overlay overlay rw,lowerdir=/l/A,upperdir=/u,workdir=/w
1034 1033 0:97 / /proc rw,nosuid,nodev,noexec,relatime - proc proc rw
1035 1033 0:98 / /dev rw,nosuid - tmpfs tmpfs rw,size=65536k
1040 1033 253:0 /tmp/awx_61_ifxztvul /runner rw,relatime - xfs /dev/mapper/root rw,attr2
1041 1033 253:0 /srv/lasting /srv/lasting rw,relatime - xfs /dev/mapper/root rw,attr2
1042 1033 253:0 /srv/with\040space /srv/with\040space rw,relatime - xfs /dev/mapper/root rw,attr2
1043 1033 0:99 / /etc/pki rw,relatime - overlay overlay rw,lowerdir=/etc/pki,upperdir=/u2
1044 1033 0:100 / /srv/memory rw,relatime - ext4 /dev/sdb rw
1045 1044 0:101 / /srv/memory rw,relatime - tmpfs tmpfs rw
a line that nobody understands
"""
#: A pod, with a volume; /runner is a folder of the container.
POD = """
700 600 0:50 / / rw,relatime - overlay overlay rw,lowerdir=/l/A,upperdir=/u,workdir=/w
701 700 0:51 / /journal rw,relatime - nfs4 storage.example:/journal rw,vers=4.2
"""
#: No container: a controller, or a test.
HOST = "25 1 253:0 / / rw,relatime shared:1 - ext4 /dev/mapper/root rw\n26 25 0:30 / /tmp rw - tmpfs tmpfs rw\n"


@pytest.mark.parametrize(
    ("path", "mounts", "expected"),
    [
        ("/srv/lasting/journal", PODMAN, ""),
        ("/srv/lasting", PODMAN, ""),
        ("/srv/with space/journal", PODMAN, ""),
        ("/srv/lasting2/journal", PODMAN, "it is part of the job's container (overlay at /)"),
        ("/journal", PODMAN, "it is part of the job's container (overlay at /)"),
        ("/etc/pki/journal", PODMAN, "the file system of /etc/pki is overlay"),
        ("/dev/shm", PODMAN, "the file system of /dev is tmpfs"),
        ("/srv/memory/journal", PODMAN, "the file system of /srv/memory is tmpfs"),
        ("/runner/project/journal", PODMAN, "it is in /runner, the folder of this job"),
        ("/runner", PODMAN, "it is in /runner, the folder of this job"),
        ("/journal/cameras", POD, ""),
        ("/runner/project/journal", POD, "it is in /runner, the folder of this job"),
        ("/home/journal", POD, "it is part of the job's container (overlay at /)"),
        ("/srv/journal", HOST, ""),
        ("/srv/journal", "", ""),
        ("/srv/journal", "nothing that anybody understands - \n", ""),
    ],
)
def test_only_what_is_mounted_from_outside_stays(path: str, mounts: str, expected: str) -> None:
    assert fleeting(path, mounts, "/runner/artifacts/61") == expected


def test_a_job_without_a_container_has_a_folder_of_its_own_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = tmp_path / "awx_61"
    monkeypatch.setenv("AWX_ISOLATED_DATA_DIR", str(job / "artifacts" / "61"))
    assert goes_with_the_job(str(job / "project" / "journal")) == f"it is in {job}, the folder of this job"
    (tmp_path / "link").symlink_to(job)
    assert goes_with_the_job(str(tmp_path / "link" / "journal")) == f"it is in {job}, the folder of this job"
    monkeypatch.setattr(_job_disk, "_MOUNTS", tmp_path / "not there")
    assert goes_with_the_job(str(job)) == "", "no /proc: another system than Linux, where no job of AWX runs"


def test_a_job_is_known_by_its_variables() -> None:
    assert is_job({"awx_job_id": 61})
    assert is_job({"tower_job_id": 61})
    assert not is_job({"job_id": 61})
