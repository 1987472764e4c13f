mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  location           = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
  name               = "tenfold"
  role_names         = { workflow = "w", upload = "u", schedule = "s" }
  definition_path    = "../statemachine.asl.json"
  bucket_name        = "tenfold-bucket"
  bucket_arn         = "arn:aws:s3:::tenfold-bucket"
  input_prefix       = "input"
  results_prefix     = "results"
  function_alias_arn = "arn:aws:lambda:eu-west-1:123456789012:function:tenfold:live"
  queue_url          = "https://sqs.eu-west-1.amazonaws.com/123456789012/tenfold-failures"
  queue_arn          = "arn:aws:sqs:eu-west-1:123456789012:tenfold-failures"
  upload_rule_name   = "tenfold-upload"
}

run "starts_only_by_hand_and_logs_no_records" {
  module {
    source = "./modules/workflow"
  }

  assert {
    condition     = aws_sfn_state_machine.this.type == "STANDARD"
    error_message = "A Distributed Map's parent has to be STANDARD."
  }

  assert {
    condition     = aws_sfn_state_machine.this.logging_configuration[0].level == "ERROR" && !aws_sfn_state_machine.this.logging_configuration[0].include_execution_data
    error_message = "Errors are logged, records are not."
  }

  assert {
    condition     = length(aws_cloudwatch_event_rule.upload) == 0 && length(aws_scheduler_schedule.this) == 0 && length(aws_iam_role.upload) == 0 && length(aws_iam_role.schedule) == 0
    error_message = "There is no trigger, and no role for one, until asked for."
  }
}

run "fills_in_a_workflow_for_json_and_changes_nothing_else_in_it" {
  module {
    source = "./modules/workflow"
  }

  assert {
    condition = output.definition == templatefile(var.definition_path, {
      bucket                       = var.bucket_name
      results_prefix               = var.results_prefix
      function_arn                 = var.function_alias_arn
      queue_url                    = var.queue_url
      max_concurrency              = 10
      batch_size                   = 1
      tolerated_failure_percentage = 50
      input_type                   = "JSON"
    })
    error_message = "The definition is the workflow file, letter by letter, but for its placeholders."
  }

  assert {
    condition     = jsondecode(output.definition).States.ProcessRecords.ItemReader.ReaderConfig == { InputType = "JSON" } && output.input_type == "JSON"
    error_message = "A file of records is JSON until a stack says otherwise."
  }
}

run "reads_the_array_that_a_pointer_leads_to" {
  module {
    source = "./modules/workflow"
  }

  variables {
    items_pointer = "/a~1b/orders"
  }

  assert {
    condition     = jsondecode(output.definition).States.ProcessRecords.ItemReader.ReaderConfig == { InputType = "JSON", ItemsPointer = "/a~1b/orders" }
    error_message = "The reader has the pointer."
  }
}

run "reads_json_lines" {
  module {
    source = "./modules/workflow"
  }

  variables {
    input_type      = "JSONL"
    start_on_upload = true
    schedule        = { expression = "rate(1 day)", input = { key = "input/daily.jsonl", textValues = true } }
  }

  assert {
    condition     = jsondecode(output.definition).States.ProcessRecords.ItemReader.ReaderConfig == { InputType = "JSONL" } && output.input_type == "JSONL"
    error_message = "The reader takes JSON Lines, and needs nothing else."
  }

  assert {
    condition     = jsondecode(output.definition).States.CheckInput.Assign.rows == "{% 'JSONL' = 'CSV' %}"
    error_message = "Where the expressions ask for the type, they have it."
  }

  assert {
    condition     = [for key in jsondecode(aws_cloudwatch_event_rule.upload[0].event_pattern).detail.object.key : key.wildcard] == ["input/*.jsonl", "input/*.jsonl.gz", "input/*.ndjson", "input/*.ndjson.gz"]
    error_message = "Files that are called after JSON Lines start a run: ${aws_cloudwatch_event_rule.upload[0].event_pattern}"
  }

  assert {
    condition     = jsondecode(aws_scheduler_schedule.this[0].target[0].input) == { key = "input/daily.jsonl", textValues = true }
    error_message = "A schedule may say that values are texts."
  }
}

run "reads_rows_whose_first_names_the_columns" {
  module {
    source = "./modules/workflow"
  }

  variables {
    input_type      = "CSV"
    start_on_upload = true
  }

  assert {
    condition     = jsondecode(output.definition).States.ProcessRecords.ItemReader.ReaderConfig == { InputType = "CSV", CSVDelimiter = "COMMA", CSVHeaderLocation = "FIRST_ROW" } && output.input_type == "CSV"
    error_message = "Commas delimit, and the first row has the headers."
  }

  assert {
    condition     = strcontains(output.definition, "{\n          \"InputType\": \"CSV\",\n          \"CSVDelimiter\": \"COMMA\",\n          \"CSVHeaderLocation\": \"FIRST_ROW\"\n        }")
    error_message = "What comes in has lines of its own, as in the workflow file."
  }

  assert {
    condition     = [for key in jsondecode(aws_cloudwatch_event_rule.upload[0].event_pattern).detail.object.key : key.wildcard] == ["input/*.csv", "input/*.csv.gz"]
    error_message = "CSV files start a run."
  }
}

