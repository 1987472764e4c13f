# The names that the command `tenfold` looks for.

output "region" {
  description = "Region that everything is in."
  value       = module.batch.region
}

output "state_machine_arn" {
  description = "ARN of the state machine."
  value       = module.batch.state_machine_arn
}

output "bucket" {
  description = "Name of the bucket for input and results."
  value       = module.batch.bucket
}

output "input_prefix" {
  description = "Prefix that input is uploaded under."
  value       = module.batch.input_prefix
}

output "results_prefix" {
  description = "Prefix that results are written under."
  value       = module.batch.results_prefix
}

output "queue_url" {
  description = "URL of the queue for runs that failed."
  value       = module.batch.queue_url
}

output "start_execution" {
  description = "Command that starts a run over the sample input."
  value       = module.batch.start_execution
}

output "upload_input" {
  description = "Command that uploads the sample input; to be typed in the project's folder."
  value       = module.batch.upload_input
}
