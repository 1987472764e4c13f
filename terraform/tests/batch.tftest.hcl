# modules/batch: what it knows when it plans, what it warns of and what it refuses. What it creates: policies.tftest.hcl.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  package_path  = "tests/fixtures/x86_64/function.zip"
  force_destroy = true # a mocked bucket cannot be looked into before it is destroyed
}

run "knows_when_planning_what_is_read" {
  command = plan

  module {
    source = "./modules/batch"
  }

  variables {
    input_type = "CSV"
  }

  assert {
    condition     = output.input_type == "CSV"
    error_message = "A workflow file and a stack that differ are refused before anything is created."
  }
}

run "in_another_partition" {
  state_key = "another partition" # where the bucket has another name

  module {
    source = "./modules/batch"
  }

  override_data {
    target = data.aws_partition.current
    values = { partition = "aws-us-gov" }
  }

  override_data {
    target = data.aws_region.current
    values = { id = "us-gov-west-1" }
  }

  assert {
    condition     = startswith(output.queue_arn, "arn:aws-us-gov:sqs:us-gov-west-1:")
    error_message = "ARNs have the partition that is deployed to."
  }

  assert {
    condition     = jsondecode(module.workflow.definition).States.NotifyFailure.Resource == "arn:aws-us-gov:states:::sqs:sendMessage" && !strcontains(module.workflow.definition, "arn:aws:states:::")
    error_message = "So have the workflow's integrations."
  }

  assert {
    condition     = startswith(output.console_links.bucket, "https://console.amazonaws-us-gov.com/")
    error_message = "So have the links."
  }
}

run "refuses_wrong_values" {
  command = plan

  module {
    source = "./modules/batch"
  }

  variables {
    name                     = "Orders_"
    results_prefix           = "input/results"
    timeout                  = 301
    permissions_boundary_arn = "boundary"
    alarm_actions            = ["pager"]
    definition_path          = "tests/fixtures/none.asl.json"
    sample_path              = "my orders.json"
  }

  expect_failures = [
    var.name, var.results_prefix, var.timeout, var.permissions_boundary_arn, var.alarm_actions,
    var.definition_path, var.sample_path,
  ]
}

run "warns_when_retries_outlast_the_child" {
  command = plan

  module {
    source = "./modules/batch"
  }

  variables {
    timeout = 36
  }

  expect_failures = [check.retries_fit_in_a_child]
}

run "warns_when_a_batch_outlasts_the_child" {
  command = plan

  module {
    source = "./modules/batch"
  }

  variables {
    timeout    = 143
    batch_size = 10
  }

  expect_failures = [check.a_batch_fits_in_a_child]
}

run "a_batch_fits_in_a_child" {
  command = plan

  module {
    source = "./modules/batch"
  }

  variables {
    timeout    = 142
    batch_size = 10
  }
}

run "warns_when_fewer_invocations_are_reserved_than_used" {
  command = plan

  module {
    source = "./modules/batch"
  }

  variables {
    reserved_concurrency = 9
  }

  expect_failures = [check.reserved_concurrency_is_enough]
}

run "takes_a_workflow_and_a_sample_of_its_own" {
  state_key = "of its own"

  module {
    source = "./modules/batch"
  }

  variables {
    name            = "orders"
    bucket_name     = "orders-of-the-year"
    definition_path = "tests/fixtures/workflow.asl.json"
    sample_path     = "data/orders.csv"
  }

  assert {
    condition     = jsondecode(module.workflow.definition).Comment == "A workflow of a project's own."
    error_message = "The workflow file given is the one deployed."
  }

  assert {
    condition     = local.longest_record_seconds == 127
    error_message = "4 attempts of 30 s and waits of 1+2+4 s, as a Retry has them that says nothing, are 127 s: not ${local.longest_record_seconds} s."
  }

  assert {
    condition     = startswith(output.upload_input, "aws s3 cp data/orders.csv s3://") && strcontains(output.upload_input, "/input/orders.csv ") && strcontains(output.start_execution, "{\"key\":\"input/orders.csv\"}")
    error_message = "The commands name the sample given: ${output.upload_input}; ${output.start_execution}"
  }

  assert {
    condition     = local.bucket_name == "orders-of-the-year" && output.state_machine_name == "orders" && alltrue([for name in output.alarm_names : startswith(name, "orders-")])
    error_message = "Names given are the names used."
  }

  assert {
    condition = toset(flatten([for s in jsondecode(output.operator_policy_json).Statement : s.Resource])) == toset([
      "arn:aws:states:eu-west-1:123456789012:stateMachine:orders",
      "arn:aws:states:eu-west-1:123456789012:execution:orders:*",
      "arn:aws:states:eu-west-1:123456789012:mapRun:orders/Records:*",
      "arn:aws:s3:::orders-of-the-year",
      "arn:aws:s3:::orders-of-the-year/input/*",
      "arn:aws:s3:::orders-of-the-year/results/*",
      "arn:aws:sqs:eu-west-1:123456789012:orders-failures",
    ])
    error_message = "Who runs batches may do so with what these names are: ${output.operator_policy_json}"
  }
}
