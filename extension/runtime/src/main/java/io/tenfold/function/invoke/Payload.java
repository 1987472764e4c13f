package io.tenfold.function.invoke;

/** What one invocation is sent: one record, or several. */
sealed interface Payload permits Envelope, BatchEnvelope {}
