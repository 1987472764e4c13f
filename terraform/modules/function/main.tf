locals {
  native = var.package_type == "native"

  # The build writes what it built beside the package.
  facts_path    = "${dirname(var.package_path)}/function.json"
  package_there = fileexists(var.package_path)
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
  environment = merge(try(tomap({ for name, value in local.facts.environment : name => tostring(value) }), local.usual.environment), local.guard, var.environment)

  built_for       = local.native ? try(local.facts.architecture, null) : null
  expected_sha256 = try(local.facts.sha256, null)
  # Bytecode runs anywhere, and arm64 is the cheaper of the two. For a binary that nothing is known of it
  # stands in until the precondition below stops the plan; `destroy` needs no package and goes on.
  architecture       = coalesce(var.architecture, local.built_for, "arm64")
  architecture_known = !local.native || var.architecture != null || local.built_for != null

  build_command = local.native ? "make native ARCH=${local.architecture}" : "make package"

  function_arn   = "arn:${var.location.partition}:lambda:${var.location.region}:${var.location.account_id}:function:${var.function_name}"
  alias          = "live"
  log_group_name = "/aws/lambda/${var.function_name}"
  log_group_arn  = "arn:${var.location.partition}:logs:${var.location.region}:${var.location.account_id}:log-group:${local.log_group_name}"
}

# The provider takes another path for other code. It is given the path of the first package that had these
# bytes: a CI job's package lies elsewhere each time. It reads the file where it uploads it, so whatever has
# it do so (new bytes, another architecture or name) takes the path as it is then.
resource "terraform_data" "package" {
  input            = var.package_path
  triggers_replace = [local.package_there ? filebase64sha256(var.package_path) : null, local.architecture, var.function_name]

  lifecycle {
    ignore_changes = [input]
  }
}

resource "aws_lambda_function" "this" {
  function_name = var.function_name
  description   = "Processes one record of a batch."
  role          = aws_iam_role.this.arn

  filename         = terraform_data.package.input
  source_code_hash = local.package_there ? filebase64sha256(var.package_path) : null
  publish          = true

  runtime       = local.native ? local.runtime : coalesce(var.jvm_runtime, local.runtime)
  handler       = local.handler
  architectures = [local.architecture]
  layers        = var.layers

  memory_size                    = var.memory_size
  timeout                        = var.timeout
  reserved_concurrent_executions = var.reserved_concurrency

  environment {
    variables = local.environment
  }

  # Lambda's defaults, written down: what it returns and nobody wrote looks like a change to the
  # provider, which would then have every plan publish a new version.
  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "INFO"
    log_group             = aws_cloudwatch_log_group.this.name
  }

  dynamic "snap_start" {
    for_each = local.native ? [] : [1]

    content {
      apply_on = "PublishedVersions"
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
      condition     = local.package_there
      error_message = "There is no function package at ${var.package_path}. Build it: ${local.build_command}"
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
      error_message = "${var.package_path} is a ${try(local.facts.packageType, "?")} package, as ${local.facts_path} says, and package_type is ${var.package_type}. Set package_type to what it is, or build it: ${local.build_command}"
    }

    precondition {
      # https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
      condition     = length(jsonencode(local.environment)) <= 4096
      error_message = "All environment variables together have at most 4 KB, with those that the package needs: ${join(", ", keys(local.environment))}."
    }

    precondition {
      condition     = !local.package_there || local.architecture_known
      error_message = "Nothing says which architecture ${var.package_path} was built for: ${local.facts_path} is missing. Build it: ${local.build_command} (or set architecture, if you know)."
    }

    precondition {
      condition     = !local.package_there || local.built_for == null || local.built_for == local.architecture
      error_message = "${var.package_path} was built for ${coalesce(local.built_for, "?")}, and the function is to run on ${local.architecture}. Build it: ${local.build_command}"
    }

    precondition {
      condition     = !local.package_there || local.expected_sha256 == null || local.expected_sha256 == try(filesha256(var.package_path), "")
      error_message = "${var.package_path} is not the file that ${local.facts_path} describes: one of them is left over from another build. Build it: ${local.build_command}"
    }

    precondition {
      condition     = !local.package_there || try(local.facts.deployable, true)
      error_message = "${var.package_path} was built for tests on one machine and would not start on Lambda: ${join("; ", try(local.facts.objections, []))}. Build it with a GraalVM, Docker or Podman: ${local.build_command}"
    }
  }

  depends_on = [aws_iam_role_policy.this, aws_iam_role_policy.idempotency]
}

# What the workflow invokes. Rolling back is to point it at an older version: docs/operations.md.
resource "aws_lambda_alias" "this" {
  name             = local.alias
  description      = "The version that batches run."
  function_name    = aws_lambda_function.this.function_name
  function_version = coalesce(var.live_version, aws_lambda_function.this.version)
}

# Created here and not by Lambda, which would keep its logs for ever.
resource "aws_cloudwatch_log_group" "this" {
  name              = local.log_group_name
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_iam_role" "this" {
  name                 = var.role_name
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

resource "aws_iam_role_policy" "this" {
  name = "function"
  role = aws_iam_role.this.id

  policy = jsonencode({
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
    )
  })
}

# The guard's notes: who has a record, and what it was answered with. Each says itself when it ends.
resource "aws_dynamodb_table" "idempotency" {
  count = local.guarded ? 1 : 0

  name         = local.guard_table
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

resource "aws_iam_role_policy" "idempotency" {
  count = local.guarded ? 1 : 0

  name = "idempotency"
  role = aws_iam_role.this.id

  policy = jsonencode({
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
  })
}

resource "aws_iam_role_policy" "extra" {
  count = var.policy_json == null ? 0 : 1

  name   = "processor"
  role   = aws_iam_role.this.id
  policy = var.policy_json
}
