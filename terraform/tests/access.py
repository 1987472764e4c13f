#!/usr/bin/env python3
"""Compares the policies of modules/access with what was asked of the local AWS endpoint.

Usage: tests/access.py OUTPUTS ROLE=CALLS …
  OUTPUTS  what `terraform output -json` said of the deployment
  ROLE     operator, read_only, redriver or deployer: whose policy it is
  CALLS    what tests/record.py wrote down while such a one was at work

Fails on

- a call that the policy does not allow, by its action or by its resource,
- an action of the policy that nobody asked for and that EXPLAINED below gives no reason for,
- a reason below for what is not in the policy, or was asked for after all,
- a call that nothing below knows the permission of.
"""

import json
import re
import sys
from pathlib import Path

from policies import allows, many

ACCOUNT = "123456789012"

# Not to be seen at the local endpoint, and why the policy has it all the same.
CHANGED = "for a change that the test does not make"
KEY = "where there is a key, which the endpoint does not ask"
EXPLAINED = {
    "operator": {
        "s3:AbortMultipartUpload": "an upload in parts that fails is given up",
    },
    "read_only": {},
    "redriver": {},
    "deployer": {
        "iam:PassRole": "checked by AWS when a service is given a role; no call of its own",
        **{action: CHANGED for action in (
            "s3:PutBucketLogging", "logs:DeleteRetentionPolicy", "scheduler:UpdateSchedule", "dynamodb:UpdateTable",
            "iam:UpdateAssumeRolePolicy", "lambda:DeleteFunctionConcurrency", "lambda:UpdateFunctionCode",
            "sqs:SetQueueAttributes", "iam:PutRolePermissionsBoundary",
        )},
        **{action: "for a tag that is taken away" for action in (
            "dynamodb:UntagResource", "events:UntagResource", "iam:UntagRole", "lambda:UntagResource",
            "logs:UntagResource", "cloudwatch:UntagResource", "scheduler:UntagResource", "sns:UntagResource",
            "sqs:UntagQueue", "states:UntagResource",
        )},
        "lambda:GetFunctionConfiguration": "a version is waited for where it has a SnapStart",
        "logs:AssociateKmsKey": KEY, "logs:DisassociateKmsKey": KEY,
    },
}

# Asked for by everybody, and no policy has to allow it:
# https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
FREE = {"sts:GetCallerIdentity"}

# What is asked of a bucket by the query, beside GET and PUT or DELETE of `acl` and the like: the permission's
# name. https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
BUCKET_ASPECTS = {
    "accelerate": "AccelerateConfiguration", "acl": "BucketAcl", "cors": "BucketCORS", "encryption": "EncryptionConfiguration",
    "lifecycle": "LifecycleConfiguration", "logging": "BucketLogging", "notification": "BucketNotification",
    "object-lock": "BucketObjectLockConfiguration", "ownershipControls": "BucketOwnershipControls", "policy": "BucketPolicy",
    "publicAccessBlock": "BucketPublicAccessBlock", "replication": "ReplicationConfiguration",
    "requestPayment": "BucketRequestPayment", "tagging": "BucketTagging", "versioning": "BucketVersioning",
    "website": "BucketWebsite",
}

# Lambda's and EventBridge Scheduler's requests are told apart by method and path; the name is the last group.
# https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
PATHS = {
    "lambda": [
        ("POST", r"/functions", "CreateFunction"),
        ("DELETE", r"/functions/([^/]+)", "DeleteFunction"),
        ("GET", r"/functions/([^/]+)", "GetFunction"),
        ("GET", r"/functions/([^/]+)/configuration", "GetFunctionConfiguration"),
        ("PUT", r"/functions/([^/]+)/configuration", "UpdateFunctionConfiguration"),
        ("PUT", r"/functions/([^/]+)/code", "UpdateFunctionCode"),
        ("PUT", r"/functions/([^/]+)/concurrency", "PutFunctionConcurrency"),
        ("DELETE", r"/functions/([^/]+)/concurrency", "DeleteFunctionConcurrency"),
        ("GET", r"/functions/([^/]+)/code-signing-config", "GetFunctionCodeSigningConfig"),
        ("GET", r"/functions/([^/]+)/versions", "ListVersionsByFunction"),
        ("POST", r"/functions/([^/]+)/versions", "PublishVersion"),
        ("POST", r"/functions/([^/]+)/aliases", "CreateAlias"),
        ("GET", r"/functions/([^/]+)/aliases/[^/]+", "GetAlias"),
        ("PUT", r"/functions/([^/]+)/aliases/[^/]+", "UpdateAlias"),
        ("DELETE", r"/functions/([^/]+)/aliases/[^/]+", "DeleteAlias"),
        ("POST", r"/tags/(.+)", "TagResource"),
        ("DELETE", r"/tags/(.+)", "UntagResource"),
    ],
    # https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html
    "scheduler": [
        ("POST", r"/schedules/([^/]+)", "CreateSchedule"),
        ("GET", r"/schedules/([^/]+)", "GetSchedule"),
        ("PUT", r"/schedules/([^/]+)", "UpdateSchedule"),
        ("DELETE", r"/schedules/([^/]+)", "DeleteSchedule"),
        ("POST", r"/schedule-groups/([^/]+)", "CreateScheduleGroup"),
        ("GET", r"/schedule-groups/([^/]+)", "GetScheduleGroup"),
        ("DELETE", r"/schedule-groups/([^/]+)", "DeleteScheduleGroup"),
        ("GET", r"/tags/(.+)", "ListTagsForResource"),
        ("POST", r"/tags/(.+)", "TagResource"),
        ("DELETE", r"/tags/(.+)", "UntagResource"),
    ],
}

