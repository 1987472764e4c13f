#!/usr/bin/env python3
"""Applies, plans again, changes and destroys stacks at the local AWS endpoint, while calls are refused.

Usage: tests/faults.py PACKAGE [--endpoint URL] [--only STACK,…]
  PACKAGE     the function's zip file, whose folder is called jvm where it is a JVM package
  --endpoint  the URL of a local endpoint that runs; without, one is started with the command `tenfold`
              of this repository, and must be empty at the end
  --only      these of STACKS; without, all

Each call of a stack's `refused` is refused once, when it is first asked for: with the service's own
AccessDenied, with its own 500, or with a 500 though it was done. Fails if

- a call that is to be refused is never asked for, or no apply fails though access was denied,
- a stack is not whole after three more applies, or not gone after three more destroys,
- what a call made is not in the state, but for one that was done in spite of its 500: that is imported,
- the plan after that is not empty, or something is left after a destroy.
"""

import argparse
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

import access
import record

REPOSITORY = Path(__file__).resolve().parent.parent.parent
MORE = 3

DENIED = "AccessDenied"
BROKEN = "500"
LOST = "500, though it was done"

# An error's first line, with the name in brackets, and the line with the address.
THERE_ALREADY = re.compile(
    r"Error: creating [^(\n]*\(([^)]+)\):[^\n]*(?:AlreadyExists|already exist)[^\n]*\s+with (\S+),")

BUCKET = "module.batch.module.storage[0].aws_s3_bucket.this"
ARTIFACTS = "artifacts-of-a-pipeline"


@dataclass(frozen=True)
class Stack:
    """A root, what it is told, and what is refused while it is made, changed and destroyed."""

    name: str
    root: str = "."
    variables: tuple = ()
    refused: dict = field(default_factory=dict)
    change: tuple = ()
    refused_change: dict = field(default_factory=dict)
    refused_destroy: dict = field(default_factory=dict)
    uploads_at_once: bool = False  # whether somebody does, once the first apply has failed
    region: str = "us-east-1"


def denied(*actions):
    return {action: DENIED for action in actions}


def broken(*actions):
    return {action: BROKEN for action in actions}


def lost(*actions):
    return {action: LOST for action in actions}


# What waits for another is refused in another stack, because each apply comes to the next alone.
STACKS = [
    # What a stack begins with: none of it is there yet when it is refused.
    Stack(
        "begun",
        variables=("name=begun", "force_destroy=true"),
        refused=denied("iam:CreateRole", "s3:CreateBucket", "sqs:CreateQueue", "logs:CreateLogGroup"),
        refused_destroy=denied("iam:DeleteRole", "sqs:DeleteQueue"),
    ),
    # What belongs to something that has just been made: its owner is there, without it.
    Stack(
        "parts",
        variables=("name=parts", "force_destroy=true"),
        refused=denied("iam:PutRolePolicy", "s3:PutBucketTagging", "logs:PutRetentionPolicy", "lambda:CreateFunction")
        | broken("s3:PutBucketVersioning", "events:PutRule"),
        refused_destroy=denied("iam:DeleteRolePolicy", "lambda:DeleteAlias"),
    ),
    Stack(
        "bucket",
        variables=("name=bucket-parts", "force_destroy=true", "start_on_upload=true", "idempotency_days=3"),
        refused=denied(
            "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutLifecycleConfiguration", "s3:PutBucketNotification",
            "dynamodb:UpdateTimeToLive", "cloudwatch:PutMetricAlarm", "events:PutTargets",
        ) | broken("s3:PutEncryptionConfiguration"),
        refused_destroy=denied("s3:DeleteBucket", "states:DeleteStateMachine"),
    ),
    Stack(
        "runs",
        variables=(
            "name=runs", "force_destroy=true", "reserved_concurrency=5", "alarm_email=batch-team@example.com",
            'schedule={expression="cron(0 6 * * ? *)",enabled=false,input={key="input/a.json"}}',
        ),
        refused=denied(
            "lambda:PutFunctionConcurrency", "lambda:CreateAlias", "states:CreateStateMachine", "scheduler:CreateSchedule",
            "sns:Subscribe", "cloudwatch:PutDashboard",
        ),
        change=("memory_size=512", "timeout=31", "max_concurrency=5", "log_retention_days=60", 'tags={team="orders"}'),
        refused_change=denied(
            "lambda:UpdateFunctionConfiguration", "lambda:UpdateAlias", "states:UpdateStateMachine", "sqs:TagQueue",
        ) | broken("lambda:PublishVersion", "logs:TagResource"),
        refused_destroy=denied("lambda:DeleteFunction", "scheduler:DeleteSchedule"),
    ),
    # A bucket without its tags is tainted, and would be made anew. As it comes, it is not deleted with what is in it.
    Stack(
        "tainted",
        variables=("name=tainted",),
        refused=denied("s3:PutBucketTagging"),
        uploads_at_once=True,
        change=("force_destroy=true", 'tags={team="orders"}'),
        refused_change=denied("iam:TagRole", "lambda:TagResource", "states:TagResource"),
    ),
    # What was done, but Terraform was told that it was not: it makes a bucket and a queue again as they are,
    # and what it says is there already is imported, as docs/operations.md says.
    Stack(
        "lost",
        variables=("name=lost", "force_destroy=true"),
        refused=lost("iam:CreateRole", "logs:CreateLogGroup", "s3:CreateBucket", "sqs:CreateQueue"),
    ),
    # Of a function that is there already the provider hopes for five minutes that it goes away:
    # https://github.com/hashicorp/terraform-provider-aws/issues/29263
    Stack("lost-function", variables=("name=lost-function", "force_destroy=true"), refused=lost("lambda:CreateFunction")),
    Stack("two-batches", "examples/two-batches"),
    Stack(
        "existing-bucket-and-queue",
        "examples/existing-bucket-and-queue",
        refused=denied("iam:CreateRole", "sqs:SetQueueAttributes", "states:CreateStateMachine"),
    ),
    Stack("customer-managed-key", "examples/customer-managed-key"),
    Stack("vpc", "examples/vpc"),
    # Its batch is called as one of two-batches: the names of one account are told apart by the Region.
    Stack("batch", "examples/batch", region="eu-west-1"),
    Stack("documents", "examples/documents", variables=("documents_bucket=documents",)),
    Stack("prebuilt-package", "examples/prebuilt-package"),
]


