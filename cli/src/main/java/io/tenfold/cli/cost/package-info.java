/**
 * What a run costs on AWS, measured or planned, by a table of prices. Only commands call it; it
 * calls the console alone.
 */
package io.tenfold.cli.cost;
