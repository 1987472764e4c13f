# No provider: policies are texts, so that they can be had before anything is deployed.
terraform {
  required_version = ">= 1.9"
}
