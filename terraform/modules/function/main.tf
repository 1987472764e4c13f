locals {
  native = var.package_type == "native"

  # One of three: a file here, an object in S3, an image.
  in_s3  = var.package_s3 != null
  image  = var.image != null
  zipped = !local.in_s3 && !local.image

  # The build writes what it built beside the package.
  facts_path    = local.zipped ? "${dirname(coalesce(var.package_path, "?"))}/function.json" : local.in_s3 ? coalesce(var.package_s3.facts_path, "?") : "?"
  package_there = local.zipped ? fileexists(coalesce(var.package_path, "?")) : true
  facts         = try(jsondecode(file(local.facts_path)), {})

  # What Quarkus' functions have, for a package of which nothing is said.
  usual = {
    runtime     = local.native ? "provided.al2023" : "java21"
    handler     = local.native ? "bootstrap" : "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest"
    environment = { DISABLE_SIGNAL_HANDLERS = "true" }
  }
  runtime = try(tostring(local.facts.runtime), local.usual.runtime)
  handler = try(tostring(local.facts.handler), local.usual.handler)
  # What the guard against processing twice takes from the environment, where there is one.
  guarded = var.idempotency_days != null
  guard = local.guarded ? {
    TENFOLD_IDEMPOTENCY_TABLE = local.guard_table
    TENFOLD_IDEMPOTENCY_DAYS  = tostring(var.idempotency_days)
  } : {}
  guard_table = "${var.function_name}-idempotency"
  # An image starts what it says itself.
  usual_environment = local.image ? {} : local.usual.environment
  environment       = merge(try(tomap({ for name, value in local.facts.environment : name => tostring(value) }), local.usual_environment), local.guard, var.environment)

  built_for       = local.native ? try(local.facts.architecture, null) : null
  expected_sha256 = local.zipped ? try(local.facts.sha256, null) : null
  # Bytecode runs anywhere, and arm64 is the cheaper of the two. For a binary that nothing is known of it
  # stands in until the precondition below stops the plan; `destroy` needs no package and goes on.
  architecture       = coalesce(var.architecture, local.built_for, "arm64")
  architecture_known = !local.native && !local.image || var.architecture != null || local.built_for != null

  package       = local.image ? var.image.uri : local.in_s3 ? "s3://${var.package_s3.bucket}/${var.package_s3.key}" : coalesce(var.package_path, "?")
  build_command = local.native ? "make native ARCH=${local.architecture}" : "make package"

  function_arn   = "arn:${var.location.partition}:lambda:${var.location.region}:${var.location.account_id}:function:${var.function_name}"
  alias          = "live"
  own_log_group  = var.existing_log_group == null
  log_group_name = var.existing_log_group != null ? var.existing_log_group.name : "/aws/lambda/${var.function_name}"
  log_group_arn  = "arn:${var.location.partition}:logs:${var.location.region}:${var.location.account_id}:log-group:${local.log_group_name}"

  role_arn = var.existing_role != null ? var.existing_role.arn : aws_iam_role.this[0].arn

  # What Lambda does for the function, and the function's own code may not do with the same role.
  # https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-best-practice
  network_actions = [
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
  ]
}

# The provider takes another path for other code. It is given the path of the first package that had these
# bytes: a CI job's package lies elsewhere each time. It reads the file where it uploads it, so whatever has
# it do so (new bytes, another architecture or name) takes the path as it is then.
resource "terraform_data" "package" {
  input            = var.package_path
  triggers_replace = [local.zipped && local.package_there ? filebase64sha256(var.package_path) : null, local.architecture, var.function_name]

  lifecycle {
    ignore_changes = [input]
  }
}

