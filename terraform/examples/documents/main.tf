# The sample that calls AWS, samples/documents: the table that it writes, and what it may.

provider "aws" {
  region = var.region

  default_tags {
    tags = { Application = "documents", ManagedBy = "terraform" }
  }
}

resource "aws_dynamodb_table" "catalogue" {
  name         = "documents-catalogue"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "document"

  attribute {
    name = "document"
    type = "S"
  }
}

module "batch" {
  source = "../../modules/batch"

  name         = "documents"
  package_type = var.package_type
  package_path = var.package_path
  input_type   = "JSONL"
  environment  = { CATALOGUE_TABLE = aws_dynamodb_table.catalogue.name }

  function_policy_json = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadDocuments"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "arn:aws:s3:::${var.documents_bucket}/${var.documents_prefix}*"
      },
      {
        # Otherwise S3 answers 403, and not 404, of a document that is gone:
        # https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
        Sid       = "TellWhatIsGone"
        Effect    = "Allow"
        Action    = "s3:ListBucket"
        Resource  = "arn:aws:s3:::${var.documents_bucket}"
        Condition = { StringLike = { "s3:prefix" = "${var.documents_prefix}*" } }
      },
      {
        # GetItem is asked of an item that nobody has, to warm the way.
        Sid      = "EnterDocuments"
        Effect   = "Allow"
        Action   = ["dynamodb:PutItem", "dynamodb:GetItem"]
        Resource = aws_dynamodb_table.catalogue.arn
      },
    ]
  })
}
