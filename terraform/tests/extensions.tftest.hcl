# What an organisation connects to a batch: each extension arrives where it is used, and allows what it
# needs and no more. That the defaults allow nothing of it: policies.py.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  package_path  = "tests/fixtures/x86_64/function.zip"
  force_destroy = true # a mocked bucket cannot be looked into before it is destroyed
  location      = { region = "eu-west-1", account_id = "123456789012" }
}

run "connects_the_function" {
  module {
    source = "./modules/function"
  }

  variables {
    location                = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
    function_name           = "orders"
    role_name               = "orders-function"
    role_path               = "/batches/"
    vpc_config              = { subnet_ids = ["subnet-1", "subnet-2"], security_group_ids = ["sg-1"] }
    file_system             = { file_system_arn = "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-1", access_point_arn = "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-1", mount_path = "/mnt/data", writable = false }
    ephemeral_storage       = 2048
    environment_kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/environment"
    code_signing_config_arn = "arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-0123456789abcdef0"
    managed_policy_arns     = { lookups = "arn:aws:iam::123456789012:policy/lookups" }
    provisioned_concurrency = 3
    tags                    = { CostCentre = "42" }
  }

  assert {
    condition     = toset(aws_lambda_function.this.vpc_config[0].subnet_ids) == toset(["subnet-1", "subnet-2"]) && toset(aws_lambda_function.this.vpc_config[0].security_group_ids) == toset(["sg-1"])
    error_message = "The function is in the subnets and groups given."
  }

  assert {
    condition     = aws_lambda_function.this.file_system_config[0].local_mount_path == "/mnt/data" && endswith(aws_lambda_function.this.file_system_config[0].arn, "access-point/fsap-1") && aws_lambda_function.this.ephemeral_storage[0].size == 2048
    error_message = "It mounts the file system, and has the storage asked for."
  }

  assert {
    condition     = endswith(aws_lambda_function.this.kms_key_arn, "key/environment") && endswith(aws_lambda_function.this.code_signing_config_arn, "csc-0123456789abcdef0")
    error_message = "Its environment is encrypted with the key given, its package has to be signed."
  }

  assert {
    condition = {
      for statement in jsondecode(aws_iam_role_policy.this[0].policy).Statement :
      statement.Sid => [statement.Effect, statement.Action, statement.Resource, try(statement.Condition, null)] if statement.Sid != "WriteOwnLogs"
      } == {
      ConnectToVpc             = ["Allow", local.network_actions, "*", null]
      NotFromTheFunctionItself = ["Deny", local.network_actions, "*", { ArnEquals = { "lambda:SourceFunctionArn" = ["arn:aws:lambda:eu-west-1:123456789012:function:orders"] } }]
      MountFileSystem          = ["Allow", ["elasticfilesystem:ClientMount"], "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-1", { StringEquals = { "elasticfilesystem:AccessPointArn" = "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-1" } }]
      DecryptEnvironment       = ["Allow", "kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/environment", { StringEquals = { "kms:EncryptionContext:aws:lambda:FunctionArn" = "arn:aws:lambda:eu-west-1:123456789012:function:orders" } }]
    }
    error_message = "The role has what these need: ${aws_iam_role_policy.this[0].policy}"
  }

  assert {
    condition     = aws_iam_role_policy_attachment.managed["lookups"].policy_arn == "arn:aws:iam::123456789012:policy/lookups" && aws_iam_role.this[0].path == "/batches/"
    error_message = "The role has the managed policy, and its path."
  }

  assert {
    condition     = aws_lambda_provisioned_concurrency_config.this[0].qualifier == "live" && aws_lambda_provisioned_concurrency_config.this[0].provisioned_concurrent_executions == 3
    error_message = "The alias that batches run is kept ready."
  }

  assert {
    condition     = aws_lambda_function.this.tags["CostCentre"] == "42" && aws_iam_role.this[0].tags["CostCentre"] == "42" && aws_cloudwatch_log_group.this[0].tags["CostCentre"] == "42"
    error_message = "What can have tags has them."
  }
}

