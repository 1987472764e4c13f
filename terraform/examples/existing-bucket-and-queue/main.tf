# A bucket and a queue that somebody else owns: here they stand for those of a platform team, made in the
# same apply, so that the example is whole.

provider "aws" {
  region = var.region

  default_tags {
    tags = { Application = "invoices", ManagedBy = "terraform" }
  }
}

data "aws_caller_identity" "current" {}

resource "aws_s3_bucket" "platform" {
  bucket        = "platform-data-${data.aws_caller_identity.current.account_id}"
  force_destroy = var.force_destroy
}

resource "aws_s3_bucket_public_access_block" "platform" {
  bucket = aws_s3_bucket.platform.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_sqs_queue" "platform" {
  name                    = "platform-failures"
  sqs_managed_sse_enabled = true
}

# What the batch asks of a queue that is not its own.
resource "aws_sqs_queue_policy" "platform" {
  queue_url = aws_sqs_queue.platform.id
  policy    = module.batch.required_policies_json.queue
}

module "batch" {
  source = "../../modules/batch"

  name            = "invoices"
  package_type    = var.package_type
  package_path    = var.package_path
  input_prefix    = "invoices/input"
  results_prefix  = "invoices/results"
  existing_bucket = { name = aws_s3_bucket.platform.id }
  existing_queue  = { url = aws_sqs_queue.platform.id, arn = aws_sqs_queue.platform.arn }
}
