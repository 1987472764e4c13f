mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  location           = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
  name               = "tenfold"
  role_names         = { workflow = "w", upload = "u", schedule = "s" }
  definition_path    = "../statemachine.asl.json"
  bucket_name        = "tenfold-bucket"
  bucket_arn         = "arn:aws:s3:::tenfold-bucket"
  input_prefix       = "input"
  results_prefix     = "results"
  function_alias_arn = "arn:aws:lambda:eu-west-1:123456789012:function:tenfold:live"
  queue_url          = "https://sqs.eu-west-1.amazonaws.com/123456789012/tenfold-failures"
  queue_arn          = "arn:aws:sqs:eu-west-1:123456789012:tenfold-failures"
  upload_rule_name   = "tenfold-upload"
}

run "starts_only_by_hand_and_logs_no_records" {
  module {
    source = "./modules/workflow"
  }

  assert {
    condition     = aws_sfn_state_machine.this.type == "STANDARD"
    error_message = "A Distributed Map's parent has to be STANDARD."
  }

  assert {
    condition     = aws_sfn_state_machine.this.logging_configuration[0].level == "ERROR" && !aws_sfn_state_machine.this.logging_configuration[0].include_execution_data
    error_message = "Errors are logged, records are not."
  }

  assert {
    condition     = length(aws_cloudwatch_event_rule.upload) == 0 && length(aws_scheduler_schedule.this) == 0 && length(aws_iam_role.upload) == 0 && length(aws_iam_role.schedule) == 0
    error_message = "There is no trigger, and no role for one, until asked for."
  }
}

run "starts_on_upload" {
  module {
    source = "./modules/workflow"
  }

  variables {
    start_on_upload = true
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.upload[0].event_pattern) == {
      source      = ["aws.s3"]
      detail-type = ["Object Created"]
      detail      = { bucket = { name = ["tenfold-bucket"] }, object = { key = [{ wildcard = "input/*.json" }] } }
    }
    error_message = "JSON files under the input prefix of this bucket start a run, and nothing else."
  }

  assert {
    condition     = trimspace(aws_cloudwatch_event_target.upload[0].input_transformer[0].input_template) == "{\"key\": <key>, \"bucket\": <bucket>}"
    error_message = "The event becomes the workflow's input."
  }

  assert {
    condition     = aws_cloudwatch_event_target.upload[0].dead_letter_config[0].arn == var.queue_arn
    error_message = "A run that cannot be started is reported."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.upload[0].policy).Statement == [{ Sid = "StartTheBatch", Effect = "Allow", Action = "states:StartExecution", Resource = "arn:aws:states:eu-west-1:123456789012:stateMachine:tenfold" }]
    error_message = "The rule may start this machine, and nothing else."
  }
}

run "starts_by_the_clock_and_logs_nothing" {
  module {
    source = "./modules/workflow"
  }

  variables {
    log_level = "OFF"
    schedule  = { expression = "rate(1 day)", enabled = false, input = { key = "input/daily.json", toleratedFailurePercentage = 0 } }
  }

  assert {
    condition     = jsondecode(aws_scheduler_schedule.this[0].target[0].input) == { key = "input/daily.json", toleratedFailurePercentage = 0 }
    error_message = "The input has the fields that were given, and no others."
  }

  assert {
    condition     = aws_scheduler_schedule.this[0].state == "DISABLED" && aws_scheduler_schedule.this[0].schedule_expression_timezone == "UTC"
    error_message = "A schedule can be paused, and is in UTC unless told otherwise."
  }

  assert {
    condition     = jsondecode(aws_iam_role.schedule[0].assume_role_policy).Statement[0].Condition.ArnEquals["aws:SourceArn"] == "arn:aws:scheduler:eu-west-1:123456789012:schedule-group/tenfold"
    error_message = "Only this schedule group may take the role."
  }

  assert {
    condition     = length(aws_cloudwatch_log_group.this) == 0 && aws_sfn_state_machine.this.logging_configuration[0].log_destination == null && output.log_group_name == null
    error_message = "OFF needs no log group."
  }
}

run "refuses_wrong_values" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    name                         = "ten fold"
    role_names                   = { workflow = "with spaces", upload = "u", schedule = "s" }
    max_concurrency              = 0
    tolerated_failure_percentage = 101
    log_level                    = "DEBUG"
    upload_suffix                = "*.json"
    schedule                     = { expression = "daily", input = { key = "elsewhere/orders.json" } }
  }

  expect_failures = [
    var.name, var.role_names, var.max_concurrency, var.tolerated_failure_percentage,
    var.log_level, var.upload_suffix, var.schedule,
  ]
}

run "refuses_a_prefix_with_a_slash_at_its_end" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    input_prefix = "input/"
  }

  expect_failures = [var.input_prefix]
}
