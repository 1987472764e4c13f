# The state goes from run to run: the first uploads a package, the others plan with others.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  location      = { partition = "aws", region = "eu-west-1", account_id = "123456789012" }
  function_name = "tenfold"
  role_name     = "tenfold-function"
  package_type  = "jvm"
  package_path  = "tests/fixtures/jvm/function.zip"
}

run "uploads_a_package" {
  module {
    source = "./modules/function"
  }
}

run "does_not_upload_the_same_bytes_from_another_path" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path = "tests/fixtures/described/function.zip"
  }

  assert {
    condition     = aws_lambda_function.this.filename == "tests/fixtures/jvm/function.zip"
    error_message = "The provider would see a change: ${aws_lambda_function.this.filename}"
  }

  assert {
    condition     = aws_lambda_function.this.handler == "com.acme.Orders::handleRequest"
    error_message = "What lies beside the package is read where the package lies now."
  }
}

run "uploads_other_bytes_from_their_path" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path = "tests/fixtures/unlabelled/function.zip"
  }

  assert {
    condition     = aws_lambda_function.this.filename == "tests/fixtures/unlabelled/function.zip"
    error_message = "The old package would be uploaded: ${aws_lambda_function.this.filename}"
  }
}

run "uploads_the_same_bytes_for_another_architecture_from_where_they_lie_now" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path = "tests/fixtures/described/function.zip"
    architecture = "x86_64"
  }

  assert {
    condition     = aws_lambda_function.this.filename == "tests/fixtures/described/function.zip"
    error_message = "The package would be read where it may be no more: ${aws_lambda_function.this.filename}"
  }
}