run "takes_a_package_from_s3" {
  module {
    source = "./modules/function"
  }

  variables {
    location      = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
    function_name = "orders"
    role_name     = "orders-function"
    package_path  = null
    package_s3    = { bucket = "artifacts", key = "orders/1.4.0/function.zip", object_version = "3HL4kqtJlcpXroDTDmJ", facts_path = "tests/fixtures/arm64/function.json" }
  }

  assert {
    condition     = aws_lambda_function.this.filename == null && [aws_lambda_function.this.s3_bucket, aws_lambda_function.this.s3_key, aws_lambda_function.this.s3_object_version] == ["artifacts", "orders/1.4.0/function.zip", "3HL4kqtJlcpXroDTDmJ"]
    error_message = "Lambda takes the package from where it is."
  }

  assert {
    condition     = aws_lambda_function.this.architectures == tolist(["arm64"]) && aws_lambda_function.this.runtime == "provided.al2023"
    error_message = "What the build said of it holds."
  }
}

run "refuses_a_native_package_in_s3_of_which_nothing_is_known" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    location      = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
    function_name = "orders"
    role_name     = "orders-function"
    package_path  = null
    package_s3    = { bucket = "artifacts", key = "orders/1.4.0/function.zip" }
  }

  expect_failures = [aws_lambda_function.this]
}

run "takes_an_image" {
  module {
    source = "./modules/function"
  }

  variables {
    location      = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
    function_name = "orders"
    role_name     = "orders-function"
    package_path  = null
    package_type  = "jvm"
    architecture  = "arm64"
    image         = { uri = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders:1.4.0", command = ["com.acme.Orders::handle"] }
  }

  assert {
    condition     = aws_lambda_function.this.package_type == "Image" && aws_lambda_function.this.image_uri == var.image.uri && aws_lambda_function.this.image_config[0].command == tolist(["com.acme.Orders::handle"])
    error_message = "Lambda starts the image, with its command."
  }

  assert {
    condition     = aws_lambda_function.this.filename == null && aws_lambda_function.this.handler == null && aws_lambda_function.this.runtime == null && length(aws_lambda_function.this.snap_start) == 0
    error_message = "An image has neither handler nor runtime, and no SnapStart."
  }
}

run "refuses_two_packages" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    location      = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
    function_name = "orders"
    role_name     = "orders-function"
    architecture  = "arm64"
    image         = { uri = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders:1.4.0" }
  }

  expect_failures = [aws_lambda_function.this]
}

run "refuses_an_image_and_a_network_that_are_none" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    location      = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
    function_name = "orders"
    role_name     = "orders-function"
    image         = { uri = "docker.io/orders" }
    vpc_config    = { subnet_ids = [], security_group_ids = ["sg-1"] }
  }

  expect_failures = [var.image, var.vpc_config]
}

run "refuses_wrong_values_of_the_function" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    location                = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
    function_name           = "orders"
    role_name               = "orders-function"
    file_system             = { file_system_arn = "fs", access_point_arn = "ap", mount_path = "/mnt/data" } # and no vpc_config
    ephemeral_storage       = 511
    environment_kms_key_arn = "alias/mine"
    code_signing_config_arn = "mine"
    provisioned_concurrency = 0.5
    managed_policy_arns     = { all = "AdministratorAccess" }
    existing_role           = { arn = "orders" }
    role_path               = "batches"
  }

  expect_failures = [
    var.file_system, var.ephemeral_storage, var.environment_kms_key_arn, var.code_signing_config_arn,
    var.provisioned_concurrency, var.managed_policy_arns, var.existing_role, var.role_path,
  ]
}

run "refuses_provisioned_concurrency_beside_snap_start" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    location                = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
    function_name           = "orders"
    role_name               = "orders-function"
    package_type            = "jvm"
    package_path            = "tests/fixtures/jvm/function.zip"
    provisioned_concurrency = 1
  }

  expect_failures = [var.provisioned_concurrency]
}

