/**
 * A file of records on its way to a run: how it is read, whether it can be, and how it becomes one
 * that the stack reads. The commands call it, and the results write a retry's file by it; it calls
 * the batch's envelope and the console.
 */
package io.tenfold.cli.file;
