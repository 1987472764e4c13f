mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  bucket_name   = "tenfold-123456789012-eu-west-1"
  force_destroy = true # a mocked bucket cannot be looked into before it is destroyed
  region        = "eu-west-1"
}

run "keeps_data_private_versioned_and_encrypted" {
  module {
    source = "./modules/storage"
  }

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls,
      aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls,
      aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "Nothing in the bucket is public."
  }

  assert {
    condition     = one(aws_s3_bucket_ownership_controls.this.rule).object_ownership == "BucketOwnerEnforced"
    error_message = "Access lists are off."
  }

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "The bucket is versioned."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "Without a key of its own, the bucket encrypts with S3's."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement :
      statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false" && length(statement.Resource) == 2
    ])
    error_message = "The bucket refuses requests without TLS, for itself and for its objects."
  }

  assert {
    condition     = { for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.id => rule.status } == { incomplete-uploads = "Enabled", noncurrent-versions = "Enabled", results = "Enabled" }
    error_message = "Incomplete uploads, noncurrent versions and results each have an end."
  }

  assert {
    condition     = one([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.filter[0].prefix if rule.id == "results"]) == "results/"
    error_message = "Only results are deleted by age, never input."
  }

  assert {
    condition     = length(aws_s3_bucket_notification.this) == 0 && length(aws_s3_bucket_logging.this) == 0
    error_message = "Events and access logs are off until asked for."
  }
}

run "keeps_a_full_bucket" {
  command = plan

  module {
    source = "./modules/storage"
  }

  variables {
    force_destroy = null
  }

  assert {
    condition     = !aws_s3_bucket.this.force_destroy && !terraform_data.guard.input.force_destroy
    error_message = "Deletion of a full bucket is off until asked for."
  }

  assert {
    condition     = [for statement in local.keeping_statements : [statement.Effect, statement.Principal, statement.Action, statement.Condition.ArnNotLike["aws:PrincipalArn"]]] == [["Deny", "*", "s3:DeleteBucketPolicy", "arn:*:iam::*:root"]]
    error_message = "The policy, which Terraform destroys first, denies that it is deleted, and nothing more: it can be replaced."
  }
}

run "lets_go_of_a_bucket_that_may_be_deleted_with_what_is_in_it" {
  module {
    source = "./modules/storage"
  }

  assert {
    condition     = aws_s3_bucket_policy.this.policy == terraform_data.guard.input.policy && !strcontains(aws_s3_bucket_policy.this.policy, "DeleteBucketPolicy")
    error_message = "Nothing denies that the policy is deleted, neither with force_destroy nor once the guard has found the bucket empty."
  }
}

run "keeps_the_bucket_when_the_name_would_be_another" {
  command = plan

  module {
    source = "./modules/storage"
  }

  variables {
    bucket_name = "orders-of-the-year"
  }

  expect_failures = [aws_s3_bucket.this]
}

run "uses_the_key_given" {
  module {
    source = "./modules/storage"
  }

  variables {
    kms_key_arn            = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd"
    eventbridge_enabled    = true
    access_log_bucket      = "access-logs"
    results_retention_days = 0
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).kms_master_key_id == var.kms_key_arn && one(aws_s3_bucket_server_side_encryption_configuration.this.rule).bucket_key_enabled
    error_message = "Objects are encrypted with the key, through a bucket key."
  }

  assert {
    condition     = aws_s3_bucket_notification.this[0].eventbridge && aws_s3_bucket_logging.this[0].target_bucket == "access-logs"
    error_message = "Events and access logs are on."
  }

  assert {
    condition     = length([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule if rule.id == "results"]) == 0
    error_message = "0 days keep results for ever."
  }
}

run "keeps_the_notifications_of_others" {
  module {
    source = "./modules/storage"
  }

  variables {
    eventbridge_enabled = true
    bucket_notifications = {
      archive = { arn = "arn:aws:sqs:eu-west-1:123456789012:archive", events = ["s3:ObjectRemoved:*"], prefix = "results/" }
      news    = { arn = "arn:aws:sns:eu-west-1:123456789012:news" }
      scan    = { arn = "arn:aws:lambda:eu-west-1:123456789012:function:scan", suffix = ".pdf" }
    }
  }

  assert {
    condition     = aws_s3_bucket_notification.this[0].eventbridge
    error_message = "EventBridge has them, too."
  }

  assert {
    condition = [for queue in aws_s3_bucket_notification.this[0].queue : [queue.id, queue.queue_arn, join(",", queue.events), queue.filter_prefix]] == [
      ["archive", "arn:aws:sqs:eu-west-1:123456789012:archive", "s3:ObjectRemoved:*", "results/"]
    ]
    error_message = "A queue has what is its own."
  }

  assert {
    condition     = [for topic in aws_s3_bucket_notification.this[0].topic : [topic.id, join(",", topic.events)]] == [["news", "s3:ObjectCreated:*"]]
    error_message = "What does not say which events has those of objects that are created."
  }

  assert {
    condition     = [for function in aws_s3_bucket_notification.this[0].lambda_function : [function.id, function.filter_suffix]] == [["scan", ".pdf"]]
    error_message = "A function has what is its own."
  }
}

run "notifies_without_eventbridge" {
  module {
    source = "./modules/storage"
  }

  variables {
    bucket_notifications = { news = { arn = "arn:aws:sns:eu-west-1:123456789012:news" } }
  }

  assert {
    condition     = !aws_s3_bucket_notification.this[0].eventbridge && length(aws_s3_bucket_notification.this[0].topic) == 1
    error_message = "Others are notified, and nothing starts on upload."
  }
}

run "refuses_wrong_values" {
  command = plan

  module {
    source = "./modules/storage"
  }

  variables {
    bucket_name                       = "Has.Dots"
    kms_key_arn                       = "alias/mine"
    bucket_notifications              = { bus = { arn = "arn:aws:events:eu-west-1:123456789012:event-bus/default" } }
    results_prefix                    = "/results/"
    results_retention_days            = -1
    noncurrent_version_retention_days = 0
    incomplete_upload_retention_days  = 0.5
  }

  expect_failures = [
    var.bucket_name, var.bucket_notifications, var.kms_key_arn, var.results_prefix, var.results_retention_days,
    var.noncurrent_version_retention_days, var.incomplete_upload_retention_days,
  ]
}