run "reads_rows_whose_columns_are_given" {
  module {
    source = "./modules/workflow"
  }

  variables {
    input_type      = "CSV"
    csv_delimiter   = "TAB"
    csv_headers     = ["id", "a \"b\" \\", "$1 $$0 $${bucket}", "%%{if x}", "<größe>"]
    start_on_upload = true
  }

  assert {
    condition = jsonencode(jsondecode(output.definition).States.ProcessRecords.ItemReader.ReaderConfig) == jsonencode({
      InputType         = "CSV"
      CSVDelimiter      = "TAB"
      CSVHeaderLocation = "GIVEN"
      CSVHeaders        = ["id", "a \"b\" \\", "$1 $$0 $${bucket}", "%%{if x}", "<größe>"]
    })
    error_message = "The headers are in the definition as they were given: ${jsonencode(jsondecode(output.definition).States.ProcessRecords.ItemReader.ReaderConfig)}"
  }

  assert {
    condition     = [for key in jsondecode(aws_cloudwatch_event_rule.upload[0].event_pattern).detail.object.key : key.wildcard] == ["input/*.csv", "input/*.csv.gz", "input/*.tsv", "input/*.tsv.gz"]
    error_message = "So do files that are called after tabs."
  }
}

run "starts_only_for_the_suffix_that_is_given" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    start_on_upload = true
    upload_suffix   = ".orders"
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.upload[0].event_pattern).detail.object.key == [{ wildcard = "input/*.orders" }]
    error_message = "A suffix that is given takes the place of the type's own."
  }
}

run "takes_a_file_that_names_its_own_type_where_the_stack_asks_for_the_same" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    definition_path = "tests/fixtures/semicolons.asl.json"
    input_type      = "CSV"
    csv_delimiter   = "SEMICOLON"
    csv_headers     = ["id", "total"]
  }

  assert {
    condition     = jsondecode(local.template) == jsondecode(file(var.definition_path))
    error_message = "A reader that a file has whole is left as it is."
  }
}

run "refuses_a_file_that_names_another_type_than_the_stack" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    definition_path = "tests/fixtures/semicolons.asl.json"
  }

  expect_failures = [aws_sfn_state_machine.this]
}

run "refuses_a_file_that_names_other_columns_than_the_stack" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    definition_path = "tests/fixtures/semicolons.asl.json"
    input_type      = "CSV"
    csv_delimiter   = "SEMICOLON"
    csv_headers     = ["id", "amount"]
  }

  expect_failures = [aws_sfn_state_machine.this]
}

run "refuses_rows_for_a_file_that_reads_none" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    definition_path = "tests/fixtures/workflow.asl.json"
    input_type      = "CSV"
  }

  expect_failures = [aws_sfn_state_machine.this]
}

run "takes_a_file_that_reads_none" {
  module {
    source = "./modules/workflow"
  }

  variables {
    definition_path = "tests/fixtures/workflow.asl.json"
  }

  assert {
    condition     = output.input_type == null
    error_message = "A workflow that reads no file has no type."
  }

  assert {
    condition = (
      alltrue([for s in jsondecode(output.role_policies_json.workflow).Statement : length(flatten([s.Resource])) > 0]) &&
      !strcontains(output.role_policies_json.workflow, "states:DescribeMapRun")
    )
    error_message = "IAM refuses a statement without a resource, and this file asks for no counts: ${output.role_policies_json.workflow}"
  }
}

run "counts_where_no_map_has_result_files" {
  module {
    source = "./modules/workflow"
  }

  variables {
    definition_path = "tests/fixtures/counting.asl.json"
  }

  assert {
    condition     = one([for s in jsondecode(output.role_policies_json.workflow).Statement : s.Resource if s.Sid == "CountRecords"]) == ["arn:aws:states:eu-west-1:123456789012:mapRun:tenfold/Records:*"]
    error_message = "The file describes its Map Run: ${output.role_policies_json.workflow}"
  }
}

run "allows_nothing_of_maps_where_there_is_none" {
  module {
    source = "./modules/workflow"
  }

  variables {
    definition_path = "tests/fixtures/mapless.asl.json"
  }

  assert {
    condition = (
      alltrue([for s in jsondecode(output.role_policies_json.workflow).Statement : length(flatten([s.Resource])) > 0]) &&
      !strcontains(output.role_policies_json.workflow, "states:RedriveExecution")
    )
    error_message = "IAM refuses a statement without a resource: ${output.role_policies_json.workflow}"
  }
}