# A service's name in a signature, where it is another one in policies.
PREFIXES = {"monitoring": "cloudwatch"}

# What has no resource, or none that is known before.
EVERYTHING = {
    "logs:DescribeLogGroups", "cloudwatch:DescribeAlarms", "sns:GetSubscriptionAttributes", "sns:Unsubscribe",
    "states:ValidateStateMachineDefinition",
}


class Unknown(Exception):
    """A call of which nothing here knows what it needs."""


def s3(call):
    bucket, _, key = call["path"].lstrip("/").partition("/")
    method, query = call["method"], call["query"]
    arn = f"arn:aws:s3:::{bucket}"
    if key:
        if method == "DELETE" and "uploadId" in query:
            return [("s3:AbortMultipartUpload", f"{arn}/{key}")]
        action = {"HEAD": "GetObject", "GET": "GetObject", "PUT": "PutObject", "POST": "PutObject"}.get(method)
        if action is None:
            raise Unknown
        return [(f"s3:{action}", f"{arn}/{key}")]
    aspects = query.keys() & BUCKET_ASPECTS.keys()
    if aspects:
        aspect = aspects.pop()
        # What takes away a setting is the permission to set it, but for the policy's own.
        verb = {"GET": "Get", "PUT": "Put", "DELETE": "Delete" if aspect == "policy" else "Put"}[method]
        return [(f"s3:{verb}{BUCKET_ASPECTS[aspect]}", arn)]
    if "versions" in query:
        return [("s3:ListBucketVersions", arn)]
    if method == "POST" and "delete" in query:
        return [("s3:DeleteObject", f"{arn}/any"), ("s3:DeleteObjectVersion", f"{arn}/any")]
    if query.keys() - {"list-type", "prefix", "encoding-type", "continuation-token", "max-keys", "delimiter", "x-id"}:
        raise Unknown
    action = {"HEAD": "ListBucket", "GET": "ListBucket", "PUT": "CreateBucket", "DELETE": "DeleteBucket"}.get(method)
    if action is None:
        raise Unknown
    return [(f"s3:{action}", arn)]


def by_path(call):
    service, region = call["service"], call["region"]
    path = re.sub(r"^/\d{4}-\d\d-\d\d(?=/)", "", call["path"])
    for method, pattern, action in PATHS[service]:
        match = re.fullmatch(pattern, path)
        if match is None or method != call["method"]:
            continue
        name = match[1] if match.groups() else call["json"]["FunctionName"] if "json" in call else None
        if name is not None and name.startswith("arn:"):
            return [(f"{service}:{action}", name)]
        if service == "lambda":
            # A function is created with its package in the request, which is not written down.
            resource = f"arn:aws:lambda:{region}:{ACCOUNT}:function:{name or '@function'}"
        elif action.endswith("Group"):
            resource = f"arn:aws:scheduler:{region}:{ACCOUNT}:schedule-group/{name}"
        else:
            group = call["query"].get("groupName") or call["json"]["GroupName"]
            resource = f"arn:aws:scheduler:{region}:{ACCOUNT}:schedule/{group}/{name}"
        return [(f"{service}:{action}", resource)]
    raise Unknown