def refusal(service, kind):
    """A service's own way to say no: status, headers, body.

    https://smithy.io/2.0/aws/protocols/ and https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    """
    status, code, message = (
        (403, "AccessDenied", "refused by the test") if kind == DENIED else (500, "InternalFailure", "broken by the test"))
    if service == "s3":
        code = code if kind == DENIED else "InternalError"
        body = f"<Error><Code>{code}</Code><Message>{escape(message)}</Message><RequestId>test</RequestId></Error>"
        return status, [("Content-Type", "application/xml")], body.encode()
    if service in ("iam", "sns", "cloudwatch", "monitoring"):
        who = "Sender" if kind == DENIED else "Receiver"
        body = (f"<ErrorResponse><Error><Type>{who}</Type><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
                "<RequestId>test</RequestId></ErrorResponse>")
        return status, [("Content-Type", "text/xml")], body.encode()
    code = "AccessDeniedException" if kind == DENIED else "InternalServerError"
    # Lambda and EventBridge Scheduler say it by the status, the others by the type alone.
    if kind == DENIED and service not in ("lambda", "scheduler"):
        status = 400
    body = json.dumps({"__type": code, "message": message, "Message": message})
    return status, [("Content-Type", "application/json"), ("X-Amzn-ErrorType", code)], body.encode()