run "starts_on_upload" {
  module {
    source = "./modules/workflow"
  }

  variables {
    start_on_upload = true
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.upload[0].event_pattern) == {
      source      = ["aws.s3"]
      detail-type = ["Object Created"]
      detail      = { bucket = { name = ["tenfold-bucket"] }, object = { key = [{ wildcard = "input/*.json" }, { wildcard = "input/*.json.gz" }] } }
    }
    error_message = "JSON files under the input prefix of this bucket start a run, and nothing else."
  }

  assert {
    condition     = trimspace(aws_cloudwatch_event_target.upload[0].input_transformer[0].input_template) == "{\"key\": <key>, \"bucket\": <bucket>}"
    error_message = "The event becomes the workflow's input."
  }

  assert {
    condition     = aws_cloudwatch_event_target.upload[0].dead_letter_config[0].arn == var.queue_arn
    error_message = "A run that cannot be started is reported."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.upload[0].policy).Statement == [{ Sid = "StartTheBatch", Effect = "Allow", Action = "states:StartExecution", Resource = "arn:aws:states:eu-west-1:123456789012:stateMachine:tenfold" }]
    error_message = "The rule may start this machine, and nothing else."
  }
}

run "starts_by_the_clock_and_logs_nothing" {
  module {
    source = "./modules/workflow"
  }

  variables {
    log_level = "OFF"
    schedule  = { expression = "rate(1 day)", enabled = false, input = { key = "input/daily.json", toleratedFailurePercentage = 0 } }
  }

  assert {
    condition     = jsondecode(aws_scheduler_schedule.this[0].target[0].input) == { key = "input/daily.json", toleratedFailurePercentage = 0 }
    error_message = "The input has the fields that were given, and no others."
  }

  assert {
    condition     = aws_scheduler_schedule.this[0].state == "DISABLED" && aws_scheduler_schedule.this[0].schedule_expression_timezone == "UTC"
    error_message = "A schedule can be paused, and is in UTC unless told otherwise."
  }

  assert {
    condition     = jsondecode(aws_iam_role.schedule[0].assume_role_policy).Statement[0].Condition.ArnEquals["aws:SourceArn"] == "arn:aws:scheduler:eu-west-1:123456789012:schedule-group/tenfold"
    error_message = "Only this schedule group may take the role."
  }

  assert {
    condition     = length(aws_cloudwatch_log_group.this) == 0 && aws_sfn_state_machine.this.logging_configuration[0].log_destination == null && output.log_group_name == null
    error_message = "OFF needs no log group."
  }
}

run "refuses_wrong_values" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    name                         = "ten fold"
    role_names                   = { workflow = "with spaces", upload = "u", schedule = "s" }
    max_concurrency              = 0
    batch_size                   = 1001
    tolerated_failure_percentage = 101
    log_level                    = "DEBUG"
    upload_suffix                = "*.json"
    schedule                     = { expression = "daily", input = { key = "elsewhere/orders.json" } }
  }

  expect_failures = [
    var.name, var.role_names, var.max_concurrency, var.batch_size,
    var.tolerated_failure_percentage, var.log_level, var.upload_suffix, var.schedule,
  ]
}

run "refuses_a_prefix_with_a_slash_at_its_end" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    input_prefix = "input/"
  }

  expect_failures = [var.input_prefix]
}

run "refuses_another_type" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    input_type = "PARQUET"
  }

  expect_failures = [var.input_type]
}

run "refuses_a_delimiter_that_step_functions_has_not" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    input_type    = "CSV"
    csv_delimiter = ";"
  }

  expect_failures = [var.csv_delimiter]
}

run "refuses_csv_settings_for_json" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    csv_delimiter = "TAB"
    csv_headers   = ["id"]
  }

  expect_failures = [var.csv_delimiter, var.csv_headers]
}

run "refuses_a_pointer_into_rows" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    input_type    = "CSV"
    items_pointer = "/orders"
  }

  expect_failures = [var.items_pointer]
}

run "refuses_a_pointer_without_a_slash" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    items_pointer = "data/orders"
  }

  expect_failures = [var.items_pointer]
}

run "refuses_a_pointer_with_a_bare_tilde" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    items_pointer = "/data~/orders"
  }

  expect_failures = [var.items_pointer]
}

run "refuses_to_name_no_columns" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    input_type  = "CSV"
    csv_headers = []
  }

  expect_failures = [var.csv_headers]
}

run "refuses_columns_whose_names_are_over_10_kib" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    input_type = "CSV"
    # One byte too many, and fewer characters than 10,240.
    csv_headers = concat([for i in range(79) : format("é%0125d", i)], [format("é%0126d", 79)])
  }

  expect_failures = [var.csv_headers]
}

run "takes_columns_whose_names_are_10_kib" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  variables {
    input_type  = "CSV"
    csv_headers = [for i in range(80) : format("é%0125d", i)]
  }

  assert {
    condition     = length(local.reads[0].CSVHeaders) == 80
    error_message = "80 names of 127 bytes and their delimiters are 10,240 bytes."
  }
}
