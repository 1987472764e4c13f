package io.tenfold.cli.batch.aws;

import java.net.URI;
import java.util.function.Supplier;

/**
 * What the command line and the environment say of AWS; what is null is left to the SDK's default
 * chains.
 *
 * @param endpoint an endpoint to be told to the SDK
 * @param region a supplier, since it may take a look at the stack
 * @param name what is called in messages, such as {@code AWS}
 * @param elsewhere whether that is not AWS itself: buckets are in a URL's path rather than its host
 *     there, and there is no console
 * @param anyKeys whether any keys do there, so that the user's own are not even looked for
 */
public record AwsAccess(
    URI endpoint,
    Supplier<String> region,
    String profile,
    String name,
    boolean elsewhere,
    boolean anyKeys) {}
