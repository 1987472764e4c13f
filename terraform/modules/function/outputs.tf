output "function_name" {
  description = "Name of the function."
  value       = aws_lambda_function.this.function_name
}

output "alias_arn" {
  description = "ARN of the alias that the workflow invokes."
  value       = aws_lambda_alias.this.arn
}

output "alias_name" {
  description = "Name of the alias that the workflow invokes."
  value       = local.alias
}

output "live_version" {
  description = "Version of the function that the alias points at."
  value       = aws_lambda_alias.this.function_version
}

output "newest_version" {
  description = "Version of the function that was published last."
  value       = aws_lambda_function.this.version
}

output "architecture" {
  description = "Architecture that the function runs on."
  value       = local.architecture
}

output "log_group_name" {
  description = "Name of the function's log group."
  value       = local.log_group_name
}

output "role_arn" {
  description = "ARN of the function's role."
  value       = local.role_arn
}

output "role_policy_json" {
  description = "What the function's role is allowed beside what the record processor needs; an existing role has to be."
  value       = jsonencode({ Version = "2012-10-17", Statement = concat(local.role_policy.Statement, [for statement in local.guard_policy.Statement : statement if local.guarded]) })
}
