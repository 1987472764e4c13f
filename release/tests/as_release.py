"""Writes a snapshot's repository as that of the release it would become: as_release.py FROM SNAPSHOT RELEASE TO.

Only names and poms have the version that a release would have; what is in the jars stays."""

import os
import re
import shutil
import sys

source, snapshot, release, target = sys.argv[1:]
stamped = re.compile(re.escape(snapshot).replace("SNAPSHOT", r"(?:SNAPSHOT|\d{8}\.\d{6}-\d+)"))
for folder, _, files in os.walk(source):
    for name in files:
        if os.path.basename(folder) != snapshot or not re.search(r"\.(pom|jar|zip)$", name):
            continue  # checksums of other bytes, and a snapshot's metadata
        home = os.path.join(target, os.path.relpath(os.path.dirname(folder), source), release)
        os.makedirs(home, exist_ok=True)
        file = os.path.join(home, stamped.sub(release, name))
        if name.endswith(".pom"):
            with open(os.path.join(folder, name), encoding="utf-8") as pom:
                text = pom.read().replace(snapshot, release)
            with open(file, "w", encoding="utf-8") as pom:
                pom.write(text)
        else:
            shutil.copyfile(os.path.join(folder, name), file)
