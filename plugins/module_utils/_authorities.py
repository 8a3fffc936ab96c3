# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What is made once in a process for all of its cameras: TLS contexts that trust the authorities of one file and no others.

Making one costs about as much CPU as reading a page of a camera, and one with the system's authorities forty times that. Nobody
changes a context after it was made, so threads may share it.
"""

from __future__ import annotations

import os
import ssl
import threading
from collections import OrderedDict
from collections.abc import Callable

Made = Callable[[], ssl.SSLContext]
_Key = tuple[str, int, int, int, Made]

#: A site has few authorities; a controller that serves many sites in one process shall not keep them all.
_KEPT = 16
_contexts: OrderedDict[_Key, ssl.SSLContext] = OrderedDict()
_lock = threading.Lock()


def trusting(path: str, make: Made) -> ssl.SSLContext:
    """A context of C(make) that trusts the authorities in a file (PEM), and only them. A file that has changed is read anew.

    C(make) returns a context that trusts nobody yet; its identity is part of what tells contexts apart. Raises OSError:
    FileNotFoundError, or ssl.SSLError for a file without certificates.
    """
    state = os.stat(path)
    key = (path, state.st_ino, state.st_mtime_ns, state.st_size, make)
    with _lock:
        found = _contexts.get(key)
    if found is None:
        found = make()
        found.load_verify_locations(cafile=path)
        with _lock:
            _contexts[key] = found
            while len(_contexts) > _KEPT:
                _contexts.popitem(last=False)
    return found
