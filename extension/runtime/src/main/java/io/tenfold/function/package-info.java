/**
 * What a team's code touches: the processor that it writes, what that is told of a record, and the
 * names under which records fail, which the workflow and stored results have.
 *
 * <p>Every package below may call it; it calls none of them, and of Quarkus' world it knows the
 * annotations that make a processor a bean.
 */
package io.tenfold.function;
