# Every example plans. Applied, at the local endpoint, are two of them by e2e, TerraformIT, and all by faults.py.

mock_provider "aws" {
  source = "./tests/mocks"

  mock_data "aws_availability_zones" {
    defaults = { names = ["eu-west-1a", "eu-west-1b"] }
  }
}

variables {
  package_type = "native"
  package_path = "tests/fixtures/x86_64/function.zip"
}

run "batch" {
  command = plan

  module {
    source = "./examples/batch"
  }

  variables {
    package_path = "tests/fixtures/jvm/function.zip"
  }
}

run "documents" {
  command = plan

  module {
    source = "./examples/documents"
  }

  variables {
    documents_bucket = "documents"
  }
}

run "two_batches" {
  command = plan

  module {
    source = "./examples/two-batches"
  }

  assert {
    condition     = output.state_machine_arns != null && keys(output.state_machine_arns) == ["orders", "refunds"]
    error_message = "There are two batches."
  }
}

run "customer_managed_key" {
  command = plan

  module {
    source = "./examples/customer-managed-key"
  }
}

run "vpc" {
  command = plan

  module {
    source = "./examples/vpc"
  }
}

run "existing_bucket_and_queue" {
  command = plan

  module {
    source = "./examples/existing-bucket-and-queue"
  }
}

run "prebuilt_package" {
  command = plan

  module {
    source = "./examples/prebuilt-package"
  }

  variables {
    artifacts_bucket = "artifacts"
    package_key      = "payments/1.4.0/function.zip"
    package_version  = "3HL4kqtJlcpXroDTDmJ"
    facts_path       = "tests/fixtures/arm64/function.json"
  }
}
