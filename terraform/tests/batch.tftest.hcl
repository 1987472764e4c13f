# modules/batch: what it creates, how it wires the other modules. tests/policies.py reads the policies of these runs.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  package_path  = "tests/fixtures/x86_64/function.zip"
  force_destroy = true # a mocked bucket cannot be looked into before it is destroyed
}

run "with_its_defaults" {
  module {
    source = "./modules/batch"
  }

  assert {
    condition     = output.bucket == "tenfold-123456789012-eu-west-1" && output.state_machine_name == "tenfold" && output.function_name == "tenfold"
    error_message = "What is created is called after the batch; the bucket, also after account and region."
  }

  assert {
    condition     = output.queue_arn == "arn:aws:sqs:eu-west-1:123456789012:tenfold-failures"
    error_message = "The queue's ARN is made from its name."
  }

  assert {
    condition     = output.start_execution == "aws stepfunctions start-execution --region eu-west-1 --state-machine-arn arn:aws:states:eu-west-1:123456789012:stateMachine:tenfold --input '{\"key\":\"input/orders.json\"}'"
    error_message = "The command to start a run can be pasted as it is: ${output.start_execution}"
  }

  assert {
    condition     = output.upload_input == "aws s3 cp samples/orders.json s3://tenfold-123456789012-eu-west-1/input/orders.json --region eu-west-1"
    error_message = "The command to upload the sample can be pasted as it is: ${output.upload_input}"
  }

  assert {
    condition     = output.log_groups == { function = "/aws/lambda/tenfold", workflow = "/aws/vendedlogs/states/tenfold" }
    error_message = "Function and workflow each have their log group."
  }

  assert {
    condition     = alltrue([for link in values(output.console_links) : startswith(link, "https://console.aws.amazon.com/") && strcontains(link, "region=eu-west-1")])
    error_message = "Every link leads into the console, to the region."
  }

  assert {
    condition = toset(output.alarm_names) == toset([
      "tenfold-executions-failed", "tenfold-executions-timed-out", "tenfold-executions-aborted",
      "tenfold-messages-on-queue", "tenfold-function-errors", "tenfold-function-throttles", "tenfold-function-near-timeout",
      "tenfold-map-runs-backlogged", "tenfold-map-runs-near-limit",
    ])
    error_message = "Nine alarms watch runs, Map Runs, queue and function: ${join(", ", output.alarm_names)}"
  }

  # What the definition says once its placeholders are filled in.
  assert {
    condition     = jsondecode(module.workflow.definition).States.ProcessRecords.ItemProcessor.States.ProcessRecord.Arguments.FunctionName == output.function_alias_arn
    error_message = "The workflow invokes the alias, not the newest version."
  }

  assert {
    condition     = jsondecode(module.workflow.definition).States.NotifyFailure.Arguments.QueueUrl == output.queue_url
    error_message = "The workflow reports to the queue."
  }

  assert {
    condition     = jsondecode(module.workflow.definition).States.ProcessRecords.ResultWriter.Arguments.Prefix == "results"
    error_message = "The workflow writes under the results prefix."
  }

  assert {
    condition     = strcontains(jsondecode(module.workflow.definition).States.CheckInput.Assign.bucket, "'tenfold-123456789012-eu-west-1'")
    error_message = "An execution that names no bucket gets the one that Terraform created."
  }

  assert {
    condition     = strcontains(jsondecode(module.workflow.definition).States.CheckInput.Assign.maxConcurrency, "$number('10')") && strcontains(jsondecode(module.workflow.definition).States.CheckInput.Assign.toleratedFailurePercentage, "$number('50')")
    error_message = "Ten records at a time, and half of them may fail."
  }

  assert {
    condition     = !strcontains(module.workflow.definition, "$${")
    error_message = "A placeholder of the workflow file was left over."
  }

  # The defaults, at their worst, still fit in a child execution.
  assert {
    condition     = local.longest_record_seconds == 261
    error_message = "7 attempts of 30 s and waits of 1+2+4+8+16+20 s are 261 s, not ${local.longest_record_seconds}."
  }
}

run "with_everything_on" {
  module {
    source = "./modules/batch"
  }

  variables {
    kms_key_arn              = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    access_log_bucket        = "access-logs"
    xray_enabled             = true
    log_level                = "ALL"
    start_on_upload          = true
    upload_suffix            = ".orders"
    schedule                 = { expression = "cron(0 6 * * ? *)", timezone = "Europe/Berlin", input = { key = "input/orders.json", maxConcurrency = 5 } }
    alarm_email              = "batch-team@example.com"
    alarm_actions            = ["arn:aws:sns:eu-west-1:123456789012:pager"]
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
    reserved_concurrency     = 10
    idempotency_days         = 7
  }

  assert {
    condition     = local.role_names == { function = "tenfold-function-eu-west-1", workflow = "tenfold-workflow-eu-west-1", upload = "tenfold-upload-eu-west-1", schedule = "tenfold-schedule-eu-west-1" }
    error_message = "Roles have the region in their name, because an account has one set of them for all regions."
  }
}

run "with_json_lines" {
  module {
    source = "./modules/batch"
  }

  variables {
    input_type = "JSONL"
  }

  assert {
    condition     = jsondecode(module.workflow.definition).States.ProcessRecords.ItemReader.ReaderConfig == { InputType = "JSONL" } && output.input_type == "JSONL"
    error_message = "The workflow reads what the batch is asked to read."
  }
}

run "with_an_array_within" {
  module {
    source = "./modules/batch"
  }

  variables {
    items_pointer = "/data/orders"
  }

  assert {
    condition     = jsondecode(module.workflow.definition).States.ProcessRecords.ItemReader.ReaderConfig == { InputType = "JSON", ItemsPointer = "/data/orders" }
    error_message = "The pointer arrives at the workflow."
  }
}

run "with_rows" {
  module {
    source = "./modules/batch"
  }

  variables {
    input_type    = "CSV"
    csv_delimiter = "SEMICOLON"
    csv_headers   = ["id", "total"]
  }

  assert {
    condition     = jsonencode(jsondecode(module.workflow.definition).States.ProcessRecords.ItemReader.ReaderConfig) == jsonencode({ CSVDelimiter = "SEMICOLON", CSVHeaderLocation = "GIVEN", CSVHeaders = ["id", "total"], InputType = "CSV" }) && output.input_type == "CSV"
    error_message = "Delimiter and columns arrive at the workflow."
  }
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