resource "aws_lambda_function" "this" {
  function_name = var.function_name
  description   = "Processes one record of a batch."
  role          = local.role_arn
  tags          = var.tags

  filename         = local.zipped ? terraform_data.package.input : null
  source_code_hash = local.zipped && local.package_there ? filebase64sha256(var.package_path) : null
  publish          = true

  s3_bucket         = local.in_s3 ? var.package_s3.bucket : null
  s3_key            = local.in_s3 ? var.package_s3.key : null
  s3_object_version = local.in_s3 ? var.package_s3.object_version : null

  package_type = local.image ? "Image" : "Zip"
  image_uri    = local.image ? var.image.uri : null

  runtime       = local.image ? null : local.native ? local.runtime : coalesce(var.jvm_runtime, local.runtime)
  handler       = local.image ? null : local.handler
  architectures = [local.architecture]
  layers        = var.layers

  memory_size                    = var.memory_size
  timeout                        = var.timeout
  reserved_concurrent_executions = var.reserved_concurrency

  kms_key_arn             = var.environment_kms_key_arn
  code_signing_config_arn = var.code_signing_config_arn

  environment {
    variables = local.environment
  }

  # Lambda's defaults, written down: what it returns and nobody wrote looks like a change to the
  # provider, which would then have every plan publish a new version.
  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "INFO"
    log_group             = local.own_log_group ? aws_cloudwatch_log_group.this[0].name : local.log_group_name
  }

  dynamic "snap_start" {
    for_each = local.native || local.image || !var.snap_start ? [] : [1]

    content {
      apply_on = "PublishedVersions"
    }
  }

  dynamic "image_config" {
    for_each = try(coalesce(var.image.command, var.image.entry_point, [var.image.working_directory]), null) == null ? [] : [var.image]

    content {
      command           = image_config.value.command
      entry_point       = image_config.value.entry_point
      working_directory = image_config.value.working_directory
    }
  }

  dynamic "ephemeral_storage" {
    for_each = var.ephemeral_storage == null ? [] : [var.ephemeral_storage]

    content {
      size = ephemeral_storage.value
    }
  }

  dynamic "vpc_config" {
    for_each = var.vpc_config == null ? [] : [var.vpc_config]

    content {
      subnet_ids                  = vpc_config.value.subnet_ids
      security_group_ids          = vpc_config.value.security_group_ids
      ipv6_allowed_for_dual_stack = vpc_config.value.ipv6_allowed_for_dual_stack
    }
  }

  dynamic "file_system_config" {
    for_each = var.file_system == null ? [] : [var.file_system]

    content {
      arn              = file_system_config.value.access_point_arn
      local_mount_path = file_system_config.value.mount_path
    }
  }

  dynamic "tracing_config" {
    for_each = var.xray_enabled ? [1] : []

    content {
      mode = "Active"
    }
  }

  lifecycle {
    precondition {
      condition     = length([for given in [var.package_path != null, local.in_s3, local.image] : given if given]) == 1
      error_message = "The package is one of package_path, package_s3 and image."
    }

    precondition {
      condition     = local.package_there
      error_message = "There is no function package at ${coalesce(var.package_path, "?")}. Build it: ${local.build_command}"
    }

    precondition {
      condition = !fileexists(local.facts_path) || can({
        object      = keys(jsondecode(file(local.facts_path)))
        text        = [for name in ["packageType", "handler", "runtime", "architecture", "sha256"] : regex("^\"", jsonencode(try(local.facts[name], "")))]
        environment = [for name, value in try(local.facts.environment, {}) : regex("^\"", jsonencode(value))]
      })
      error_message = "${local.facts_path} is not what the build writes: it has to be a JSON object whose handler, runtime, sha256 and the like are text, and whose environment is an object of texts. Build the package again: ${local.build_command}"
    }

    precondition {
      condition     = !local.package_there || try(local.facts.packageType, var.package_type) == var.package_type
      error_message = "${local.package} is a ${try(local.facts.packageType, "?")} package, as ${local.facts_path} says, and package_type is ${var.package_type}. Set package_type to what it is, or build it: ${local.build_command}"
    }

    precondition {
      # https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
      condition     = length(jsonencode(local.environment)) <= 4096
      error_message = "All environment variables together have at most 4 KB, with those that the package needs: ${join(", ", keys(local.environment))}."
    }

    precondition {
      condition     = !local.package_there || local.architecture_known
      error_message = local.zipped ? "Nothing says which architecture ${local.package} was built for: ${local.facts_path} is missing. Build it: ${local.build_command} (or set architecture, if you know)." : "Nothing says which architecture ${local.package} was built for: set architecture${local.in_s3 ? ", or package_s3.facts_path to the function.json of its build" : ""}."
    }

    precondition {
      condition     = !local.package_there || local.built_for == null || local.built_for == local.architecture
      error_message = "${local.package} was built for ${coalesce(local.built_for, "?")}, and the function is to run on ${local.architecture}. Build it: ${local.build_command}"
    }

    precondition {
      condition     = !local.package_there || local.expected_sha256 == null || local.expected_sha256 == try(filesha256(var.package_path), "")
      error_message = "${local.package} is not the file that ${local.facts_path} describes: one of them is left over from another build. Build it: ${local.build_command}"
    }

    precondition {
      condition     = !local.package_there || try(local.facts.deployable, true)
      error_message = "${local.package} was built for tests on one machine and would not start on Lambda: ${join("; ", try(local.facts.objections, []))}. Build it with a GraalVM, Docker or Podman: ${local.build_command}"
    }
  }

  depends_on = [aws_iam_role_policy.this, aws_iam_role_policy.idempotency, aws_iam_role_policy_attachment.managed]
}

# What the workflow invokes. Rolling back is to point it at an older version: docs/operations.md.
resource "aws_lambda_alias" "this" {
  name             = local.alias
  description      = "The version that batches run."
  function_name    = aws_lambda_function.this.function_name
  function_version = coalesce(var.live_version, aws_lambda_function.this.version)
}

resource "aws_lambda_provisioned_concurrency_config" "this" {
  count = var.provisioned_concurrency == null ? 0 : 1

  function_name                     = aws_lambda_function.this.function_name
  qualifier                         = aws_lambda_alias.this.name
  provisioned_concurrent_executions = var.provisioned_concurrency
}

