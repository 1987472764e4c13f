#!/usr/bin/env python3
"""Writes the tables of inputs, outputs and resources into the README.md of the root and of each module.

Fails, too, where the root is not thin over modules/batch: a variable or an output that only one of
them has, that the root does not hand on, or that has another type, default or description there.

Usage: tests/tables.py [--check]
  --check   write nothing; fail if a table is not what its module says, or if a variable or output
            has no description or no type
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- tables: tests/tables.py writes them -->", "<!-- end of tables -->"
# Of variables and outputs: those of the root alone (the provider's), those of the module alone (what lies
# elsewhere in another project, and what connects it to other resources, which this root has none of), and
# those that the root says more about: where this repository has it.
EXTENSIONS = {
    "location", "access_log_enabled", "alarm_email_enabled", "function_policy_enabled",
    "package_s3", "image", "snap_start", "vpc_config", "file_system", "ephemeral_storage", "environment_kms_key_arn",
    "code_signing_config_arn", "provisioned_concurrency", "managed_policy_arns",
    "role_path", "role_name_prefix", "existing_roles", "existing_bucket", "existing_queue", "existing_log_groups",
    "bucket_policy_json", "lifecycle_rules", "queue_policy_json",
    "execution_timeout_seconds", "state_machine_kms_key_arn", "schedule_kms_key_arn", "additional_kms_key_arns", "state_machine_alias",
}
THIN = {
    "variable": ({"region", "tags"}, {"definition_path", "sample_path"} | EXTENSIONS, {"package_path"}),
    "output": (set(), {"state_machine_alias_arn", "required_policies_json"}, {"upload_input"}),
}
REGISTRY = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs"


def skip(text, i):
    """The index behind the string, heredoc or comment that begins at i, or i if none does."""
    if text[i] == "#" or text.startswith("//", i):
        end = text.find("\n", i)
        return len(text) if end < 0 else end
    if text.startswith("/*", i):
        return text.index("*/", i) + 2
    heredoc = re.match(r"<<-?(\w+)\n", text[i:])
    if heredoc:
        return re.compile(rf"^\s*{heredoc[1]}$", re.M).search(text, i + heredoc.end()).end()
    if text[i] == '"':
        i += 1
        while text[i] != '"':
            if text[i] == "\\":
                i += 2
            elif text.startswith("${", i) and text[i - 1] != "$":
                i = behind_bracket(text, i + 1)
            else:
                i += 1
        return i + 1
    return i


def behind_bracket(text, i):
    """The index behind the bracket that closes the one at i."""
    depth = 0
    while True:
        after = skip(text, i)
        if after != i:
            i = after
            continue
        depth += (text[i] in "{[(") - (text[i] in "}])")
        i += 1
        if depth == 0:
            return i


def blocks(text):
    """The blocks of a file or of a block's body: (kind, labels, body)."""
    i = 0
    while i < len(text):
        after = skip(text, i)
        if after != i:
            i = after
            continue
        header = re.match(r'(\w+)((?:\s+"[^"]*")*)\s*\{', text[i:])
        if header:
            end = behind_bracket(text, i + header.end() - 1)
            yield header[1], re.findall(r'"([^"]*)"', header[2]), text[i + header.end():end - 1]
            i = end
        elif re.match(r"\w+\s*=[^=]", text[i:]):
            i = behind_expression(text, i)
        else:
            i += 1


def behind_expression(text, i):
    while i < len(text) and text[i] != "\n":
        after = skip(text, i)
        if after != i:
            i = after
        else:
            i = behind_bracket(text, i) if text[i] in "{[(" else i + 1
    return i


def attributes(body):
    """The attributes of a block's body, as they are written: {name: expression}."""
    found, i = {}, 0
    while i < len(body):
        after = skip(body, i)
        if after != i:
            i = after
            continue
        attribute = re.match(r"(\w+)\s*=\s*(?!=)", body[i:])
        nested = re.match(r"\w+\s*\{", body[i:])
        if attribute:
            end = behind_expression(body, i)
            found[attribute[1]] = body[i + attribute.end():end].strip()
            i = end
        elif nested:
            i = behind_bracket(body, i + nested.end() - 1)
        else:
            i += 1
    return found


def one_line(expression):
    flat = re.sub(r"\s+", " ", re.sub(r"\n\s*(?=[^\s})\]])", ", ", expression))
    flat = re.sub(r"([{(\[]),? ", r"\1 ", flat)
    return flat.replace("|", "\\|")


