data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  location = var.location != null ? var.location : {
    partition  = data.aws_partition.current.partition
    region     = data.aws_region.current.id # not `name`: provider 6 deprecates it
    account_id = data.aws_caller_identity.current.account_id
  }

  # A git source fetches the whole repository, so the workflow file that these modules were tested
  # with lies at its place: README.md, "The workflow file".
  definition_path = coalesce(var.definition_path, "${path.module}/../../../statemachine.asl.json")

  # Bucket names are one set for the whole world, role names one for all regions of an account.
  bucket_name          = var.existing_bucket != null ? var.existing_bucket.name : coalesce(var.bucket_name, "${var.name}-${local.location.account_id}-${local.location.region}")
  queue_name           = "${var.name}-failures"
  upload_rule_name     = "${var.name}-upload"
  unfinished_rule_name = "${var.name}-unfinished"
  role_names = {
    for role in ["function", "workflow", "upload", "schedule"] : role => "${var.role_name_prefix}${var.name}-${role}-${local.location.region}"
  }

  # What names itself in another's policy before it exists; the module that makes it uses the same name.
  events_arn        = "arn:${local.location.partition}:events:${local.location.region}:${local.location.account_id}:rule"
  roles_arn         = "arn:${local.location.partition}:iam::${local.location.account_id}:role${var.role_path}"
  workflow_role_arn = var.existing_roles.workflow != null ? var.existing_roles.workflow.arn : "${local.roles_arn}${local.role_names.workflow}"
  schedule_role_arn = var.existing_roles.schedule != null ? var.existing_roles.schedule.arn : "${local.roles_arn}${local.role_names.schedule}"
  alarm_arn_pattern = "arn:${local.location.partition}:cloudwatch:${local.location.region}:${local.location.account_id}:alarm:${var.name}-*"

  alarms_by_email = var.alarm_email_enabled == null ? var.alarm_email != null : var.alarm_email_enabled

  # The bucket that is there already, or the one made here.
  bucket = var.existing_bucket != null ? {
    name = local.bucket_name
    arn  = "arn:${local.location.partition}:s3:::${local.bucket_name}"
    } : {
    name = module.storage[0].bucket_name
    arn  = module.storage[0].bucket_arn
  }

  sample_key = "${var.input_prefix}/${basename(var.sample_path)}"

  console_host = lookup({
    aws        = "console.aws.amazon.com"
    aws-cn     = "console.amazonaws.cn"
    aws-us-gov = "console.amazonaws-us-gov.com"
  }, local.location.partition, "console.aws.amazon.com")

  # The longest that all attempts of one record can take: what the function may take each time, and
  # the longest that a Retry of the workflow file waits in between. What a Retry leaves out is 3 attempts,
  # 1 s, doubled each time: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
  retriers = flatten([
    for state in jsondecode(file(local.definition_path)).States : [
      for child in state.ItemProcessor.States : [
        for retrier in try(child.Retry, []) : merge({ MaxAttempts = 3, IntervalSeconds = 1, BackoffRate = 2 }, retrier)
      ]
    ] if try(state.ItemProcessor.ProcessorConfig.Mode, "") == "DISTRIBUTED"
  ])
  longest_record_seconds = max(var.timeout, [
    for retrier in local.retriers : (retrier.MaxAttempts + 1) * var.timeout + sum(concat([0], [
      for attempt in range(retrier.MaxAttempts) :
      min(retrier.IntervalSeconds * pow(retrier.BackoffRate, attempt), try(retrier.MaxDelaySeconds, 31622400))
    ]))
  ]...)

  # An EXPRESS execution ends after 5 minutes, and with it its record.
  # https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
  child_seconds = 300
  # What the workflow file keeps of them for telling the outcomes of a batch.
  report_seconds = 15
}

check "retries_fit_in_a_child" {
  assert {
    condition     = var.batch_size > 1 || local.longest_record_seconds <= local.child_seconds
    error_message = "A record whose every attempt takes the full timeout of ${var.timeout} s takes ${local.longest_record_seconds} s with its retries, but a child execution ends after ${local.child_seconds} s: the last retries are never made. Lower timeout, or know that such a record fails earlier."
  }
}

check "a_batch_fits_in_a_child" {
  assert {
    condition     = var.batch_size == 1 || 2 * var.timeout + local.report_seconds <= local.child_seconds
    error_message = "An invocation with a batch may take the timeout of ${var.timeout} s, and where it dies its records are invoked one by one, the guilty one for as long again; a child execution ends after ${local.child_seconds} s, of which ${local.report_seconds} s are for the report. Lower timeout to ${floor((local.child_seconds - local.report_seconds) / 2)} or less, or set batch_size to 1."
  }
}

check "reserved_concurrency_is_enough" {
  assert {
    condition     = var.reserved_concurrency == -1 || var.reserved_concurrency >= var.max_concurrency
    error_message = "${var.max_concurrency} records are in flight at a time, but only ${var.reserved_concurrency} invocations are reserved: Lambda turns the rest away."
  }
}

module "storage" {
  source = "../storage"
  count  = var.existing_bucket == null ? 1 : 0

  bucket_name                       = local.bucket_name
  force_destroy                     = var.force_destroy
  kms_key_arn                       = var.kms_key_arn
  results_prefix                    = var.results_prefix
  results_retention_days            = var.results_retention_days
  noncurrent_version_retention_days = var.noncurrent_version_retention_days
  eventbridge_enabled               = var.start_on_upload
  bucket_notifications              = var.bucket_notifications
  access_log_bucket                 = var.access_log_bucket
  access_log_enabled                = var.access_log_enabled
  region                            = local.location.region
  policy_json                       = var.bucket_policy_json
  lifecycle_rules                   = var.lifecycle_rules
  tags                              = var.tags
}

