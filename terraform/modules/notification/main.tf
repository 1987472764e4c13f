locals {
  # Made from names: the rules and the role that may send are created after the queue.
  queue_arn = var.existing_queue != null ? var.existing_queue.arn : "arn:${var.location.partition}:sqs:${var.location.region}:${var.location.account_id}:${var.queue_name}"

  queue_policy = {
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid    = "RolesOfThisBatch"
        Effect = "Allow"
        # SQS refuses a policy that names a role which does not exist yet, so the principal is the
        # account and the condition names the roles.
        Principal = { AWS = "arn:${var.location.partition}:iam::${var.location.account_id}:root" }
        Action    = "sqs:SendMessage"
        Resource  = local.queue_arn
        Condition = { ArnEquals = { "aws:PrincipalArn" = var.sender_role_arns } }
      },
      {
        Sid       = "EventRulesOfThisBatch"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = local.queue_arn
        Condition = {
          StringEquals = { "aws:SourceAccount" = var.location.account_id }
          ArnEquals    = { "aws:SourceArn" = var.sender_rule_arns }
        }
      },
      {
        Sid       = "DenyPlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = local.queue_arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ], flatten([for text in [var.queue_policy_json] : jsondecode(text).Statement if text != null]))
  }

  by_email  = var.email_enabled == null ? var.email != null : var.email_enabled
  topic_arn = "arn:${var.location.partition}:sns:${var.location.region}:${var.location.account_id}:${var.topic_name}"
}

resource "aws_sqs_queue" "this" {
  count = var.existing_queue == null ? 1 : 0

  name = var.queue_name
  tags = var.tags

  # The longest that SQS keeps a message, so that nobody has to be quick after a holiday.
  message_retention_seconds  = 14 * 24 * 60 * 60
  receive_wait_time_seconds  = 20
  visibility_timeout_seconds = 60

  sqs_managed_sse_enabled           = var.kms_key_arn == null ? true : null
  kms_master_key_id                 = var.kms_key_arn
  kms_data_key_reuse_period_seconds = var.kms_key_arn == null ? null : 3600

  policy = jsonencode(local.queue_policy)
}

resource "aws_sns_topic" "this" {
  count = local.by_email ? 1 : 0

  name = var.topic_name
  tags = var.tags

  # Not the key alias/aws/sns: CloudWatch alarms cannot use it.
  # https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
  kms_master_key_id = var.kms_key_arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AlarmsOfThisBatch"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = local.topic_arn
        Condition = {
          StringEquals = { "aws:SourceAccount" = var.location.account_id }
          ArnLike      = { "aws:SourceArn" = var.sender_alarm_arn_pattern }
        }
      },
      {
        Sid       = "DenyPlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = local.topic_arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

# SNS sends this address a message with a link, and nothing else until the link has been followed.
resource "aws_sns_topic_subscription" "email" {
  count = local.by_email ? 1 : 0

  topic_arn = aws_sns_topic.this[0].arn
  protocol  = "email"
  endpoint  = var.email
}

# It has a `count` since it can be somebody else's.
moved {
  from = aws_sqs_queue.this
  to   = aws_sqs_queue.this[0]
}
