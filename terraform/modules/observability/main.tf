locals {
  machine  = { StateMachineArn = var.state_machine_arn }
  queue    = { QueueName = var.queue_name }
  function = { FunctionName = var.function_name, Resource = "${var.function_name}:${var.function_alias}" }

  # A batch may take as long as an invocation may, and its failed records fail no invocation: the function
  # logs them, and how many there were.
  batches       = var.batch_size > 1
  batch_metrics = local.batches ? { batches = "1", records = "$.records", failed = "$.failed" } : {}
  namespace     = "Tenfold/${var.name}"

  # What one invocation costs, and a millisecond of it: the function's, and that of its child execution, which
  # takes about as long and is billed for 64 MB. US dollars in us-east-1, without free tier and discounts; the
  # prices and their sources are those of docs/cost.md.
  dollars_per_invocation  = 0.20 / 1000000 + 0.025 / 1000 + 1.00 / 1000000
  dollars_per_gb_second   = var.function_architecture == "arm64" ? 0.0000133334 : 0.0000166667
  dollars_per_millisecond = (var.function_memory_size / 1024 * local.dollars_per_gb_second + 64 / 1024 * 0.00001667) / 1000

  failed_records = "failed-records"

  # What each means and what to do about it: docs/operations.md.
  alarms = { for name, alarm in local.all_alarms : name => alarm if !(local.batches && name == "function-near-timeout") }
  all_alarms = {
    executions-failed = {
      description = "A run failed. The queue has the message that says why."
      namespace   = "AWS/States", metric = "ExecutionsFailed", dimensions = local.machine, statistic = "Sum", threshold = 0
    }
    executions-timed-out = {
      description = "A run timed out."
      namespace   = "AWS/States", metric = "ExecutionsTimedOut", dimensions = local.machine, statistic = "Sum", threshold = 0
    }
    executions-aborted = {
      description = "Somebody stopped a run."
      namespace   = "AWS/States", metric = "ExecutionsAborted", dimensions = local.machine, statistic = "Sum", threshold = 0
    }
    messages-on-queue = {
      description = "The queue holds a failure that nobody has dealt with yet."
      namespace   = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", dimensions = local.queue, statistic = "Maximum", threshold = 0
    }
    # Of all batches of the account in the Region: Step Functions has these metrics without dimensions.
    # https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
    map-runs-backlogged = {
      description = "Map Runs of this account wait for others to end: a run that has started reads nothing yet."
      namespace   = "AWS/States", metric = "ApproximateMapRunBacklogSize", dimensions = {}, statistic = "Maximum", threshold = 0
    }
    map-runs-near-limit = {
      # 900 of the 1,000 that an account may have open is what AWS advises.
      description = "900 Map Runs of this account or more are open: above its quota, which is 1,000 unless it was raised, they wait."
      namespace   = "AWS/States", metric = "ApproximateOpenMapRunCount", dimensions = {}, statistic = "Maximum", threshold = 899
    }
    function-throttles = {
      description = "Lambda turned invocations away. They are tried again, up to the limit of the workflow's Retry."
      namespace   = "AWS/Lambda", metric = "Throttles", dimensions = local.function, statistic = "Sum", threshold = 0
    }
    function-near-timeout = {
      description = "A record took more than ${var.duration_alarm_percentage} % of the ${var.function_timeout} s that it may take."
      namespace   = "AWS/Lambda", metric = "Duration", dimensions = local.function, statistic = "Maximum"
      threshold   = var.function_timeout * 1000 * var.duration_alarm_percentage / 100
    }
  }

  # On a grid 24 wide.
  dashboard = {
    widgets = [
      {
        type = "metric", x = 0, y = 0, width = 12, height = 6
        properties = {
          title = "Runs", view = "timeSeries", region = var.location.region, stat = "Sum", period = 60
          metrics = [
            for metric in ["ExecutionsStarted", "ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted"] :
            ["AWS/States", metric, "StateMachineArn", var.state_machine_arn]
          ]
        }
      },
      {
        type = "metric", x = 12, y = 0, width = 12, height = 6
        properties = {
          title = "Failures on the queue", view = "timeSeries", region = var.location.region, period = 60
          metrics = [
            ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", var.queue_name, { stat = "Maximum" }],
            ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", var.queue_name, { stat = "Maximum", yAxis = "right" }],
          ]
        }
      },
      {
        type = "metric", x = 0, y = 6, width = 12, height = 6
        properties = {
          title = "Records", view = "timeSeries", region = var.location.region, stat = "Sum", period = 60
          metrics = [
            for metric in ["Invocations", "Errors", "Throttles"] :
            ["AWS/Lambda", metric, "FunctionName", var.function_name, "Resource", local.function.Resource]
          ]
        }
      },
      {
        type = "metric", x = 12, y = 6, width = 12, height = 6
        properties = {
          title = "Milliseconds per record", view = "timeSeries", region = var.location.region, period = 60
          metrics = [
            for statistic in ["p50", "p99", "Maximum"] :
            ["AWS/Lambda", "Duration", "FunctionName", var.function_name, "Resource", local.function.Resource, { stat = statistic, label = statistic }]
          ]
          annotations = { horizontal = [{ label = "timeout", value = var.function_timeout * 1000 }] }
        }
      },
      {
        type = "metric", x = 0, y = 12, width = 12, height = 6
        properties = {
          title   = "Records in flight", view = "timeSeries", region = var.location.region, stat = "Maximum", period = 60
          metrics = [["AWS/Lambda", "ConcurrentExecutions", "FunctionName", var.function_name, "Resource", local.function.Resource]]
        }
      },
      {
        type = "log", x = 12, y = 12, width = 12, height = 6
        properties = {
          title = "Latest errors of the function", view = "table", region = var.location.region
          query = "SOURCE '${var.function_log_group_name}' | fields @timestamp, @message | filter level in ['ERROR', 'FATAL'] | sort @timestamp desc | limit 20"
        }
      },
      {
        type = "metric", x = 0, y = 18, width = 12, height = 6
        properties = {
          title = "Failed records by error, each attempt", view = "timeSeries", stacked = true, region = var.location.region
          metrics = [[{
            id         = "errors", label = "$${PROP('Dim.error')}"
            expression = "SEARCH('{\"${local.namespace}\",error} MetricName=\"${local.failed_records}\"', 'Sum', 60)"
          }]]
        }
      },
      {
        type = "metric", x = 12, y = 18, width = 12, height = 6
        properties = {
          title   = "Map Runs of the account: open, waiting, and how many may be open", view = "timeSeries", region = var.location.region, stat = "Maximum", period = 60
          metrics = [for metric in ["ApproximateOpenMapRunCount", "ApproximateMapRunBacklogSize", "OpenMapRunLimit"] : ["AWS/States", metric]]
        }
      },
      {
        type = "metric", x = 0, y = 24, width = 12, height = 4
        properties = {
          # A metric has no run: what is shown is the time that the dashboard shows.
          title = "Estimated cost in the time shown, US dollars (of one run: tenfold cost last)", view = "singleValue", region = var.location.region
          stat  = "Sum", period = 300, setPeriodToTimeRange = true
          metrics = concat(
            [[{
              id         = "cost", label = "US dollars"
              expression = "invocations * ${format("%.9f", local.dollars_per_invocation)} + duration * ${format("%.15f", local.dollars_per_millisecond)}"
            }]],
            [for id, metric in { invocations = "Invocations", duration = "Duration" } :
              ["AWS/Lambda", metric, "FunctionName", var.function_name, "Resource", local.function.Resource, { id = id, visible = false }]
            ],
          )
        }
      },
    ]
  }
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode(local.dashboard)
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name        = "${var.name}-${each.key}"
  alarm_description = each.value.description

  namespace   = each.value.namespace
  metric_name = each.value.metric
  dimensions  = each.value.dimensions
  statistic   = each.value.statistic

  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  period              = 60
  evaluation_periods  = 1
  # Between two batches there is nothing to measure, and nothing wrong.
  treat_missing_data = "notBreaching"

  alarm_actions = var.alarm_actions
  ok_actions    = var.alarm_actions

  tags = var.tags
}

