output "queue_url" {
  description = "URL of the queue."
  value       = var.existing_queue != null ? var.existing_queue.url : aws_sqs_queue.this[0].id
}

output "queue_arn" {
  description = "ARN of the queue; of one made here, made from its name so that policies can name it before it exists."
  value       = local.queue_arn
}

output "queue_name" {
  description = "Name of the queue."
  value       = var.existing_queue != null ? element(split(":", var.existing_queue.arn), 5) : var.queue_name
}

output "topic_arn" {
  description = "ARN of the topic that sends e-mail, or null."
  value       = one(aws_sns_topic.this[*].arn)
}

output "queue_policy_json" {
  description = "What the queue's policy says; an existing queue's has to allow as much."
  value       = jsonencode(local.queue_policy)
}
