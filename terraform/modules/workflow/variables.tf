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

variable "input_type" {
  description = "What the files of records are: `JSON` (one array or object), `JSONL` (JSON Lines) or `CSV`, each also with GZIP; one for the stack, as Step Functions has it: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html"
  type        = string
  default     = "JSON"

  validation {
    condition     = contains(["JSON", "JSONL", "CSV"], var.input_type)
    error_message = "input_type is \"JSON\", \"JSONL\" or \"CSV\"."
  }
}

variable "csv_delimiter" {
  description = "What stands between two fields of a CSV file: `COMMA`, `PIPE`, `SEMICOLON`, `SPACE` or `TAB`."
  type        = string
  default     = "COMMA"

  validation {
    condition     = contains(["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"], var.csv_delimiter)
    error_message = "csv_delimiter is \"COMMA\", \"PIPE\", \"SEMICOLON\", \"SPACE\" or \"TAB\"."
  }

  validation {
    condition     = var.csv_delimiter == "COMMA" || var.input_type == "CSV"
    error_message = "csv_delimiter is for input_type = \"CSV\" alone."
  }
}

variable "csv_headers" {
  description = "Names of a CSV file's columns, 10 KiB at most, where its first row is a record already; null takes them from the first row."
  type        = list(string)
  default     = null

  validation {
    condition     = var.csv_headers == null || var.input_type == "CSV"
    error_message = "csv_headers are for input_type = \"CSV\" alone."
  }

  validation {
    condition     = var.csv_headers == null || try(length(var.csv_headers) > 0 && alltrue([for header in var.csv_headers : header != null]), false)
    error_message = "csv_headers names one column at least, and each by a text; null takes the names from the first row."
  }

  validation {
    # In bytes, as a row of the file: base64 without its padding has 4 characters for 3 bytes.
    # https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
    condition     = length(replace(base64encode(try(join("", [for header in var.csv_headers : "${header},"]), "")), "=", "")) <= ceil(10240 * 4 / 3)
    error_message = "csv_headers have 10 KiB at most, their delimiters included: Step Functions takes no more."
  }
}

variable "items_pointer" {
  description = "JSON Pointer to the array or object within a JSON file, such as `/data/orders`, which has to begin within the file's first 16 MB; null is the whole file."
  type        = string
  default     = null

  validation {
    condition     = var.items_pointer == null || var.input_type == "JSON"
    error_message = "items_pointer is for input_type = \"JSON\" alone."
  }

  validation {
    # https://www.rfc-editor.org/rfc/rfc6901
    condition     = var.items_pointer == null || can(regex("^(/([^~/]|~[01])*)+$", var.items_pointer))
    error_message = "items_pointer is a JSON Pointer such as \"/data/orders\": it begins with a slash, and within a name ~1 stands for a slash and ~0 for a tilde. Null is the whole file."
  }
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

variable "batch_size" {
  description = "Records that one invocation of the function takes, at most, unless the execution's input says otherwise; each still succeeds or fails by itself."
  type        = number
  default     = 1

  validation {
    condition     = var.batch_size >= 1 && var.batch_size <= 1000 && floor(var.batch_size) == var.batch_size
    error_message = "batch_size is a whole number from 1 to 1000. Which one is cheapest for what a record takes: docs/batches.md."
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
  description = "End of the keys that start a run on upload; null is that of the files of `input_type`: `.json`, `.jsonl` and `.ndjson`, or `.csv` (and `.tsv` where TAB delimits), each also with `.gz`."
  type        = string
  default     = null

  validation {
    condition     = var.upload_suffix == null || !can(regex("[*\\\\]", var.upload_suffix))
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
      batchSize                  = optional(number)
      parameters                 = optional(map(string))
      textValues                 = optional(bool)
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

variable "timeout_seconds" {
  description = "Seconds after which a run ends as timed out; null is Step Functions' own limit, a year."
  type        = number
  default     = null

  validation {
    condition     = var.timeout_seconds == null ? true : var.timeout_seconds >= 1 && var.timeout_seconds <= 31536000 && floor(var.timeout_seconds) == var.timeout_seconds
    error_message = "timeout_seconds is a whole number of seconds from 1 to 31536000, a year."
  }
}

variable "encryption_kms_key_arn" {
  description = "ARN of the KMS key that encrypts the state machine's definition and its executions' data; null leaves it to Step Functions' own. Its policy has to admit delivery.logs.amazonaws.com, where there are logs."
  type        = string
  default     = null

  validation {
    condition     = var.encryption_kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.encryption_kms_key_arn))
    error_message = "encryption_kms_key_arn is the ARN of a key, not of an alias."
  }
}

variable "schedule_kms_key_arn" {
  description = "ARN of the KMS key that encrypts the schedule's input; null leaves it to EventBridge Scheduler's own."
  type        = string
  default     = null

  validation {
    condition     = var.schedule_kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.schedule_kms_key_arn))
    error_message = "schedule_kms_key_arn is the ARN of a key, not of an alias."
  }
}

variable "additional_kms_key_arns" {
  description = "ARNs of KMS keys with which objects in the bucket are encrypted that are older than `kms_key_arn`; the workflow may read with them."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.additional_kms_key_arns : can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", arn))])
    error_message = "additional_kms_key_arns are ARNs of keys, not of aliases."
  }
}

variable "alias" {
  description = "Name of an alias of the state machine, which is then published at every change; null is neither."
  type        = string
  default     = null

  validation {
    # https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html
    condition     = var.alias == null || can(regex("^[A-Za-z0-9_.-]{1,80}$", var.alias)) && !can(regex("^[0-9]+$", var.alias))
    error_message = "alias has 1 to 80 letters, digits, dots, hyphens and underscores, and is not a number."
  }
}

variable "existing_roles" {
  description = "Roles that are there already, in place of ones made here; each has to allow what the output `role_policies_json` says."
  type = object({
    workflow = optional(object({ arn = string }))
    upload   = optional(object({ arn = string }))
    schedule = optional(object({ arn = string }))
  })
  default = {}
}

variable "existing_log_group" {
  description = "A log group that is there already, in place of one made here."
  type        = object({ name = string })
  default     = null
}

variable "role_path" {
  description = "Path of the roles, with a slash at its beginning and end."
  type        = string
  default     = "/"
}

variable "tags" {
  description = "Tags of everything here that can have some, beside the provider's default_tags."
  type        = map(string)
  default     = {}
}