resource "aws_cloudwatch_log_metric_filter" "batches" {
  for_each = local.batch_metrics

  name           = "${var.name}-${each.key}"
  log_group_name = var.function_log_group_name
  pattern        = "{ $.message = \"batch ended\" }"

  metric_transformation {
    namespace = local.namespace
    name      = each.key
    value     = each.value
    # Also while records run by themselves, or there would be nothing to reckon with.
    default_value = "0"
    unit          = "Count"
  }
}

# The function logs a line for every record that fails, with the error's name. An error that never came is no
# metric and costs nothing. What ends the process leaves no line: the dashboard's Errors has those, too.
resource "aws_cloudwatch_log_metric_filter" "failed_records" {
  name           = "${var.name}-${local.failed_records}"
  log_group_name = var.function_log_group_name
  pattern        = "{ $.message = \"record failed\" && $.outcome = \"failed\" }"

  metric_transformation {
    namespace  = local.namespace
    name       = local.failed_records
    value      = "1"
    unit       = "Count"
    dimensions = { error = "$.error" }
  }
}

# A share and not a number: some records of a good batch fail too.
resource "aws_cloudwatch_metric_alarm" "function_errors" {
  alarm_name        = "${var.name}-function-errors"
  alarm_description = "More than ${var.error_alarm_percentage} % of the ${local.batches ? "records" : "invocations"} failed for 5 minutes."

  comparison_operator = "GreaterThanThreshold"
  threshold           = var.error_alarm_percentage
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"

  metric_query {
    id          = "percentage"
    label       = "Failed ${local.batches ? "records" : "invocations"} in %"
    expression  = local.batches ? "100 * (errors + failed) / (invocations - batches + records)" : "100 * errors / invocations"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { errors = "Errors", invocations = "Invocations" }

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/Lambda"
        metric_name = metric_query.value
        dimensions  = local.function
        stat        = "Sum"
        period      = 300
      }
    }
  }

  dynamic "metric_query" {
    for_each = local.batch_metrics

    content {
      id = metric_query.key

      metric {
        namespace   = local.namespace
        metric_name = metric_query.key
        stat        = "Sum"
        period      = 300
      }
    }
  }

  alarm_actions = var.alarm_actions
  ok_actions    = var.alarm_actions

  tags = var.tags
}

