# A deployment from before there was modules/batch keeps everything that it has. Applied on its own,
# modules/batch has the addresses of the root of then; both runs have one state. tests/moved.py reads
# the second run's plan. The variables are those that every resource with a `count` needs to be there.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  package_path    = "tests/fixtures/x86_64/function.zip"
  force_destroy   = true # a mocked bucket cannot be looked into before it is destroyed
  start_on_upload = true
  schedule        = { expression = "cron(0 6 * * ? *)", input = { key = "input/orders.json" } }
  alarm_email     = "batch-team@example.com"
}

run "deployed_before" {
  state_key = "deployment"

  module {
    source = "./modules/batch"
  }
}

run "planned_now" {
  state_key = "deployment"
  command   = plan

  assert {
    # Known in a plan is only what is in the state.
    condition     = output.queue_url == run.deployed_before.queue_url
    error_message = "What is deployed is kept."
  }
}
