package io.tenfold.local.jsonata;

/** A call that a function ends with, to be made when the function has returned. */
record TailCall(Node call, Object input, Frame frame) {}
