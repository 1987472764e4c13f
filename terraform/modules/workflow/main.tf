locals {
  service = "arn:${var.location.partition}:states:${var.location.region}:${var.location.account_id}"
  # Made from the name: the machine needs its role, and the role's policy names the machine.
  state_machine_arn = "${local.service}:stateMachine:${var.name}"
  # The Maps that run DISTRIBUTED: one for records by themselves, one for batches of them, which read in
  # the same way, and one that counts. Their labels are part of the ARNs of their runs and of the runs' executions.
  states = jsondecode(file(var.definition_path)).States
  maps   = [for state in local.states : state if try(state.ItemProcessor.ProcessorConfig.Mode, "") == "DISTRIBUTED"]
  labels = [for map in local.maps : map.Label]
  # Those that run records have result files; another counts what failed in batches.
  record_labels = [for map in local.maps : map.Label if can(map.ResultWriter.Resource)]
  # Where none has any, a Task that asks for a Map Run's counts may ask for each.
  described_labels = length(local.record_labels) > 0 ? local.record_labels : strcontains(file(var.definition_path), ":aws-sdk:sfn:describeMapRun\"") ? local.labels : []
  # What failed in batches is counted by a listing of what they wrote down.
  counts_by_listing = anytrue([for state in local.states : try(endswith(state.Resource, ":aws-sdk:s3:listObjectsV2"), false)])

  # How the Map is asked to read; InputType is a literal for Step Functions, so that a machine has one.
  # https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
  rows = var.input_type == "CSV"
  reader = { for field, value in {
    InputType         = var.input_type
    CSVDelimiter      = local.rows ? var.csv_delimiter : null
    CSVHeaderLocation = local.rows ? (var.csv_headers == null ? "FIRST_ROW" : "GIVEN") : null
    CSVHeaders        = var.csv_headers
    ItemsPointer      = var.items_pointer
  } : field => value if value != null }

  # Where the workflow file leaves the type to the stack, what belongs to the type comes behind it, on
  # lines of its own where the type has one. In the replacement $0 is the whole text and $1 its indent.
  type_placeholder = "/(\\n[ \\t]*)?\"InputType\"\\s*:\\s*\"\\$\\{input_type\\}\"/"
  template = replace(
    # The workflow file says arn:aws; outside of the partition `aws` the integrations have the partition's name.
    replace(file(var.definition_path), "arn:aws:states:::", "arn:${var.location.partition}:states:::"),
    local.type_placeholder,
    # The values are left to the template: a header may hold a dollar sign, a quote or a placeholder's beginning.
    join("", concat(["$0"], [
      for field in keys(local.reader) : ",$1\"${field}\": ${"$$"}{jsonencode(reader.${field})}"
      if !anytrue([for map in local.maps : can(map.ItemReader.ReaderConfig[field])])
    ])),
  )
  placeholders = {
    bucket                       = var.bucket_name
    results_prefix               = var.results_prefix
    function_arn                 = var.function_alias_arn
    queue_url                    = var.queue_url
    max_concurrency              = var.max_concurrency
    batch_size                   = var.batch_size
    tolerated_failure_percentage = var.tolerated_failure_percentage
  }
  reader_placeholders = { input_type = var.input_type, reader = local.reader }
  definition          = templatestring(local.timed_template, merge(local.placeholders, local.reader_placeholders))

  # In the first line of the file, where nobody else looks for it.
  timed_template = var.timeout_seconds == null ? local.template : replace(local.template, "/^(\\s*\\{)/", "$1\n  \"TimeoutSeconds\": ${var.timeout_seconds},")

  # How the definition reads, without the names that are not known yet when planning. A file may leave out the comma.
  planned_readers = [
    for state in jsondecode(templatestring(local.template, merge(
      local.placeholders, local.reader_placeholders, { bucket = "", function_arn = "", queue_url = "" },
    ))).States : jsonencode(try(state.ItemReader.ReaderConfig, {}))
    if try(state.ItemProcessor.ProcessorConfig.Mode, "") == "DISTRIBUTED" && can(state.ItemReader)
  ]
  reads = [
    for reader in [for text in distinct(local.planned_readers) : jsondecode(text)] : {
      for field, value in merge(try(reader.InputType, "") == "CSV" ? { CSVDelimiter = "COMMA" } : {}, reader) :
      field => value if contains(["InputType", "CSVDelimiter", "CSVHeaderLocation", "CSVHeaders", "ItemsPointer"], field)
    }
  ]
  # A file of a project's own may read what no variable names, such as Parquet, or no file at all.
  asks_for_nothing = jsonencode(local.reader) == jsonencode({ InputType = "JSON" })
  reads_as_asked = length(local.reads) == 0 ? local.asks_for_nothing : alltrue([
    for read in local.reads : contains(["JSON", "JSONL", "CSV"], try(read.InputType, "none")) ? (
      jsonencode(read) == jsonencode(local.reader)
    ) : local.asks_for_nothing
  ])

  # Never a bare .gz: what the command `tenfold` uploads and starts ends in the time and four digits, and
  # in .gz behind them where it is compressed, and would be started twice.
  upload_suffixes = var.upload_suffix != null ? [var.upload_suffix] : flatten([
    for suffix in {
      JSON  = [".json"]
      JSONL = [".jsonl", ".ndjson"]
      CSV   = var.csv_delimiter == "TAB" ? [".csv", ".tsv"] : [".csv"]
    }[var.input_type] : [suffix, "${suffix}.gz"]
  ])

  logged         = var.log_level != "OFF"
  log_group_name = var.existing_log_group != null ? var.existing_log_group.name : "/aws/vendedlogs/states/${var.name}"
  own_log_group  = local.logged && var.existing_log_group == null
  log_group_arn  = "arn:${var.location.partition}:logs:${var.location.region}:${var.location.account_id}:log-group:${local.log_group_name}"

  # The role that is there already, or the one made here.
  role_arn          = var.existing_roles.workflow != null ? var.existing_roles.workflow.arn : aws_iam_role.this[0].arn
  upload_role_arn   = !var.start_on_upload ? null : var.existing_roles.upload != null ? var.existing_roles.upload.arn : aws_iam_role.upload[0].arn
  schedule_role_arn = var.schedule == null ? null : var.existing_roles.schedule != null ? var.existing_roles.schedule.arn : aws_iam_role.schedule[0].arn
  makes_role = {
    workflow = var.existing_roles.workflow == null
    upload   = var.start_on_upload && var.existing_roles.upload == null
    schedule = var.schedule != null && var.existing_roles.schedule == null
  }

  upload_rule_arn    = "arn:${var.location.partition}:events:${var.location.region}:${var.location.account_id}:rule/${var.upload_rule_name}"
  schedule_group_arn = "arn:${var.location.partition}:scheduler:${var.location.region}:${var.location.account_id}:schedule-group/${var.name}"

  start_policy = {
    Sid      = "StartTheBatch"
    Effect   = "Allow"
    Action   = "states:StartExecution"
    Resource = local.state_machine_arn
  }
}

