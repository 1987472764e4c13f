variable "region" {
  description = "AWS region; null takes it from the environment, as the AWS CLI does."
  type        = string
  default     = null
}

variable "package_type" {
  description = "`native`, or `jvm`."
  type        = string
  default     = "native"
}

variable "package_path" {
  description = "Path of the function's zip file, seen from this folder."
  type        = string
  default     = "../../../samples/documents/target/function.zip"
}

variable "documents_bucket" {
  description = "Name of the bucket that the documents are in."
  type        = string
}

variable "documents_prefix" {
  description = "What the keys of the documents begin with; empty for all of the bucket."
  type        = string
  default     = ""
}