run "connects_the_batch" {
  module {
    source = "./modules/batch"
  }

  variables {
    name                      = "orders"
    role_path                 = "/batches/"
    role_name_prefix          = "team-"
    bucket_policy_json        = jsonencode({ Version = "2012-10-17", Statement = { Sid = "Producer", Effect = "Allow", Principal = { AWS = "arn:aws:iam::210987654321:role/producer" }, Action = "s3:PutObject", Resource = "arn:aws:s3:::orders-123456789012-eu-west-1/input/*" } })
    queue_policy_json         = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "Reader", Effect = "Allow", Principal = { AWS = "arn:aws:iam::210987654321:role/reader" }, Action = "sqs:ReceiveMessage", Resource = "*" }] })
    lifecycle_rules           = { input = { prefix = "input/", transitions = { STANDARD_IA = 30 }, expiration_days = 365 } }
    execution_timeout_seconds = 86400
    state_machine_kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/machine"
    state_machine_alias       = "live"
    additional_kms_key_arns   = ["arn:aws:kms:eu-west-1:123456789012:key/older"]
    schedule                  = { expression = "cron(0 6 * * ? *)", input = { key = "input/orders.json" } }
    schedule_kms_key_arn      = "arn:aws:kms:eu-west-1:123456789012:key/schedule"
    tags                      = { CostCentre = "42" }
  }

  assert {
    condition     = jsondecode(module.workflow.definition).TimeoutSeconds == 86400
    error_message = "A run ends after the time given."
  }

  assert {
    condition     = [for statement in jsondecode(output.required_policies_json.queue).Statement : statement.Sid] == ["RolesOfThisBatch", "EventRulesOfThisBatch", "DenyPlainHttp", "Reader"]
    error_message = "The queue's policy has the statement given, behind its own."
  }

  assert {
    condition     = jsondecode(output.required_policies_json.queue).Statement[0].Condition.ArnEquals["aws:PrincipalArn"] == ["arn:aws:iam::123456789012:role/batches/team-orders-workflow-eu-west-1", "arn:aws:iam::123456789012:role/batches/team-orders-schedule-eu-west-1"]
    error_message = "The queue knows the role by its path and prefix."
  }

  assert {
    condition = {
      for statement in jsondecode(output.required_policies_json.workflow).Statement :
      statement.Sid => [statement.Action, statement.Resource, try(statement.Condition.StringEquals, null)] if contains(["ReadWithOlderKeys", "UseOwnKey", "EncryptLogDelivery"], statement.Sid)
      } == {
      ReadWithOlderKeys  = ["kms:Decrypt", ["arn:aws:kms:eu-west-1:123456789012:key/older"], null]
      UseOwnKey          = [["kms:Decrypt", "kms:GenerateDataKey"], "arn:aws:kms:eu-west-1:123456789012:key/machine", { "kms:EncryptionContext:aws:states:stateMachineArn" = [for end in ["", "/FailureCounts", "/Batches", "/Records"] : "arn:aws:states:eu-west-1:123456789012:stateMachine:orders${end}"] }]
      EncryptLogDelivery = ["kms:GenerateDataKey", "arn:aws:kms:eu-west-1:123456789012:key/machine", { "kms:EncryptionContext:SourceArn" = "arn:aws:logs:eu-west-1:123456789012:*" }]
    }
    error_message = "The workflow may use the keys given for what they are given, and no more."
  }

  assert {
    condition     = one([for statement in jsondecode(output.required_policies_json.schedule).Statement : [statement.Action, statement.Resource, statement.Condition.StringEquals] if statement.Sid == "ReadSchedule"]) == ["kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/schedule", { "kms:EncryptionContext:aws:scheduler:schedule:arn" = "arn:aws:scheduler:eu-west-1:123456789012:schedule/orders/orders" }]
    error_message = "The schedule's role may read what the schedule says, with its key."
  }

  assert {
    condition     = output.state_machine_alias_arn != null
    error_message = "There is an alias to start."
  }
}

