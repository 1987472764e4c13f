# Values that are known only when they are applied, because a resource of the same apply has them. What
# decides whether something is there is a switch beside such a value, or an object around it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "aws" {
  alias  = "elsewhere"
  source = "./tests/mocks"
}

run "plans_with_every_value_from_a_new_resource" {
  command = plan

  module {
    source = "./tests/fixtures/unknown"
  }
}

run "applies_them" {
  module {
    source = "./tests/fixtures/unknown"
  }
}

# What AWS is asked would be known only when applied, and with it every name that has account or Region in it.
run "replaces_nothing_when_what_it_waits_for_changes" {
  command = plan

  module {
    source = "./tests/fixtures/unknown"
  }

  variables {
    before = "second"
  }

  assert {
    # Known in a plan is only what is in the state.
    condition     = output.arns == run.applies_them.arns
    error_message = "Everything is kept."
  }
}
