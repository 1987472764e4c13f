"""Checks what JReleaser would send to Maven Central: bundled.py STAGED BUNDLE. Fails with what is missing."""

import os
import sys
import zipfile

staged, bundle = sys.argv[1:]
files = set()
for folder, _, names in os.walk(staged):
    files |= {os.path.relpath(os.path.join(folder, name), staged) for name in names if name.endswith((".pom", ".jar", ".zip"))}
with zipfile.ZipFile(bundle) as archive:
    entries = {name.lstrip("/") for name in archive.namelist() if not name.endswith("/")}
# Maven Central asks for a signature and a checksum of each: https://central.sonatype.org/publish/requirements/
wanted = {file + suffix for file in files for suffix in ("", ".asc", ".md5", ".sha1")}
for name in sorted(wanted - entries):
    print(f"{name} is not in {bundle}", file=sys.stderr)
print(f"{len(files)} files in {bundle}, with signatures and checksums: {len(wanted - entries)} faults")
sys.exit(1 if not files or wanted - entries else 0)
