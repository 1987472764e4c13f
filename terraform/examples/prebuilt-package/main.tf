# What a CI pipeline deploys: a package that an earlier job built, checked and put into S3.

provider "aws" {
  region = var.region

  default_tags {
    tags = { Application = "payments", ManagedBy = "terraform" }
  }
}

module "batch" {
  source = "../../modules/batch"

  name                     = "payments"
  package_type             = var.package_type
  permissions_boundary_arn = var.permissions_boundary_arn

  package_s3 = {
    bucket         = var.artifacts_bucket
    key            = var.package_key
    object_version = var.package_version
    facts_path     = var.facts_path
  }
}
