package io.tenfold.bench.coldstart;

import java.util.Locale;

/** A processor as teams have them: its sources are in {@code bench/processors}. */
enum RealProcessor {
  /** Writes an item by the AWS SDK's DynamoDB client. */
  AWS("AWS SDK", "writes an item by the AWS SDK's DynamoDB client"),
  /** Has an injected bean, configuration, a logger and Hibernate Validator. */
  BEANS("beans, validation", "has a bean, configuration, a logger and Hibernate Validator"),
  /** Writes a row by JDBC and reads it again. */
  JDBC("JDBC", "writes a row by JDBC, into H2 in memory, and reads it again"),
  /** Reads and writes polymorphic JSON with dates and optional fields. */
  JSON("rich JSON", "reads and writes polymorphic JSON with dates and optional fields"),
  /** Asks an HTTP service by a REST client with fault tolerance. */
  REST("REST client", "asks an HTTP service by a REST client with fault tolerance");

  private final String title;
  private final String detail;

  RealProcessor(String title, String detail) {
    this.title = title;
    this.detail = detail;
  }

  /** Returns what it has, in a word or two. */
  String title() {
    return title;
  }

  /** Returns what it does, in a sentence without its subject and full stop. */
  String detail() {
    return detail;
  }

  /** Returns the name of its folder. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
