package io.tenfold.local.lambda.host;

/**
 * What a host has done so far.
 *
 * @param environmentsStarted processes started, also those that never became ready
 * @param coldStarts invocations that were the first of an environment
 * @param peakConcurrency the most invocations that were running in environments at once
 * @param invocations finished, however they ended
 * @param environmentsAlive processes now
 */
public record HostStatistics(
    int environmentsStarted,
    int coldStarts,
    int peakConcurrency,
    long invocations,
    int environmentsAlive) {}
