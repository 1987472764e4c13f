# Which calls the policies are for, tests/access.py compares with what was recorded; here is what no call shows.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name     = "orders"
  location = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
}

run "has_no_wildcard_but_where_aws_leaves_no_name" {
  module {
    source = "./modules/access"
  }

  variables {
    force_destroy            = true
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
    kms_key_arn              = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    layers                   = ["arn:aws:lambda:eu-west-1:123456789012:layer:secrets:4"]
  }

  assert {
    # Each has a comment in modules/access/main.tf that says why.
    condition = toset(flatten([
      for policy in concat([output.operator_policy_json, output.read_only_policy_json, output.redriver_policy_json], values(output.deployer_policy_json)) : [
        for statement in jsondecode(policy).Statement : statement.Sid if strcontains(jsonencode(statement.Resource), "*")
      ]
      ])) == toset([
      "FollowRuns", "CountRecords", "ReadResults", "StopRuns", "ReadObjects", "UploadInput", "RedriveRuns",
      "Function", "LogGroups", "Alarms", "WithoutResource", "CheckDefinition", "EmptyBucket",
    ])
    error_message = "Another statement has a wildcard, or one of these has none any more."
  }

  assert {
    condition = alltrue(flatten([
      for policy in concat([output.operator_policy_json, output.read_only_policy_json, output.redriver_policy_json], values(output.deployer_policy_json)) : [
        for statement in jsondecode(policy).Statement : !strcontains(jsonencode(statement.Action), "*") && statement.Effect == "Allow"
      ]
    ]))
    error_message = "No action has a wildcard."
  }

  assert {
    condition     = alltrue([for policy in values(output.deployer_policy_json) : length(policy) <= 6144])
    error_message = "A managed policy has room for 6,144 characters."
  }
}

run "uses_the_key_through_its_services_alone" {
  module {
    source = "./modules/access"
  }

  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition = [for s in jsondecode(output.operator_policy_json).Statement : s if s.Sid == "UseKey"] == [{
      Sid       = "UseKey", Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = var.kms_key_arn
      Condition = { StringEquals = { "kms:ViaService" = ["s3.eu-west-1.amazonaws.com", "sqs.eu-west-1.amazonaws.com"] } }
    }]
    error_message = "Who runs batches reads and writes objects and reads messages: ${output.operator_policy_json}"
  }

  assert {
    condition = [for s in jsondecode(output.read_only_policy_json).Statement : s if s.Sid == "UseKey"] == [{
      Sid       = "UseKey", Effect = "Allow", Action = ["kms:Decrypt"], Resource = var.kms_key_arn
      Condition = { StringEquals = { "kms:ViaService" = ["s3.eu-west-1.amazonaws.com"] } }
    }]
    error_message = "Who looks at batches writes nothing: ${output.read_only_policy_json}"
  }

  assert {
    condition     = !strcontains(output.redriver_policy_json, "kms:")
    error_message = "A redrive reads and writes in the workflow's name."
  }
}

run "writes_no_role_without_the_boundary" {
  module {
    source = "./modules/access"
  }

  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition = alltrue([
      for s in jsondecode(output.deployer_policy_json.runs).Statement : try(s.Condition.StringEquals["iam:PermissionsBoundary"] == var.permissions_boundary_arn, false)
      if length(setintersection(flatten([s.Action]), ["iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"])) > 0
    ])
    error_message = "A role could be made without the boundary: ${output.deployer_policy_json.runs}"
  }

  assert {
    condition     = !anytrue([for policy in values(output.deployer_policy_json) : strcontains(policy, "DeleteRolePermissionsBoundary") || strcontains(policy, "AttachRolePolicy")])
    error_message = "Who deploys could take the boundary away, or attach a policy that nobody here has read."
  }

  assert {
    condition = {
      for s in jsondecode(output.deployer_policy_json.runs).Statement : s.Resource => s.Condition.StringEquals["iam:PassedToService"] if s.Action == "iam:PassRole"
      } == {
      "arn:aws:iam::123456789012:role/orders-function-eu-west-1" = "lambda.amazonaws.com"
      "arn:aws:iam::123456789012:role/orders-workflow-eu-west-1" = "states.amazonaws.com"
      "arn:aws:iam::123456789012:role/orders-upload-eu-west-1"   = "events.amazonaws.com"
      "arn:aws:iam::123456789012:role/orders-schedule-eu-west-1" = "scheduler.amazonaws.com"
    }
    error_message = "A role goes to its own service alone."
  }

  assert {
    condition     = !anytrue([for policy in values(output.deployer_policy_json) : strcontains(policy, "s3:DeleteObject") || strcontains(policy, "s3:GetObject")])
    error_message = "Who deploys reads and deletes no records, unless force_destroy says so."
  }
}

run "refuses_wrong_values" {
  command = plan

  module {
    source = "./modules/access"
  }

  variables {
    name                     = "*"
    location                 = { partition = "aws", region = "eu-west-1", account_id = "*" }
    bucket_name              = "*"
    input_prefix             = "*"
    results_prefix           = "results/"
    kms_key_arn              = "arn:aws:kms:eu-west-1:123456789012:alias/mine"
    permissions_boundary_arn = "boundary"
  }

  expect_failures = [var.name, var.location, var.bucket_name, var.input_prefix, var.results_prefix, var.kms_key_arn, var.permissions_boundary_arn]
}
