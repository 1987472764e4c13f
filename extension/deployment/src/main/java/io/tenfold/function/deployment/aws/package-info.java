/**
 * The build steps for the AWS SDK for Java, where the function calls it, and for the guard against
 * processing a record twice, which calls DynamoDB by it.
 *
 * <p>Quarkus calls it; it calls {@code deployment} for what has been decided there, and the
 * runtime's public classes.
 */
package io.tenfold.function.deployment.aws;
