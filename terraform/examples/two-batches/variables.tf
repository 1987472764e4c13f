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
  default     = "../../../lambda-native/target/function.zip"
}
