# Validated here is what concerns more than one module; the rest, where it is used.

variable "name" {
  description = "Name of the batch. What Terraform creates is called this or begins with it, so that several batches live in one account."
  type        = string
  default     = "tenfold"

  validation {
    # The bucket's name, with account and region behind it, may have 63 characters.
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name has 3 to 32 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen."
  }
}

variable "location" {
  description = "Where the provider deploys to; null asks AWS. To be given where the module call has a `depends_on`: what AWS is asked is then known only when applied, and with it the names that have account or Region in them."
  type = object({
    partition  = optional(string, "aws")
    region     = string
    account_id = string
  })
  default = null

  validation {
    condition     = var.location == null || can(regex("^[0-9]{12}$", var.location.account_id)) && can(regex("^[a-z]+(-[a-z]+)+-[0-9]$", var.location.region)) && can(regex("^aws(-[a-z]+)*$", var.location.partition))
    error_message = "location is such as { region = \"eu-west-1\", account_id = \"123456789012\" }."
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

variable "access_log_enabled" {
  description = "Whether access logs are written, where `access_log_bucket` is known only when it is applied; null is whether that is given."
  type        = bool
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

  validation {
    # Results under the input prefix would start a run each, and so on.
    condition     = !startswith("${var.results_prefix}/", "${var.input_prefix}/") && !startswith("${var.input_prefix}/", "${var.results_prefix}/")
    error_message = "results_prefix and input_prefix are two places, neither inside the other: a run must not read what it writes."
  }
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
  description = "Path of the function's zip file. If a function.json lies beside it, as the build writes it, its `architecture` and `sha256` have to be those of the zip file, and `handler`, `runtime` and `environment` are taken from it."
  type        = string
  default     = null
}

variable "package_s3" {
  description = "The function's zip file in S3, in place of `package_path`: bucket of the same Region, key, and the object's version, without which a plan does not see that it is another; `facts_path` is where the function.json of its build lies here."
  type = object({
    bucket         = string
    key            = string
    object_version = optional(string)
    facts_path     = optional(string)
  })
  default = null
}

variable "image" {
  description = "Container image of the function, in place of `package_path`: its URI in ECR, and what replaces its command, entry point and working directory."
  type = object({
    uri               = string
    command           = optional(list(string))
    entry_point       = optional(list(string))
    working_directory = optional(string)
  })
  default = null
}

variable "definition_path" {
  description = "Path of the workflow file, with its placeholders; null is the one that came with this module."
  type        = string
  default     = null

  validation {
    condition     = var.definition_path == null || try(fileexists(var.definition_path), false)
    error_message = "There is no workflow file at ${coalesce(var.definition_path, "?")}."
  }
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

  validation {
    condition     = var.timeout <= 300
    error_message = "timeout is at most 300 s: a record's child execution is EXPRESS and ends after 5 minutes."
  }
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

variable "function_policy_enabled" {
  description = "Whether the function has a policy of its own, where `function_policy_json` is known only when it is applied; null is whether that is given."
  type        = bool
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

  validation {
    condition     = var.permissions_boundary_arn == null || can(regex("^arn:[a-z-]+:iam::(aws|[0-9]{12}):policy/.+$", var.permissions_boundary_arn))
    error_message = "permissions_boundary_arn is the ARN of an IAM policy, such as arn:aws:iam::123456789012:policy/boundary."
  }
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

variable "alarm_email_enabled" {
  description = "Whether alarms send e-mail, where `alarm_email` is known only when it is applied; null is whether that is given."
  type        = bool
  default     = null
}

variable "alarm_actions" {
  description = "ARNs of what alarms do beside the e-mail, such as an SNS topic you have."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.alarm_actions : startswith(arn, "arn:")])
    error_message = "alarm_actions are ARNs."
  }
}

variable "sample_path" {
  description = "Path of the sample input, as the outputs' commands name it: seen from the folder that they are typed in."
  type        = string
  default     = "samples/orders.json"

  validation {
    condition     = can(regex("^[A-Za-z0-9_./-]*[A-Za-z0-9_-]$", var.sample_path))
    error_message = "sample_path has letters, digits, dots, hyphens, underscores and slashes, so that it needs no quotes in a shell or in a key."
  }
}

variable "snap_start" {
  description = "Whether a JVM package starts from a snapshot of its published version."
  type        = bool
  default     = true
}

variable "vpc_config" {
  description = "Subnets and security groups that the function is in; null is none. Its role may then make network interfaces, and the function itself may not."
  type = object({
    subnet_ids                  = list(string)
    security_group_ids          = list(string)
    ipv6_allowed_for_dual_stack = optional(bool, false)
  })
  default = null
}

variable "file_system" {
  description = "EFS file system that the function mounts: its ARN, that of the access point, the path, and whether it is written to; null is none. It needs `vpc_config`."
  type = object({
    file_system_arn  = string
    access_point_arn = string
    mount_path       = string
    writable         = optional(bool, true)
  })
  default = null
}

variable "ephemeral_storage" {
  description = "MB of /tmp, 512 to 10240; null is Lambda's default, 512."
  type        = number
  default     = null
}

variable "environment_kms_key_arn" {
  description = "ARN of the KMS key that encrypts the environment variables; null leaves it to Lambda's own."
  type        = string
  default     = null
}

variable "code_signing_config_arn" {
  description = "ARN of the code signing configuration that a package has to pass; null is none."
  type        = string
  default     = null
}

variable "provisioned_concurrency" {
  description = "Instances of the function that the alias keeps ready, and that cost whether a batch runs or not; null is none. A JVM package takes this or SnapStart."
  type        = number
  default     = null
}

variable "managed_policy_arns" {
  description = "Managed policies that the function's role has beside its own, by names that are given here to tell them apart."
  type        = map(string)
  default     = {}
}

variable "role_path" {
  description = "Path of the roles, with a slash at its beginning and end."
  type        = string
  default     = "/"
}

variable "role_name_prefix" {
  description = "What the names of the roles begin with, before the batch's name."
  type        = string
  default     = ""

  validation {
    # A role's name has 64 characters at most, of which a batch's name, the role's kind and the Region have their part.
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{0,64}$", var.role_name_prefix))
    error_message = "role_name_prefix has letters, digits and +=,.@_-"
  }
}

variable "existing_roles" {
  description = "Roles that are there already, in place of ones made here; the output `required_policies_json` says what each has to be allowed."
  type = object({
    function = optional(object({ arn = string }))
    workflow = optional(object({ arn = string }))
    upload   = optional(object({ arn = string }))
    schedule = optional(object({ arn = string }))
  })
  default = {}

  validation {
    condition     = alltrue([for role in values(var.existing_roles) : role == null || can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/.+$", role.arn))])
    error_message = "existing_roles have the ARNs of roles, such as { function = { arn = \"arn:aws:iam::123456789012:role/orders\" } }."
  }
}

variable "existing_bucket" {
  description = "A bucket that is there already, in place of one made here; nothing of it is changed. `start_on_upload` needs that it sends its events to EventBridge."
  type        = object({ name = string })
  default     = null

  validation {
    condition     = var.existing_bucket == null || var.bucket_name == null && !var.force_destroy && var.bucket_policy_json == null && length(var.lifecycle_rules) == 0 && length(var.bucket_notifications) == 0
    error_message = "bucket_name, force_destroy, bucket_policy_json, lifecycle_rules and bucket_notifications are for a bucket that is made here, and existing_bucket is not."
  }
}

variable "existing_queue" {
  description = "A queue that is there already, in place of one made here; its policy has to allow what `queue` in the output `required_policies_json` does."
  type = object({
    url = string
    arn = string
  })
  default = null

  validation {
    condition     = var.existing_queue == null || var.queue_policy_json == null
    error_message = "queue_policy_json is for a queue that is made here, and existing_queue is not."
  }
}

variable "existing_log_groups" {
  description = "Log groups that are there already, in place of ones made here."
  type = object({
    function = optional(object({ name = string }))
    workflow = optional(object({ name = string }))
  })
  default = {}
}

variable "bucket_policy_json" {
  description = "Further statements of the bucket's policy, as a policy in JSON, such as for a producer in another account; null is none."
  type        = string
  default     = null
}

variable "lifecycle_rules" {
  description = "Further lifecycle rules of the bucket, by their ids: the prefix of the objects, the days after which they expire, and those after which they go into a storage class, such as `{ input = { prefix = \"input/\", transitions = { STANDARD_IA = 30 }, expiration_days = 365 } }`."
  type = map(object({
    prefix          = string
    expiration_days = optional(number)
    transitions     = optional(map(number), {})
  }))
  default = {}
}

variable "queue_policy_json" {
  description = "Further statements of the queue's policy, as a policy in JSON; null is none."
  type        = string
  default     = null
}

variable "execution_timeout_seconds" {
  description = "Seconds after which a run ends as timed out; null is Step Functions' own limit, a year."
  type        = number
  default     = null
}

variable "state_machine_kms_key_arn" {
  description = "ARN of the KMS key that encrypts the state machine's definition and its executions' data; null leaves it to Step Functions' own. Its policy has to admit delivery.logs.amazonaws.com, where there are logs."
  type        = string
  default     = null
}

variable "schedule_kms_key_arn" {
  description = "ARN of the KMS key that encrypts the schedule's input; null leaves it to EventBridge Scheduler's own."
  type        = string
  default     = null
}

variable "additional_kms_key_arns" {
  description = "ARNs of KMS keys with which objects in the bucket are encrypted that are older than `kms_key_arn`; the workflow may read with them."
  type        = list(string)
  default     = []
}

variable "state_machine_alias" {
  description = "Name of an alias of the state machine, which is then published at every change; null is neither."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of everything here that can have some, beside the provider's default_tags."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.tags) : !startswith(lower(key), "aws:")])
    error_message = "AWS keeps tags that begin with aws: for itself."
  }
}
