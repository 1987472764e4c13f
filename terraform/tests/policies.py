#!/usr/bin/env python3
"""Checks the policies that Terraform would create, without AWS.

Runs tests/policies.tftest.hcl, whose provider is a mock, and reads the policies out of its result. Fails on

- a permission that the workflow file needs and the workflow's role does not have,
- a permission that the role has and the workflow file does not need,
- a `*` in an action or a resource that WILDCARDS below does not give a reason for,
- a reason below that no policy needs any more,
- a role that another account's or another resource's service could take (confused deputy),
- a function whose role can do more than write its own logs, or whose guard can do more than write its own table,
- a role of who starts the workflow that may do more than that, and report to the queue what it could not start,
- a permission of the workflow's role that is another one for files of another type.

Usage: tests/policies.py [--definitions FOLDER]
  --definitions FOLDER   also write the rendered definition of each run's state machine there
"""

import fnmatch
import json
import sys
from pathlib import Path

import mocked

ROOT = Path(__file__).resolve().parent.parent
WORKFLOW_FILE = ROOT.parent / "statemachine.asl.json"

SERVICE = "arn:aws:states:eu-west-1:123456789012"
BUCKET = "arn:aws:s3:::tenfold-123456789012-eu-west-1"

QUEUE = "arn:aws:sqs:eu-west-1:123456789012:tenfold-failures"
GUARD_TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/tenfold-idempotency"

RECORD_LABELS = ("Records", "Batches")
LABELS = (*RECORD_LABELS, "FailureCounts")

# (statement, resource): why AWS leaves no finer one.
WILDCARDS = {
    ("WriteOwnLogs", "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/tenfold:*"):
        "Lambda names the log streams of the function's own group",
    ("ReadInput", f"{BUCKET}/input/*"):
        "keys of files that do not exist yet",
    ("WriteResults", f"{BUCKET}/results/*"):
        "keys that Step Functions makes up",
    ("FollowChildren", f"{SERVICE}:execution:tenfold:*"):
        "executions are named when they start",
    ("FindMapRun", f"{SERVICE}:execution:tenfold:*"):
        "executions are named when they start",
    **{("RedriveChildren", f"{SERVICE}:execution:tenfold/{label}:*"):
        "executions are named when they start" for label in LABELS},
    **{("CountRecords", f"{SERVICE}:mapRun:tenfold/{label}:*"):
        "Step Functions names map runs" for label in RECORD_LABELS},
    ("DeliverLogs", "*"):
        "log delivery has no resource: step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy",
    ("SendTraces", "*"):
        "X-Ray has no resource: step-functions/latest/dg/xray-iam.html",
}

# Statements of the workflow's role that come from a setting and not from the workflow file.
FROM_SETTINGS = {"UseKey", "DeliverLogs", "SendTraces"}

# What a Task of the workflow needs: action, and the resource it needs it on.
TASKS = {
    "lambda:invoke": lambda state, names: [("lambda:InvokeFunction", state["Arguments"]["FunctionName"])],
    "sqs:sendMessage": lambda state, names: [("sqs:SendMessage", queue_arn(state["Arguments"]["QueueUrl"]))],
    "aws-sdk:sfn:describeMapRun": lambda state, names: [
        ("states:DescribeMapRun", f"{SERVICE}:mapRun:{names['machine']}/{label}:a-run") for label in RECORD_LABELS],
    "aws-sdk:s3:putObject": lambda state, names: [("s3:PutObject", f"{BUCKET}/results/failures/a-run/a-batch/failures.json")],
    "aws-sdk:s3:listObjectsV2": lambda state, names: [("s3:ListBucket", BUCKET)],
    "aws-sdk:sfn:listMapRuns": lambda state, names: [
        ("states:ListMapRuns", f"{SERVICE}:execution:{names['machine']}:an-execution")],
}

# https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
READERS = {"s3:getObject": ["s3:GetObject"]}
WRITERS = {"s3:putObject": ["s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"]}


