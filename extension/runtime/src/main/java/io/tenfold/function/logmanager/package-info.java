/**
 * The log where a processor logs, too: by JBoss LogManager, to which JBoss Logging, SLF4J, {@code
 * java.util.logging} and {@code System.Logger} all lead.
 *
 * <p>{@code nativeimage} and {@code quarkus} may call it; it calls {@code log}. A direct start
 * whose processor does not log has none of it.
 */
package io.tenfold.function.logmanager;