resource "aws_sfn_state_machine" "this" {
  name       = var.name
  type       = "STANDARD"
  role_arn   = local.role_arn
  definition = local.definition
  publish    = var.alias != null
  tags       = var.tags

  logging_configuration {
    level                  = var.log_level
    include_execution_data = var.log_execution_data
    log_destination        = local.logged ? local.own_log_group ? "${aws_cloudwatch_log_group.this[0].arn}:*" : "${local.log_group_arn}:*" : null
  }

  tracing_configuration {
    enabled = var.xray_enabled
  }

  dynamic "encryption_configuration" {
    for_each = var.encryption_kms_key_arn == null ? [] : [var.encryption_kms_key_arn]

    content {
      type                              = "CUSTOMER_MANAGED_KMS_KEY"
      kms_key_id                        = encryption_configuration.value
      kms_data_key_reuse_period_seconds = 300
    }
  }

  lifecycle {
    precondition {
      condition     = var.timeout_seconds == null || !can(jsondecode(file(var.definition_path)).TimeoutSeconds)
      error_message = "The workflow file ${var.definition_path} has TimeoutSeconds of its own: leave out timeout_seconds."
    }

    precondition {
      condition     = local.reads_as_asked
      error_message = "The workflow file ${var.definition_path} reads ${jsonencode(try(one(local.reads), local.reads))}, but the stack asks for ${jsonencode(local.reader)}. Write \"InputType\": \"$${input_type}\" as the file's ReaderConfig, so that the stack's variables hold, or give input_type, csv_delimiter, csv_headers and items_pointer as the file has them."
    }
  }

  # Step Functions tries the role's permission to log when it creates the machine.
  depends_on = [aws_iam_role_policy.this]
}

