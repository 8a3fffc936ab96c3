# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A place that takes files by HTTP PUT, as an object store does, and the tasks that a site writes for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Place:
    """What has arrived, by path; while it is closed it refuses."""

    url: str
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    closed: bool = False

    @property
    def files(self) -> dict[str, bytes]:
        """The files by name. Each came once."""
        found = dict(self.taken)
        assert len(found) == len(self.taken), "a file was sent more than once"
        return found


@contextmanager
def place() -> Iterator[Place]:
    """A server on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if not kept.closed:
                kept.taken.append((self.path.removeprefix("/"), body))
            self.send_response(503 if kept.closed else 201)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept = Place(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def tasks(folder: Path, variable: str) -> Path:
    """The tasks of docs/reports.md, for the variable of an audit or of a rollout."""
    path = folder / "deliver.yml"
    path.write_text(
        f"""---
- name: Put each file into the store
  ansible.builtin.uri:
    url: "{{{{ store_url }}}}/{{{{ item | ansible.builtin.basename }}}}"
    method: PUT
    src: "{{{{ item }}}}"
    status_code: [200, 201, 204]
  loop: "{{{{ {variable}.files }}}}"
""",
        encoding="utf-8",
    )
    return path