# Created here and not by Lambda, which would keep its logs for ever.
resource "aws_cloudwatch_log_group" "this" {
  count = local.own_log_group ? 1 : 0

  tags = var.tags

  name              = local.log_group_name
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_iam_role" "this" {
  count = var.existing_role == null ? 1 : 0

  name                 = var.role_name
  path                 = var.role_path
  tags                 = var.tags
  description          = "What the function ${var.function_name} may do."
  permissions_boundary = var.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "ThisFunction"
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.location.account_id }
        # The second is any version or alias of it.
        ArnLike = { "aws:SourceArn" = [local.function_arn, "${local.function_arn}:*"] }
      }
    }]
  })
}

locals {
  # Of the role made here, or to be given to the one that is there already.
  role_policy = {
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid    = "WriteOwnLogs"
        Effect = "Allow"
        Action = ["logs:CreateLogStream", "logs:PutLogEvents"]
        # The streams of one group: Lambda names them, so they cannot be named here.
        # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
        Resource = "${local.log_group_arn}:*"
      }],
      var.xray_enabled ? [{
        Sid    = "SendTraces"
        Effect = "Allow"
        Action = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
        # X-Ray has no resource to name for these two.
        # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
        Resource = "*"
      }] : [],
      [
        for statement in [{
          Sid    = "ConnectToVpc"
          Effect = "Allow"
          Action = local.network_actions
          # What describes has no resource to name, and what creates names interfaces that are not there yet.
          # https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
          Resource = "*"
          }, {
          Sid       = "NotFromTheFunctionItself"
          Effect    = "Deny"
          Action    = local.network_actions
          Resource  = "*"
          Condition = { ArnEquals = { "lambda:SourceFunctionArn" = [local.function_arn] } }
        }] : statement if var.vpc_config != null
      ],
      var.file_system == null ? [] : [{
        Sid       = "MountFileSystem"
        Effect    = "Allow"
        Action    = concat(["elasticfilesystem:ClientMount"], var.file_system.writable ? ["elasticfilesystem:ClientWrite"] : [])
        Resource  = var.file_system.file_system_arn
        Condition = { StringEquals = { "elasticfilesystem:AccessPointArn" = var.file_system.access_point_arn } }
      }],
      var.environment_kms_key_arn == null ? [] : [{
        Sid       = "DecryptEnvironment"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = var.environment_kms_key_arn
        Condition = { StringEquals = { "kms:EncryptionContext:aws:lambda:FunctionArn" = local.function_arn } }
      }],
    )
  }
}

resource "aws_iam_role_policy" "this" {
  count = var.existing_role == null ? 1 : 0

  name   = "function"
  role   = aws_iam_role.this[0].id
  policy = jsonencode(local.role_policy)
}

resource "aws_iam_role_policy_attachment" "managed" {
  for_each = var.existing_role == null ? var.managed_policy_arns : {}

  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

# The guard's notes: who has a record, and what it was answered with. Each says itself when it ends.
resource "aws_dynamodb_table" "idempotency" {
  count = local.guarded ? 1 : 0

  name         = local.guard_table
  tags         = var.tags
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "key"

  attribute {
    name = "key"
    type = "S"
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  # Otherwise by DynamoDB's own key.
  dynamic "server_side_encryption" {
    for_each = var.kms_key_arn == null ? [] : [1]

    content {
      enabled     = true
      kms_key_arn = var.kms_key_arn
    }
  }
}

locals {
  guard_policy = {
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid      = "NoteRecords"
        Effect   = "Allow"
        Action   = ["dynamodb:PutItem", "dynamodb:DeleteItem"]
        Resource = "arn:${var.location.partition}:dynamodb:${var.location.region}:${var.location.account_id}:table/${local.guard_table}"
      }],
      var.kms_key_arn == null ? [] : [{
        Sid      = "UseKey"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = var.kms_key_arn
        # DynamoDB asks for the table's key in the function's name.
        # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
        Condition = { StringEquals = { "kms:ViaService" = "dynamodb.${var.location.region}.amazonaws.com" } }
      }],
    )
  }
}

resource "aws_iam_role_policy" "idempotency" {
  count = local.guarded && var.existing_role == null ? 1 : 0

  name   = "idempotency"
  role   = aws_iam_role.this[0].id
  policy = jsonencode(local.guard_policy)
}

resource "aws_iam_role_policy" "extra" {
  count = var.existing_role == null && (var.policy_enabled == null ? var.policy_json != null : var.policy_enabled) ? 1 : 0

  name   = "processor"
  role   = aws_iam_role.this[0].id
  policy = var.policy_json
}

# What has a `count` since it can be somebody else's.

moved {
  from = aws_iam_role.this
  to   = aws_iam_role.this[0]
}

moved {
  from = aws_iam_role_policy.this
  to   = aws_iam_role_policy.this[0]
}

moved {
  from = aws_cloudwatch_log_group.this
  to   = aws_cloudwatch_log_group.this[0]
}
