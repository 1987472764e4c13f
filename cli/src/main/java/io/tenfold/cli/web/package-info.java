/**
 * The runs as a page that lives: a server on 127.0.0.1 that shows them to the browser of whoever
 * has its address, and changes nothing. Only commands call it; it reads runs through the port of
 * batches and the package of reports.
 */
package io.tenfold.cli.web;
