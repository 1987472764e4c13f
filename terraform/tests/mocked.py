"""Runs one of the test files here, whose provider is a mock, and returns what Terraform says of its runs."""

import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def runs(test_file, kinds):
    """What Terraform says of the runs whose names are the keys of `kinds`, whose values say what is
    asked for, `test_state` or `test_plan`: {name: state or plan}.

    Ends the program if a run has none, for then it failed, or if another run of the file fails.
    """
    command = [
        os.environ.get("TENFOLD_TERRAFORM", str(ROOT / "tf")),
        "test", "-json", "-verbose", f"-filter=tests/{test_file}",
    ]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    found = {}
    for line in result.stdout.splitlines():
        event = json.loads(line)
        if event["type"] == kinds.get(event.get("@testrun"), ""):
            found[event["@testrun"]] = event[event["type"]]
    if found.keys() != kinds.keys() or result.returncode:
        said = [event for event in map(json.loads, result.stdout.splitlines()) if event["@level"] == "error"]
        raise SystemExit("\n".join(["terraform test failed:", *(json.dumps(event, indent=2) for event in said), result.stderr]))
    return found


def resources(module):
    """The resources of a state's module, and of those inside of it."""
    yield from module.get("resources", [])
    for child in module.get("child_modules", []):
        yield from resources(child)
