# What AWS would answer, where a test reads it. Everything else that AWS computes is made up by Terraform.

mock_data "aws_caller_identity" {
  defaults = {
    account_id = "123456789012"
  }
}

mock_data "aws_partition" {
  defaults = {
    partition = "aws"
  }
}

mock_data "aws_region" {
  defaults = {
    id = "eu-west-1"
  }
}

mock_resource "aws_s3_bucket" {
  defaults = {
    id  = "tenfold-123456789012-eu-west-1"
    arn = "arn:aws:s3:::tenfold-123456789012-eu-west-1"
  }
}

mock_resource "aws_sqs_queue" {
  defaults = {
    id = "https://sqs.eu-west-1.amazonaws.com/123456789012/tenfold-failures"
  }
}

mock_resource "aws_sns_topic" {
  defaults = {
    arn = "arn:aws:sns:eu-west-1:123456789012:tenfold-alarms"
  }
}

mock_resource "aws_iam_role" {
  defaults = {
    arn = "arn:aws:iam::123456789012:role/tenfold"
  }
}

mock_resource "aws_lambda_function" {
  defaults = {
    version = "3"
  }
}

mock_resource "aws_lambda_alias" {
  defaults = {
    arn = "arn:aws:lambda:eu-west-1:123456789012:function:tenfold:live"
  }
}

mock_resource "aws_sfn_state_machine" {
  defaults = {
    arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:tenfold"
  }
}

mock_resource "aws_cloudwatch_log_group" {
  defaults = {
    arn = "arn:aws:logs:eu-west-1:123456789012:log-group:tenfold"
  }
}
