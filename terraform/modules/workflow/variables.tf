variable "location" {
  description = "Where this is deployed; ARNs of what does not exist yet are made from it."
  type = object({
    partition  = string
    region     = string
    account_id = string
  })
}

variable "name" {
  description = "Name of the state machine, its log group and its schedule."
  type        = string

  validation {
    # With any other character Step Functions cannot write logs.
    # https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.name))
    error_message = "The name has 1 to 64 letters, digits, hyphens and underscores."
  }
}

variable "role_names" {
  description = "Names of the roles of the workflow, of the start on upload and of the schedule; role names are one set for all regions of an account."
  type = object({
    workflow = string
    upload   = string
    schedule = string
  })

  validation {
    condition     = alltrue([for name in values(var.role_names) : can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", name))])
    error_message = "A role's name has 1 to 64 letters, digits and +=,.@_-"
  }
}

variable "definition_path" {
  description = "Path of the workflow file, with its placeholders."
  type        = string
}

variable "bucket_name" {
  description = "Name of the bucket with input and results."
  type        = string
}

variable "bucket_arn" {
  description = "ARN of the bucket with input and results."
  type        = string
}

variable "input_prefix" {
  description = "Prefix, without a slash at its end, under which the workflow may read."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9!_.'()-]+(/[A-Za-z0-9!_.'()-]+)*$", var.input_prefix))
    error_message = "input_prefix has neither a slash at its beginning or end nor characters that S3 keys have to escape, for example \"input\" or \"orders/input\"."
  }
}

variable "results_prefix" {
  description = "Prefix, without a slash at its end, under which the workflow writes."
  type        = string
}

variable "function_alias_arn" {
  description = "ARN of the function's alias, which the workflow invokes once per record."
  type        = string
}

variable "queue_url" {
  description = "URL of the queue for runs that failed."
  type        = string
}

variable "queue_arn" {
  description = "ARN of the queue for runs that failed."
  type        = string
}

variable "max_concurrency" {
  description = "Records in flight at a time, unless the execution's input says otherwise."
  type        = number
  default     = 10

  validation {
    condition     = var.max_concurrency >= 1 && var.max_concurrency <= 10000 && floor(var.max_concurrency) == var.max_concurrency
    error_message = "max_concurrency is a whole number from 1 to 10000, the most children that Step Functions runs in parallel."
  }
}

variable "tolerated_failure_percentage" {
  description = "Percentage of the records that may fail before the run does, unless the execution's input says otherwise."
  type        = number
  default     = 50

  validation {
    condition     = var.tolerated_failure_percentage >= 0 && var.tolerated_failure_percentage <= 100
    error_message = "tolerated_failure_percentage is a number from 0 to 100."
  }
}

variable "log_level" {
  description = "What the workflow logs: `ALL`, `ERROR`, `FATAL` or `OFF`."
  type        = string
  default     = "ERROR"

  validation {
    condition     = contains(["ALL", "ERROR", "FATAL", "OFF"], var.log_level)
    error_message = "log_level is \"ALL\", \"ERROR\", \"FATAL\" or \"OFF\"."
  }
}

variable "log_execution_data" {
  description = "Whether the logs hold the states' input and output, and with them the records."
  type        = bool
  default     = false
}

variable "log_retention_days" {
  description = "Days for which the logs are kept; 0 keeps them for ever."
  type        = number
  default     = 30
}

variable "xray_enabled" {
  description = "Whether executions are traced by X-Ray."
  type        = bool
  default     = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key of bucket, queue and logs; null when they use the services' own keys."
  type        = string
  default     = null
}

variable "permissions_boundary_arn" {
  description = "ARN of a policy that bounds what the roles may do; null is none."
  type        = string
  default     = null
}

variable "start_on_upload" {
  description = "Whether every file uploaded under the input prefix starts a run."
  type        = bool
  default     = false
}

variable "upload_rule_name" {
  description = "Name of the EventBridge rule that starts a run on upload."
  type        = string
}

variable "upload_suffix" {
  description = "End of the keys that start a run on upload."
  type        = string
  default     = ".json"

  validation {
    condition     = !can(regex("[*\\\\]", var.upload_suffix))
    error_message = "upload_suffix is the end of a key such as \".json\", without wildcards."
  }
}

variable "schedule" {
  description = "Runs by the clock: an EventBridge Scheduler expression, its time zone and the execution's input; null is none."
  type = object({
    expression = string
    timezone   = optional(string, "UTC")
    enabled    = optional(bool, true)
    input = object({
      key                        = string
      bucket                     = optional(string)
      maxConcurrency             = optional(number)
      toleratedFailurePercentage = optional(number)
    })
  })
  default = null

  validation {
    condition     = var.schedule == null || can(regex("^(cron|rate|at)\\(.+\\)$", var.schedule.expression))
    error_message = "schedule.expression is cron(...), rate(...) or at(...): https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html"
  }

  validation {
    condition     = var.schedule == null || startswith(try(var.schedule.input.key, ""), "${var.input_prefix}/")
    error_message = "schedule.input.key begins with the input prefix: the workflow may read nowhere else."
  }
}
