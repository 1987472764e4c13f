# Everything of the batch is in the module; README.md beside its source says what can be set.

provider "aws" {
  region = var.region

  default_tags {
    tags = { Application = "@NAME@", ManagedBy = "terraform" }
  }
}

module "batch" {
  source = "@SOURCE@"

  name         = "@NAME@"
  package_type = var.package_type
  package_path = "${path.module}/../target/${var.package_type == "native" ? "" : "jvm/"}function.zip"
  input_type   = "@INPUT_TYPE@"
  sample_path  = "samples/@NAME@.@FORMAT@"
  memory_size  = 256
  timeout      = 30
}
