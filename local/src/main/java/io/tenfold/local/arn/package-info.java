/**
 * Amazon Resource Names: what they consist of, and those of Step Functions.
 *
 * <p>Everything may call it; it calls nothing. The AWS SDK has a type for the five parts, but none
 * for what a service puts into the last one, and the engine goes without the SDK.
 */
package io.tenfold.local.arn;
