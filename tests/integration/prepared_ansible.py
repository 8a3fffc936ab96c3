# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A program, not a module: loads Ansible, then forks an ansible-playbook or ansible-inventory for each order of its socket.

Two thirds of a short run are the same every time: importing Ansible and the libraries, and compiling this collection,
which Ansible does anew in each run (it keeps no .pyc files of collections). Here that is done once. A child is what the
console script would be after its line `from ansible.cli.playbook import main`: no plugin, inventory or play was looked at,
no module of this collection was imported, and the environment (except NETCAM_*) is the one that Ansible was imported in.
(An ansible-inventory has what ansible-playbook imports, too.) tests/integration/test_prepared.py compares such a child with
the console script; forked.py decides who may have one.

usage: prepared_ansible.py SOCKET ANSIBLE_PLAYBOOK COLLECTION
"""

from __future__ import annotations

import builtins
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

#: What Ansible and this collection import of others in any run. Not requests: importing it changes which warnings are shown.
LIBRARIES = (
    "yaml", "jinja2.nativetypes", "cryptography.x509.ocsp", "cryptography.hazmat.primitives.serialization.pkcs12",
    "cryptography.hazmat.primitives.serialization.pkcs7", "cryptography.hazmat.primitives.asymmetric.rsa",
    "cryptography.hazmat.primitives.asymmetric.ec", "charset_normalizer", "idna.core", "certifi", "ssl", "http.cookiejar",
    "urllib.request", "email.message", "multiprocessing.queues", "concurrent.futures", "xml.etree.ElementTree",
    "html.parser", "ipaddress", "zipfile", "tarfile",
)  # fmt: skip
#: The longest order: a command line and an environment.
LONGEST = 1 << 20


def compile_ahead(collection: Path) -> None:
    """Let Ansible's importer find the collection's files compiled: the same text under the same name, or it compiles itself."""
    from ansible.utils.collection_loader import _collection_finder

    ready: dict[tuple[Any, ...], Any] = {}
    for path in sorted((collection / "plugins").rglob("*.py")):
        text = path.read_bytes()
        ready[text, str(path), "exec", 0, True] = compile(text, str(path), "exec", 0, True)

    def compiled(source: Any, filename: Any, mode: str, flags: int = 0, dont_inherit: bool = False) -> Any:
        found = ready.get((source, filename, mode, flags, dont_inherit))
        return found or builtins.compile(source, filename, mode, flags, dont_inherit)

    _collection_finder.compile = compiled  # type: ignore[attr-defined]  # a name of the module hides the builtin


def read_ahead(collection: Path) -> None:
    """Hand out what the two long texts on renamed and moved plugins say, Ansible's and ours; each child has a copy, for once."""
    from ansible import config
    from ansible.utils.collection_loader import _collection_finder

    read = _collection_finder._meta_yml_to_dict
    paths = (Path(config.__file__).with_name("ansible_builtin_runtime.yml"), collection / "meta" / "runtime.yml")
    ready = {text: read(text, "") for text in (path.read_bytes() for path in paths)}

    def given(text: Any, content_id: Any) -> Any:
        return ready.pop(text) if text in ready else read(text, content_id)

    _collection_finder._meta_yml_to_dict = given


def load(program: Path, collection: Path) -> None:
    """What the console script does first, and what takes long later."""
    sys.path[0], sys.argv = str(program.parent), [str(program)]
    for name in LIBRARIES:
        importlib.import_module(name)
    importlib.import_module("ansible.cli.playbook")
    without_temporary_folder()
    compile_ahead(collection)
    read_ahead(collection)
    # each child would go through all these objects again, and copy their memory by doing so
    gc.collect()
    gc.freeze()


def without_temporary_folder() -> None:
    """Ansible makes a folder named after its process when it is imported, and removes it at exit: not this process's."""
    from ansible import constants
    from ansible.config import manager

    manager.atexit.unregister(manager.cleanup_tmp_file)
    shutil.rmtree(constants.DEFAULT_LOCAL_TMP)


def temporary_folder() -> None:
    """To each child its own."""
    from ansible import constants

    constants.DEFAULT_LOCAL_TMP = constants.config.get_config_value("DEFAULT_LOCAL_TMP", variables=vars(constants))


def become(order: dict[str, Any], handed: list[int]) -> None:
    """In the child: the command line, environment, folder and streams of the order; nothing else stays open."""
    for number, ours in enumerate(handed, start=1):
        os.dup2(ours, number)
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2:
            try:
                os.close(int(name))
            except OSError:
                continue  # the one that listed them
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    sys.argv = order["command"]
    temporary_folder()


def ended(pid: int, orders: socket.socket) -> dict[str, Any]:
    """Wait for a child; when whoever gave the order is gone, end it."""
    watch = os.pidfd_open(pid)
    try:
        if watch not in select.select([watch, orders], [], [])[0]:
            os.killpg(pid, signal.SIGKILL)
        _pid, status = os.waitpid(pid, 0)
    finally:
        os.close(watch)
    return {"status": os.waitstatus_to_exitcode(status)}


def orders_from(orders: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """Fork for each order. A child gets its order, and the files for its output; None when no more orders will come."""
    while True:
        text, handed, _flags, _from = socket.recv_fds(orders, LONGEST, 2)
        if not text:
            return None
        pid = os.fork()
        os.setpgid(pid, pid)  # both do, as either may be first: the group is what is ended
        if not pid:
            return json.loads(text), handed
        for number in handed:
            os.close(number)
        try:
            orders.send(json.dumps({"pid": pid}).encode())
        finally:
            how = ended(pid, orders)
        orders.send(json.dumps(how).encode())


def main() -> None:
    """Load Ansible, and serve; in a child: be ansible-playbook."""
    orders = socket.socket(fileno=int(sys.argv[1]))
    home = os.environ["ANSIBLE_HOME"] = tempfile.mkdtemp(prefix="netcam-ansible-home-")
    load(Path(sys.argv[2]), Path(sys.argv[3]))
    orders.send(json.dumps({"home": home}).encode())
    try:
        order = orders_from(orders)
    except (BrokenPipeError, ConnectionResetError):
        order = None
    if order is None:
        shutil.rmtree(home, ignore_errors=True)
        return
    become(*order)
    orders.detach()
    name = Path(sys.argv[0]).name.removeprefix("ansible-")
    sys.exit(importlib.import_module(f"ansible.cli.{name}").main())


if __name__ == "__main__":
    main()
