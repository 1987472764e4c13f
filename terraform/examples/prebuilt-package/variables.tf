variable "region" {
  description = "AWS region, which the bucket with the package is in, too; null takes it from the environment, as the AWS CLI does."
  type        = string
  default     = null
}

variable "package_type" {
  description = "`native`, or `jvm`."
  type        = string
  default     = "native"
}

variable "artifacts_bucket" {
  description = "Name of the bucket with the package."
  type        = string
}

variable "package_key" {
  description = "Key of the package."
  type        = string
}

variable "package_version" {
  description = "Version of the object, as S3 said when it was uploaded."
  type        = string
}

variable "facts_path" {
  description = "Path of the function.json that the build wrote beside the package, seen from this folder."
  type        = string
}

variable "permissions_boundary_arn" {
  description = "ARN of the policy that bounds every role which the pipeline makes; null is none."
  type        = string
  default     = null
}
