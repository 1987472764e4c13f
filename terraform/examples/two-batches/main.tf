# Two batches in one account and Region, of one state: what they create has their names.

provider "aws" {
  region = var.region

  default_tags {
    tags = { ManagedBy = "terraform" }
  }
}

locals {
  batches = {
    orders  = { input_type = "JSON", timeout = 30, batch_size = 1 }
    refunds = { input_type = "CSV", timeout = 60, batch_size = 50 }
  }
}

module "batch" {
  source   = "../../modules/batch"
  for_each = local.batches

  name         = each.key
  package_type = var.package_type
  package_path = var.package_path
  input_type   = each.value.input_type
  timeout      = each.value.timeout
  batch_size   = each.value.batch_size
  tags         = { Batch = each.key }
}
