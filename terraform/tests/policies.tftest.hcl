# modules/batch: what it creates, how it wires the other modules. tests/policies.py runs this and reads the policies
# of these runs; each costs a second to be written out, so what it does not read is in batch.tftest.hcl.

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