# It has a `count` since the bucket can be somebody else's.
moved {
  from = module.storage
  to   = module.storage[0]
}

module "notification" {
  source = "../notification"

  location                 = local.location
  queue_name               = local.queue_name
  topic_name               = "${var.name}-alarms"
  sender_role_arns         = concat([local.workflow_role_arn], var.schedule == null ? [] : [local.schedule_role_arn])
  sender_rule_arns         = concat(["${local.events_arn}/${local.unfinished_rule_name}"], var.start_on_upload ? ["${local.events_arn}/${local.upload_rule_name}"] : [])
  sender_alarm_arn_pattern = local.alarm_arn_pattern
  email                    = var.alarm_email
  email_enabled            = local.alarms_by_email
  kms_key_arn              = var.kms_key_arn
  existing_queue           = var.existing_queue
  queue_policy_json        = var.queue_policy_json
  tags                     = var.tags
}

module "function" {
  source = "../function"

  location                 = local.location
  function_name            = var.name
  role_name                = local.role_names.function
  package_type             = var.package_type
  package_path             = var.package_path
  package_s3               = var.package_s3
  image                    = var.image
  architecture             = var.architecture
  jvm_runtime              = var.jvm_runtime
  memory_size              = var.memory_size
  timeout                  = var.timeout
  environment              = var.environment
  layers                   = var.layers
  snap_start               = var.snap_start
  vpc_config               = var.vpc_config
  file_system              = var.file_system
  ephemeral_storage        = var.ephemeral_storage
  environment_kms_key_arn  = var.environment_kms_key_arn
  code_signing_config_arn  = var.code_signing_config_arn
  provisioned_concurrency  = var.provisioned_concurrency
  managed_policy_arns      = var.managed_policy_arns
  existing_role            = var.existing_roles.function
  existing_log_group       = var.existing_log_groups.function
  role_path                = var.role_path
  tags                     = var.tags
  reserved_concurrency     = var.reserved_concurrency
  live_version             = var.live_version
  policy_json              = var.function_policy_json
  policy_enabled           = var.function_policy_enabled
  idempotency_days         = var.idempotency_days
  log_retention_days       = var.log_retention_days
  kms_key_arn              = var.kms_key_arn
  xray_enabled             = var.xray_enabled
  permissions_boundary_arn = var.permissions_boundary_arn
}

module "workflow" {
  source = "../workflow"

  location                     = local.location
  name                         = var.name
  role_names                   = { for role in ["workflow", "upload", "schedule"] : role => local.role_names[role] }
  definition_path              = local.definition_path
  bucket_name                  = local.bucket.name
  bucket_arn                   = local.bucket.arn
  input_prefix                 = var.input_prefix
  results_prefix               = var.results_prefix
  function_alias_arn           = module.function.alias_arn
  queue_url                    = module.notification.queue_url
  queue_arn                    = module.notification.queue_arn
  input_type                   = var.input_type
  csv_delimiter                = var.csv_delimiter
  csv_headers                  = var.csv_headers
  items_pointer                = var.items_pointer
  max_concurrency              = var.max_concurrency
  batch_size                   = var.batch_size
  tolerated_failure_percentage = var.tolerated_failure_percentage
  log_level                    = var.log_level
  log_execution_data           = var.log_execution_data
  log_retention_days           = var.log_retention_days
  xray_enabled                 = var.xray_enabled
  kms_key_arn                  = var.kms_key_arn
  permissions_boundary_arn     = var.permissions_boundary_arn
  start_on_upload              = var.start_on_upload
  upload_rule_name             = local.upload_rule_name
  upload_suffix                = var.upload_suffix
  schedule                     = var.schedule
  timeout_seconds              = var.execution_timeout_seconds
  encryption_kms_key_arn       = var.state_machine_kms_key_arn
  schedule_kms_key_arn         = var.schedule_kms_key_arn
  additional_kms_key_arns      = var.additional_kms_key_arns
  alias                        = var.state_machine_alias
  existing_roles               = { for role in ["workflow", "upload", "schedule"] : role => var.existing_roles[role] }
  existing_log_group           = var.existing_log_groups.workflow
  role_path                    = var.role_path
  tags                         = var.tags
}

module "observability" {
  source = "../observability"

  location                = local.location
  name                    = var.name
  console_host            = local.console_host
  state_machine_arn       = module.workflow.state_machine_arn
  function_name           = module.function.function_name
  function_alias          = module.function.alias_name
  function_timeout        = var.timeout
  function_memory_size    = var.memory_size
  function_architecture   = module.function.architecture
  batch_size              = var.batch_size
  function_log_group_name = module.function.log_group_name
  queue_name              = module.notification.queue_name
  queue_arn               = module.notification.queue_arn
  unfinished_rule_name    = local.unfinished_rule_name
  error_alarm_percentage  = var.tolerated_failure_percentage
  alarm_actions           = concat(local.alarms_by_email ? [module.notification.topic_arn] : [], var.alarm_actions)
  tags                    = var.tags
}

module "access" {
  source = "../access"

  location                 = local.location
  name                     = var.name
  bucket_name              = var.bucket_name
  existing_bucket          = var.existing_bucket
  existing_queue           = var.existing_queue
  existing_roles           = var.existing_roles
  existing_log_groups      = var.existing_log_groups
  role_path                = var.role_path
  role_name_prefix         = var.role_name_prefix
  input_prefix             = var.input_prefix
  results_prefix           = var.results_prefix
  record_labels            = module.workflow.record_labels
  layers                   = var.layers
  force_destroy            = var.force_destroy
  kms_key_arn              = var.kms_key_arn
  permissions_boundary_arn = var.permissions_boundary_arn
}
