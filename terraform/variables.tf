# What modules/batch takes, and what the provider takes; validated is, but for the tags, in the modules.

variable "name" {
  description = "Name of the batch. What Terraform creates is called this or begins with it, so that several batches live in one account."
  type        = string
  default     = "tenfold"
}

variable "region" {
  description = "AWS region; null takes it from the environment, as the AWS CLI does."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for everything, beside Application, Batch and ManagedBy."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.tags) : !startswith(lower(key), "aws:")])
    error_message = "AWS keeps tags that begin with aws: for itself."
  }
}

variable "bucket_name" {
  description = "Name of the bucket for input and results; null makes one from name, account and region. It is the bucket's for good: a plan that would change it stops."
  type        = string
  default     = null
}

variable "force_destroy" {
  description = "Whether `terraform destroy` deletes the bucket with everything in it. When false, a bucket that is not empty stays, with all that protects it, and `destroy` fails."
  type        = bool
  default     = false
}

variable "kms_key_arn" {
  description = "ARN of a KMS key for bucket, queue, logs and e-mail topic; its policy has to admit them: docs/operations.md. Null uses the services' own keys."
  type        = string
  default     = null
}

variable "access_log_bucket" {
  description = "Name of a bucket that receives the bucket's server access logs; null writes none."
  type        = string
  default     = null
}

variable "input_prefix" {
  description = "Prefix, without a slash at its end, under which the workflow reads its input."
  type        = string
  default     = "input"
}

variable "results_prefix" {
  description = "Prefix, without a slash at its end, under which the workflow writes results."
  type        = string
  default     = "results"
}

variable "results_retention_days" {
  description = "Days after which results are deleted; 0 keeps them for ever."
  type        = number
  default     = 90
}

variable "noncurrent_version_retention_days" {
  description = "Days for which an overwritten or deleted object can still be brought back."
  type        = number
  default     = 30
}

variable "package_type" {
  description = "`native` deploys the binary that `make native` builds; `jvm` deploys the JVM package that `make package` builds, with SnapStart."
  type        = string
  default     = "native"
}

variable "package_path" {
  description = "Path of the function's zip file; null is where the build puts it."
  type        = string
  default     = null
}

variable "architecture" {
  description = "`arm64` or `x86_64`; a plan stops if the package was built for the other. Null takes what the package was built for."
  type        = string
  default     = null
}

variable "jvm_runtime" {
  description = "Lambda's Java runtime for a JVM package, `java21` or newer. Null takes what the package's function.json says, and `java21` without one."
  type        = string
  default     = null
}

variable "memory_size" {
  description = "Memory of the function in MB, which the share of a CPU goes with: 1769 MB is one whole."
  type        = number
  default     = 256
}

variable "timeout" {
  description = "Seconds that one record may take, at each attempt."
  type        = number
  default     = 30
}

variable "environment" {
  description = "Environment variables of the function. They can be read by whoever may see the function: no secrets."
  type        = map(string)
  default     = {}
}

variable "layers" {
  description = "ARNs of layer versions that the function has, such as AWS's Parameters and Secrets extension: at most five."
  type        = list(string)
  default     = []
}

variable "reserved_concurrency" {
  description = "Number of invocations that the account sets aside for the function, and that it may not exceed. 0 stops it; -1 sets none aside."
  type        = number
  default     = -1
}

variable "live_version" {
  description = "Version of the function that batches run, to roll back to an older one; null is the newest."
  type        = string
  default     = null
}

variable "idempotency_days" {
  description = "Days for which a record that is done is answered as it was, and not processed again; makes the table of the guard in a function that was built with `tenfold.idempotency=dynamodb`. Null is without guard."
  type        = number
  default     = null
}

variable "function_policy_json" {
  description = "IAM policy, as JSON, with what the record processor needs beside writing its logs; null is nothing."
  type        = string
  default     = null
}

variable "input_type" {
  description = "What the files of records are: `JSON` (one array or object), `JSONL` (JSON Lines) or `CSV`, each also with GZIP; one for the stack, as Step Functions has it: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html"
  type        = string
  default     = "JSON"
}

variable "csv_delimiter" {
  description = "What stands between two fields of a CSV file: `COMMA`, `PIPE`, `SEMICOLON`, `SPACE` or `TAB`."
  type        = string
  default     = "COMMA"
}

variable "csv_headers" {
  description = "Names of a CSV file's columns, 10 KiB at most, where its first row is a record already; null takes them from the first row."
  type        = list(string)
  default     = null
}

variable "items_pointer" {
  description = "JSON Pointer to the array or object within a JSON file, such as `/data/orders`, which has to begin within the file's first 16 MB; null is the whole file."
  type        = string
  default     = null
}

variable "max_concurrency" {
  description = "Records in flight at a time, unless the execution's input says otherwise."
  type        = number
  default     = 10
}

variable "batch_size" {
  description = "Records that one invocation of the function takes, at most, unless the execution's input says otherwise; each still succeeds or fails by itself."
  type        = number
  default     = 1
}

variable "tolerated_failure_percentage" {
  description = "Percentage of the records that may fail before the run does, unless the execution's input says otherwise."
  type        = number
  default     = 50
}

variable "log_level" {
  description = "What the workflow logs: `ALL`, `ERROR`, `FATAL` or `OFF`."
  type        = string
  default     = "ERROR"
}

variable "log_execution_data" {
  description = "Whether the workflow's logs hold its states' input and output."
  type        = bool
  default     = false
}

variable "log_retention_days" {
  description = "Days for which the logs of function and workflow are kept; 0 keeps them for ever."
  type        = number
  default     = 30
}

variable "xray_enabled" {
  description = "Whether workflow and function are traced by X-Ray."
  type        = bool
  default     = false
}

variable "permissions_boundary_arn" {
  description = "ARN of a policy that bounds what every role may do; null is none."
  type        = string
  default     = null
}

variable "start_on_upload" {
  description = "Whether every file uploaded under the input prefix starts a run."
  type        = bool
  default     = false
}

variable "bucket_notifications" {
  description = "What the bucket notifies beside EventBridge, by a name of yours: the ARN of a queue, topic or function that admits the bucket, of which events, and of which keys. S3 has one configuration for all of a bucket's notifications, and Terraform writes the whole of it where this or `start_on_upload` is on: name here whatever else the bucket notifies."
  type = map(object({
    arn    = string
    events = optional(list(string), ["s3:ObjectCreated:*"])
    prefix = optional(string)
    suffix = optional(string)
  }))
  default = {}
}

variable "upload_suffix" {
  description = "End of the keys that start a run on upload; null is that of the files of `input_type`: `.json`, `.jsonl` and `.ndjson`, or `.csv` (and `.tsv` where TAB delimits), each also with `.gz`."
  type        = string
  default     = null
}

variable "schedule" {
  description = "Runs by the clock: an EventBridge Scheduler expression such as `cron(0 6 * * ? *)`, its time zone, and the execution's input; null is none."
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
}

variable "alarm_email" {
  description = "Address that alarms are sent to, once it has confirmed; null sends none."
  type        = string
  default     = null
}

variable "alarm_actions" {
  description = "ARNs of what alarms do beside the e-mail, such as an SNS topic you have."
  type        = list(string)
  default     = []
}