# No Catch sees a run that times out or is stopped: this puts it on the queue all the same.
# EXPRESS children send no events, and a child's machine has another ARN.
# https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
resource "aws_cloudwatch_event_rule" "unfinished" {
  name        = var.unfinished_rule_name
  description = "Reports runs of ${var.name} that timed out or were aborted."

  event_pattern = jsonencode({
    source      = ["aws.states"]
    detail-type = ["Step Functions Execution Status Change"]
    detail = {
      stateMachineArn = [var.state_machine_arn]
      status          = ["TIMED_OUT", "ABORTED"]
    }
  })

  tags = var.tags
}

resource "aws_cloudwatch_event_target" "unfinished" {
  rule = aws_cloudwatch_event_rule.unfinished.name
  arn  = var.queue_arn

  input_transformer {
    input_paths = {
      executionArn = "$.detail.executionArn"
      input        = "$.detail.input"
      region       = "$.region"
      status       = "$.detail.status"
    }
    # The workflow's own message, but for `input`, which is the execution's input as JSON in a string:
    # EventBridge cannot look inside it. Variables with free text have no quotes around them, so that
    # EventBridge writes them as JSON strings, escapes included.
    # https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
    input_template = <<-EOT
      {
        "executionArn": <executionArn>,
        "input": <input>,
        "error": "Tenfold.<status>",
        "cause": "The run ended as <status> before it could report anything itself.",
        "mapRunArn": null,
        "consoleUrl": "https://${var.console_host}/states/home?region=<region>#/v2/executions/details/<executionArn>"
      }
    EOT
  }
}
