#!/usr/bin/env python3
"""Checks that a deployment from before there was modules/batch only moves, without AWS.

Runs tests/moved.tftest.hcl and reads its plan. Fails if something of such a deployment would be
created, changed or destroyed, or keeps an address outside of module.batch.
"""

import sys

import mocked


def main():
    runs = mocked.runs("moved.tftest.hcl", {"deployed_before": "test_state", "planned_now": "test_plan"})
    state, plan = runs["deployed_before"], runs["planned_now"]
    deployed = {r["address"] for r in mocked.resources(state["root_module"]) if r["mode"] == "managed"}
    problems, kept = [], set()
    for change in plan["resource_changes"]:
        if change["mode"] != "managed":
            continue
        address, previous, actions = change["address"], change.get("previous_address"), change["change"]["actions"]
        if actions != ["no-op"]:
            problems.append(f"{address}: {', '.join(actions)}")
        if address != f"module.batch.{previous}":
            problems.append(f"{address}: was {previous or 'not there'}")
        kept.add(previous)
    problems += [f"{address}: not in the plan" for address in sorted(deployed - kept)]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(deployed)} resources of an older deployment, {len(problems)} problems")
    return 1 if problems or not deployed else 0


if __name__ == "__main__":
    sys.exit(main())