# Under /aws/vendedlogs/, where one resource policy lets every machine of the account write its logs;
# elsewhere each group adds to a policy that is full at 5,120 characters.
# https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
resource "aws_cloudwatch_log_group" "this" {
  count = local.own_log_group ? 1 : 0

  tags = var.tags

  name              = local.log_group_name
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_iam_role" "this" {
  count = local.makes_role.workflow ? 1 : 0

  name                 = var.role_names.workflow
  path                 = var.role_path
  tags                 = var.tags
  description          = "What the workflow ${var.name} may do."
  permissions_boundary = var.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "ThisStateMachine"
      Effect    = "Allow"
      Principal = { Service = "states.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.location.account_id }
        # A Distributed Map's children are executions of a machine of its own, NAME/LABEL.
        # https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html#prevent-cross-service-confused-deputy
        ArnLike = { "aws:SourceArn" = concat([local.state_machine_arn], [for label in local.labels : "${local.state_machine_arn}/${label}"]) }
      }
    }]
  })
}

locals {
  # Of the role made here, or to be given to the one that is there already.
  role_policy = {
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid      = "ReadInput"
          Effect   = "Allow"
          Action   = "s3:GetObject"
          Resource = "${var.bucket_arn}/${var.input_prefix}/*"
        },
        {
          Sid      = "WriteResults"
          Effect   = "Allow"
          Action   = ["s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"]
          Resource = "${var.bucket_arn}/${var.results_prefix}/*"
        },
        {
          Sid      = "ProcessRecords"
          Effect   = "Allow"
          Action   = "lambda:InvokeFunction"
          Resource = var.function_alias_arn
        },
        # What a Distributed Map does to its own machine. Executions and map runs have names that
        # nobody knows beforehand, so the part after the machine's name is a `*`.
        # https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
        {
          Sid      = "StartChildren"
          Effect   = "Allow"
          Action   = "states:StartExecution"
          Resource = local.state_machine_arn
        },
        {
          Sid      = "FollowChildren"
          Effect   = "Allow"
          Action   = ["states:DescribeExecution", "states:StopExecution"]
          Resource = "${local.service}:execution:${var.name}:*"
        },
        {
          Sid      = "FindMapRun"
          Effect   = "Allow"
          Action   = "states:ListMapRuns"
          Resource = "${local.service}:execution:${var.name}:*"
        },
        {
          Sid      = "ReportFailure"
          Effect   = "Allow"
          Action   = "sqs:SendMessage"
          Resource = var.queue_arn
        },
      ],
      # IAM takes no statement without a resource, and a file of a project's own may have no such Map.
      length(local.labels) == 0 ? [] : [{
        Sid      = "RedriveChildren"
        Effect   = "Allow"
        Action   = "states:RedriveExecution"
        Resource = [for label in local.labels : "${local.service}:execution:${var.name}/${label}:*"]
      }],
      length(local.described_labels) == 0 ? [] : [{
        Sid      = "CountRecords"
        Effect   = "Allow"
        Action   = "states:DescribeMapRun"
        Resource = [for label in local.described_labels : "${local.service}:mapRun:${var.name}/${label}:*"]
      }],
      local.counts_by_listing ? [{
        Sid       = "CountFailures"
        Effect    = "Allow"
        Action    = "s3:ListBucket"
        Resource  = var.bucket_arn
        Condition = { StringLike = { "s3:prefix" = "${var.results_prefix}/failures/*" } }
      }] : [],
      var.kms_key_arn == null ? [] : [{
        Sid      = "UseKey"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"]
        Resource = var.kms_key_arn
      }],
      length(var.additional_kms_key_arns) == 0 ? [] : [{
        Sid      = "ReadWithOlderKeys"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = var.additional_kms_key_arns
      }],
      var.encryption_kms_key_arn == null ? [] : [{
        Sid      = "UseOwnKey"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = var.encryption_kms_key_arn
        # https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
        Condition = { StringEquals = { "kms:EncryptionContext:aws:states:stateMachineArn" = concat([local.state_machine_arn], [for label in local.labels : "${local.state_machine_arn}/${label}"]) } }
      }],
      var.encryption_kms_key_arn == null || !local.logged ? [] : [{
        Sid       = "EncryptLogDelivery"
        Effect    = "Allow"
        Action    = "kms:GenerateDataKey"
        Resource  = var.encryption_kms_key_arn
        Condition = { StringEquals = { "kms:EncryptionContext:SourceArn" = "arn:${var.location.partition}:logs:${var.location.region}:${var.location.account_id}:*" } }
      }],
      local.logged ? [{
        Sid    = "DeliverLogs"
        Effect = "Allow"
        Action = [
          "logs:CreateLogDelivery",
          "logs:GetLogDelivery",
          "logs:UpdateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:DescribeResourcePolicies",
          "logs:DescribeLogGroups",
        ]
        # CloudWatch Logs has no resource to name for these.
        # https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy
        Resource = "*"
      }] : [],
      var.xray_enabled ? [{
        Sid    = "SendTraces"
        Effect = "Allow"
        Action = [
          "xray:PutTraceSegments",
          "xray:PutTelemetryRecords",
          "xray:GetSamplingRules",
          "xray:GetSamplingTargets",
        ]
        # X-Ray has no resource to name for these.
        # https://docs.aws.amazon.com/step-functions/latest/dg/xray-iam.html
        Resource = "*"
      }] : [],
    )
  }
}

