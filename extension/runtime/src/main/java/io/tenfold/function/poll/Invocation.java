package io.tenfold.function.poll;

import java.time.Instant;

/**
 * One invocation: its request id, when Lambda ends it ({@link Instant#MAX} where nobody will), its
 * X-Ray trace header or {@code null}, and its payload in UTF-8.
 */
record Invocation(String id, Instant deadline, String trace, byte[] payload) {}
