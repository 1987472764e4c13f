package io.tenfold.function;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same cases on the packaged binary. */
@QuarkusIntegrationTest
class RecordHandlerIT extends RecordHandlerTest {}
