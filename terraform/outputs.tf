output "region" {
  description = "Region that everything is in."
  value       = module.batch.region
}

output "state_machine_arn" {
  description = "ARN of the state machine."
  value       = module.batch.state_machine_arn
}

output "state_machine_name" {
  description = "Name of the state machine."
  value       = module.batch.state_machine_name
}

output "bucket" {
  description = "Name of the bucket for input and results."
  value       = module.batch.bucket
}

output "input_prefix" {
  description = "Prefix that input is uploaded under."
  value       = module.batch.input_prefix
}

output "input_type" {
  description = "What the files of records are, as the workflow file has it: `JSON`, `JSONL` or `CSV`; null where it reads no file."
  value       = module.batch.input_type
}

output "results_prefix" {
  description = "Prefix that results are written under."
  value       = module.batch.results_prefix
}

output "queue_url" {
  description = "URL of the queue for runs that failed."
  value       = module.batch.queue_url
}

output "queue_arn" {
  description = "ARN of the queue for runs that failed."
  value       = module.batch.queue_arn
}

output "function_name" {
  description = "Name of the function."
  value       = module.batch.function_name
}

output "function_alias_arn" {
  description = "ARN of the alias that the workflow invokes."
  value       = module.batch.function_alias_arn
}

output "function_versions" {
  description = "Versions of the function: the one that batches run, and the one published last."
  value       = module.batch.function_versions
}

output "log_groups" {
  description = "Names of the log groups; the workflow's is null when it logs nothing."
  value       = module.batch.log_groups
}

output "alarm_names" {
  description = "Names of the alarms."
  value       = module.batch.alarm_names
}

output "console_links" {
  description = "Links into the AWS console."
  value       = module.batch.console_links
}

output "upload_input" {
  description = "Command that uploads the sample input; to be typed in the repository's root."
  value       = module.batch.upload_input
}

output "start_execution" {
  description = "Command that starts a run over the sample input."
  value       = module.batch.start_execution
}

# No secrets: `sensitive` keeps an apply from printing pages of JSON; `output -raw` and `-json` show them.
output "operator_policy_json" {
  description = "Policy of who runs batches: start, watch, results, failures, retry, stop, queue, list, report and cost of the command."
  value       = module.batch.operator_policy_json
  sensitive   = true
}

output "read_only_policy_json" {
  description = "Policy of who looks at batches: list, watch, results, failures, report and cost of the command. It reads the records."
  value       = module.batch.read_only_policy_json
  sensitive   = true
}

output "redriver_policy_json" {
  description = "Policy of who has Step Functions redrive a run that was aborted or timed out."
  value       = module.batch.redriver_policy_json
  sensitive   = true
}

output "deployer_policy_json" {
  description = "Policies of what plans, applies and destroys modules/batch, a CI job for instance: `keeps` and `runs`, both of which it needs. It makes and changes roles only with the permissions boundary, where one is given. Where the state is, is in neither."
  value       = module.batch.deployer_policy_json
  sensitive   = true
}
