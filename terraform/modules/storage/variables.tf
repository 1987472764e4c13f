variable "bucket_name" {
  description = "Name of the bucket for input and results."
  type        = string

  validation {
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket_name))
    error_message = "A bucket's name has 3 to 63 lower-case letters, digits and hyphens, and begins and ends with a letter or digit. (S3 allows dots too, but TLS certificates do not match names with dots.)"
  }
}

variable "force_destroy" {
  description = "Whether `terraform destroy` deletes the bucket with everything in it. When false, a bucket that is not empty stays, with all that protects it, and `destroy` fails."
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the objects; null encrypts them with keys that S3 manages."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is the ARN of a key, such as arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab; policies cannot name an alias."
  }
}

variable "results_prefix" {
  description = "Prefix, without a slash at its end, under which runs write their results."
  type        = string
  default     = "results"

  validation {
    condition     = can(regex("^[A-Za-z0-9!_.'()-]+(/[A-Za-z0-9!_.'()-]+)*$", var.results_prefix))
    error_message = "results_prefix has neither a slash at its beginning or end nor characters that S3 keys have to escape, for example \"results\" or \"orders/results\"."
  }
}

variable "results_retention_days" {
  description = "Days after which results are deleted; 0 keeps them for ever."
  type        = number
  default     = 90

  validation {
    condition     = var.results_retention_days >= 0 && floor(var.results_retention_days) == var.results_retention_days
    error_message = "results_retention_days is a whole number of days, or 0 to keep results for ever."
  }
}

variable "noncurrent_version_retention_days" {
  description = "Days for which an overwritten or deleted object can still be brought back."
  type        = number
  default     = 30

  validation {
    condition     = var.noncurrent_version_retention_days >= 1 && floor(var.noncurrent_version_retention_days) == var.noncurrent_version_retention_days
    error_message = "noncurrent_version_retention_days is a whole number of days, at least 1."
  }
}

variable "incomplete_upload_retention_days" {
  description = "Days after which the parts of a multipart upload that was never completed are deleted."
  type        = number
  default     = 7

  validation {
    condition     = var.incomplete_upload_retention_days >= 1 && floor(var.incomplete_upload_retention_days) == var.incomplete_upload_retention_days
    error_message = "incomplete_upload_retention_days is a whole number of days, at least 1."
  }
}

variable "eventbridge_enabled" {
  description = "Whether the bucket sends its events to EventBridge; a run that starts on upload needs them."
  type        = bool
  default     = false
}

variable "bucket_notifications" {
  description = "What the bucket notifies beside EventBridge, by a name of yours: the ARN of a queue, topic or function that admits the bucket, of which events, and of which keys. S3 has one configuration for all of a bucket's notifications, and Terraform writes the whole of it where this or the start on upload is on: name here whatever else the bucket notifies."
  type = map(object({
    arn    = string
    events = optional(list(string), ["s3:ObjectCreated:*"])
    prefix = optional(string)
    suffix = optional(string)
  }))
  default = {}

  validation {
    condition     = alltrue([for notification in values(var.bucket_notifications) : can(regex("^arn:[a-z-]+:(sqs|sns|lambda):", notification.arn))])
    error_message = "bucket_notifications go to the ARN of an SQS queue, an SNS topic or a Lambda function."
  }
}

variable "access_log_bucket" {
  description = "Name of a bucket that receives the server access logs; null writes none."
  type        = string
  default     = null
}

variable "access_log_enabled" {
  description = "Whether access logs are written, where `access_log_bucket` is known only when it is applied; null is whether that is given."
  type        = bool
  default     = null
}

variable "region" {
  description = "Region of the bucket, where it is looked into before it is destroyed."
  type        = string
}

variable "policy_json" {
  description = "Further statements of the bucket's policy, as a policy in JSON, such as for a producer in another account; null is none."
  type        = string
  default     = null

  validation {
    condition     = var.policy_json == null || can(jsondecode(var.policy_json).Statement)
    error_message = "policy_json is a policy as JSON: {\"Version\": \"2012-10-17\", \"Statement\": [...]}."
  }
}

variable "lifecycle_rules" {
  description = "Further rules, by their ids: the prefix of the objects, the days after which they expire, and those after which they go into a storage class, such as `{ input = { prefix = \"input/\", transitions = { STANDARD_IA = 30 }, expiration_days = 365 } }`."
  type = map(object({
    prefix          = string
    expiration_days = optional(number)
    transitions     = optional(map(number), {})
  }))
  default = {}

  validation {
    condition     = length(setintersection(keys(var.lifecycle_rules), ["incomplete-uploads", "noncurrent-versions", "results"])) == 0
    error_message = "incomplete-uploads, noncurrent-versions and results are rules that the bucket has already."
  }

  validation {
    condition     = alltrue([for rule in values(var.lifecycle_rules) : rule.expiration_days != null || length(rule.transitions) > 0])
    error_message = "A rule has expiration_days or transitions, or both."
  }

  validation {
    # https://docs.aws.amazon.com/AmazonS3/latest/API/API_Transition.html
    condition = alltrue(flatten([for rule in values(var.lifecycle_rules) : [
      for class, days in rule.transitions :
      contains(["STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"], class) && days >= 0
    ]]))
    error_message = "transitions are days by storage class: STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING, GLACIER_IR, GLACIER or DEEP_ARCHIVE."
  }
}

variable "tags" {
  description = "Tags of the bucket, beside the provider's default_tags."
  type        = map(string)
  default     = {}
}
