/**
 * What the endpoint's services have in common: a request's scope, a response, and what a service
 * is.
 *
 * <p>All of {@code aws} may call it; it calls nothing.
 */
package io.tenfold.local.aws.http;
