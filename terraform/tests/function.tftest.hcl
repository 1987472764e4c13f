mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  location      = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
  function_name = "tenfold"
  role_name     = "tenfold-function"
  package_path  = "tests/fixtures/x86_64/function.zip"
}

run "runs_the_native_binary_for_what_it_was_built" {
  module {
    source = "./modules/function"
  }

  assert {
    condition     = aws_lambda_function.this.runtime == "provided.al2023" && aws_lambda_function.this.architectures == tolist(["x86_64"]) && length(aws_lambda_function.this.snap_start) == 0
    error_message = "A binary for x86_64 runs on provided.al2023 and x86_64."
  }

  assert {
    condition     = aws_lambda_function.this.environment[0].variables == tomap({ DISABLE_SIGNAL_HANDLERS = "true" })
    error_message = "Quarkus leaves signals to Lambda."
  }

  assert {
    condition     = aws_lambda_function.this.publish && aws_lambda_alias.this.name == "live" && aws_lambda_alias.this.function_version == aws_lambda_function.this.version
    error_message = "The alias points at the version just published."
  }

  assert {
    condition     = aws_lambda_function.this.logging_config[0].log_format == "JSON" && aws_lambda_function.this.logging_config[0].log_group == aws_cloudwatch_log_group.this[0].name && aws_cloudwatch_log_group.this[0].retention_in_days == 30
    error_message = "Logs are JSON, in a group that Terraform created, for 30 days."
  }

  assert {
    condition     = aws_lambda_function.this.reserved_concurrent_executions == -1 && length(aws_lambda_function.this.tracing_config) == 0 && length(aws_iam_role_policy.extra) == 0
    error_message = "Reserved concurrency, tracing and further permissions are off until asked for."
  }
}

run "runs_the_jvm_package_with_snapstart" {
  module {
    source = "./modules/function"
  }

  variables {
    package_type = "jvm"
    package_path = "tests/fixtures/jvm/function.zip"
  }

  assert {
    condition     = aws_lambda_function.this.runtime == "java21" && aws_lambda_function.this.architectures == tolist(["arm64"])
    error_message = "Bytecode runs on Lambda's Java, on the cheaper processors."
  }

  assert {
    condition     = aws_lambda_function.this.handler == "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest"
    error_message = "Lambda calls Quarkus' handler."
  }

  assert {
    condition     = aws_lambda_function.this.snap_start[0].apply_on == "PublishedVersions"
    error_message = "Published versions start from a snapshot."
  }
}

run "takes_what_is_given" {
  module {
    source = "./modules/function"
  }

  variables {
    environment          = { PRICE_LIST = "2026" }
    layers               = ["arn:aws:lambda:eu-west-1:123456789012:layer:AWS-Parameters-and-Secrets-Lambda-Extension:12"]
    xray_enabled         = true
    reserved_concurrency = 0
    live_version         = "2"
    policy_json          = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"dynamodb:PutItem\",\"Resource\":\"arn:aws:dynamodb:eu-west-1:123456789012:table/orders\"}]}"
  }

  assert {
    condition     = aws_lambda_function.this.environment[0].variables == tomap({ DISABLE_SIGNAL_HANDLERS = "true", PRICE_LIST = "2026" })
    error_message = "Variables are added to those that Quarkus needs."
  }

  assert {
    condition     = aws_lambda_function.this.layers == tolist(["arn:aws:lambda:eu-west-1:123456789012:layer:AWS-Parameters-and-Secrets-Lambda-Extension:12"])
    error_message = "The function has the layers."
  }

  assert {
    condition     = aws_lambda_function.this.tracing_config[0].mode == "Active" && aws_lambda_function.this.reserved_concurrent_executions == 0
    error_message = "Tracing is on, and the function stopped."
  }

  assert {
    condition     = aws_lambda_alias.this.function_version == "2"
    error_message = "The alias is rolled back."
  }

  assert {
    condition     = aws_iam_role_policy.extra[0].policy == var.policy_json
    error_message = "The processor has the further permissions it was given."
  }
}

run "runs_a_package_as_it_is_described" {
  module {
    source = "./modules/function"
  }

  variables {
    package_type = "jvm"
    package_path = "tests/fixtures/described/function.zip"
    environment  = { PRICE_LIST = "2026" }
  }

  assert {
    condition     = aws_lambda_function.this.handler == "com.acme.Orders::handleRequest" && aws_lambda_function.this.runtime == "java17"
    error_message = "Handler and runtime are those of function.json."
  }

  assert {
    condition     = aws_lambda_function.this.environment[0].variables == tomap({ PRICE_LIST = "2026", QUEUE = "orders" })
    error_message = "Variables are those of function.json, and what is given comes on top."
  }
}

run "takes_the_runtime_that_is_given" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_type = "jvm"
    package_path = "tests/fixtures/described/function.zip"
    jvm_runtime  = "java21"
  }

  assert {
    condition     = aws_lambda_function.this.runtime == "java21"
    error_message = "jvm_runtime goes before function.json."
  }
}

