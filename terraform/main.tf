# The batch of this repository: its provider, and the package where this repository's build puts it.
# A project of its own calls modules/batch by source, as examples/batch does.

provider "aws" {
  region = var.region

  default_tags {
    tags = merge({ Application = "tenfold", Batch = var.name, ManagedBy = "terraform" }, var.tags)
  }
}

locals {
  package_path = coalesce(var.package_path, var.package_type == "native"
    ? "${path.module}/../lambda-native/target/function.zip"
    : "${path.module}/../lambda-native/target/jvm/function.zip"
  )
}

module "batch" {
  source = "./modules/batch"

  name                              = var.name
  bucket_name                       = var.bucket_name
  force_destroy                     = var.force_destroy
  kms_key_arn                       = var.kms_key_arn
  access_log_bucket                 = var.access_log_bucket
  input_prefix                      = var.input_prefix
  results_prefix                    = var.results_prefix
  results_retention_days            = var.results_retention_days
  noncurrent_version_retention_days = var.noncurrent_version_retention_days
  package_type                      = var.package_type
  package_path                      = local.package_path
  architecture                      = var.architecture
  jvm_runtime                       = var.jvm_runtime
  memory_size                       = var.memory_size
  timeout                           = var.timeout
  environment                       = var.environment
  layers                            = var.layers
  reserved_concurrency              = var.reserved_concurrency
  live_version                      = var.live_version
  function_policy_json              = var.function_policy_json
  idempotency_days                  = var.idempotency_days
  input_type                        = var.input_type
  csv_delimiter                     = var.csv_delimiter
  csv_headers                       = var.csv_headers
  items_pointer                     = var.items_pointer
  max_concurrency                   = var.max_concurrency
  batch_size                        = var.batch_size
  tolerated_failure_percentage      = var.tolerated_failure_percentage
  log_level                         = var.log_level
  log_execution_data                = var.log_execution_data
  log_retention_days                = var.log_retention_days
  xray_enabled                      = var.xray_enabled
  permissions_boundary_arn          = var.permissions_boundary_arn
  start_on_upload                   = var.start_on_upload
  bucket_notifications              = var.bucket_notifications
  upload_suffix                     = var.upload_suffix
  schedule                          = var.schedule
  alarm_email                       = var.alarm_email
  alarm_actions                     = var.alarm_actions
}

# What a deployment made before modules/batch existed is the same under its new address.

moved {
  from = module.storage
  to   = module.batch.module.storage
}

moved {
  from = module.notification
  to   = module.batch.module.notification
}

moved {
  from = module.function
  to   = module.batch.module.function
}

moved {
  from = module.workflow
  to   = module.batch.module.workflow
}

moved {
  from = module.observability
  to   = module.batch.module.observability
}
