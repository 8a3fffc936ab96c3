# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The floor: a bare script with one session per camera and a pool of threads. `python threads.py JOBS.json THREADS`.

No Ansible, no settings, no plan, no guard: only requests, as a careful person would write them.
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import requests
from requests.auth import HTTPBasicAuth, HTTPDigestAuth

_PATIENCE = 60.0


def visit(job: dict[str, Any]) -> int:
    """All requests of one camera; how many failed."""
    wrong = 0
    login: list[str] | None = None
    with requests.Session() as session:
        session.trust_env = False
        session.verify = job["ca_path"]
        for step in job["steps"]:
            if step["login"] != login:
                login = step["login"]
                session.auth = HTTPDigestAuth(*login)
            answer = send(session, job["base"] + step["target"], step)
            if answer.status_code == 401 and login:
                # until it is hardened an older camera asks for Basic
                basic = answer.headers["WWW-Authenticate"].startswith("Basic")
                session.auth = HTTPBasicAuth(*login) if basic else HTTPDigestAuth(*login)
                answer = send(session, job["base"] + step["target"], step)
            wrong += answer.status_code != 200
    return wrong


def send(session: requests.Session, url: str, step: dict[str, Any]) -> requests.Response:
    """One request; after a restart the camera needs a moment."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return session.request(step["method"], url, data=step["form"], timeout=10)
        except requests.ConnectionError:
            # it may also close the connection together with a listener
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def main() -> int:
    jobs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with ThreadPoolExecutor(int(sys.argv[2])) as pool:
        wrong = sum(pool.map(visit, jobs))
    print(f"{len(jobs)} cameras, {wrong} requests without 200")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
