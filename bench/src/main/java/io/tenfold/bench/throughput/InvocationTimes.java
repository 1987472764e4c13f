package io.tenfold.bench.throughput;

/** How long a run's invocations took, in microseconds. */
record InvocationTimes(double p50Micros, double p99Micros) {}