resource "aws_iam_role_policy" "this" {
  count = local.makes_role.workflow ? 1 : 0

  name   = "workflow"
  role   = aws_iam_role.this[0].id
  policy = jsonencode(local.role_policy)
}

# For whoever starts runs, so that a change of the workflow can be looked at before it is the one that runs.
resource "aws_sfn_alias" "this" {
  count = var.alias == null ? 0 : 1

  name        = var.alias
  description = "The version that was applied last."

  routing_configuration {
    state_machine_version_arn = aws_sfn_state_machine.this.state_machine_version_arn
    weight                    = 100
  }
}

# ---- A run for every file uploaded under the input prefix

resource "aws_cloudwatch_event_rule" "upload" {
  count = var.start_on_upload ? 1 : 0

  name        = var.upload_rule_name
  tags        = var.tags
  description = "Starts ${var.name} for every file uploaded under ${var.input_prefix}/."

  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created"]
    detail = {
      bucket = { name = [var.bucket_name] }
      object = { key = [for suffix in local.upload_suffixes : { wildcard = "${var.input_prefix}/*${suffix}" }] }
    }
  })
}

resource "aws_cloudwatch_event_target" "upload" {
  count = var.start_on_upload ? 1 : 0

  rule     = aws_cloudwatch_event_rule.upload[0].name
  arn      = aws_sfn_state_machine.this.arn
  role_arn = local.upload_role_arn

  input_transformer {
    input_paths = {
      bucket = "$.detail.bucket.name"
      key    = "$.detail.object.key"
    }
    # Without quotes around them: EventBridge then writes each as a JSON string, escapes included.
    # https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
    input_template = <<-EOT
      {"key": <key>, "bucket": <bucket>}
    EOT
  }

  # A run that could not be started is a failure like any other.
  dead_letter_config {
    arn = var.queue_arn
  }
}

