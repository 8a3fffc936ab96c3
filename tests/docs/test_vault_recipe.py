# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The recipe of docs/passwords.md for HashiCorp Vault and OpenBao, with a stand-in for their KV engine, version 2.

community.hashi_vault comes from tests/tools/fetch_collections.py; where it is missing, the test says so.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import Clone
from .pages import Block, blocks

COLLECTIONS = Path(sys.prefix) / "test-collections"
PAGE = "docs/passwords.md"
TOKEN = "stand-in-token"

pytestmark = pytest.mark.skipif(
    not (COLLECTIONS / "ansible_collections/community/hashi_vault").exists(),
    reason="community.hashi_vault was not fetched (tests/tools/fetch_collections.py)",
)


@dataclass
class StandIn:
    """What the KV engine at `secret/` has, by path (https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2)."""

    url: str = ""
    sealed: bool = False
    secrets: dict[str, dict[str, Any]] = field(default_factory=dict)


def handler_for(vault: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self, status: int, body: Any) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _refused(self) -> bool:
            if vault.sealed:
                self._answer(503, {"errors": ["Vault is sealed"]})
            elif self.headers.get("X-Vault-Token") != TOKEN:
                self._answer(403, {"errors": ["permission denied"]})
            elif not self.path.startswith("/v1/secret/data/"):
                self._answer(404, {"errors": []})
            else:
                return False
            return True

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if not self._refused():
                vault.secrets[self.path.removeprefix("/v1/secret/data/")] = body["data"]
                self._answer(200, {"data": {"version": 1}})

        do_PUT = do_POST

        def do_GET(self) -> None:
            if not self._refused():
                found = vault.secrets.get(self.path.removeprefix("/v1/secret/data/").partition("?")[0])
                content = {"data": {"data": found, "metadata": {"version": 1}}}
                self._answer(200 if found else 404, content if found else {"errors": []})

        def log_message(self, *_arguments: Any) -> None:
            """Nothing on the screen."""

    return Handler


@pytest.fixture
def vault() -> Iterator[StandIn]:
    stand_in = StandIn()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(stand_in))
    stand_in.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield stand_in
    server.shutdown()
    server.server_close()


def run(clone: Clone, vault: StandIn, block: Block, command: str, status: int = 0) -> str:
    """A command line of the page with what it leaves to the reader: where the vault is, and the collection."""
    clone_paths = f".venv/collections:{COLLECTIONS}"
    text = (
        f"export ANSIBLE_CONFIG=ansible.cfg ANSIBLE_COLLECTIONS_PATH={clone_paths} NO_PROXY='*'\n"
        f"{command.strip()} -e cameras_vault_url={vault.url} -e cameras_vault_token={TOKEN} || test $? -eq {status}\n"
    )
    return clone.run(replace(block, text=text))


def test_passwords_go_to_the_vault_and_the_inventory_reads_them_there(
    make_clone: Callable[[], Clone], vault: StandIn
) -> None:
    clone = make_clone()
    page = blocks(PAGE)
    for block in page:
        if block.word == "file":
            clone.write(block)
    rotate = next(block for block in page if block.word == "not run" and "store-tasks/vault.yml" in block.text)
    reading = next(block for block in page if block.language == "yaml" and "vault_kv2_get" in block.text)
    vault.sealed = True

    output = run(clone, vault, rotate, rotate.text, status=2)

    assert "failed=1" in output
    assert vault.secrets == {}
    vault.sealed = False
    run(clone, vault, rotate, rotate.text)
    assert set(vault.secrets) == {"cameras/yard", "cameras/gate"}
    for name in ("yard", "gate"):
        stored = vault.secrets[f"cameras/{name}"]
        assert clone.fleet.camera(name).login_check(stored["user"], stored["password"])
        assert clone.fleet.camera(name).count("lockouts") == 0
        assert stored["password"] not in output

    template = yaml.safe_load(reading.text)["cameras"]["vars"]["ansible_password"]
    clone._write("reading.yml", yaml.safe_dump({"read": template}))
    shown = run(
        clone, vault, reading,
        ".venv/bin/ansible yard -i store/cameras.yml -c local -m ansible.builtin.debug -a var=read -e @reading.yml",
    )  # fmt: skip
    assert vault.secrets["cameras/yard"]["password"] in shown