class Refusing(record.Server):
    """Stands before the endpoint, and refuses what it is told to, each once."""

    def __init__(self, endpoint):
        super().__init__(endpoint, open(os.devnull, "w", encoding="utf-8"))
        self.refused = {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def refusal(self, call):
        return self.take(call, DENIED, BROKEN)

    def loss(self, call):
        return self.take(call, LOST)

    def take(self, call, *kinds):
        """The answer to a call that is to be answered in one of these ways, which it then no longer is."""
        try:
            asked = [action for action, _ in access.permissions(call)]
        except access.Unknown:
            return None  # of an example's own resources, or with a body that is not written down
        with self.lock:
            for action in asked:
                if self.refused.get(action) in kinds:
                    return refusal(call["service"], self.refused.pop(action))
        return None


def aws(endpoint, *words):
    """What the AWS CLI answers, of which version 1 does not look at AWS_ENDPOINT_URL for every service."""
    said = subprocess.run(
        ["aws", "--output", "json", "--endpoint-url", endpoint, *words], stdout=subprocess.PIPE, text=True, check=True).stdout
    return json.loads(said) if said.strip() else None


class Problem(Exception):
    """What is wrong with a stack, in a sentence."""


class Life:
    """The life of one stack."""

    def __init__(self, stack, project, package, endpoint):
        self.stack = stack
        self.root = project / "terraform" / stack.root
        self.tf = project / "terraform" / "tf"
        self.state = project / f"{stack.name}.tfstate"
        self.package = package
        self.endpoint = endpoint
        self.server = Refusing(endpoint)
        self.bucket = f"{stack.name}-{access.ACCOUNT}-{stack.region}"
        self.uploaded = None

    def terraform(self, *words):
        environment = {
            **os.environ, "AWS_ENDPOINT_URL": self.server.url, "AWS_REGION": self.stack.region, "TENFOLD_TF_ROOT": str(self.root)}
        ended = subprocess.run(
            [self.tf, *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return ended.returncode, ended.stdout

    def options(self, *variables):
        given = [*self.stack.variables, *variables]
        # The smallest root says itself what its package is.
        if self.stack.root != "examples/batch":
            given.append(f"package_type={'jvm' if self.package.parent.name == 'jvm' else 'native'}")
        if self.uploaded is None:
            given.append(f"package_path={self.package}")
        else:
            given += [f"artifacts_bucket={ARTIFACTS}", "package_key=function.zip", f"package_version={self.uploaded}",
                      f"facts_path={self.package.with_name('function.json')}"]
        return ["-input=false", "-no-color", f"-state={self.state}", "-backup=-", *(f"-var={one}" for one in given)]

    def until_done(self, command, refused, *variables):
        """Gives a command until it has nothing against it any more, four times at most."""
        self.server.refused.update(refused)
        for tried in range(1 + MORE):
            waiting = set(self.server.refused)
            code, said = self.terraform(command, "-auto-approve", *self.options(*variables))
            if code == 0:
                break
            print(f"{self.stack.name}: {command} failed, refused {', '.join(sorted(waiting - self.server.refused.keys())) or 'nothing'}", flush=True)
            self.import_what_is_there(said, *variables)
            if self.stack.uploads_at_once and command == "apply":
                self.keep_what_is_uploaded(tried, said)
        else:
            raise Problem(f"{command} fails after {MORE} more, too:\n{said}")
        left = ", ".join(self.server.refused)
        if left:
            raise Problem(f"{command} never asked for {left}, which was to be refused")
        if tried == 0 and DENIED in refused.values():
            raise Problem(f"{command} succeeds though it was denied {', '.join(refused)}")
        print(f"{self.stack.name}: {command} is whole after {tried} more, {len(refused)} calls refused", flush=True)

    def import_what_is_there(self, said, *variables):
        """Imports what an apply says it could not create because it is there already."""
        for name, address in THERE_ALREADY.findall(said):
            if LOST not in self.stack.refused.values():
                raise Problem(f"{address} was made without being in the state:\n{said}")
            code, said = self.terraform("import", *self.options(*variables), address, name)
            if code != 0:
                raise Problem(f"{address} cannot be imported:\n{said}")
            print(f"{self.stack.name}: {address} is imported", flush=True)

    def keep_what_is_uploaded(self, tried, said):
        """Uploads after the first apply has failed, and keeps the bucket that the second would make anew."""
        if tried == 0:
            aws(self.endpoint, "s3api", "put-object", "--bucket", self.bucket, "--key", "input/early.json", "--body", str(__file__))
        elif "BucketNotEmpty" in said:
            code, said = self.terraform("untaint", "-no-color", f"-state={self.state}", BUCKET)
            if code != 0:
                raise Problem(f"{BUCKET} cannot be kept:\n{said}")
            print(f"{self.stack.name}: {BUCKET} is kept", flush=True)

    def is_as_planned(self, *variables):
        code, said = self.terraform("plan", "-detailed-exitcode", *self.options(*variables))
        if code != 0:
            raise Problem(f"the plan is not empty:\n{said}")

    def upload(self):
        """Puts the package into S3, as an earlier job of a pipeline does."""
        aws(self.endpoint, "s3api", "create-bucket", "--bucket", ARTIFACTS)
        aws(self.endpoint, "s3api", "put-bucket-versioning", "--bucket", ARTIFACTS, "--versioning-configuration", "Status=Enabled")
        self.uploaded = aws(
            self.endpoint, "s3api", "put-object", "--bucket", ARTIFACTS, "--key", "function.zip", "--body", str(self.package))["VersionId"]

    def take_away(self):
        aws(self.endpoint, "s3api", "delete-object", "--bucket", ARTIFACTS, "--key", "function.zip", "--version-id", self.uploaded)
        aws(self.endpoint, "s3api", "delete-bucket", "--bucket", ARTIFACTS)

    def live(self):
        begun = time.monotonic()
        if self.stack.root == "examples/prebuilt-package":
            self.upload()
        change = self.stack.change
        self.until_done("apply", self.stack.refused)
        self.is_as_planned()
        if self.stack.uploads_at_once:
            aws(self.endpoint, "s3api", "head-object", "--bucket", self.bucket, "--key", "input/early.json")
        if change:
            self.until_done("apply", self.stack.refused_change, *change)
            self.is_as_planned(*change)
        self.until_done("destroy", self.stack.refused_destroy, *change)
        left = json.loads(self.state.read_text(encoding="utf-8"))["resources"]
        if left:
            raise Problem(f"the state has {len(left)} resources after destroy")
        if self.uploaded is not None:
            self.take_away()
        print(f"{self.stack.name}: gone after {time.monotonic() - begun:.0f} s", flush=True)


def copy_project(folder):
    """Copies what a root needs, with no state and nothing downloaded."""
    shutil.copy(REPOSITORY / "statemachine.asl.json", folder)
    shutil.copytree(
        REPOSITORY / "terraform", folder / "terraform",
        ignore=shutil.ignore_patterns(".terraform", ".terraform.lock.hcl", "*.tfstate*", "node_modules", "*.tfvars"))


# What is at the endpoint, by what its lists are called; a key that is to be deleted, and what every account has, is none of it.
LISTS = [
    ("s3api", "list-buckets", "Buckets[].Name"),
    ("sqs", "list-queues", "QueueUrls"),
    ("sns", "list-topics", "Topics[].TopicArn"),
    ("dynamodb", "list-tables", "TableNames"),
    ("lambda", "list-functions", "Functions[].FunctionName"),
    ("stepfunctions", "list-state-machines", "stateMachines[].name"),
    ("logs", "describe-log-groups", "logGroups[].logGroupName"),
    ("iam", "list-roles", "Roles[].RoleName"),
    ("cloudwatch", "describe-alarms", "MetricAlarms[].AlarmName"),
    ("cloudwatch", "list-dashboards", "DashboardEntries[].DashboardName"),
    ("events", "list-rules", "Rules[].Name"),
    ("scheduler", "list-schedules", "Schedules[].Name"),
    ("scheduler", "list-schedule-groups", "ScheduleGroups[?Name!='default'].Name"),
    ("ec2", "describe-vpcs", "Vpcs[?!IsDefault].VpcId"),
    ("ec2", "describe-vpc-endpoints", "VpcEndpoints[?State!='deleted'].VpcEndpointId"),
]


def what_is_left(endpoint, regions):
    """What the endpoint still has in these Regions: a list of sentences."""
    problems = []
    for region, (service, operation, query) in itertools.product(regions, LISTS):
        names = aws(endpoint, "--region", region, service, operation, "--query", query) or []
        if names:
            problems.append(f"{service} {operation} still has {', '.join(names)} in {region}")
    return problems


def live(stacks, package, endpoint):
    """Lets the stacks live side by side, since most of a life is waiting, and returns what is wrong."""
    problems = []
    with tempfile.TemporaryDirectory(prefix="tenfold-faults.") as folder:
        project = Path(folder)
        copy_project(project)
        lives = [Life(stack, project, package, endpoint) for stack in stacks]
        for root in {life.root: life for life in lives}.values():
            code, said = root.terraform("init", "-input=false", "-no-color")
            if code:
                raise SystemExit(said)
        with ThreadPoolExecutor(len(lives)) as threads:
            for life, future in [(life, threads.submit(life.live)) for life in lives]:
                try:
                    future.result()
                except (Problem, subprocess.CalledProcessError) as problem:
                    problems.append(f"{life.stack.name}: {problem}")
    return problems


def with_endpoint(stacks, package):
    """Lets the stacks live at an endpoint of their own, which is empty at the end."""
    command = REPOSITORY / "tenfold"
    with tempfile.TemporaryDirectory(prefix="tenfold-endpoint.") as folder:
        exports = subprocess.run(
            [command, "up", "--background", "--port", "0", "--folder", folder], stdout=subprocess.PIPE, text=True, check=True).stdout
        os.environ.update(line.removeprefix("export ").split("=", 1) for line in exports.splitlines() if line.startswith("export "))
        try:
            endpoint = os.environ["AWS_ENDPOINT_URL"]
            return live(stacks, package, endpoint) + what_is_left(endpoint, sorted({stack.region for stack in stacks}))
        finally:
            subprocess.run([command, "down", "--folder", folder], stdout=subprocess.DEVNULL, check=False)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("package", type=lambda path: Path(path).resolve())
    parser.add_argument("--endpoint")
    parser.add_argument("--only", default=",".join(stack.name for stack in STACKS))
    given = parser.parse_args()
    os.environ.update(CHECKPOINT_DISABLE="1", AWS_EC2_METADATA_DISABLED="true", AWS_PAGER="")
    names = given.only.split(",")
    stacks = [stack for stack in STACKS if stack.name in names]
    if len(stacks) < len(names):
        raise SystemExit(f"no such stack among {given.only}")
    problems = live(stacks, given.package, given.endpoint) if given.endpoint else with_endpoint(stacks, given.package)
    for problem in problems:
        print(problem, file=sys.stderr)
    refused = sum(len(stack.refused) + len(stack.refused_change) + len(stack.refused_destroy) for stack in stacks)
    print(f"{len(stacks)} stacks, {refused} calls refused, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
