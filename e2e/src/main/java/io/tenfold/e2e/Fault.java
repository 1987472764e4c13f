package io.tenfold.e2e;

/**
 * What the faulty processor is to do.
 *
 * @param kind {@code none}, {@code reject}, {@code transient}, {@code stubborn}, {@code throw},
 *     {@code sleep}, {@code exit}, {@code kill}, {@code count}, {@code fetch}, {@code jdk}, {@code
 *     locale}, {@code log}, {@code metrics} or {@code prove}
 * @param times for {@code transient} and {@code stubborn}: how many attempts fail before one
 *     succeeds
 * @param millis for {@code sleep} and {@code count}: how long to take
 * @param folder for {@code transient}, {@code stubborn}, {@code count} and {@code jdk}: where
 *     processes leave their marks
 * @param url for {@code fetch}: what to get; for {@code locale}: a language tag
 * @param proof for {@code prove}: what to read
 */
public record Fault(
    String kind, Integer times, Long millis, String folder, String url, Proof proof) {}
