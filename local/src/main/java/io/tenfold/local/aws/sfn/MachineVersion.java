package io.tenfold.local.aws.sfn;

import java.time.Instant;

/** A published version: its number, the revision it is of, and a description or "". */
record MachineVersion(long number, Revision revision, String description, Instant creationDate) {}
