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

run "describes_no_map_run_where_there_is_none" {
  module {
    source = "./modules/access"
  }

  variables {
    record_labels = []
  }

  assert {
    condition = alltrue(flatten([
      for policy in [output.operator_policy_json, output.read_only_policy_json] : [
        for s in jsondecode(policy).Statement : length(flatten([s.Resource])) > 0 && s.Sid != "CountRecords"
      ]
    ]))
    error_message = "IAM refuses a statement without a resource: ${output.operator_policy_json}"
  }
}

run "takes_what_is_there_already" {
  module {
    source = "./modules/access"
  }

  variables {
    force_destroy       = true
    kms_key_arn         = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    role_path           = "/batches/"
    role_name_prefix    = "team-"
    existing_bucket     = { name = "platform-data" }
    existing_queue      = { arn = "arn:aws:sqs:eu-west-1:210987654321:platform-failures" }
    existing_log_groups = { function = { name = "/team/orders/function" } }
    existing_roles      = { workflow = { arn = "arn:aws:iam::123456789012:role/team/workflow" } }
  }

  assert {
    condition = (
      one([for s in jsondecode(output.operator_policy_json).Statement : s.Resource if s.Sid == "DealWithFailures"]) == "arn:aws:sqs:eu-west-1:210987654321:platform-failures" &&
      one([for s in jsondecode(output.operator_policy_json).Statement : s.Resource if s.Sid == "UploadInput"]) == "arn:aws:s3:::platform-data/input/*" &&
      one([for s in jsondecode(output.read_only_policy_json).Statement : s.Resource if s.Sid == "ReadResults"]) == "arn:aws:s3:::platform-data/results/*"
    )
    error_message = "Who runs batches does so with the bucket and the queue given: ${output.operator_policy_json}"
  }

  assert {
    condition     = !anytrue([for word in ["s3:", "sqs:", "platform-data", "platform-failures", "/aws/lambda/orders"] : strcontains(join("", values(output.deployer_policy_json)), word)])
    error_message = "Who deploys makes and changes nothing of what is there already: ${output.deployer_policy_json.keeps}"
  }

  assert {
    condition = one([for s in jsondecode(output.deployer_policy_json.keeps).Statement : s if s.Sid == "CountFailures"]) == {
      Sid      = "CountFailures", Effect = "Allow", Action = ["logs:DescribeMetricFilters", "logs:PutMetricFilter", "logs:DeleteMetricFilter"]
      Resource = ["arn:aws:logs:eu-west-1:123456789012:log-group:/team/orders/function", "arn:aws:logs:eu-west-1:123456789012:log-group:/team/orders/function:*"]
    }
    error_message = "Failures are counted in the function's log group, whosever it is: ${output.deployer_policy_json.keeps}"
  }

  assert {
    condition = toset(one([for s in jsondecode(output.deployer_policy_json.runs).Statement : s.Resource if s.Sid == "Roles"])) == toset([
      for role in ["function", "upload", "schedule"] : "arn:aws:iam::123456789012:role/batches/team-orders-${role}-eu-west-1"
    ])
    error_message = "Who deploys makes the roles that are not there, by the path and prefix given: ${output.deployer_policy_json.runs}"
  }

  assert {
    condition     = one([for s in jsondecode(output.deployer_policy_json.runs).Statement : s.Resource if s.Sid == "PassWorkflowRole"]) == "arn:aws:iam::123456789012:role/team/workflow"
    error_message = "A role that is there already is passed on all the same: ${output.deployer_policy_json.runs}"
  }
}

run "makes_nothing_that_is_all_there_already" {
  module {
    source = "./modules/access"
  }

  variables {
    kms_key_arn         = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    existing_log_groups = { function = { name = "/team/function" }, workflow = { name = "/team/workflow" } }
    existing_roles = {
      for role in ["function", "workflow", "upload", "schedule"] : role => { arn = "arn:aws:iam::123456789012:role/${role}" }
    }
  }

  assert {
    condition = alltrue(flatten([
      for policy in values(output.deployer_policy_json) : [
        for s in jsondecode(policy).Statement : length(flatten([s.Resource])) > 0 && !contains(["Roles", "BoundedRoles", "LogGroups", "EncryptLogGroups"], s.Sid)
      ]
    ]))
    error_message = "Nothing is made, and IAM refuses a statement without a resource: ${jsonencode(output.deployer_policy_json)}"
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
    role_path                = "/*/"
    role_name_prefix         = "*"
    existing_roles           = { function = { arn = "arn:aws:iam::123456789012:role/*" } }
    existing_bucket          = { name = "*" }
    existing_queue           = { arn = "arn:aws:sqs:eu-west-1:123456789012:*" }
    existing_log_groups      = { function = { name = "*" } }
  }

  expect_failures = [
    var.name, var.location, var.bucket_name, var.input_prefix, var.results_prefix, var.kms_key_arn, var.permissions_boundary_arn,
    var.role_path, var.role_name_prefix, var.existing_roles, var.existing_bucket, var.existing_queue, var.existing_log_groups,
  ]
}