run "stops_at_a_package_of_the_other_type" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_type = "native"
    architecture = "arm64"
    package_path = "tests/fixtures/described/function.zip"
  }

  expect_failures = [aws_lambda_function.this]
}

run "stops_at_a_description_that_is_no_json" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_type = "jvm"
    package_path = "tests/fixtures/cut-off/function.zip"
  }

  expect_failures = [aws_lambda_function.this]
}

run "stops_at_a_description_with_a_handler_that_is_no_text" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_type = "jvm"
    package_path = "tests/fixtures/wrong-type/function.zip"
  }

  expect_failures = [aws_lambda_function.this]
}

run "stops_at_a_description_with_a_variable_that_is_no_text" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_type = "jvm"
    package_path = "tests/fixtures/wrong-environment/function.zip"
  }

  expect_failures = [aws_lambda_function.this]
}

run "stops_at_more_environment_than_lambda_takes" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    environment = { TABLE = format("%04060d", 0) }
  }

  expect_failures = [aws_lambda_function.this]
}

run "stops_without_a_package" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path = "tests/fixtures/missing/function.zip"
  }

  expect_failures = [aws_lambda_function.this]
}

run "stops_at_a_package_for_the_other_architecture" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    architecture = "arm64"
  }

  expect_failures = [aws_lambda_function.this]
}

run "stops_at_a_package_left_over_from_another_build" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path = "tests/fixtures/left-over/function.zip"
  }

  expect_failures = [aws_lambda_function.this]
}

run "stops_at_a_package_that_was_built_for_tests" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path = "tests/fixtures/test-only/function.zip"
  }

  expect_failures = [aws_lambda_function.this]
}

run "stops_when_nothing_says_what_the_package_was_built_for" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path = "tests/fixtures/unlabelled/function.zip"
  }

  expect_failures = [aws_lambda_function.this]
}

run "believes_you_when_nothing_else_says" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path = "tests/fixtures/unlabelled/function.zip"
    architecture = "arm64"
  }

  assert {
    condition     = aws_lambda_function.this.architectures == tolist(["arm64"])
    error_message = "It runs on the architecture given."
  }
}

run "makes_the_guards_table_where_it_is_asked_to" {
  module {
    source = "./modules/function"
  }

  variables {
    idempotency_days = 3
  }

  assert {
    condition     = aws_dynamodb_table.idempotency[0].name == "tenfold-idempotency" && aws_dynamodb_table.idempotency[0].hash_key == "key" && aws_dynamodb_table.idempotency[0].billing_mode == "PAY_PER_REQUEST"
    error_message = "The table has a record's key, and costs what is asked of it."
  }

  assert {
    condition     = aws_dynamodb_table.idempotency[0].ttl[0].attribute_name == "expires" && aws_dynamodb_table.idempotency[0].ttl[0].enabled
    error_message = "DynamoDB deletes what is over."
  }

  assert {
    condition     = aws_lambda_function.this.environment[0].variables == tomap({ DISABLE_SIGNAL_HANDLERS = "true", TENFOLD_IDEMPOTENCY_TABLE = "tenfold-idempotency", TENFOLD_IDEMPOTENCY_DAYS = "3" })
    error_message = "The function is told the table and the days."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.idempotency[0].policy).Statement == [{ Sid = "NoteRecords", Effect = "Allow", Action = ["dynamodb:PutItem", "dynamodb:DeleteItem"], Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/tenfold-idempotency" }]
    error_message = "The function may write items of that table, and nothing else: ${aws_iam_role_policy.idempotency[0].policy}"
  }
}

run "has_no_guard_unless_it_is_asked_for" {
  module {
    source = "./modules/function"
  }

  assert {
    condition     = length(aws_dynamodb_table.idempotency) == 0 && length(aws_iam_role_policy.idempotency) == 0
    error_message = "Nothing of the guard is there until it is asked for."
  }
}

run "refuses_wrong_values" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    function_name        = "ten.fold"
    role_name            = "with spaces"
    package_type         = "image"
    architecture         = "aarch64"
    jvm_runtime          = "java17"
    memory_size          = 127
    timeout              = 901
    environment          = { AWS_REGION = "eu-west-1" }
    layers               = ["arn:aws:lambda:eu-west-1:123456789012:layer:no-version"]
    reserved_concurrency = -2
    live_version         = "$LATEST"
    policy_json          = "{}"
    log_retention_days   = 31
    idempotency_days     = 0.5
  }

  expect_failures = [
    var.function_name, var.role_name, var.package_type, var.architecture, var.jvm_runtime, var.memory_size,
    var.timeout, var.environment, var.layers, var.reserved_concurrency, var.live_version, var.policy_json, var.log_retention_days,
    var.idempotency_days,
  ]
}
