locals {
  access_logged = var.access_log_enabled == null ? var.access_log_bucket != null : var.access_log_enabled

  policy_statements = concat([
    {
      Sid       = "DenyPlainHttp"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    },
    {
      Sid       = "DenyOldTls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]
      Condition = { NumericLessThan = { "s3:TlsVersion" = "1.2" } }
    },
  ], flatten([for text in [var.policy_json] : jsondecode(text).Statement if text != null]))

  # Of a batch whose call is taken out of the files Terraform knows nothing but its state: no guard, and what it
  # destroys first, and in which order. The policy is destroyed before all else that protects the bucket, and S3
  # refuses that, so Terraform goes no further. To put another policy is not denied, so nobody is locked out; and
  # the account's root user may always delete one, which is said, so that nobody looks for a lockout here.
  # https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
  keeping_statements = [for force_destroy in [var.force_destroy] : {
    Sid       = "DenyDeletionOfThisPolicy"
    Effect    = "Deny"
    Principal = "*"
    Action    = "s3:DeleteBucketPolicy"
    Resource  = aws_s3_bucket.this.arn
    Condition = { ArnNotLike = { "aws:PrincipalArn" = "arn:*:iam::*:root" } }
  } if !force_destroy]
}

resource "aws_s3_bucket" "this" {
  bucket        = var.bucket_name
  force_destroy = var.force_destroy
  tags          = var.tags

  lifecycle {
    # Another name is another bucket, and to Terraform a reason to destroy this one with what is in it.
    # So the name is taken when the bucket is created, and the plan stops where it would be another.
    ignore_changes = [bucket]

    postcondition {
      condition     = self.bucket == var.bucket_name
      error_message = "The bucket is called ${self.bucket}, and S3 renames none. Give bucket_name = \"${self.bucket}\" to keep it under the batch's new name; to have ${var.bucket_name} in its place, destroy first: docs/operations.md, \"Destroy\"."
    }
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket = aws_s3_bucket.this.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# A run's results and its input can be overwritten by a mistyped key; a version brings them back.
resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    # A bucket key asks KMS once per bucket and not once per object: every batch writes many files.
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
    bucket_key_enabled = var.kms_key_arn != null

    apply_server_side_encryption_by_default {
      sse_algorithm     = var.kms_key_arn == null ? "AES256" : "aws:kms"
      kms_master_key_id = var.kms_key_arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    id     = "incomplete-uploads"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = var.incomplete_upload_retention_days
    }
  }

  rule {
    id     = "noncurrent-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = var.noncurrent_version_retention_days
    }
  }

  dynamic "rule" {
    for_each = var.results_retention_days == 0 ? [] : [var.results_retention_days]

    content {
      id     = "results"
      status = "Enabled"

      filter {
        prefix = "${var.results_prefix}/"
      }

      expiration {
        days = rule.value
      }
    }
  }

  dynamic "rule" {
    for_each = var.lifecycle_rules

    content {
      id     = rule.key
      status = "Enabled"

      filter {
        prefix = rule.value.prefix
      }

      dynamic "expiration" {
        for_each = rule.value.expiration_days == null ? [] : [rule.value.expiration_days]

        content {
          days = expiration.value
        }
      }

      dynamic "transition" {
        for_each = rule.value.transitions

        content {
          days          = transition.value
          storage_class = transition.key
        }
      }
    }
  }

  # The rule for noncurrent versions means nothing before there are versions.
  depends_on = [aws_s3_bucket_versioning.this]
}

