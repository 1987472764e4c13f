/**
 * The result files of a Map Run, as a Distributed Map's ResultWriter lays them out: writes them,
 * reads them, and compares them with the records that they are results of.
 *
 * <p>{@code map.run} and whoever shows results may call it; of {@code map} it calls {@code read}
 * only.
 */
package io.tenfold.local.map.result;
