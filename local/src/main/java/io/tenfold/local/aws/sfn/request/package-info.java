/**
 * A call of the Step Functions API: its parameters, pages and times, and the error that refuses it.
 *
 * <p>Only {@code aws.sfn} calls it; it calls {@code arn} only.
 */
package io.tenfold.local.aws.sfn.request;
