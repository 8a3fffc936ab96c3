# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Command line: `serve` a fleet, or print a `profile`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .codes import DEFAULT_SEED
from .fleet import BadFleet
from .models import FAMILIES
from .profile import profile_yaml
from .serve import run
from .store import BadSetting


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    if options.command == "profile":
        print(profile_yaml(options.family, options.seed), end="")
        return 0
    try:
        run(
            options.fleet, options.run_dir, options.port_offset, options.seed, options.network, options.exit_with_stdin, options.delay
        )  # fmt: skip
    except (BadFleet, BadSetting, OSError) as error:
        print(f"netcam_emulator: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="netcam_emulator", description="Emulated network cameras.")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="run the cameras of a fleet file")
    serve.add_argument("--fleet", type=Path, required=True)
    serve.add_argument("--run-dir", type=Path, required=True, help="gets inventory, profiles, control.json")
    serve.add_argument("--port-offset", default="auto", help="auto, or what to add to ports below 1024")
    serve.add_argument("--network", help="first two octets for all cameras, as 127.33: several fleets side by side")
    serve.add_argument("--seed", help="code map; another seed gives other codes")
    serve.add_argument(
        "--delay", type=float, help="seconds before each connection, HTTP request and datagram is answered"
    )
    serve.add_argument("--exit-with-stdin", action="store_true", help="stop when stdin ends")
    profile = commands.add_parser("profile", help="print the code map of a family as a profile")
    profile.add_argument("--family", choices=FAMILIES, required=True)
    profile.add_argument("--seed", default=DEFAULT_SEED)
    return parser


if __name__ == "__main__":
    sys.exit(main())
