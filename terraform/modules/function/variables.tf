variable "location" {
  description = "Where this is deployed; ARNs of what does not exist yet are made from it."
  type = object({
    partition  = string
    region     = string
    account_id = string
  })
}

variable "function_name" {
  description = "Name of the function."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.function_name))
    error_message = "A function's name has 1 to 64 letters, digits, hyphens and underscores."
  }
}

variable "role_name" {
  description = "Name of the function's role; role names are one set for all regions of an account."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", var.role_name))
    error_message = "A role's name has 1 to 64 letters, digits and +=,.@_-"
  }
}

variable "package_type" {
  description = "`native` runs the binary on `provided.al2023`; `jvm` runs the JVM package on Lambda's Java runtime with SnapStart."
  type        = string
  default     = "native"

  validation {
    condition     = contains(["native", "jvm"], var.package_type)
    error_message = "package_type is \"native\" or \"jvm\"."
  }
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

  validation {
    # https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCode.html
    condition     = var.image == null || can(regex("^[0-9]{12}\\.dkr\\.ecr\\..+/.+(:[^/:]+|@sha256:[0-9a-f]{64})$", var.image.uri))
    error_message = "image.uri is that of an image in ECR, with its tag or digest."
  }
}

variable "architecture" {
  description = "`arm64` or `x86_64`. Null takes what the package was built for, and `arm64` for a JVM package."
  type        = string
  default     = null

  validation {
    condition     = var.architecture == null || contains(["arm64", "x86_64"], coalesce(var.architecture, "arm64"))
    error_message = "architecture is \"arm64\" or \"x86_64\"."
  }
}

# Lambda has java25 with SnapStart, too (https://aws.amazon.com/blogs/compute/aws-lambda-now-supports-java-25/),
# but version 5 of the provider refuses the name, and stacks with it are to be planned.
variable "jvm_runtime" {
  description = "Lambda's Java runtime for a JVM package, `java21` or newer. Null takes what the package's function.json says, and `java21` without one."
  type        = string
  default     = null

  validation {
    condition     = var.jvm_runtime == null || can(regex("^java(2[1-9]|[3-9][0-9])$", var.jvm_runtime))
    error_message = "jvm_runtime is java21 or newer: Quarkus is compiled for Java 21."
  }
}

variable "memory_size" {
  description = "Memory in MB, which the share of a CPU goes with: 1769 MB is one whole."
  type        = number
  default     = 256

  validation {
    condition     = var.memory_size >= 128 && var.memory_size <= 10240 && floor(var.memory_size) == var.memory_size
    error_message = "memory_size is a whole number of MB from 128 to 10240."
  }
}

variable "timeout" {
  description = "Seconds that one record may take."
  type        = number
  default     = 30

  validation {
    condition     = var.timeout >= 1 && var.timeout <= 900 && floor(var.timeout) == var.timeout
    error_message = "timeout is a whole number of seconds from 1 to 900."
  }
}

variable "environment" {
  description = "Environment variables of the function. They can be read by whoever may see the function: no secrets."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.environment) : can(regex("^[A-Za-z][A-Za-z0-9_]+$", name))])
    error_message = "An environment variable's name has at least two letters, digits or underscores, and begins with a letter."
  }

  validation {
    # https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
    condition = length(setintersection(keys(var.environment), [
      "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_EXECUTION_ENV", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID",
      "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_LAMBDA_FUNCTION_NAME",
      "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE",
      "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_LAMBDA_RUNTIME_API",
      "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    ])) == 0
    error_message = "One of these environment variables is Lambda's own and cannot be set."
  }
}

variable "layers" {
  description = "ARNs of layer versions that the function has, such as AWS's Parameters and Secrets extension: at most five."
  type        = list(string)
  default     = []

  validation {
    # https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html
    condition     = length(var.layers) <= 5 && alltrue([for arn in var.layers : can(regex("^arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:layer:[A-Za-z0-9_-]+:[0-9]+$", arn))])
    error_message = "layers are at most five ARNs of versions, such as arn:aws:lambda:eu-west-1:123456789012:layer:NAME:3."
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

  validation {
    condition     = var.vpc_config == null || try(length(var.vpc_config.subnet_ids) > 0 && length(var.vpc_config.security_group_ids) > 0, false)
    error_message = "vpc_config has at least one subnet and one security group."
  }
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

  validation {
    condition     = var.file_system == null || can(regex("^/mnt/[A-Za-z0-9_.-]+$", var.file_system.mount_path))
    error_message = "file_system.mount_path begins with /mnt/, such as /mnt/data."
  }

  validation {
    condition     = var.file_system == null || var.vpc_config != null
    error_message = "file_system needs vpc_config: EFS is reached within a VPC alone."
  }
}

variable "ephemeral_storage" {
  description = "MB of /tmp, 512 to 10240; null is Lambda's default, 512."
  type        = number
  default     = null

  validation {
    condition     = var.ephemeral_storage == null ? true : var.ephemeral_storage >= 512 && var.ephemeral_storage <= 10240 && floor(var.ephemeral_storage) == var.ephemeral_storage
    error_message = "ephemeral_storage is a whole number of MB from 512 to 10240."
  }
}

variable "environment_kms_key_arn" {
  description = "ARN of the KMS key that encrypts the environment variables; null leaves it to Lambda's own."
  type        = string
  default     = null

  validation {
    condition     = var.environment_kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.environment_kms_key_arn))
    error_message = "environment_kms_key_arn is the ARN of a key, not of an alias."
  }
}

variable "code_signing_config_arn" {
  description = "ARN of the code signing configuration that a package has to pass; null is none."
  type        = string
  default     = null

  validation {
    condition     = var.code_signing_config_arn == null || can(regex("^arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:code-signing-config:csc-[a-z0-9]+$", var.code_signing_config_arn))
    error_message = "code_signing_config_arn is such as arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-0123456789abcdef0."
  }

  validation {
    condition     = var.code_signing_config_arn == null || var.image == null
    error_message = "code_signing_config_arn is for zip files: an image is signed otherwise."
  }
}

variable "provisioned_concurrency" {
  description = "Instances of the function that the alias keeps ready, and that cost whether a batch runs or not; null is none. A JVM package takes this or SnapStart."
  type        = number
  default     = null

  validation {
    condition     = var.provisioned_concurrency == null ? true : var.provisioned_concurrency >= 1 && floor(var.provisioned_concurrency) == var.provisioned_concurrency
    error_message = "provisioned_concurrency is a whole number, 1 or more, or null for none."
  }

  validation {
    # https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html
    condition     = var.provisioned_concurrency == null || var.package_type == "native" || var.image != null || !var.snap_start
    error_message = "A function with SnapStart has no provisioned concurrency: set snap_start = false."
  }
}

variable "managed_policy_arns" {
  description = "Managed policies that the function's role has beside its own, by names that are given here to tell them apart."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for arn in values(var.managed_policy_arns) : can(regex("^arn:[a-z-]+:iam::(aws|[0-9]{12}):policy/.+$", arn))])
    error_message = "managed_policy_arns are ARNs of IAM policies, such as { lookups = \"arn:aws:iam::123456789012:policy/lookups\" }."
  }
}

