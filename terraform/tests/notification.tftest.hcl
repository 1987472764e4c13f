mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  location                 = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
  queue_name               = "tenfold-failures"
  topic_name               = "tenfold-alarms"
  sender_role_arns         = ["arn:aws:iam::123456789012:role/workflow"]
  sender_rule_arns         = ["arn:aws:events:eu-west-1:123456789012:rule/unfinished"]
  sender_alarm_arn_pattern = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:tenfold-*"
}

run "keeps_failures_for_14_days_encrypted" {
  module {
    source = "./modules/notification"
  }

  assert {
    condition     = aws_sqs_queue.this[0].message_retention_seconds == 1209600 && aws_sqs_queue.this[0].sqs_managed_sse_enabled
    error_message = "A message is kept for 14 days, encrypted."
  }

  assert {
    condition = {
      for statement in jsondecode(aws_sqs_queue.this[0].policy).Statement : statement.Sid => try(statement.Condition.ArnEquals, statement.Condition)
      } == {
      RolesOfThisBatch      = { "aws:PrincipalArn" = ["arn:aws:iam::123456789012:role/workflow"] }
      EventRulesOfThisBatch = { "aws:SourceArn" = ["arn:aws:events:eu-west-1:123456789012:rule/unfinished"] }
      DenyPlainHttp         = { Bool = { "aws:SecureTransport" = "false" } }
    }
    error_message = "Only the role and the rule given may send, and only with TLS."
  }

  assert {
    condition     = length(aws_sns_topic.this) == 0 && length(aws_sns_topic_subscription.email) == 0 && output.topic_arn == null
    error_message = "Nobody gets e-mail who did not ask."
  }
}

run "sends_email_and_uses_the_key_given" {
  module {
    source = "./modules/notification"
  }

  variables {
    email       = "batch-team@example.com"
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd"
  }

  assert {
    condition     = aws_sqs_queue.this[0].kms_master_key_id == var.kms_key_arn && aws_sns_topic.this[0].kms_master_key_id == var.kms_key_arn
    error_message = "Queue and topic are encrypted with the key."
  }

  assert {
    condition     = aws_sns_topic_subscription.email[0].endpoint == var.email && aws_sns_topic_subscription.email[0].topic_arn == output.topic_arn
    error_message = "The address is subscribed to the topic."
  }

  assert {
    condition     = jsondecode(aws_sns_topic.this[0].policy).Statement[0].Condition.ArnLike["aws:SourceArn"] == var.sender_alarm_arn_pattern
    error_message = "Only this batch's alarms may publish."
  }
}

run "refuses_wrong_values" {
  command = plan

  module {
    source = "./modules/notification"
  }

  variables {
    queue_name       = "no spaces"
    topic_name       = "no.dots"
    sender_role_arns = []
    sender_rule_arns = []
    email            = "batch-team"
  }

  expect_failures = [var.queue_name, var.topic_name, var.sender_role_arns, var.sender_rule_arns, var.email]
}
