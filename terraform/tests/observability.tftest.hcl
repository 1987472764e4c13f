mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  location                = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
  name                    = "tenfold"
  state_machine_arn       = "arn:aws:states:eu-west-1:123456789012:stateMachine:tenfold"
  function_name           = "tenfold"
  function_alias          = "live"
  function_timeout        = 30
  function_log_group_name = "/aws/lambda/tenfold"
  queue_name              = "tenfold-failures"
  queue_arn               = "arn:aws:sqs:eu-west-1:123456789012:tenfold-failures"
  unfinished_rule_name    = "tenfold-unfinished"
}

run "watches_runs_queue_and_function" {
  module {
    source = "./modules/observability"
  }

  variables {
    alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:pager"]
  }

  assert {
    condition = { for key, alarm in aws_cloudwatch_metric_alarm.this : key => "${alarm.namespace} ${alarm.metric_name} > ${alarm.threshold}" } == {
      executions-failed     = "AWS/States ExecutionsFailed > 0"
      executions-timed-out  = "AWS/States ExecutionsTimedOut > 0"
      executions-aborted    = "AWS/States ExecutionsAborted > 0"
      messages-on-queue     = "AWS/SQS ApproximateNumberOfMessagesVisible > 0"
      map-runs-backlogged   = "AWS/States ApproximateMapRunBacklogSize > 0"
      map-runs-near-limit   = "AWS/States ApproximateOpenMapRunCount > 899"
      function-throttles    = "AWS/Lambda Throttles > 0"
      function-near-timeout = "AWS/Lambda Duration > 24000"
    }
    error_message = "Eight alarms compare one metric with a threshold."
  }

  assert {
    condition     = length(aws_cloudwatch_log_metric_filter.batches) == 0
    error_message = "Metrics of batches cost money, and there are no batches."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.function_errors.threshold == 50
    error_message = "Failing records set off the alarm when they are more than the batch tolerates."
  }

  assert {
    condition     = alltrue([for alarm in concat(values(aws_cloudwatch_metric_alarm.this), [aws_cloudwatch_metric_alarm.function_errors]) : alarm.alarm_actions == toset(["arn:aws:sns:eu-west-1:123456789012:pager"]) && alarm.treat_missing_data == "notBreaching"])
    error_message = "Every alarm tells somebody, and none goes off between batches."
  }

  assert {
    condition     = alltrue([for key in ["function-throttles", "function-near-timeout"] : aws_cloudwatch_metric_alarm.this[key].dimensions == tomap({ FunctionName = "tenfold", Resource = "tenfold:live" })])
    error_message = "The alarms watch the alias, which is what the workflow invokes."
  }

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets) == 9
    error_message = "The dashboard has nine widgets."
  }

  assert {
    condition     = alltrue([for key in ["map-runs-backlogged", "map-runs-near-limit"] : length(coalesce(aws_cloudwatch_metric_alarm.this[key].dimensions, {})) == 0])
    error_message = "Step Functions has the metrics of Map Runs without dimensions: with one, an alarm would never see a value."
  }
}

run "counts_the_records_of_batches" {
  module {
    source = "./modules/observability"
  }

  variables {
    batch_size = 100
  }

  assert {
    condition     = !contains(keys(aws_cloudwatch_metric_alarm.this), "function-near-timeout")
    error_message = "A batch may take as long as an invocation may."
  }

  assert {
    condition = { for key, filter in aws_cloudwatch_log_metric_filter.batches : key => filter.metric_transformation[0].value } == {
      batches = "1", records = "$.records", failed = "$.failed"
    }
    error_message = "The function's line of a batch says how many records there were, and how many failed."
  }

  assert {
    condition     = anytrue([for query in aws_cloudwatch_metric_alarm.function_errors.metric_query : query.expression == "100 * (errors + failed) / (invocations - batches + records)"])
    error_message = "The alarm is about records."
  }
}

run "counts_failed_records_by_error" {
  module {
    source = "./modules/observability"
  }

  variables {
    name = "first-orders"
  }

  assert {
    condition     = aws_cloudwatch_log_metric_filter.failed_records.pattern == "{ $.message = \"record failed\" && $.outcome = \"failed\" }"
    error_message = "Every line of a failed record is counted, and no other: ${aws_cloudwatch_log_metric_filter.failed_records.pattern}"
  }

  assert {
    condition     = one(aws_cloudwatch_log_metric_filter.failed_records.metric_transformation).dimensions == tomap({ error = "$.error" }) && one(aws_cloudwatch_log_metric_filter.failed_records.metric_transformation).default_value == null
    error_message = "CloudWatch takes no default value beside a dimension."
  }

  assert {
    condition     = anytrue([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : try(widget.properties.metrics[0][0].expression == "SEARCH('{\"Tenfold/first-orders\",error} MetricName=\"failed-records\"', 'Sum', 60)", false)])
    error_message = "The dashboard shows the errors, by the names that there are."
  }
}

run "estimates_the_cost_of_the_time_shown" {
  module {
    source = "./modules/observability"
  }

  variables {
    function_memory_size  = 1024
    function_architecture = "x86_64"
  }

  assert {
    # $0.20 and $1.00 a million and $0.025 a thousand; 1 GB at $0.0000166667 and 64 MB at $0.00001667 for a second.
    condition     = anytrue([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : try(widget.properties.metrics[0][0].expression == "invocations * 0.000026200 + duration * 0.000000017708575", false)])
    error_message = "An invocation costs its requests and its child's transition, a millisecond the memory: ${aws_cloudwatch_dashboard.this.dashboard_body}"
  }
}

run "reports_runs_that_no_catch_sees" {
  module {
    source = "./modules/observability"
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.unfinished.event_pattern).detail == {
      stateMachineArn = ["arn:aws:states:eu-west-1:123456789012:stateMachine:tenfold"]
      status          = ["TIMED_OUT", "ABORTED"]
    }
    error_message = "Runs of this machine that timed out or were aborted, and no others."
  }

  assert {
    condition     = aws_cloudwatch_event_target.unfinished.arn == var.queue_arn
    error_message = "They are reported to the queue."
  }

  # With a value in place of each variable, quoted where EventBridge would quote it.
  assert {
    condition = toset(keys(jsondecode(replace(replace(
      aws_cloudwatch_event_target.unfinished.input_transformer[0].input_template,
      "/: <[a-zA-Z]+>/", ": \"text\""), "/<[a-zA-Z]+>/", "text"
    )))) == toset(keys(jsondecode(file("../statemachine.asl.json")).States.NotifyFailure.Arguments.MessageBody))
    error_message = "The message has the fields of the workflow's own."
  }
}

run "refuses_wrong_values" {
  command = plan

  module {
    source = "./modules/observability"
  }

  variables {
    name                      = "ten fold"
    unfinished_rule_name      = "no spaces"
    error_alarm_percentage    = 101
    duration_alarm_percentage = 100
    alarm_actions             = ["a", "b", "c", "d", "e", "f"]
  }

  expect_failures = [var.name, var.unfinished_rule_name, var.error_alarm_percentage, var.duration_alarm_percentage, var.alarm_actions]
}