def resource_of(service, region, values):
    """The resource that the parameters of a call name: its ARN, made of a name where they have no ARN."""
    here = f"{region}:{ACCOUNT}"
    makers = {
        "states": lambda v: v.get("executionArn") or v.get("mapRunArn") or v.get("stateMachineArn") or v.get("resourceArn")
        or f"arn:aws:states:{here}:stateMachine:{v['name']}",
        "sqs": lambda v: f"arn:aws:sqs:{here}:{v.get('QueueName') or v['QueueUrl'].rsplit('/', 1)[1]}",
        "logs": lambda v: v.get("resourceArn") or f"arn:aws:logs:{here}:log-group:{v['logGroupName']}",
        "events": lambda v: v.get("ResourceARN") or f"arn:aws:events:{here}:rule/{v.get('Rule') or v['Name']}",
        "dynamodb": lambda v: v.get("ResourceArn") or f"arn:aws:dynamodb:{here}:table/{v['TableName']}",
        "iam": lambda v: f"arn:aws:iam::{ACCOUNT}:role/{v['RoleName']}",
        "sns": lambda v: v.get("TopicArn") or v.get("ResourceArn") or f"arn:aws:sns:{here}:{v['Name']}",
        "cloudwatch": lambda v: v.get("ResourceARN")
        or (f"arn:aws:cloudwatch::{ACCOUNT}:dashboard/{v.get('DashboardName') or v['DashboardNames.member.1']}"
            if any(key.startswith("Dashboard") for key in v)
            else f"arn:aws:cloudwatch:{here}:alarm:{v.get('AlarmName') or v['AlarmNames.member.1']}"),
    }
    if service not in makers:
        raise Unknown
    return makers[service](values)


def permissions(call):
    """What a call needs: a list of (action, resource)."""
    service = PREFIXES.get(call["service"], call["service"])
    if service == "s3":
        return s3(call)
    if service in PATHS:
        return by_path(call)
    values = call.get("form") or call.get("json") or {}
    name = call["target"].rsplit(".", 1)[1] if call["target"] else values.get("Action")
    action = f"{service}:{name}"
    if name is None:
        raise Unknown
    if action in FREE | EVERYTHING:
        return [(action, "*")]
    try:
        return [(action, resource_of(service, call["region"], values))]
    except KeyError as missing:
        raise Unknown from missing


def statements(outputs, role):
    """A role's policy, or both of them where it is in two."""
    value = outputs[f"{role}_policy_json"]["value"]
    texts = value.values() if isinstance(value, dict) else [value]
    return [statement for text in texts for statement in json.loads(text)["Statement"]]


def judge(role, policy, calls):
    """What is wrong with a role's policy: a list of sentences; and how many permissions were asked for."""
    problems, asked = [], set()
    for call in calls:
        try:
            asked.update(permissions(call))
        except Unknown:
            problems.append(f"{role}: nothing here knows what {call['service']} {call['method']} {call['path']} "
                            f"{call['target'] or ''} {sorted(call['query'])} needs")
    function = next((r for s in policy for r in many(s["Resource"]) if ":function:" in r), "")
    for action, resource in sorted(asked):
        resource = resource.replace(f"arn:aws:lambda:{resource.split(':')[3]}:{ACCOUNT}:function:@function", function) if "@function" in resource else resource
        if action not in FREE and not any(allows(s, action, resource) for s in policy):
            problems.append(f"{role}: asks for {action} on {resource}, and its policy does not allow it")
    allowed = {action for s in policy for action in many(s["Action"])}
    for action in sorted(allowed - {action for action, _ in asked}):
        if action not in EXPLAINED[role] and not action.startswith("kms:"):
            problems.append(f"{role}: its policy allows {action}, which nothing asked for")
    for action in sorted({action for action, _ in asked} & EXPLAINED[role].keys()):
        if EXPLAINED[role][action] is CHANGED:
            problems.append(f"{role}: {action} is asked for, and needs no reason in EXPLAINED any more")
    for action in sorted(EXPLAINED[role].keys() - allowed):
        if EXPLAINED[role][action] is not KEY:
            problems.append(f"{role}: EXPLAINED has a reason for {action}, which its policy does not allow")
    return problems, len(asked)


def main():
    outputs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    failed = 0
    for argument in sys.argv[2:]:
        role, path = argument.split("=", 1)
        calls = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
        if not calls:
            problems, count = [f"{role}: nothing was recorded"], 0
        else:
            problems, count = judge(role, statements(outputs, role), calls)
        for problem in problems:
            print(problem, file=sys.stderr)
        print(f"{role}: {len(calls)} calls, {count} permissions, {len(problems)} problems")
        failed += len(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