run "connects_the_state_machine" {
  module {
    source = "./modules/workflow"
  }

  variables {
    location           = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
    name               = "orders"
    role_names         = { workflow = "w", upload = "u", schedule = "s" }
    definition_path    = "../statemachine.asl.json"
    bucket_name        = "orders-data"
    bucket_arn         = "arn:aws:s3:::orders-data"
    input_prefix       = "input"
    results_prefix     = "results"
    function_alias_arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders:live"
    queue_url          = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders-failures"
    queue_arn          = "arn:aws:sqs:eu-west-1:123456789012:orders-failures"
    upload_rule_name   = "orders-upload"
    schedule           = { expression = "cron(0 6 * * ? *)", input = { key = "input/orders.json" } }

    encryption_kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/machine"
    schedule_kms_key_arn   = "arn:aws:kms:eu-west-1:123456789012:key/schedule"
    alias                  = "live"
  }

  assert {
    condition     = one(aws_sfn_state_machine.this.encryption_configuration).type == "CUSTOMER_MANAGED_KMS_KEY" && endswith(one(aws_sfn_state_machine.this.encryption_configuration).kms_key_id, "key/machine")
    error_message = "The definition and the executions' data are encrypted with the key given."
  }

  assert {
    condition     = endswith(aws_scheduler_schedule.this[0].kms_key_arn, "key/schedule")
    error_message = "So is the schedule, with its own."
  }

  assert {
    condition     = aws_sfn_state_machine.this.publish && aws_sfn_alias.this[0].name == "live" && one(aws_sfn_alias.this[0].routing_configuration).state_machine_version_arn == aws_sfn_state_machine.this.state_machine_version_arn
    error_message = "The alias runs the version just published."
  }
}

run "adds_to_the_bucket" {
  module {
    source = "./modules/storage"
  }

  variables {
    bucket_name     = "tenfold-123456789012-eu-west-1"
    region          = "eu-west-1"
    policy_json     = jsonencode({ Version = "2012-10-17", Statement = { Sid = "Producer", Effect = "Allow", Principal = { AWS = "arn:aws:iam::210987654321:role/producer" }, Action = "s3:PutObject", Resource = "*" } })
    lifecycle_rules = { input = { prefix = "input/", transitions = { STANDARD_IA = 30 }, expiration_days = 365 } }
    tags            = { CostCentre = "42" }
  }

  assert {
    condition     = [for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : statement.Sid] == ["DenyPlainHttp", "DenyOldTls", "Producer"]
    error_message = "The bucket's policy has the statement given, behind its own."
  }

  assert {
    condition = one([
      for rule in aws_s3_bucket_lifecycle_configuration.this.rule :
      [rule.filter[0].prefix, rule.expiration[0].days, one(rule.transition).days, one(rule.transition).storage_class] if rule.id == "input"
    ]) == ["input/", 365, 30, "STANDARD_IA"]
    error_message = "The rule given is one of the bucket's."
  }

  assert {
    condition     = aws_s3_bucket.this.tags["CostCentre"] == "42"
    error_message = "The bucket has the tags given."
  }
}

run "uses_what_is_there_already" {
  module {
    source = "./modules/batch"
  }

  variables {
    name                = "orders"
    force_destroy       = false
    existing_bucket     = { name = "orders-data" }
    existing_queue      = { url = "https://sqs.eu-west-1.amazonaws.com/123456789012/failures", arn = "arn:aws:sqs:eu-west-1:123456789012:failures" }
    existing_log_groups = { function = { name = "/team/orders/function" }, workflow = { name = "/team/orders/workflow" } }
    existing_roles = {
      function = { arn = "arn:aws:iam::123456789012:role/orders-function" }
      workflow = { arn = "arn:aws:iam::123456789012:role/orders-workflow" }
      upload   = { arn = "arn:aws:iam::123456789012:role/orders-upload" }
      schedule = { arn = "arn:aws:iam::123456789012:role/orders-schedule" }
    }
    start_on_upload = true
    schedule        = { expression = "cron(0 6 * * ? *)", input = { key = "input/orders.json" } }
  }

  assert {
    condition     = length(module.storage) == 0 && output.bucket == "orders-data" && strcontains(jsondecode(module.workflow.definition).States.CheckInput.Assign.bucket, "'orders-data'")
    error_message = "No bucket is made, and the workflow reads from the one given."
  }

  assert {
    condition     = output.queue_url == "https://sqs.eu-west-1.amazonaws.com/123456789012/failures" && output.queue_arn == "arn:aws:sqs:eu-west-1:123456789012:failures" && module.notification.queue_name == "failures"
    error_message = "The workflow reports to the queue given."
  }

  assert {
    condition     = output.log_groups == { function = "/team/orders/function", workflow = "/team/orders/workflow" }
    error_message = "Logs go where they are asked to go."
  }

  assert {
    condition     = module.function.role_arn == "arn:aws:iam::123456789012:role/orders-function" && module.workflow.role_arn == "arn:aws:iam::123456789012:role/orders-workflow"
    error_message = "The roles given are the ones taken."
  }

  assert {
    condition     = jsondecode(output.required_policies_json.queue).Statement[0].Condition.ArnEquals["aws:PrincipalArn"] == ["arn:aws:iam::123456789012:role/orders-workflow", "arn:aws:iam::123456789012:role/orders-schedule"]
    error_message = "What the queue has to allow names the roles given."
  }

  assert {
    condition     = one([for statement in jsondecode(output.required_policies_json.function).Statement : statement.Resource if statement.Sid == "WriteOwnLogs"]) == "arn:aws:logs:eu-west-1:123456789012:log-group:/team/orders/function:*"
    error_message = "What the function's role has to be allowed names the log group given."
  }

  assert {
    condition = alltrue([for name in ["arn:aws:s3:::orders-data/", "arn:aws:sqs:eu-west-1:123456789012:failures"] : strcontains(output.operator_policy_json, name)]) && (
      alltrue([for role in ["function", "workflow", "upload", "schedule"] : strcontains(output.deployer_policy_json.runs, "role/orders-${role}\"")])
    )
    error_message = "The policies for people and jobs name what is given: ${output.operator_policy_json} ${output.deployer_policy_json.runs}"
  }
}

