# Who needs what is derived from the calls that the command and Terraform make:
# tests/access.py compares both, as they were recorded at the local endpoint.
#
# Names are those that modules/batch gives, because a deployer's policy is there before the batch is. What
# is there already is used and passed on under its own name, and who deploys changes nothing of it.

locals {
  partition = var.location.partition
  scope     = "${var.location.region}:${var.location.account_id}"

  bucket_name = var.existing_bucket != null ? var.existing_bucket.name : coalesce(var.bucket_name, "${var.name}-${var.location.account_id}-${var.location.region}")

  bucket  = "arn:${local.partition}:s3:::${local.bucket_name}"
  machine = "arn:${local.partition}:states:${local.scope}:stateMachine:${var.name}"
  # Executions are named when they start, and Step Functions names Map Runs.
  executions = "arn:${local.partition}:states:${local.scope}:execution:${var.name}:*"
  map_runs   = [for label in var.record_labels : "arn:${local.partition}:states:${local.scope}:mapRun:${var.name}/${label}:*"]
  queue      = var.existing_queue != null ? var.existing_queue.arn : "arn:${local.partition}:sqs:${local.scope}:${var.name}-failures"
  function   = "arn:${local.partition}:lambda:${local.scope}:function:${var.name}"
  table      = "arn:${local.partition}:dynamodb:${local.scope}:table/${var.name}-idempotency"
  topic      = "arn:${local.partition}:sns:${local.scope}:${var.name}-alarms"

  # Who deploys makes the groups that are not there, and counts in the function's, whosever it is.
  groups           = { function = "/aws/lambda/${var.name}", workflow = "/aws/vendedlogs/states/${var.name}" }
  log_groups       = [for owner, group in local.groups : "arn:${local.partition}:logs:${local.scope}:log-group:${group}" if var.existing_log_groups[owner] == null]
  other_log_groups = var.existing_log_groups.function == null ? [] : ["arn:${local.partition}:logs:${local.scope}:log-group:${var.existing_log_groups.function.name}"]
  count_failures   = ["DescribeMetricFilters", "PutMetricFilter", "DeleteMetricFilter"]

  role_services = { function = "lambda", workflow = "states", upload = "events", schedule = "scheduler" }
  roles = {
    for role in keys(local.role_services) : role => "arn:${local.partition}:iam::${var.location.account_id}:role${var.role_path}${var.role_name_prefix}${var.name}-${role}-${var.location.region}"
    if var.existing_roles[role] == null
  }
  passed_roles = merge(local.roles, { for role, existing in var.existing_roles : role => existing.arn if existing != null })

  # A key is used in the name of who asks S3 or SQS, and through these alone.
  use_key = { for use, services in { read = ["s3"], operate = ["s3", "sqs"] } : use => var.kms_key_arn == null ? [] : [{
    Sid       = "UseKey"
    Effect    = "Allow"
    Action    = use == "read" ? ["kms:Decrypt"] : ["kms:Decrypt", "kms:GenerateDataKey"]
    Resource  = var.kms_key_arn
    Condition = { StringEquals = { "kms:ViaService" = [for service in services : "${service}.${var.location.region}.amazonaws.com"] } }
  }] }

  find_runs = [
    { Sid = "ListRuns", Effect = "Allow", Action = ["states:ListExecutions"], Resource = local.machine },
  ]
  watch = concat(local.find_runs, [
    {
      # The page of a run draws its workflow, and the states that it has been in.
      Sid      = "FollowRuns", Effect = "Allow"
      Action   = ["states:DescribeExecution", "states:ListMapRuns", "states:DescribeStateMachineForExecution", "states:GetExecutionHistory"]
      Resource = local.executions
    },
    ], [
    # IAM takes no statement without a resource, and a file of a project's own may have no such Map.
    for statement in [{ Sid = "CountRecords", Effect = "Allow", Action = ["states:DescribeMapRun"], Resource = local.map_runs }] :
    statement if length(var.record_labels) > 0
    ], [
    {
      # By any prefix: S3 says of a file that is not there that it is not there only to who may list the bucket.
      # https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
      Sid = "ListObjects", Effect = "Allow", Action = ["s3:ListBucket"], Resource = local.bucket
    },
  ])

  read_only = concat(local.watch, [
    # Step Functions makes up the names of result files.
    { Sid = "ReadResults", Effect = "Allow", Action = ["s3:GetObject"], Resource = "${local.bucket}/${var.results_prefix}/*" },
  ], local.use_key.read)

  operator = concat(local.watch, [
    { Sid = "StartRuns", Effect = "Allow", Action = ["states:StartExecution", "states:DescribeStateMachine"], Resource = local.machine },
    { Sid = "StopRuns", Effect = "Allow", Action = ["states:StopExecution"], Resource = local.executions },
    {
      # Keys of files that do not exist yet, and names that Step Functions makes up.
      Sid      = "ReadObjects", Effect = "Allow", Action = ["s3:GetObject"]
      Resource = ["${local.bucket}/${var.input_prefix}/*", "${local.bucket}/${var.results_prefix}/*"]
    },
    { Sid = "UploadInput", Effect = "Allow", Action = ["s3:PutObject", "s3:AbortMultipartUpload"], Resource = "${local.bucket}/${var.input_prefix}/*" },
    { Sid = "DealWithFailures", Effect = "Allow", Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage"], Resource = local.queue },
  ], local.use_key.operate)

  redriver = concat(local.find_runs, [
    { Sid = "RedriveRuns", Effect = "Allow", Action = ["states:DescribeExecution", "states:RedriveExecution"], Resource = local.executions },
  ])

  boundary = var.permissions_boundary_arn == null ? {} : { Condition = { StringEquals = { "iam:PermissionsBoundary" = var.permissions_boundary_arn } } }

  # What a plan reads, a change writes and a destroy deletes, service by service. In two, because a managed
  # policy has room for 6,144 characters: what keeps data and figures, and what runs.
  # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  deployer = {
    keeps = concat(
      [for statement in [
        {
          Sid = "Bucket", Effect = "Allow", Resource = local.bucket
          Action = [for action in [
            "CreateBucket", "DeleteBucket", "ListBucket", "GetAccelerateConfiguration", "GetBucketAcl", "GetBucketCORS",
            "GetBucketLogging", "GetBucketNotification", "GetBucketObjectLockConfiguration", "GetBucketOwnershipControls",
            "GetBucketPolicy", "GetBucketPublicAccessBlock", "GetBucketRequestPayment", "GetBucketTagging",
            "GetBucketVersioning", "GetBucketWebsite", "GetEncryptionConfiguration", "GetLifecycleConfiguration",
            "GetReplicationConfiguration", "PutBucketLogging", "PutBucketNotification", "PutBucketOwnershipControls",
            "PutBucketPolicy", "DeleteBucketPolicy", "PutBucketPublicAccessBlock", "PutBucketTagging", "PutBucketVersioning",
            "PutEncryptionConfiguration", "PutLifecycleConfiguration",
          ] : "s3:${action}"]
        },
        # Whether it is empty is looked at before it is destroyed, and what is in it before that is deleted.
        { Sid = "ListVersions", Effect = "Allow", Resource = local.bucket, Action = ["s3:ListBucketVersions"] },
      ] : statement if var.existing_bucket == null],
      [for statement in [
        {
          Sid = "Queue", Effect = "Allow", Resource = local.queue
          Action = [for action in [
            "CreateQueue", "DeleteQueue", "GetQueueAttributes", "SetQueueAttributes", "ListQueueTags", "TagQueue", "UntagQueue",
          ] : "sqs:${action}"]
        },
      ] : statement if var.existing_queue == null],
      [
        {
          Sid = "Guard", Effect = "Allow", Resource = local.table
          Action = [for action in [
            "CreateTable", "DeleteTable", "DescribeTable", "UpdateTable", "DescribeContinuousBackups", "DescribeTimeToLive",
            "UpdateTimeToLive", "ListTagsOfResource", "TagResource", "UntagResource",
          ] : "dynamodb:${action}"]
        },
        {
          Sid = "Topic", Effect = "Allow", Resource = local.topic
          Action = [for action in [
            "CreateTopic", "DeleteTopic", "GetTopicAttributes", "SetTopicAttributes", "Subscribe", "ListTagsForResource",
            "TagResource", "UntagResource",
          ] : "sns:${action}"]
        },
      ],
      [for statement in [
        {
          # Groups are deleted by their name and tagged without the `:*` that is every stream of theirs.
          Sid = "LogGroups", Effect = "Allow", Resource = concat(local.log_groups, [for group in local.log_groups : "${group}:*"])
          Action = [for action in concat(local.count_failures, [
            "CreateLogGroup", "DeleteLogGroup", "PutRetentionPolicy", "DeleteRetentionPolicy", "ListTagsForResource",
            "TagResource", "UntagResource",
          ]) : "logs:${action}"]
        },
      ] : statement if length(local.log_groups) > 0],
      [for statement in [
        {
          Sid      = "CountFailures", Effect = "Allow", Action = [for action in local.count_failures : "logs:${action}"]
          Resource = concat(local.other_log_groups, [for group in local.other_log_groups : "${group}:*"])
        },
      ] : statement if length(local.other_log_groups) > 0],
      [
        {
          # One for each alarm of modules/observability; they all begin with the batch's name.
          Sid = "Alarms", Effect = "Allow", Resource = "arn:${local.partition}:cloudwatch:${local.scope}:alarm:${var.name}-*"
          Action = [for action in [
            "PutMetricAlarm", "DeleteAlarms", "ListTagsForResource", "TagResource", "UntagResource",
          ] : "cloudwatch:${action}"]
        },
        {
          Sid    = "Dashboard", Effect = "Allow", Resource = "arn:${local.partition}:cloudwatch::${var.location.account_id}:dashboard/${var.name}"
          Action = ["cloudwatch:GetDashboard", "cloudwatch:PutDashboard", "cloudwatch:DeleteDashboards"]
        },
      ],
      [{
        Sid    = "WithoutResource"
        Effect = "Allow"
        Action = [
          # Looks for names in all groups: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
          "logs:DescribeLogGroups",
          # Of all alarms, or of none: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
          "cloudwatch:DescribeAlarms",
          # A subscription is no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
          "sns:GetSubscriptionAttributes", "sns:Unsubscribe",
        ]
        Resource = "*"
      }],
      [for statement in [
        # Whatever is in it.
        { Sid = "EmptyBucket", Effect = "Allow", Action = ["s3:DeleteObject", "s3:DeleteObjectVersion"], Resource = "${local.bucket}/*" },
      ] : statement if var.force_destroy && var.existing_bucket == null],
      [for statement in [
        { Sid = "EncryptLogGroups", Effect = "Allow", Action = ["logs:AssociateKmsKey", "logs:DisassociateKmsKey"], Resource = local.log_groups },
      ] : statement if var.kms_key_arn != null && length(local.log_groups) > 0],
      [for statement in [
        {
          # DynamoDB asks for the table's key in the name of who creates the table.
          # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
          Sid       = "EncryptGuard"
          Effect    = "Allow"
          Action    = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
          Resource  = var.kms_key_arn
          Condition = { StringEquals = { "kms:ViaService" = "dynamodb.${var.location.region}.amazonaws.com" } }
        },
      ] : statement if var.kms_key_arn != null],
    )
    runs = concat(
      [
        {
          # A version is published, waited for and aliased, and has a number that nobody knows beforehand.
          Sid = "Function", Effect = "Allow", Resource = [local.function, "${local.function}:*"]
          Action = [for action in [
            "CreateFunction", "DeleteFunction", "GetFunction", "GetFunctionConfiguration", "GetFunctionCodeSigningConfig",
            "ListVersionsByFunction", "PublishVersion", "UpdateFunctionCode", "UpdateFunctionConfiguration",
            "PutFunctionConcurrency", "DeleteFunctionConcurrency", "CreateAlias", "DeleteAlias", "GetAlias", "UpdateAlias",
            "TagResource", "UntagResource",
          ] : "lambda:${action}"]
        },
        {
          Sid = "Machine", Effect = "Allow", Resource = local.machine
          Action = [for action in [
            "CreateStateMachine", "DeleteStateMachine", "DescribeStateMachine", "UpdateStateMachine",
            "ListStateMachineVersions", "ListTagsForResource", "TagResource", "UntagResource",
          ] : "states:${action}"]
        },
        {
          Sid      = "Rules", Effect = "Allow"
          Resource = [for rule in ["upload", "unfinished"] : "arn:${local.partition}:events:${local.scope}:rule/${var.name}-${rule}"]
          Action = [for action in [
            "PutRule", "DeleteRule", "DescribeRule", "PutTargets", "RemoveTargets", "ListTargetsByRule",
            "ListTagsForResource", "TagResource", "UntagResource",
          ] : "events:${action}"]
        },
        {
          Sid = "Schedule", Effect = "Allow"
          Resource = [
            "arn:${local.partition}:scheduler:${local.scope}:schedule/${var.name}/${var.name}",
            "arn:${local.partition}:scheduler:${local.scope}:schedule-group/${var.name}",
          ]
          Action = [for action in [
            "CreateSchedule", "DeleteSchedule", "GetSchedule", "UpdateSchedule", "CreateScheduleGroup", "DeleteScheduleGroup",
            "GetScheduleGroup", "ListTagsForResource", "TagResource", "UntagResource",
          ] : "scheduler:${action}"]
        },
      ],
      [for statement in [
        {
          Sid = "Roles", Effect = "Allow", Resource = values(local.roles)
          Action = [for action in [
            "GetRole", "GetRolePolicy", "ListRolePolicies", "ListAttachedRolePolicies", "ListInstanceProfilesForRole",
            "DeleteRole", "DeleteRolePolicy", "UpdateAssumeRolePolicy", "TagRole", "UntagRole",
          ] : "iam:${action}"]
        },
        merge({
          Sid    = "BoundedRoles", Effect = "Allow", Resource = values(local.roles)
          Action = concat(["iam:CreateRole", "iam:PutRolePolicy"], var.permissions_boundary_arn == null ? [] : ["iam:PutRolePermissionsBoundary"])
        }, local.boundary),
      ] : statement if length(local.roles) > 0],
      [
        {
          # There is no machine yet whose definition is looked at.
          # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
          Sid = "CheckDefinition", Effect = "Allow", Action = ["states:ValidateStateMachineDefinition"], Resource = "*"
        },
      ],
      [for role, service in local.role_services : {
        Sid       = "Pass${title(role)}Role", Effect = "Allow", Action = "iam:PassRole", Resource = local.passed_roles[role]
        Condition = { StringEquals = { "iam:PassedToService" = "${service}.amazonaws.com" } }
      }],
      length(var.layers) == 0 ? [] : [{ Sid = "UseLayers", Effect = "Allow", Action = ["lambda:GetLayerVersion"], Resource = var.layers }],
    )
  }
}
