package io.tenfold.cli.file;

import io.tenfold.local.port.ObjectStore.Listing;
import java.io.IOException;

/** Where objects are that become records: below a prefix of a bucket, or in a folder. */
public interface ObjectPlace {

  /** Returns what the records have as their bucket. */
  String bucket();

  /** Returns a name for a file of the records, without its format. */
  String name();

  /** Returns what people call it. */
  String address();

  /** Lists the objects, but those of the batches' own. */
  void list(Listing to) throws IOException;

  /** Says what a listing left out, beginning with a comma; empty where it was nothing. */
  String leftOut();
}
