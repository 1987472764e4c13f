output "region" {
  description = "Region that everything is in."
  value       = local.location.region
}

output "state_machine_arn" {
  description = "ARN of the state machine."
  value       = module.workflow.state_machine_arn
}

output "state_machine_name" {
  description = "Name of the state machine."
  value       = module.workflow.state_machine_name
}

output "bucket" {
  description = "Name of the bucket for input and results."
  value       = local.bucket.name
}

output "input_prefix" {
  description = "Prefix that input is uploaded under."
  value       = "${var.input_prefix}/"
}

output "input_type" {
  description = "What the files of records are, as the workflow file has it: `JSON`, `JSONL` or `CSV`; null where it reads no file."
  value       = module.workflow.input_type
}

output "results_prefix" {
  description = "Prefix that results are written under."
  value       = "${var.results_prefix}/"
}

output "queue_url" {
  description = "URL of the queue for runs that failed."
  value       = module.notification.queue_url
}

output "queue_arn" {
  description = "ARN of the queue for runs that failed."
  value       = module.notification.queue_arn
}

output "function_name" {
  description = "Name of the function."
  value       = module.function.function_name
}

output "function_alias_arn" {
  description = "ARN of the alias that the workflow invokes."
  value       = module.function.alias_arn
}

output "function_versions" {
  description = "Versions of the function: the one that batches run, and the one published last."
  value = {
    live   = module.function.live_version
    newest = module.function.newest_version
  }
}

output "log_groups" {
  description = "Names of the log groups; the workflow's is null when it logs nothing."
  value = {
    function = module.function.log_group_name
    workflow = module.workflow.log_group_name
  }
}

output "alarm_names" {
  description = "Names of the alarms."
  value       = module.observability.alarm_names
}

output "console_links" {
  description = "Links into the AWS console."
  value = {
    state_machine = "https://${local.console_host}/states/home?region=${local.location.region}#/statemachines/view/${module.workflow.state_machine_arn}"
    bucket        = "https://${local.console_host}/s3/buckets/${local.bucket.name}?region=${local.location.region}"
    queue         = "https://${local.console_host}/sqs/v3/home?region=${local.location.region}#/queues/${urlencode(module.notification.queue_url)}"
    function      = "https://${local.console_host}/lambda/home?region=${local.location.region}#/functions/${module.function.function_name}/aliases/${module.function.alias_name}"
    dashboard     = "https://${local.console_host}/cloudwatch/home?region=${local.location.region}#dashboards/dashboard/${module.observability.dashboard_name}"
  }
}

output "upload_input" {
  description = "Command that uploads the sample input; to be typed in the folder that sample_path is seen from."
  value       = "aws s3 cp ${var.sample_path} s3://${local.bucket.name}/${local.sample_key} --region ${local.location.region}"
}

output "start_execution" {
  description = "Command that starts a run over the sample input."
  value       = "aws stepfunctions start-execution --region ${local.location.region} --state-machine-arn ${module.workflow.state_machine_arn} --input '${jsonencode({ key = local.sample_key })}'"
}

output "state_machine_alias_arn" {
  description = "ARN of the state machine's alias, or null."
  value       = module.workflow.alias_arn
}

output "required_policies_json" {
  description = "What roles and queue are allowed; existing ones have to be, in place of those made here."
  value = merge(module.workflow.role_policies_json, {
    function = module.function.role_policy_json
    queue    = module.notification.queue_policy_json
  })
}

output "operator_policy_json" {
  description = "Policy of who runs batches: start, watch, results, failures, retry, stop, queue, list, report and cost of the command."
  value       = module.access.operator_policy_json
}

output "read_only_policy_json" {
  description = "Policy of who looks at batches: list, watch, results, failures, report and cost of the command. It reads the records."
  value       = module.access.read_only_policy_json
}

output "redriver_policy_json" {
  description = "Policy of who has Step Functions redrive a run that was aborted or timed out."
  value       = module.access.redriver_policy_json
}

output "deployer_policy_json" {
  description = "Policies of what plans, applies and destroys modules/batch, a CI job for instance: `keeps` and `runs`, both of which it needs. It makes and changes roles only with the permissions boundary, where one is given. Where the state is, is in neither."
  value       = module.access.deployer_policy_json
}
