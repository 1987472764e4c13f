/**
 * The batches of a stack on AWS, or of an endpoint that answers as AWS does, and the one place that
 * knows the AWS SDK. Only commands call it, to make the batches; from there on they are the port's.
 */
package io.tenfold.cli.batch.aws;
