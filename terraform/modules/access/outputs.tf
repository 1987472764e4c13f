output "operator_policy_json" {
  description = "Policy of who runs batches: start, watch, results, failures, retry, stop, queue, list, report and cost of the command."
  value       = jsonencode({ Version = "2012-10-17", Statement = local.operator })
}

output "read_only_policy_json" {
  description = "Policy of who looks at batches: list, watch, results, failures, report and cost of the command. It reads the records."
  value       = jsonencode({ Version = "2012-10-17", Statement = local.read_only })
}

output "redriver_policy_json" {
  description = "Policy of who has Step Functions redrive a run that was aborted or timed out."
  value       = jsonencode({ Version = "2012-10-17", Statement = local.redriver })
}

output "deployer_policy_json" {
  description = "Policies of what plans, applies and destroys modules/batch, a CI job for instance: `keeps` and `runs`, both of which it needs. It makes and changes roles only with the permissions boundary, where one is given. Where the state is, is in neither."
  value       = { for part, statements in local.deployer : part => jsonencode({ Version = "2012-10-17", Statement = statements }) }
}