variable "existing_role" {
  description = "A role that is there already, in place of one made here; it has to allow what the output `role_policy_json` says, and what the record processor needs."
  type        = object({ arn = string })
  default     = null

  validation {
    condition     = var.existing_role == null || can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/.+$", var.existing_role.arn))
    error_message = "existing_role.arn is the ARN of a role."
  }
}

variable "existing_log_group" {
  description = "A log group that is there already, in place of one made here."
  type        = object({ name = string })
  default     = null
}

variable "role_path" {
  description = "Path of the role, with a slash at its beginning and end."
  type        = string
  default     = "/"

  validation {
    condition     = can(regex("^/([!-.0-~]+/)*$", var.role_path))
    error_message = "role_path begins and ends with a slash, such as /batches/."
  }
}

variable "tags" {
  description = "Tags of everything here that can have some, beside the provider's default_tags."
  type        = map(string)
  default     = {}
}

variable "reserved_concurrency" {
  description = "Number of invocations that the account sets aside for this function, and that it may not exceed. 0 stops the function; -1 sets none aside."
  type        = number
  default     = -1

  validation {
    condition     = var.reserved_concurrency >= -1 && floor(var.reserved_concurrency) == var.reserved_concurrency
    error_message = "reserved_concurrency is a whole number: 0 or more, or -1 to set none aside."
  }
}

variable "live_version" {
  description = "Version of the function that batches run, to roll back to an older one; null is the newest."
  type        = string
  default     = null

  validation {
    condition     = var.live_version == null || can(regex("^[1-9][0-9]*$", var.live_version))
    error_message = "live_version is the number of a published version, such as \"7\"."
  }
}

variable "policy_json" {
  description = "Policy with what the record processor needs beside writing its logs, as JSON; null is nothing."
  type        = string
  default     = null

  validation {
    condition     = var.policy_json == null || can(jsondecode(var.policy_json).Statement)
    error_message = "policy_json is an IAM policy as JSON: {\"Version\": \"2012-10-17\", \"Statement\": [...]}."
  }
}

variable "policy_enabled" {
  description = "Whether there is such a policy, where `policy_json` is known only when it is applied; null is whether that is given."
  type        = bool
  default     = null
}

variable "idempotency_days" {
  description = "Days for which a record that is done is answered as it was, and not processed again; makes the table of the guard in a function that was built with `tenfold.idempotency=dynamodb`. Null is without guard."
  type        = number
  default     = null

  validation {
    condition     = var.idempotency_days == null ? true : var.idempotency_days >= 1 && floor(var.idempotency_days) == var.idempotency_days
    error_message = "idempotency_days is a whole number of days, 1 or more, or null for no guard."
  }
}

variable "log_retention_days" {
  description = "Days for which the logs are kept; 0 keeps them for ever."
  type        = number
  default     = 30

  validation {
    # https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
    condition     = contains([0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days, or 0 for ever."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the logs; null leaves it to CloudWatch's own."
  type        = string
  default     = null
}

variable "xray_enabled" {
  description = "Whether invocations are traced by X-Ray."
  type        = bool
  default     = false
}

variable "permissions_boundary_arn" {
  description = "ARN of a policy that bounds what the role may do; null is none."
  type        = string
  default     = null
}
