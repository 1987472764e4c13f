output "state_machine_arn" {
  description = "ARN of the state machine."
  value       = aws_sfn_state_machine.this.arn
}

output "state_machine_name" {
  description = "Name of the state machine."
  value       = aws_sfn_state_machine.this.name
}

output "definition" {
  description = "The workflow file with its placeholders filled in."
  value       = aws_sfn_state_machine.this.definition
}

output "input_type" {
  description = "What the files of records are, as the workflow file has it: `JSON`, `JSONL` or `CSV`; null where it reads no file."
  value       = try(local.reads[0].InputType, null)
}

output "log_group_name" {
  description = "Name of the workflow's log group, or null when it logs nothing."
  value       = local.logged ? local.log_group_name : null
}

output "role_arn" {
  description = "ARN of the workflow's role."
  value       = local.role_arn
}

output "alias_arn" {
  description = "ARN of the state machine's alias, or null."
  value       = one(aws_sfn_alias.this[*].arn)
}

output "role_policies_json" {
  description = "What the roles of workflow, upload and schedule are allowed; existing ones have to be."
  value = {
    workflow = jsonencode(local.role_policy)
    upload   = jsonencode({ Version = "2012-10-17", Statement = [local.start_policy] })
    schedule = jsonencode(local.schedule_policy)
  }
}

output "record_labels" {
  description = "Labels of the Distributed Maps that run records: those with result files, or all where none has any."
  value       = length(local.record_labels) > 0 ? local.record_labels : local.labels
}