resource "aws_iam_role" "upload" {
  count = local.makes_role.upload ? 1 : 0

  name                 = var.role_names.upload
  path                 = var.role_path
  tags                 = var.tags
  description          = "Starts ${var.name} on upload."
  permissions_boundary = var.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "ThisRule"
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.location.account_id }
        ArnEquals    = { "aws:SourceArn" = local.upload_rule_arn }
      }
    }]
  })
}

resource "aws_iam_role_policy" "upload" {
  count = local.makes_role.upload ? 1 : 0

  name = "start"
  role = aws_iam_role.upload[0].id

  policy = jsonencode({ Version = "2012-10-17", Statement = [local.start_policy] })
}

# ---- Runs by the clock

# A group of its own, because a schedule's role can be tied to a group, not to one schedule.
# https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
resource "aws_scheduler_schedule_group" "this" {
  count = var.schedule == null ? 0 : 1

  name = var.name
  tags = var.tags
}

resource "aws_scheduler_schedule" "this" {
  count = var.schedule == null ? 0 : 1

  name        = var.name
  group_name  = aws_scheduler_schedule_group.this[0].name
  description = "Starts ${var.name} by the clock."
  state       = var.schedule.enabled ? "ENABLED" : "DISABLED"

  schedule_expression          = var.schedule.expression
  schedule_expression_timezone = var.schedule.timezone
  kms_key_arn                  = var.schedule_kms_key_arn

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sfn_state_machine.this.arn
    role_arn = local.schedule_role_arn
    # Without the fields that are not given: the workflow has its own defaults for them.
    input = jsonencode({ for field, value in var.schedule.input : field => value if value != null })

    # A run that could not be started is a failure like any other.
    dead_letter_config {
      arn = var.queue_arn
    }
  }

  # The first run could come before the policy.
  depends_on = [aws_iam_role_policy.schedule]
}

resource "aws_iam_role" "schedule" {
  count = local.makes_role.schedule ? 1 : 0

  name                 = var.role_names.schedule
  path                 = var.role_path
  tags                 = var.tags
  description          = "Starts ${var.name} by the clock."
  permissions_boundary = var.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "ThisScheduleGroup"
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.location.account_id }
        ArnEquals    = { "aws:SourceArn" = local.schedule_group_arn }
      }
    }]
  })
}

locals {
  schedule_policy = {
    Version = "2012-10-17"
    Statement = concat(
      [
        local.start_policy,
        {
          # EventBridge Scheduler writes to a dead-letter queue as this role, not as itself.
          Sid      = "ReportUndelivered"
          Effect   = "Allow"
          Action   = "sqs:SendMessage"
          Resource = var.queue_arn
        },
      ],
      var.kms_key_arn == null ? [] : [{
        Sid      = "UseKey"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = var.kms_key_arn
      }],
      var.schedule_kms_key_arn == null ? [] : [{
        Sid      = "ReadSchedule"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = var.schedule_kms_key_arn
        # https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html
        Condition = { StringEquals = { "kms:EncryptionContext:aws:scheduler:schedule:arn" = "${replace(local.schedule_group_arn, ":schedule-group/", ":schedule/")}/${var.name}" } }
      }],
    )
  }
}

resource "aws_iam_role_policy" "schedule" {
  count = local.makes_role.schedule ? 1 : 0

  name   = "start"
  role   = aws_iam_role.schedule[0].id
  policy = jsonencode(local.schedule_policy)
}

# What has a `count` since it can be somebody else's.

moved {
  from = aws_iam_role.this
  to   = aws_iam_role.this[0]
}

moved {
  from = aws_iam_role_policy.this
  to   = aws_iam_role_policy.this[0]
}
