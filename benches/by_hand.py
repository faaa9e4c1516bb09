#!/usr/bin/env python3
"""The checks of a chart that somebody would write in an afternoon, for a comparison.

It loads the chart with the loader of PyYAML that is written in C, and counts what contradicts itself: ids
used twice, lines to nobody, lines to oneself, loops; and teams of more than fifteen, and open positions. It
tells no places in the file, knows no titles, and takes the first slip in the YAML for the end.

    python3 benches/by_hand.py chart.yaml
"""

import json
import os
import sys

import yaml

WIDE = 15


def entries(path):
    """Every position as (entry, manager of the nesting)."""
    if os.path.isdir(path):
        files = sorted(entry.path for entry in os.scandir(path) if entry.name.endswith((".yaml", ".yml")))
    else:
        files = [path]
    for file in files:
        with open(file, "rb") as stream:
            chart = yaml.load(stream, Loader=yaml.CSafeLoader)
        for entry in chart.get("positions") or []:
            yield entry, None
        waiting = [(chart["org"], None)] if "org" in chart else []
        while waiting:
            entry, manager = waiting.pop()
            yield entry, manager
            waiting.extend((report, entry["id"]) for report in entry.get("reports") or [])


def lines_of(entry, nested):
    """The ids of the managers that an entry names."""
    stated = entry.get("reports_to")
    if stated is None:
        return [] if nested is None else [nested]
    return stated if isinstance(stated, list) else [stated]


def loops(manager_of):
    """How many loops the lines make."""
    done, found = {}, 0
    for start in manager_of:
        at = start
        while at in manager_of and at not in done:
            done[at] = start
            at = manager_of[at]
        if at in manager_of and done[at] == start and manager_of[at] != at:
            found += 1
    return found


def check(path):
    ids, titles, manager_of, lines, spans = {}, {}, {}, [], {}
    positions = vacant = twice = to_self = 0
    for entry, nested in entries(path):
        positions += 1
        id = entry["id"]
        if id in ids:
            twice += ids[id] == 1
            ids[id] += 1
        else:
            ids[id] = 1
        title = entry.get("title")
        titles[title] = titles.get(title, 0) + 1
        vacant += entry.get("status") == "vacant"
        managers = lines_of(entry, nested)
        lines.append(managers)
        if managers:
            to_self += managers[0] == id
            manager_of.setdefault(id, managers[0])
            spans[managers[0]] = spans.get(managers[0], 0) + 1
    named = {manager for managers in lines for manager in managers}
    # A title that several positions have is not a manager who left.
    unknown = sum(manager not in ids and titles.get(manager, 0) < 2 for manager in named)
    return {
        "positions": positions,
        "open": vacant,
        "wide": sum(span > WIDE for id, span in spans.items() if id in ids),
        "findings": {
            "duplicate-id": twice,
            "unknown-manager": unknown,
            "reports-to-self": to_self,
            "reporting-cycle": loops(manager_of),
        },
    }


if __name__ == "__main__":
    json.dump(check(sys.argv[1]), sys.stdout)
    print()
