# A project's own root: the provider, and the batch. Outside of this repository the source is
# "git::https://…/tenfold.git//terraform/modules/batch?ref=" and the version.

provider "aws" {
  region = var.region

  default_tags {
    tags = { Application = "orders", ManagedBy = "terraform" }
  }
}

module "batch" {
  source = "../../modules/batch"

  name         = "orders"
  package_type = "jvm"
  package_path = var.package_path
}
