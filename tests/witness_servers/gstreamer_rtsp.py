# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""GStreamer's RTSP server, for the system's Python: gstreamer_rtsp.py none|basic|digest ADDRESS PORT, or check."""

from __future__ import annotations

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402  # the versions are chosen before

STREAM = "( audiotestsrc is-live=true ! audioconvert ! audio/x-raw,rate=8000 ! rtpL16pay name=pay0 pt=96 )"


def main() -> None:
    """Serve until it is ended."""
    login, address, port = sys.argv[1:4]
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address(address)
    server.set_service(port)
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(STREAM)
    if login != "none":
        auth = GstRtspServer.RTSPAuth()
        auth.set_realm("camera")
        method = GstRtsp.RTSPAuthMethod.BASIC if login == "basic" else GstRtsp.RTSPAuthMethod.DIGEST
        auth.set_supported_methods(method)
        token = GstRtspServer.RTSPToken()
        token.set_string("media.factory.role", "viewer")
        auth.add_digest("admin", "Right4Admin88", token)
        server.set_auth(auth)
        factory.add_role_from_structure(
            Gst.Structure.new_from_string(
                "viewer, media.factory.access=(boolean)true, media.factory.construct=(boolean)true"
            )
        )
    server.get_mount_points().add_factory("/live", factory)
    server.attach(None)
    GLib.MainLoop().run()


if __name__ == "__main__":
    if sys.argv[1:] != ["check"]:
        main()
