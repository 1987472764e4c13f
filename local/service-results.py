"""Writes down what the services' responses look like, for TestState's mocks: from botocore's models, which are
AWS's own (Apache-2.0). Run it with a botocore of the version wanted: python3 local/service-results.py

Of each service: "operations", the shape of each one's response, and "shapes". Members have the names that
Step Functions gives them, which begin with a capital.
"""

import json
import pathlib

import botocore
import botocore.loaders

TARGET = pathlib.Path(__file__).parent / "src/main/resources/io/tenfold/local/trial/service-results.json"
# By the names that Step Functions has for them, after aws-sdk: or of its optimized integrations.
SERVICES = {
    "dynamodb": "dynamodb",
    "eventbridge": "events",
    "kms": "kms",
    "lambda": "lambda",
    "s3": "s3",
    "secretsmanager": "secretsmanager",
    "sfn": "stepfunctions",
    "sns": "sns",
    "sqs": "sqs",
    "sts": "sts",
}


def described(model):
    shapes, operations = {}, {}

    def add(name):
        if name in shapes:
            return name
        shape = model["shapes"][name]
        found = shapes[name] = {"type": shape["type"]}
        for field in ("enum", "min", "max"):
            if field in shape:
                found[field] = shape[field]
        if shape["type"] == "structure":
            found["required"] = [upper(member) for member in shape.get("required", [])]
            found["members"] = {upper(member): add(of["shape"]) for member, of in shape["members"].items()}
        elif shape["type"] == "list":
            found["elements"] = add(shape["member"]["shape"])
        elif shape["type"] == "map":
            found["elements"] = add(shape["value"]["shape"])
        return name

    for name, operation in sorted(model["operations"].items()):
        if "output" in operation:
            operations[name] = add(operation["output"]["shape"])
    return {"operations": operations, "shapes": shapes}


def upper(name):
    return name[0].upper() + name[1:]


loader = botocore.loaders.Loader()
lines = [f'"source": "botocore {botocore.__version__}, Apache License 2.0"'] + [
    f"{json.dumps(name)}: {json.dumps(described(loader.load_service_model(service, 'service-2')), separators=(',', ':'))}"
    for name, service in SERVICES.items()
]
TARGET.parent.mkdir(parents=True, exist_ok=True)
TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n")
