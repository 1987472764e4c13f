/**
 * A batch within a unit test: the workflow file on the local engine, with a processor in the test's
 * own process. Tests of functions call it; it calls the engine and the function.
 */
package io.tenfold.test;