# The whole of the bucket's configuration, as S3 has but one: what is not in here is taken away.
# https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
resource "aws_s3_bucket_notification" "this" {
  count = var.eventbridge_enabled || length(var.bucket_notifications) > 0 ? 1 : 0

  bucket      = aws_s3_bucket.this.id
  eventbridge = var.eventbridge_enabled

  dynamic "queue" {
    for_each = { for name, notification in var.bucket_notifications : name => notification if strcontains(notification.arn, ":sqs:") }

    content {
      id            = queue.key
      queue_arn     = queue.value.arn
      events        = queue.value.events
      filter_prefix = queue.value.prefix
      filter_suffix = queue.value.suffix
    }
  }

  dynamic "topic" {
    for_each = { for name, notification in var.bucket_notifications : name => notification if strcontains(notification.arn, ":sns:") }

    content {
      id            = topic.key
      topic_arn     = topic.value.arn
      events        = topic.value.events
      filter_prefix = topic.value.prefix
      filter_suffix = topic.value.suffix
    }
  }

  dynamic "lambda_function" {
    for_each = { for name, notification in var.bucket_notifications : name => notification if strcontains(notification.arn, ":lambda:") }

    content {
      id                  = lambda_function.key
      lambda_function_arn = lambda_function.value.arn
      events              = lambda_function.value.events
      filter_prefix       = lambda_function.value.prefix
      filter_suffix       = lambda_function.value.suffix
    }
  }
}

resource "aws_s3_bucket_logging" "this" {
  count = local.access_logged ? 1 : 0

  bucket        = aws_s3_bucket.this.id
  target_bucket = var.access_log_bucket
  target_prefix = "${var.bucket_name}/"
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.policy_statements, local.keeping_statements)
  })

  # Made last, so that it is destroyed first.
  depends_on = [
    aws_s3_bucket_public_access_block.this,
    aws_s3_bucket_ownership_controls.this,
    aws_s3_bucket_versioning.this,
    aws_s3_bucket_server_side_encryption_configuration.this,
    aws_s3_bucket_lifecycle_configuration.this,
    aws_s3_bucket_notification.this,
    aws_s3_bucket_logging.this,
  ]
}

# Terraform destroys a bucket last, when what protects it is gone already, and S3 then refuses to delete
# one that is not empty. This is destroyed before any of it, and refuses where S3 would. Where S3 would not, it
# deletes the policy: replaced by one that does not deny that, which may take S3 a moment to go by.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel
resource "terraform_data" "guard" {
  input = {
    bucket        = aws_s3_bucket.this.id
    region        = var.region
    force_destroy = var.force_destroy
    policy        = jsonencode({ Version = "2012-10-17", Statement = local.policy_statements })
  }
  triggers_replace = aws_s3_bucket.this.id

  provisioner "local-exec" {
    when  = destroy
    quiet = true

    environment = {
      BUCKET             = self.input.bucket
      AWS_DEFAULT_REGION = self.input.region
      AWS_PAGER          = ""
      # A bucket whose policy was written before it denied that is without.
      POLICY = try(self.input.policy, "")
    }

    # Where the bucket's content goes with it, nothing is asked, so that no shell and no AWS CLI is needed.
    command = self.input.force_destroy ? "exit 0" : <<-EOT
      looked=$(aws s3api list-object-versions --bucket "$BUCKET" --region "$AWS_DEFAULT_REGION" --no-paginate --max-keys 1 --output text \
        --query '[length(not_null(Versions, `[]`)), length(not_null(DeleteMarkers, `[]`))]' 2>&1)
      case $looked in
        *NoSuchBucket*) exit 0 ;;
        "0	0")
          [ -n "$POLICY" ] || exit 0
          lifted=$(aws s3api put-bucket-policy --bucket "$BUCKET" --region "$AWS_DEFAULT_REGION" --policy "$POLICY" 2>&1) &&
            for seconds in 0 2 4 8 16 32; do
              sleep "$seconds"
              lifted=$(aws s3api delete-bucket-policy --bucket "$BUCKET" --region "$AWS_DEFAULT_REGION" 2>&1) && exit 0
            done
          said="is empty, but its policy could not be deleted ($lifted)"
          ;;
        [0-9]*) said="is not empty" ;;
        *) said="could not be looked into ($looked)" ;;
      esac
      echo "The bucket $BUCKET $said: it stays, with all that protects it. To delete it with everything in it, apply with force_destroy = true first: docs/operations.md, Destroy." >&2
      exit 1
    EOT
  }

  # And so before all that the policy depends on.
  depends_on = [aws_s3_bucket_policy.this]
}
