variable "region" {
  description = "AWS region; null takes it from the environment, as the AWS CLI does."
  type        = string
  default     = null
}

variable "package_type" {
  description = "`native` deploys what `make native` builds; `jvm` deploys what `make package` builds, with SnapStart."
  type        = string
  default     = "native"
}
