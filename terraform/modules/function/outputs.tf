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
  value       = aws_cloudwatch_log_group.this.name
}

output "role_arn" {
  description = "ARN of the function's role."
  value       = aws_iam_role.this.arn
}
