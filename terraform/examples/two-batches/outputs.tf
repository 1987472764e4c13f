output "buckets" {
  description = "Names of the buckets for input and results, by batch."
  value       = { for name, batch in module.batch : name => batch.bucket }
}

output "state_machine_arns" {
  description = "ARNs of the state machines, by batch."
  value       = { for name, batch in module.batch : name => batch.state_machine_arn }
}
