# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Whether a camera needs another certificate."""

from __future__ import annotations

from datetime import datetime

from .chain import Bundle
from .eyes import Seen
from .facts import is_self_signed, time_text
from .issuers import Issuer, same_certificate
from .material import RFC5280, weak_key
from .names import covers, names_in
from .order import Order
from .store import Wish


def why_due(
    seen: Seen, given: Bundle | None, order: Order, wish: Wish, issuer: Issuer | None, now: datetime
) -> str | None:
    """Why the camera needs another certificate; None when it does not. C(given) is one that the user brings."""
    certificate = seen.certificate
    if certificate is None:
        return _why_due_unseen(seen, order, wish, now)
    if given is not None:
        return None if same_certificate(certificate, given.leaf) else "another certificate is given"
    if is_self_signed(certificate) and order.source != "self_signed":
        return "it is self-signed"
    if certificate.not_valid_after_utc - now <= order.renew_before:
        return f"it ends at {time_text(certificate.not_valid_after_utc)}"
    if certificate.not_valid_before_utc > now:
        return f"it is not valid before {time_text(certificate.not_valid_before_utc)}"
    if (weak := weak_key(certificate, RFC5280)) is not None:
        return weak
    if order.source == "self_signed":
        # one of an authority is better, and a name cannot be had in a self-signed one on every camera
        return None
    if issuer is not None and (reason := issuer.why_not_ours(certificate)) is not None:
        return reason
    missing = [name for name in wish.names if not covers(names_in(certificate.extensions), name)]
    return f"it is not for {', '.join(missing)}" if missing else None


def _why_due_unseen(seen: Seen, order: Order, wish: Wish, now: datetime) -> str | None:
    """Nothing is served, and the camera does not hand its certificate out: its own words have to do."""
    server = seen.state.server
    if server is None:
        return "none is installed"
    if order.source == "self_signed":
        return None if server.not_after is None or server.not_after > now else "it has expired"
    if server.self_signed:
        return "it is self-signed"
    if server.not_after is not None and server.not_after - now <= order.renew_before:
        return f"it ends at {time_text(server.not_after)}"
    if server.common_name is not None and server.common_name != wish.subject.common_name:
        return f"it is for {server.common_name}"
    return None
