variable "location" {
  description = "Where this is deployed."
  type = object({
    partition  = string
    region     = string
    account_id = string
  })
}

variable "name" {
  description = "Name of the dashboard, and what the names of the alarms begin with."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,200}$", var.name))
    error_message = "The name has 1 to 200 letters, digits, hyphens and underscores."
  }
}

variable "console_host" {
  description = "Host of the AWS console, which depends on the partition."
  type        = string
  default     = "console.aws.amazon.com"
}

variable "state_machine_arn" {
  description = "ARN of the state machine."
  type        = string
}

variable "function_name" {
  description = "Name of the function."
  type        = string
}

variable "function_alias" {
  description = "Name of the alias that the workflow invokes."
  type        = string
}

variable "function_timeout" {
  description = "Seconds that one record may take."
  type        = number
}

variable "function_memory_size" {
  description = "Memory of the function in MB, which its cost goes by."
  type        = number
  default     = 256
}

variable "function_architecture" {
  description = "`arm64` or `x86_64`, which has another price."
  type        = string
  default     = "arm64"
}

variable "batch_size" {
  description = "Records that one invocation of the function takes, at most, where an execution's input does not say."
  type        = number
  default     = 1
}

variable "function_log_group_name" {
  description = "Name of the function's log group."
  type        = string
}

variable "queue_name" {
  description = "Name of the queue for runs that failed."
  type        = string
}

variable "queue_arn" {
  description = "ARN of the queue for runs that failed."
  type        = string
}

variable "unfinished_rule_name" {
  description = "Name of the EventBridge rule for runs that timed out or were aborted."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]{1,64}$", var.unfinished_rule_name))
    error_message = "A rule's name has 1 to 64 letters, digits, dots, hyphens and underscores."
  }
}

variable "error_alarm_percentage" {
  description = "Percentage of failing invocations, over 5 minutes, above which the alarm goes off."
  type        = number
  default     = 50

  validation {
    condition     = var.error_alarm_percentage >= 0 && var.error_alarm_percentage <= 100
    error_message = "error_alarm_percentage is a number from 0 to 100."
  }
}

variable "duration_alarm_percentage" {
  description = "Percentage of the function's timeout above which one record's duration sets off the alarm."
  type        = number
  default     = 80

  validation {
    condition     = var.duration_alarm_percentage > 0 && var.duration_alarm_percentage < 100
    error_message = "duration_alarm_percentage is a number above 0 and below 100."
  }
}

variable "alarm_actions" {
  description = "ARNs of what an alarm does when it goes off and when it is over, such as SNS topics."
  type        = list(string)
  default     = []

  validation {
    condition     = length(var.alarm_actions) <= 5
    error_message = "An alarm has at most 5 actions."
  }
}

variable "tags" {
  description = "Tags of alarms and rule, beside the provider's default_tags."
  type        = map(string)
  default     = {}
}
