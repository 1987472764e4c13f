package io.tenfold.e2e.jdk;

/** Something that the JDK does, whose result is a text. */
@FunctionalInterface
interface Operation {
  String result() throws Exception;
}