def queue_arn(url):
    """https://sqs.REGION.amazonaws.com/ACCOUNT/NAME to the ARN."""
    host, account, name = url.removeprefix("https://").split("/")
    return f"arn:aws:sqs:{host.split('.')[1]}:{account}:{name}"


def integration(resource):
    return resource.removeprefix("arn:aws:states:::")


def needs(states, names):
    """What the states of a workflow need: a list of (action, resource)."""
    found = []
    for name, state in states.items():
        if state["Type"] == "Task":
            task = integration(state["Resource"])
            if task not in TASKS:
                raise SystemExit(f"state {name}: {task} is new; add what it needs to TASKS in {__file__}")
            found += TASKS[task](state, names)
        elif state["Type"] == "Parallel":
            for branch in state["Branches"]:
                found += needs(branch["States"], names)
        elif state["Type"] == "Map":
            processor = state["ItemProcessor"]
            if processor.get("ProcessorConfig", {}).get("Mode") == "DISTRIBUTED":
                found += [
                    ("states:StartExecution", f"{SERVICE}:stateMachine:{names['machine']}"),
                    ("states:DescribeExecution", f"{SERVICE}:execution:{names['machine']}:an-execution"),
                    ("states:StopExecution", f"{SERVICE}:execution:{names['machine']}:an-execution"),
                    ("states:RedriveExecution", f"{SERVICE}:execution:{names['machine']}/{state['Label']}:a-child"),
                ]
            if "ItemReader" in state:
                for action in READERS[integration(state["ItemReader"]["Resource"])]:
                    found.append((action, f"{BUCKET}/input/orders.json"))
            if "Resource" in state.get("ResultWriter", {}):
                prefix = state["ResultWriter"]["Arguments"]["Prefix"]
                for action in WRITERS[integration(state["ResultWriter"]["Resource"])]:
                    found.append((action, f"{BUCKET}/{prefix}/a-run/SUCCEEDED_0.json"))
            found += needs(processor["States"], names)
    return found


def labels_of(states):
    """The labels of the Distributed Maps, which states beside them need too."""
    return [s["Label"] for s in states.values()
            if s["Type"] == "Map" and s["ItemProcessor"].get("ProcessorConfig", {}).get("Mode") == "DISTRIBUTED"]


def many(value):
    return value if isinstance(value, list) else [value]


def matches(pattern, value):
    """IAM's * and ?, and no other wildcard: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html"""
    return fnmatch.fnmatchcase(value, pattern.replace("[", "[[]"))


def allows(statement, action, resource):
    return (
        statement["Effect"] == "Allow"
        and any(matches(p.lower(), action.lower()) for p in many(statement["Action"]))
        and any(matches(p, resource) for p in many(statement["Resource"]))
    )


# The runs of policies.tftest.hcl that the audit reads; FILES are with_its_defaults for files of another type.
FILES = ["with_json_lines", "with_an_array_within", "with_rows"]
RUNS = ["with_its_defaults", "with_everything_on", *FILES]
MACHINE = "module.workflow.aws_sfn_state_machine.this"
ROLE_POLICY = "module.workflow.aws_iam_role_policy.this[0]"
STARTERS = ("module.workflow.aws_iam_role_policy.upload[0]", "module.workflow.aws_iam_role_policy.schedule[0]")
GUARD_POLICY = "module.function.aws_iam_role_policy.idempotency[0]"


def planned_runs():
    """The resources of each of RUNS, by run and address."""
    runs = mocked.runs("policies.tftest.hcl", {name: "test_state" for name in RUNS})
    return {
        name: {r["address"]: r for r in mocked.resources(state["root_module"])} for name, state in runs.items()
    }


