package io.tenfold.bench.coldstart;

import java.util.Locale;

/** A processor as teams have them: its sources are in {@code bench/processors}. */
enum RealProcessor {
  /** Writes an item by the AWS SDK's DynamoDB client. */
  AWS("AWS SDK, DynamoDB"),
  /** Has an injected bean, configuration, a logger and Hibernate Validator. */
  BEANS("beans, configuration, logging, validation"),
  /** Writes a row by JDBC and reads it again. */
  JDBC("JDBC, H2"),
  /** Reads and writes polymorphic JSON with dates and optional fields. */
  JSON("rich JSON"),
  /** Asks an HTTP service by a REST client with fault tolerance. */
  REST("REST client, fault tolerance");

  private final String title;

  RealProcessor(String title) {
    this.title = title;
  }

  /** Returns what it has, for people. */
  String title() {
    return title;
  }

  /** Returns the name of its folder. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
