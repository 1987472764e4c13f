variable "location" {
  description = "Where this is deployed; ARNs of what does not exist yet are made from it."
  type = object({
    partition  = string
    region     = string
    account_id = string
  })
}

variable "queue_name" {
  description = "Name of the queue for runs that failed."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,80}$", var.queue_name))
    error_message = "A queue's name has 1 to 80 letters, digits, hyphens and underscores."
  }
}

variable "topic_name" {
  description = "Name of the topic that sends e-mail; used only when email is given."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,256}$", var.topic_name))
    error_message = "A topic's name has 1 to 256 letters, digits, hyphens and underscores."
  }
}

variable "sender_role_arns" {
  description = "ARNs of the roles that may put messages on the queue."
  type        = list(string)

  validation {
    condition     = length(var.sender_role_arns) > 0
    error_message = "At least the workflow's role has to be named, or no failure is ever reported."
  }
}

variable "sender_rule_arns" {
  description = "ARNs of the EventBridge rules that may put messages on the queue, or their undeliverable events."
  type        = list(string)

  validation {
    condition     = length(var.sender_rule_arns) > 0
    error_message = "At least the rule for runs that timed out or were aborted has to be named."
  }
}

variable "sender_alarm_arn_pattern" {
  description = "ARN, with a `*`, of the alarms that may publish to the topic."
  type        = string
}

variable "email" {
  description = "Address that the alarms are sent to; null creates no topic."
  type        = string
  default     = null

  validation {
    condition     = var.email == null || can(regex("^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$", var.email))
    error_message = "email is an address such as batch-team@example.com."
  }
}

variable "email_enabled" {
  description = "Whether there is a topic, where `email` is known only when it is applied; null is whether that is given."
  type        = bool
  default     = null
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts queue and topic; null encrypts the queue with keys that SQS manages."
  type        = string
  default     = null
}

variable "existing_queue" {
  description = "A queue that is there already, in place of one made here; its policy has to allow what the output `queue_policy_json` does."
  type = object({
    url = string
    arn = string
  })
  default = null

  validation {
    # Not a FIFO queue: its messages need a group, which EventBridge's dead letters have not.
    condition     = var.existing_queue == null || can(regex("^arn:[a-z-]+:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+$", var.existing_queue.arn))
    error_message = "existing_queue.arn is the ARN of a standard queue, such as arn:aws:sqs:eu-west-1:123456789012:failures."
  }
}

variable "queue_policy_json" {
  description = "Further statements of the queue's policy, as a policy in JSON; null is none."
  type        = string
  default     = null

  validation {
    condition     = var.queue_policy_json == null || can(jsondecode(var.queue_policy_json).Statement)
    error_message = "queue_policy_json is a policy as JSON: {\"Version\": \"2012-10-17\", \"Statement\": [...]}."
  }
}

variable "tags" {
  description = "Tags of queue and topic, beside the provider's default_tags."
  type        = map(string)
  default     = {}
}
