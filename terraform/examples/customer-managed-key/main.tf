# Everything encrypted with a key of one's own: bucket, queue, topic, logs, environment, and the state
# machine's definition and executions. The key is made in the same apply.

provider "aws" {
  region = var.region

  default_tags {
    tags = { Application = "claims", ManagedBy = "terraform" }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  name      = "claims"
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.id
}

resource "aws_kms_key" "this" {
  description         = "Data of the batch ${local.name}."
  enable_key_rotation = true

  # In a key's own policy "*" means this key.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # What roles may do with the key, their own policies say.
        Sid       = "PoliciesOfThisAccount"
        Effect    = "Allow"
        Principal = { AWS = "arn:${local.partition}:iam::${local.account}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "LogGroups"
        Effect    = "Allow"
        Principal = { Service = "logs.${local.region}.amazonaws.com" }
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"]
        Resource  = "*"
        Condition = { ArnEquals = { "kms:EncryptionContext:aws:logs:arn" = [
          "arn:${local.partition}:logs:${local.region}:${local.account}:log-group:/aws/lambda/${local.name}",
          "arn:${local.partition}:logs:${local.region}:${local.account}:log-group:/aws/vendedlogs/states/${local.name}",
        ] } }
      },
      {
        Sid       = "EventsAndAlarms"
        Effect    = "Allow"
        Principal = { Service = ["events.amazonaws.com", "cloudwatch.amazonaws.com"] }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      },
      {
        Sid       = "LogDelivery"
        Effect    = "Allow"
        Principal = { Service = "delivery.logs.amazonaws.com" }
        Action    = "kms:Decrypt"
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      },
    ]
  })
}

module "batch" {
  source = "../../modules/batch"

  name                      = local.name
  package_type              = var.package_type
  package_path              = var.package_path
  kms_key_arn               = aws_kms_key.this.arn
  environment_kms_key_arn   = aws_kms_key.this.arn
  state_machine_kms_key_arn = aws_kms_key.this.arn
}
