"""Checks a repository that a release wrote: python3 published.py FOLDER. Fails with what is wrong."""

import os
import re
import sys
import xml.etree.ElementTree as xml
import zipfile

NS = "{http://maven.apache.org/POM/4.0.0}"
JARS = {"tenfold", "tenfold-deployment", "tenfold-test", "tenfold-local", "tenfold-cli"}
POMS = {"tenfold-bom", "tenfold-project", "tenfold-parent", "tenfold-cli-aws"}
OTHERS = {"tenfold": {"-codestarts.jar"}, "tenfold-cli": {"-bin.zip"}}
# What Maven Central asks for: https://central.sonatype.org/publish/requirements/
INHERITED = ("url", "licenses", "developers", "scm", "issueManagement")

faults = []


def expect(what, fault):
    if not what:
        faults.append(fault)


class Published:
    """The newest files of one artifact."""

    def __init__(self, folder, artifact):
        self.artifact = artifact
        home = os.path.join(folder, artifact)
        versions = [name for name in os.listdir(home) if os.path.isdir(os.path.join(home, name))]
        expect(len(versions) == 1, f"{artifact}: one version is expected, there are {versions}")
        self.version = versions[0]
        self.home = os.path.join(home, self.version)
        self.files = {}
        stamp = re.escape(self.version).replace("SNAPSHOT", r"(?:SNAPSHOT|\d{8}\.\d{6}-\d+)")
        for name in sorted(os.listdir(self.home)):
            found = re.fullmatch(re.escape(artifact) + "-" + stamp + r"(-[a-z-]+)?\.(pom|jar|zip)", name)
            if found:
                self.files[(found[1] or "") + "." + found[2]] = os.path.join(self.home, name)
            else:
                expect(re.search(r"\.(md5|sha1|sha256|sha512)$|^maven-metadata.*\.xml$", name),
                       f"{artifact}: {name} is not expected")
        self.pom = xml.parse(self.files[".pom"]).getroot()

    def names(self, kind):
        with zipfile.ZipFile(self.files[kind]) as archive:
            return archive.namelist()

    def text(self, kind, name):
        with zipfile.ZipFile(self.files[kind]) as archive:
            return archive.read(name).decode("utf-8")


def check(folder):
    folder = os.path.join(folder, "io", "tenfold")
    names = set(os.listdir(folder))
    expect(names == JARS | POMS, f"published are {sorted(names)}, not {sorted(JARS | POMS)}")
    published = {name: Published(folder, name) for name in sorted(names & (JARS | POMS))}
    version = published["tenfold-bom"].version

    for name, it in published.items():
        expect(it.version == version, f"{name}: is {it.version}, the BOM {version}")
        for tag in ("name", "description"):
            expect((it.pom.findtext(NS + tag) or "").strip(), f"{name}: its pom has no {tag}")
        # The rest may stand in a parent, which must be there, too.
        lineage, pom = [it], it.pom
        while pom.find(NS + "parent") is not None:
            parent = pom.findtext(f"{NS}parent/{NS}artifactId")
            if parent not in published:
                faults.append(f"{name}: its ancestor {parent} is not published")
                break
            lineage.append(published[parent])
            pom = published[parent].pom
        for tag in INHERITED:
            expect(any(p.pom.find(NS + tag) is not None for p in lineage), f"{name}: no {tag}")
        jars = {".jar", "-sources.jar", "-javadoc.jar"} if name in JARS else set()
        wanted = {".pom"} | jars | OTHERS.get(name, set())
        expect(set(it.files) == wanted, f"{name}: has {sorted(it.files)}, not {sorted(wanted)}")
        if name in JARS and jars <= set(it.files):
            expect(any(n.endswith(".class") for n in it.names(".jar")), f"{name}: no class in its jar")
            expect(any(n.endswith(".java") for n in it.names("-sources.jar")), f"{name}: no sources")
            expect("index.html" in it.names("-javadoc.jar"), f"{name}: no Javadoc")
        if not version.endswith("-SNAPSHOT"):
            with open(it.files[".pom"], encoding="utf-8") as text:
                expect("-SNAPSHOT" not in text.read(), f"{name}: its pom names a snapshot")

    managed = {d.findtext(NS + "artifactId") for d in published["tenfold-bom"].pom.iter(NS + "dependency")}
    expect(managed == JARS, f"the BOM manages {sorted(managed)}, not {sorted(JARS)}")
    stands = published["tenfold-bom"].pom.findtext(f"{NS}properties/{NS}tenfold.version")
    expect(stands == version, f"tenfold.version of the BOM is {stands}, its version {version}")

    deployment = f"io.tenfold:tenfold-deployment:{version}"
    runtime = published["tenfold"]
    for file, line in (("yaml", "artifact"), ("properties", "deployment-artifact")):
        name = f"META-INF/quarkus-extension.{file}"
        text = runtime.text(".jar", name) if name in runtime.names(".jar") else ""
        wanted = deployment if file == "properties" else f"io.tenfold:tenfold::jar:{version}"
        expect(wanted in text.replace("\\:", ":"), f"tenfold: {name} does not name {wanted} as its {line}")

    if "-codestarts.jar" in runtime.files:
        root = "codestarts/quarkus/tenfold-codestart/"
        entries = set(runtime.names("-codestarts.jar"))
        for name in ("codestart.yml", "java/src/main/java/org/acme/OrdersProcessor.java", "base/samples/orders.json"):
            expect(root + name in entries, f"tenfold: {name} is not in the codestart")
        wanted = f"io.tenfold:tenfold:codestarts:jar:{version}"
        expect(wanted in runtime.text(".jar", "META-INF/quarkus-extension.yaml"), f"tenfold: its codestart is not {wanted}")

    command = published["tenfold-cli"]
    if "-bin.zip" in command.files:
        root = f"tenfold-{version}/"
        entries = set(command.names("-bin.zip"))
        for name in ("bin/tenfold", "tenfold.jar", f"lib/tenfold-local-{version}.jar", "LICENSE"):
            expect(root + name in entries, f"tenfold-cli: {name} is not in the archive")
        rehearsed = any(name.startswith(root + "rehearsal/executions/") and name.endswith(".json") for name in entries)
        expect(rehearsed, "tenfold-cli: no batch to prepare its classes with is in the archive")

    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(published)} artifacts of {version} in {folder}: {len(faults)} faults")
    return 1 if faults else 0


sys.exit(check(sys.argv[1]))