class Audit:
    """Collects what is wrong with the policies of the runs given to it."""

    def __init__(self):
        self.problems = []
        self.reasons_used = set()
        self.checked = 0

    def expect(self, holds, problem):
        self.checked += 1
        if not holds:
            self.problems.append(problem)

    def wildcards(self, where, statements):
        for statement in statements:
            if statement["Effect"] == "Deny":
                continue
            for action in many(statement["Action"]):
                self.expect("*" not in action, f"{where}/{statement['Sid']}: the action {action} has a wildcard")
            for resource in many(statement["Resource"]):
                reason = (statement["Sid"], resource)
                self.expect("*" not in resource or reason in WILDCARDS,
                            f"{where}/{statement['Sid']}: the resource {resource} has a wildcard, and WILDCARDS no reason for it")
                self.reasons_used.add(reason)

    def trust(self, where, statements):
        for statement in statements:
            keys = {key for test in statement.get("Condition", {}).values() for key in test}
            self.expect(set(statement["Principal"]) == {"Service"}, f"{where}: somebody else than a service may take it")
            self.expect(statement["Action"] == "sts:AssumeRole", f"{where}: more than sts:AssumeRole")
            for key in ("aws:SourceAccount", "aws:SourceArn"):
                self.expect(key in keys, f"{where}: no condition on {key}, so any account's resource could take it")

    def workflow(self, where, statements, definition):
        names = {"machine": "tenfold", "labels": labels_of(definition["States"])}
        self.expect(sorted(names["labels"]) == sorted(LABELS), f"{where}: the Maps are {names['labels']}, and this test is for {LABELS}")
        needed = needs(definition["States"], names)
        for action, resource in needed:
            self.expect(any(allows(s, action, resource) for s in statements),
                        f"{where}: the workflow file needs {action} on {resource}, and the role has it not")
        for statement in statements:
            if statement["Sid"] in FROM_SETTINGS:
                continue
            for action in many(statement["Action"]):
                for resource in many(statement["Resource"]):
                    single = {"Effect": "Allow", "Action": action, "Resource": resource}
                    self.expect(any(allows(single, *need) for need in needed),
                                f"{where}/{statement['Sid']}: nothing in the workflow file needs {action} on {resource}")
        listing = [s for s in statements if "s3:ListBucket" in many(s["Action"])]
        self.expect(all(s.get("Condition") == {"StringLike": {"s3:prefix": "results/failures/*"}} for s in listing),
                    f"{where}: the role may list more than what failed in batches")
        for action, resource in [
            ("s3:GetObject", f"{BUCKET}/elsewhere/orders.json"),
            ("s3:PutObject", f"{BUCKET}/input/orders.json"),
            ("s3:DeleteObject", f"{BUCKET}/results/a-run/manifest.json"),
            ("lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:123456789012:function:tenfold"),
            ("states:StartExecution", f"{SERVICE}:stateMachine:tenfold-other"),
            ("states:StopExecution", f"{SERVICE}:execution:tenfold-other:an-execution"),
            ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:tenfold-other-failures"),
        ]:
            self.expect(not any(allows(s, action, resource) for s in statements),
                        f"{where}: the role may {action} on {resource}")

    def function(self, where, statements):
        actions = {action for s in statements if s["Sid"] != "SendTraces" for action in many(s["Action"])}
        self.expect(actions == {"logs:CreateLogStream", "logs:PutLogEvents"},
                    f"{where}: the function may do more or less than write its own logs: {sorted(actions)}")

    def guard(self, where, statements):
        self.expect([(s["Action"], s["Resource"]) for s in statements if s["Sid"] != "UseKey"]
                    == [(["dynamodb:PutItem", "dynamodb:DeleteItem"], GUARD_TABLE)],
                    f"{where}: the guard may do more or less than write items of its own table")
        for statement in statements:
            if statement["Sid"] == "UseKey":
                self.expect(many(statement["Action"]) == ["kms:Decrypt"] and statement["Condition"]
                            == {"StringEquals": {"kms:ViaService": "dynamodb.eu-west-1.amazonaws.com"}},
                            f"{where}: the guard may use the key for more than its table")

    def starter(self, where, statements):
        allowed = {action: statement["Resource"] for statement in statements for action in many(statement["Action"])}
        self.expect(allowed.pop("states:StartExecution", None) == f"{SERVICE}:stateMachine:tenfold",
                    f"{where}: it may not start the workflow, or another one, too")
        queue = allowed.pop("sqs:SendMessage", None)
        self.expect(queue in (None, QUEUE), f"{where}: it may send to {queue}")
        self.expect(not allowed.keys() - {"kms:Decrypt", "kms:GenerateDataKey"},
                    f"{where}: who starts the workflow may {', '.join(sorted(allowed))}, too")

    def resource_policy(self, where, statements):
        self.wildcards(where, statements)
        self.expect(any(s["Effect"] == "Deny" and s["Condition"].get("Bool", {}).get("aws:SecureTransport") == "false"
                        for s in statements), f"{where}: requests without TLS are not denied")
        for statement in statements:
            if statement["Effect"] == "Allow":
                self.expect("Condition" in statement, f"{where}/{statement['Sid']}: no condition says who may")

    def run(self, name, by_address):
        self.expect(name != "with_everything_on" or all(address in by_address for address in STARTERS),
                    f"{name}: a role of who starts the workflow is not there")
        self.expect((GUARD_POLICY in by_address) == (name == "with_everything_on"),
                    f"{name}: the guard's policy is there where no guard is, or not there where one is")
        for address, resource in by_address.items():
            where, values = f"{name}: {address}", resource["values"]
            if resource["type"] == "aws_iam_role":
                self.trust(where, json.loads(values["assume_role_policy"])["Statement"])
                if name == "with_everything_on":
                    self.expect(values["permissions_boundary"], f"{where}: the permissions boundary is not set")
            elif resource["type"] == "aws_iam_role_policy":
                statements = json.loads(values["policy"])["Statement"]
                self.wildcards(where, statements)
                if address == ROLE_POLICY:
                    definition = json.loads(by_address[MACHINE]["values"]["definition"])
                    self.expect(list(definition["States"]) == list(json.loads(WORKFLOW_FILE.read_text())["States"]),
                                f"{where}: the rendered definition is not that of {WORKFLOW_FILE.name}")
                    self.workflow(where, statements, definition)
                if address == "module.function.aws_iam_role_policy.this[0]":
                    self.function(where, statements)
                if address in STARTERS:
                    self.starter(where, statements)
                if address == GUARD_POLICY:
                    self.guard(where, statements)
            elif resource["type"] in ("aws_s3_bucket_policy", "aws_sqs_queue", "aws_sns_topic"):
                self.resource_policy(where, json.loads(values["policy"])["Statement"])
            elif resource["type"] == "aws_iam_role_policy_attachment":
                self.expect(False, f"{where}: a managed policy, which nobody here has read")

    def files(self, runs):
        default = runs["with_its_defaults"][ROLE_POLICY]["values"]["policy"]
        for name in FILES:
            self.expect(runs[name][ROLE_POLICY]["values"]["policy"] == default,
                        f"{name}: {ROLE_POLICY}: the type of the files changes what the role may do")

    def stale_reasons(self):
        for reason in WILDCARDS.keys() - self.reasons_used:
            self.expect(False, f"WILDCARDS has a reason for {reason[0]} on {reason[1]}, which no policy has")


def main():
    runs = planned_runs()
    audit = Audit()
    for name, by_address in runs.items():
        audit.run(name, by_address)
    audit.files(runs)
    audit.stale_reasons()
    if "--definitions" in sys.argv:
        folder = Path(sys.argv[sys.argv.index("--definitions") + 1])
        for name, by_address in runs.items():
            (folder / f"{name}.asl.json").write_text(by_address[MACHINE]["values"]["definition"], encoding="utf-8")
    for problem in audit.problems:
        print(problem, file=sys.stderr)
    print(f"{audit.checked} checks of the policies of {len(runs)} deployments, {len(audit.problems)} failed")
    return 1 if audit.problems else 0


if __name__ == "__main__":
    sys.exit(main())