def text_of(expression):
    return re.sub(r"\\(.)", r"\1", expression[1:-1]) if expression.startswith('"') else ""


def row(*cells):
    return "| " + " | ".join(cells) + " |"


def tables(folder, problems):
    files = "\n".join(path.read_text() for path in sorted(folder.glob("*.tf")))
    variables, outputs, resources = [], [], []
    for kind, labels, body in blocks(files):
        if kind == "variable":
            variables.append((labels[0], attributes(body)))
        elif kind == "output":
            outputs.append((labels[0], attributes(body)))
        elif kind in ("resource", "data"):
            section = "resources" if kind == "resource" else "data-sources"
            page = f"{REGISTRY}/{section}/{labels[0].removeprefix('aws_')}"
            resources.append((f"{'data.' if kind == 'data' else ''}{labels[0]}.{labels[1]}", page))
    for name, values in variables:
        if "type" not in values or not text_of(values.get("description", "")):
            problems.append(f"{folder.name}: variable {name} has no type or no description")
    for name, values in outputs:
        if not text_of(values.get("description", "")):
            problems.append(f"{folder.name}: output {name} has no description")

    lines = ["### Inputs", "", row("Name", "Description", "Type", "Default"), row("---", "---", "---", "---")]
    for name, values in sorted(variables, key=lambda v: ("default" in v[1], v[0])):
        default = f"`{one_line(values['default'])}`" if "default" in values else "required"
        lines.append(row(f"`{name}`", text_of(values.get("description", "")).replace("|", "\\|"),
                         f"`{one_line(values.get('type', 'any'))}`", default))
    lines += ["", "### Outputs", "", row("Name", "Description"), row("---", "---")]
    lines += [row(f"`{name}`", text_of(values.get("description", "")).replace("|", "\\|")) for name, values in sorted(outputs)]
    if resources:
        lines += ["", "### Resources", ""]
        lines += [f"- [`{name}`]({page})" for name, page in sorted(resources)]
    return "\n".join(lines)


def read(folder, kind):
    """The variables, outputs or module calls of a folder: {name: attributes}."""
    files = "\n".join(path.read_text() for path in sorted(folder.glob("*.tf")))
    return {labels[0]: attributes(body) for found, labels, body in blocks(files) if found == kind}


def thinness(root, module, problems):
    """What of modules/batch the root does not hand on as it is."""
    call = read(root, "module")["batch"]
    for kind, (root_only, module_only, differ) in THIN.items():
        outer, inner = read(root, kind), read(module, kind)
        for name in sorted((outer.keys() ^ inner.keys()) - root_only - module_only):
            problems.append(f"{kind} {name}: {'the root' if name in outer else 'modules/batch'} alone has it")
        for name in sorted((outer.keys() & inner.keys()) - root_only):
            handed_on = call.get(name) if kind == "variable" else outer[name]["value"]
            wanted = f"local.{name}" if kind == "variable" and name in differ else f"{'var' if kind == 'variable' else 'module.batch'}.{name}"
            if handed_on != wanted:
                problems.append(f"{kind} {name}: the root hands on {handed_on}, not {wanted}")
            for attribute in ("description", "type", "default"):
                if name not in differ and outer[name].get(attribute) != inner[name].get(attribute):
                    problems.append(f"{kind} {name}: its {attribute} is another one in the root than in modules/batch")


def main():
    check, problems = "--check" in sys.argv, []
    for folder in [ROOT, *sorted(path for path in (ROOT / "modules").iterdir() if path.is_dir())]:
        readme = folder / "README.md"
        current = readme.read_text()
        if BEGIN not in current or END not in current:
            problems.append(f"{readme}: has no place for the tables, {BEGIN} … {END}")
            continue
        before, rest = current.split(BEGIN, 1)
        after = rest.split(END, 1)[1]
        wanted = f"{before}{BEGIN}\n\n{tables(folder, problems)}\n\n{END}{after}"
        if current != wanted:
            if check:
                problems.append(f"{readme.relative_to(ROOT.parent)}: the tables are out of date; run terraform/tests/tables.py")
            else:
                readme.write_text(wanted)
                print(f"wrote {readme.relative_to(ROOT.parent)}")
    thinness(ROOT, ROOT / "modules" / "batch", problems)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