run "refuses_wrong_values_of_the_batch" {
  command = plan

  module {
    source = "./modules/batch"
  }

  variables {
    location          = { region = "Ireland", account_id = "1" }
    role_name_prefix  = "team/"
    existing_roles    = { function = { arn = "orders" } }
    existing_bucket   = { name = "orders-data" }
    bucket_name       = "another"
    existing_queue    = { url = "u", arn = "arn:aws:sqs:eu-west-1:123456789012:failures" }
    queue_policy_json = "{\"Statement\": []}"
    tags              = { "aws:owner" = "me" }
  }

  expect_failures = [var.location, var.role_name_prefix, var.existing_roles, var.existing_bucket, var.existing_queue, var.tags]
}

run "refuses_wrong_values_of_the_bucket" {
  command = plan

  module {
    source = "./modules/storage"
  }

  variables {
    bucket_name     = "tenfold-123456789012-eu-west-1"
    region          = "eu-west-1"
    policy_json     = "{}"
    lifecycle_rules = { results = { prefix = "results/", transitions = { TAPE = 1 } } }
  }

  expect_failures = [var.policy_json, var.lifecycle_rules]
}

run "refuses_wrong_values_of_the_queue" {
  command = plan

  module {
    source = "./modules/notification"
  }

  variables {
    location                 = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
    queue_name               = "tenfold-failures"
    topic_name               = "tenfold-alarms"
    sender_role_arns         = ["arn:aws:iam::123456789012:role/workflow"]
    sender_rule_arns         = ["arn:aws:events:eu-west-1:123456789012:rule/unfinished"]
    sender_alarm_arn_pattern = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:tenfold-*"
    existing_queue           = { url = "u", arn = "arn:aws:sqs:eu-west-1:123456789012:failures.fifo" }
    queue_policy_json        = "{}"
  }

  expect_failures = [var.existing_queue, var.queue_policy_json]
}

run "refuses_wrong_values_of_the_workflow" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    location                = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
    name                    = "tenfold"
    role_names              = { workflow = "w", upload = "u", schedule = "s" }
    definition_path         = "../statemachine.asl.json"
    bucket_name             = "tenfold-bucket"
    bucket_arn              = "arn:aws:s3:::tenfold-bucket"
    input_prefix            = "input"
    results_prefix          = "results"
    function_alias_arn      = "arn:aws:lambda:eu-west-1:123456789012:function:tenfold:live"
    queue_url               = "https://sqs.eu-west-1.amazonaws.com/123456789012/tenfold-failures"
    queue_arn               = "arn:aws:sqs:eu-west-1:123456789012:tenfold-failures"
    upload_rule_name        = "tenfold-upload"
    timeout_seconds         = 31536001
    encryption_kms_key_arn  = "alias/mine"
    schedule_kms_key_arn    = "alias/mine"
    additional_kms_key_arns = ["alias/older"]
    alias                   = "7"
  }

  expect_failures = [var.timeout_seconds, var.encryption_kms_key_arn, var.schedule_kms_key_arn, var.additional_kms_key_arns, var.alias]
}
