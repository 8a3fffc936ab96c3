# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the ansible-playbook process is made of, as far as a plugin can tell: `process: {}`. For test_prepared.py."""

from __future__ import annotations

import gc
import locale
import logging
import multiprocessing
import os
import resource
import signal
import socket
import sys
import threading
import warnings
from typing import Any

from ansible import constants, context
from ansible.plugins import loader
from ansible.plugins.action import ActionBase


def opened() -> list[str]:
    """What stands behind the open files, without the numbers of pipes and processes."""
    found = [f"standard input: {os.readlink('/proc/self/fd/0')}"]
    for name in sorted(os.listdir("/proc/self/fd"), key=int):
        if int(name) > 2:  # those are a pipe or a file, as whoever started it likes
            try:
                found.append(os.readlink(f"/proc/self/fd/{name}").split(":")[0].split("#")[0])
            except OSError:
                continue  # the one that listed them
    return sorted(name for name in found if "/proc/" not in name)


def shown(value: Any) -> str:
    """A value as text, the same in each process."""
    return repr(sorted(value, key=repr) if isinstance(value, (set, frozenset)) else value)


def loaders() -> dict[str, list[Any]]:
    """Where Ansible looks for each kind of plugin."""
    every = {name: value for name, value in vars(loader).items() if isinstance(value, loader.PluginLoader)}
    return {name: [str(value.config), value.subdir, sorted(value._extra_dirs)] for name, value in every.items()}


class ActionModule(ActionBase):
    """In a worker, which inherits all of it from ansible-playbook."""

    _requires_connection = False

    def run(self, tmp: Any = None, task_vars: Any = None) -> dict[str, Any]:
        """Look and return."""
        numbers = [number for number in signal.valid_signals() if isinstance(number, signal.Signals)]
        umask = os.umask(0o077)
        os.umask(umask)
        limits = {
            name: resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name.startswith("RLIMIT_")
        }
        state = {
            "arguments": sys.argv,
            "folder": os.getcwd(),
            "environment": dict(os.environ),
            "interpreter": [sys.executable, sys.path, [str(part) for part in sys.flags], sys.getrecursionlimit()],
            "importers": [getattr(finder, "__name__", type(finder).__name__) for finder in sys.meta_path],
            "modules": sorted(name for name in sys.modules if name.startswith("ansible")),
            "umask": umask,
            "limits": limits,
            "signals": {n.name: str(signal.getsignal(n)).partition(" at ")[0].partition(" parent=")[0] for n in numbers},
            "blocked": sorted(signal.pthread_sigmask(signal.SIG_BLOCK, [])),
            "files": opened(),
            "threads": [thread.name for thread in threading.enumerate()],
            "start method": multiprocessing.get_start_method(),
            "locale": locale.setlocale(locale.LC_ALL),
            "collector": [gc.isenabled(), gc.get_threshold()],
            "warnings": [str(line) for line in warnings.filters],
            "log": [logging.root.level, len(logging.root.handlers)],
            "socket timeout": socket.getdefaulttimeout(),
            "constants": {name: shown(value) for name, value in vars(constants).items() if name.isupper()},
            "command line": {name: shown(value) for name, value in context.CLIARGS.items()},
            "loaders": loaders(),
        }  # fmt: skip
        temporary = constants.DEFAULT_LOCAL_TMP
        owner = int(os.path.basename(temporary).split("-")[2][: len(str(os.getppid()))])
        return {
            **super().run(tmp, task_vars), "changed": False, "state": state, "home": constants.ANSIBLE_HOME,
            "temporary": temporary, "exists": os.path.isdir(temporary), "mine": owner == os.getppid(),
        }  # fmt: skip
