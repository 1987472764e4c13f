/**
 * The guard against processing a record twice that has its notes in a table of DynamoDB.
 *
 * <p>The build steps make it the function's where {@code tenfold.idempotency} says so, by its name:
 * nothing calls it, so that it and the AWS SDK are in no other function. It calls {@code invoke}
 * and the root.
 */
package io.tenfold.function.idempotency;
