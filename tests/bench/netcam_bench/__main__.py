# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""`python -m netcam_bench`: measure, print the table, write it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from . import cells
from .report import into_readme, plain, with_ratios
from .ways import WAYS

README = Path(__file__).resolve().parents[1] / "README.md"


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="make bench ARGS='...'", description="What a fleet costs, four ways side by side."
    )
    parser.add_argument("--short", action="store_true", help="50 cameras, each way once: for the tests")
    parser.add_argument("--sizes", type=_numbers, help="sizes of the fleets, such as 50,200 (default 50,200,1000)")
    parser.add_argument("--delays", type=_seconds, help="milliseconds until a camera answers (default 5,50)")
    parser.add_argument("--ways", help=f"some of: {'; '.join(WAYS)} (separated by ;)")
    parser.add_argument("--work", help="some of: factory;no_change;one_setting;audit (separated by ;)")
    parser.add_argument("--slow", type=int, help="cameras for the ways with module processes (default 10)")
    parser.add_argument("--limit", type=float, dest="cell_limit", help="seconds for one cell (default 300)")
    parser.add_argument("--network", default="127.62", help="loopback network of the emulated cameras")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--add", action="store_true", help="keep the cells of that file that are not measured again")
    parser.add_argument("--readme", action="store_true", help="put the table into tests/bench/README.md")
    options = parser.parse_args()
    if options.short:
        plan = cells.short(options.network)
    else:
        plan = cells.full(
            sizes=options.sizes,
            delays=options.delays,
            ways=options.ways.split(";") if options.ways else None,
            work=[cells.WORK_BY_WORD[word] for word in options.work.split(";")] if options.work else None,
            slow=options.slow,
            cell_limit=options.cell_limit,
            network=options.network,
        )
    result = cells.Bench(plan, cells.main_says).run()
    if options.add and options.json and options.json.exists():
        result = cells.merged(json.loads(options.json.read_text(encoding="utf-8")), result)
    result = with_ratios(result)
    print(plain(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if options.readme:
        into_readme(result, README)
    return 0


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _seconds(text: str) -> tuple[float, ...]:
    return tuple(float(part) / 1000 for part in text.split(","))


if __name__ == "__main__":
    sys.exit(main())
