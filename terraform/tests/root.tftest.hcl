# The root: its provider's variables, where the package is, and that it hands on what modules/batch says.
# What the batch itself is: policies.tftest.hcl and batch.tftest.hcl. That no variable is left out: tests/tables.py.

mock_provider "aws" {
  source = "./tests/mocks"
}

# The run that applies is the last: Terraform crashes (seen with 1.11.4) when a module is overridden whose resources are in the state.

run "looks_for_the_package_where_the_build_puts_it" {
  command = plan

  override_module {
    target = module.batch
  }

  assert {
    condition     = endswith(local.package_path, "/../lambda-native/target/function.zip")
    error_message = "The native package is where `make native` puts it, not at ${local.package_path}."
  }
}

run "looks_for_the_jvm_package_where_the_build_puts_it" {
  command = plan

  override_module {
    target = module.batch
  }

  variables {
    package_type = "jvm"
  }

  assert {
    condition     = endswith(local.package_path, "/../lambda-native/target/jvm/function.zip")
    error_message = "The JVM package is where `make package` puts it, not at ${local.package_path}."
  }
}

run "refuses_wrong_tags" {
  command = plan

  override_module {
    target = module.batch
  }

  variables {
    tags = { "aws:owner" = "me" }
  }

  expect_failures = [var.tags]
}

run "hands_on_what_the_batch_says" {
  variables {
    name          = "orders"
    force_destroy = true
    package_path  = "tests/fixtures/x86_64/function.zip"
  }

  assert {
    condition     = local.package_path == "tests/fixtures/x86_64/function.zip"
    error_message = "A package that is given is the one deployed, not ${local.package_path}."
  }

  assert {
    condition     = output.function_name == "orders" && output.state_machine_name == "orders" && output.queue_arn == "arn:aws:sqs:eu-west-1:123456789012:orders-failures"
    error_message = "What is created is called after the batch."
  }

  assert {
    condition = alltrue([
      output.region == module.batch.region,
      output.state_machine_arn == module.batch.state_machine_arn,
      output.state_machine_name == module.batch.state_machine_name,
      output.bucket == module.batch.bucket,
      output.input_prefix == module.batch.input_prefix,
      output.input_type == module.batch.input_type,
      output.results_prefix == module.batch.results_prefix,
      output.queue_url == module.batch.queue_url,
      output.queue_arn == module.batch.queue_arn,
      output.function_name == module.batch.function_name,
      output.function_alias_arn == module.batch.function_alias_arn,
      output.function_versions == module.batch.function_versions,
      output.log_groups == module.batch.log_groups,
      output.alarm_names == module.batch.alarm_names,
      output.console_links == module.batch.console_links,
      output.upload_input == module.batch.upload_input,
      output.start_execution == module.batch.start_execution,
    ])
    error_message = "An output has the name that it has in modules/batch."
  }
}
