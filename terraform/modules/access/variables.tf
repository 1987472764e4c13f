variable "location" {
  description = "Where the batch is, or will be, deployed."
  type = object({
    partition  = string
    region     = string
    account_id = string
  })

  validation {
    condition     = can(regex("^[0-9]{12}$", var.location.account_id))
    error_message = "location.account_id has 12 digits."
  }
}

variable "name" {
  description = "Name of the batch, as modules/batch has it."
  type        = string

  validation {
    # A `*` or `?` would be a wildcard in every policy.
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name has 3 to 32 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen."
  }
}

variable "bucket_name" {
  description = "Name of the bucket for input and results; null is the one that modules/batch makes from name, account and region."
  type        = string
  default     = null

  validation {
    condition     = var.bucket_name == null || can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket_name))
    error_message = "bucket_name is the name of a bucket, without wildcards."
  }
}

variable "input_prefix" {
  description = "Prefix, without a slash at its end, under which the workflow reads its input."
  type        = string
  default     = "input"

  validation {
    condition     = can(regex("^[A-Za-z0-9!_.'()-]+(/[A-Za-z0-9!_.'()-]+)*$", var.input_prefix))
    error_message = "input_prefix is a prefix without wildcards and without a slash at its end."
  }
}

variable "results_prefix" {
  description = "Prefix, without a slash at its end, under which the workflow writes results."
  type        = string
  default     = "results"

  validation {
    condition     = can(regex("^[A-Za-z0-9!_.'()-]+(/[A-Za-z0-9!_.'()-]+)*$", var.results_prefix))
    error_message = "results_prefix is a prefix without wildcards and without a slash at its end."
  }
}

variable "record_labels" {
  description = "Labels of the workflow file's Distributed Maps that run records; their Map Runs are described."
  type        = list(string)
  default     = ["Records", "Batches"]
}

variable "layers" {
  description = "ARNs of the layer versions that the function has; whoever deploys has to be allowed to use them."
  type        = list(string)
  default     = []
}

variable "force_destroy" {
  description = "Whether who deploys may delete the bucket with everything in it, as `terraform destroy` does with modules/batch's `force_destroy`."
  type        = bool
  default     = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key of bucket, queue, logs and topic; null when they use the services' own keys."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn is the ARN of a key, not of an alias."
  }
}

variable "permissions_boundary_arn" {
  description = "ARN of the policy that bounds every role of the batch, without which who deploys may make none; null asks for none."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary_arn == null || can(regex("^arn:[a-z-]+:iam::(aws|[0-9]{12}):policy/.+$", var.permissions_boundary_arn))
    error_message = "permissions_boundary_arn is the ARN of an IAM policy, such as arn:aws:iam::123456789012:policy/boundary."
  }
}

variable "role_path" {
  description = "Path of the roles, as modules/batch has it."
  type        = string
  default     = "/"

  validation {
    condition     = can(regex("^/([A-Za-z0-9+=,.@_-]+/)*$", var.role_path))
    error_message = "role_path begins and ends with a slash, such as /batches/, and has no wildcards."
  }
}

variable "role_name_prefix" {
  description = "What the names of the roles begin with, as modules/batch has it."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{0,64}$", var.role_name_prefix))
    error_message = "role_name_prefix has letters, digits and +=,.@_-"
  }
}

variable "existing_roles" {
  description = "Roles that are there already, as modules/batch has them: who deploys passes them on, and neither makes nor changes them."
  type = object({
    function = optional(object({ arn = string }))
    workflow = optional(object({ arn = string }))
    upload   = optional(object({ arn = string }))
    schedule = optional(object({ arn = string }))
  })
  default = {}

  validation {
    condition     = alltrue([for role in values(var.existing_roles) : role == null || can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", role.arn))])
    error_message = "existing_roles have the ARNs of roles, such as { function = { arn = \"arn:aws:iam::123456789012:role/orders\" } }, without wildcards."
  }
}

variable "existing_bucket" {
  description = "A bucket that is there already, as modules/batch has it: who deploys changes nothing of it."
  type        = object({ name = string })
  default     = null

  validation {
    condition     = var.existing_bucket == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.existing_bucket.name))
    error_message = "existing_bucket has the name of a bucket, without wildcards."
  }
}

variable "existing_queue" {
  description = "A queue that is there already, as modules/batch has it: who deploys changes nothing of it."
  type        = object({ arn = string })
  default     = null

  validation {
    condition     = var.existing_queue == null || can(regex("^arn:[a-z-]+:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+$", var.existing_queue.arn))
    error_message = "existing_queue has the ARN of a queue, without wildcards."
  }
}

variable "existing_log_groups" {
  description = "Log groups that are there already, as modules/batch has them: who deploys counts failures in the function's, and changes nothing else of them."
  type = object({
    function = optional(object({ name = string }))
    workflow = optional(object({ name = string }))
  })
  default = {}

  validation {
    condition     = alltrue([for group in values(var.existing_log_groups) : group == null || can(regex("^[A-Za-z0-9_/.#-]{1,512}$", group.name))])
    error_message = "existing_log_groups have the names of log groups, without wildcards."
  }
}
