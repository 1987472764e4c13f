output "queue_url" {
  description = "URL of the queue."
  value       = aws_sqs_queue.this.id
}

output "queue_arn" {
  description = "ARN of the queue, made from its name so that policies can name it before it exists."
  value       = local.queue_arn
}

output "queue_name" {
  description = "Name of the queue."
  value       = var.queue_name
}

output "topic_arn" {
  description = "ARN of the topic that sends e-mail, or null."
  value       = one(aws_sns_topic.this[*].arn)
}
